"""What a student may read of their own chat, and waiting until there is more. No transaction is open while waiting."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import select, update

from bot.conversations import transcript
from bot.conversations.registry import WEB, NoSuchStudent
from bot.conversations.transcript import Said
from bot.handoffs.queue import place_of
from bot.kit.clock import Clock
from bot.store.database import Database
from bot.store.events import student_key
from bot.store.session import LineSession
from bot.store.tables import Conversation, Holder, Student

SEEN_EVERY: Final = timedelta(seconds=30)
# Somebody else's leaving moves everybody's place; that rings nobody's bell, so whoever is in the queue looks by themself.
PLACE_LOOKED_AT_EVERY: Final = timedelta(seconds=5)
LONGEST_WAIT: Final = timedelta(seconds=25)


@dataclass(frozen=True, slots=True)
class Standing:
    """Who answers now, and the place in the queue."""

    holder: Holder
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found."""

    said: tuple[Said, ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page has already and how long it waits for more."""

    after: int
    wait: timedelta
    shown: Standing | None = None


class Histories:
    """The students' own reading."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def read(self, token: str, asked: Asked) -> Look:
        """What is new, at once or as soon as there is anything; raise NoSuchStudent for a wrong token."""
        student = await self._student(token)
        await self._note_presence(student)
        with self._database.events.listen(student_key(student.id)) as listener:
            until = asyncio.get_running_loop().time() + asked.wait.total_seconds()
            shown = asked.shown
            while True:
                look = await self._look(token, after=asked.after)
                shown = shown or look.standing
                remaining = until - asyncio.get_running_loop().time()
                is_over = remaining <= 0 or self._database.events.is_ending
                if look.said or look.standing != shown or is_over:
                    return look
                await listener.wait(min(remaining, _patience(look.standing)))

    async def choose_language(self, token: str, language: str) -> None:
        """Speak to this student in `language` from now on; raise NoSuchStudent for a wrong token."""
        lookup = self._database.vault.lookup(WEB, token)
        async with self._database.begin() as session:
            changed = await session.scalar(
                update(Student)
                .where(Student.channel == WEB, Student.chat_lookup == lookup, Student.erased_at.is_(None))
                .values(language=language)
                .returning(Student.id)
            )
        if changed is None:
            raise NoSuchStudent("web")

    async def _student(self, token: str) -> Student:
        async with self._database.read() as session:
            return await _find(session, token)

    async def _look(self, token: str, *, after: int) -> Look:
        async with self._database.read() as session:
            student = await _find(session, token)
            said = await transcript.of_student_after(session, student, after=after)
            return Look(tuple(said), await _standing(session, student))

    async def _note_presence(self, student: Student) -> None:
        now = self._clock.now()
        if student.last_seen_at is not None and now - student.last_seen_at < SEEN_EVERY:
            return
        async with self._database.begin() as session:
            await session.execute(update(Student).where(Student.id == student.id).values(last_seen_at=now))


def _patience(standing: Standing) -> float:
    return (PLACE_LOOKED_AT_EVERY if standing.holder is Holder.QUEUE else LONGEST_WAIT).total_seconds()


async def _find(session: LineSession, token: str) -> Student:
    """The student of a token. Nothing is locked: readers must not stop intake. An erased one may read that it is done."""
    student = await session.scalar(
        select(Student).where(
            Student.channel == WEB,
            Student.chat_lookup == session.vault.lookup(WEB, token),
        )
    )
    if student is None:
        raise NoSuchStudent("web")
    return student


async def _standing(session: LineSession, student: Student) -> Standing:
    conversation = await session.scalar(
        select(Conversation).where(Conversation.student_id == student.id, Conversation.holder != Holder.NOBODY)
    )
    if conversation is None:
        return Standing(Holder.NOBODY)
    if conversation.holder is Holder.QUEUE:
        return Standing(Holder.QUEUE, await place_of(session, conversation.id))
    return Standing(conversation.holder)
