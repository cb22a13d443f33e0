"""Really deleting what a student said: the rows, and the key without which their copies cannot be read.

While a Handoff of level 2 or 3 is open the deletion waits, and that is said. Every path ends in one sentence to the
student, in the transaction that makes it true.
"""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, make_url, select

from bot.conversations.forgetting import find_last_words, forget_everything
from bot.conversations.registry import NoSuchStudent, lock_student
from bot.levels import RiskLevel
from bot.outbox.outbox import Saying, put
from bot.store.database import Database
from bot.store.events import QUEUE
from bot.store.session import LineSession
from bot.store.tables import Author, Conversation, Handoff, HandoffState, Message, Student
from bot.wording import Wording

BLANK_FOR: Final = timedelta(hours=24)
_JUST_NOW: Final = timedelta(minutes=1)
_MOMENT: Final = timedelta(seconds=0.3)
_AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class Erasure:
    """What became of a wish to be deleted: done, or waiting for a person to close a talk about danger."""

    is_done: bool
    conversation: Conversation
    message: Message


async def ask_erasure(
    session: LineSession, student: Student, conversation: Conversation, *, wording: Wording, at: datetime
) -> Erasure:
    """Delete everything of a (locked) student and say so, or note the wish and say what it waits for.

    The message of the wish itself stays, alone, so that its redelivery is recognised. After a deletion no older row of
    this student may be used: go on with the Erasure's conversation.
    """
    await session.flush()
    if not await _is_kept_safe(session, student.id):
        wish = await find_last_words(session, student, since=at - _JUST_NOW)
        return await _erase_and_say(session, student, wish=wish, wording=wording, at=at)
    student.erasure_asked_at = student.erasure_asked_at or at
    sentence = Saying(Author.LINE, wording.say("privacy.erasure_waits", student.language))
    message = put(session, student, conversation, sentence, at=at)
    return Erasure(is_done=False, conversation=conversation, message=message)


async def erase_waiting(database: Database, *, wording: Wording, at: datetime) -> int:
    """Do the deletions that waited for a Handoff which is closed by now; how many those were."""
    async with database.read() as session:
        rows = await session.scalars(
            select(Student.id)
            .where(Student.erasure_asked_at.is_not(None))
            .order_by(Student.erasure_asked_at)
            .limit(_AT_ONCE)
        )
        asked = rows.all()
    count = 0
    for student_id in asked:
        async with database.begin() as session:
            count += await _erase_if_closed(session, student_id, wording=wording, at=at)
    return count


async def forget_blank_students(database: Database, *, at: datetime) -> int:
    """Remove the rows of students erased a day ago who have not written since; how many those were."""
    async with database.begin() as session:
        gone = await session.scalars(
            delete(Student)
            .where(Student.erased_at <= at - BLANK_FOR, Student.last_heard_at.is_(None))
            .returning(Student.id)
        )
        return len(gone.all())


async def scrub_write_ahead_log(database: Database, *, at: datetime) -> bool:
    """On SQLite, empty the write-ahead log after a recent deletion: it may still hold pages of before.

    False if nothing was deleted lately, or if a reader was in the way: the next look tries again.
    """
    if not database.is_sqlite:
        return False
    async with database.read() as session:
        recent = select(Student.id).where(Student.erased_at > at - timedelta(minutes=10))
        if await session.scalar(recent.limit(1)) is None:
            return False
    return await asyncio.to_thread(_empty_write_ahead_log, make_url(database.url).database or "")


def _empty_write_ahead_log(file: str) -> bool:
    """On a connection of its own and outside of any transaction, waiting only a moment for readers."""
    with closing(sqlite3.connect(file, timeout=_MOMENT.total_seconds(), isolation_level=None)) as connection:
        is_busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not is_busy


async def _is_kept_safe(session: LineSession, student_id: str) -> bool:
    open_danger = await session.scalar(
        select(Handoff.id).where(
            Handoff.student_id == student_id,
            Handoff.state != HandoffState.CLOSED,
            Handoff.level >= RiskLevel.SERIOUS,
        )
    )
    return open_danger is not None


async def _erase_if_closed(session: LineSession, student_id: str, *, wording: Wording, at: datetime) -> bool:
    try:
        student = await lock_student(session, student_id)
    except NoSuchStudent:
        return False
    if student.erasure_asked_at is None or await _is_kept_safe(session, student_id):
        return False
    await _erase_and_say(session, student, wish=None, wording=wording, at=at)
    return True


async def _erase_and_say(
    session: LineSession, student: Student, *, wish: Message | None, wording: Wording, at: datetime
) -> Erasure:
    conversation = await forget_everything(session, student, but=wish, at=at)
    student.first_words_at = None
    student.check_in_asked_at = None
    student.feedback_id = None
    student.erasure_asked_at = None
    student.erased_at = at
    student.last_heard_at = None
    sentence = Saying(Author.LINE, wording.say("privacy.erased", student.language))
    message = put(session, student, conversation, sentence, at=at)
    session.announce(QUEUE)
    return Erasure(is_done=True, conversation=conversation, message=message)
