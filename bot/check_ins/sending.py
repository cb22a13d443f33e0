"""Sends check-ins that are due, looking again inside the transaction that puts the question in the Outbox.

A web student is reached only while their page is open. One who has left becomes a task for a person; the question is
left in their chat all the same, so that they find it if they come back, and an answer settles the task.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, assert_never

import structlog
from sqlalchemy import func, select, update

from bot.check_ins import rules
from bot.check_ins.rules import Facts, Verdict
from bot.conversations.registry import WEB, NoSuchStudent, find_or_open, lock_student
from bot.kit.crypto import CannotOpen
from bot.kit.ids import new_id
from bot.outbox.outbox import Saying, put
from bot.store.database import Database
from bot.store.events import QUEUE
from bot.store.session import LineSession
from bot.store.tables import (
    Author,
    CheckIn,
    CheckInState,
    Handoff,
    HandoffState,
    Student,
    Task,
    TaskKind,
)
from bot.wording import Wording

log = structlog.get_logger()
_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class _Due:
    check_in_id: str
    student_id: str


async def send_due(database: Database, *, wording: Wording, at: datetime) -> int:
    """Look at every check-in that is due and do what the rule says; how many were asked.

    Each has a transaction of its own: one that fails holds up nobody else. At night nothing is looked at.
    """
    if rules.is_night(at):
        return 0
    asked = 0
    for due in await _find_due(database, at=at):
        try:
            async with database.begin() as session:
                asked += await _look_again(session, due, wording=wording, at=at)
        except CannotOpen:
            log.error("check_in_cannot_be_asked", check_in=due.check_in_id)  # noqa: TRY400  # a traceback tells nothing more
            async with database.begin() as session:
                await _give_to_person(session, due, waits=CheckInState.BOOKED, at=at)
    return asked


async def note_silence(database: Database, *, at: datetime) -> int:
    """Make a task of every check-in that nobody answered for a day; how many those were."""
    since = at - rules.SILENCE
    async with database.read() as session:
        rows = await session.execute(
            select(CheckIn.id, CheckIn.student_id)
            .where(CheckIn.state == CheckInState.SENT, CheckIn.settled_at <= since)
            .limit(_AT_ONCE)
        )
        silent = [_Due(check_in_id, student_id) for check_in_id, student_id in rows]
    for due in silent:
        async with database.begin() as session:
            await _give_to_person(session, due, waits=CheckInState.SENT, at=at)
    return len(silent)


async def _find_due(database: Database, *, at: datetime) -> list[_Due]:
    async with database.read() as session:
        rows = await session.execute(
            select(CheckIn.id, CheckIn.student_id)
            .where(CheckIn.state == CheckInState.BOOKED, CheckIn.due_at <= at)
            .order_by(CheckIn.due_at)
            .limit(_AT_ONCE)
        )
        return [_Due(check_in_id, student_id) for check_in_id, student_id in rows]


async def _look_again(session: LineSession, due: _Due, *, wording: Wording, at: datetime) -> bool:
    try:
        student = await lock_student(session, due.student_id)
    except NoSuchStudent:
        return False
    check_in = await session.get(CheckIn, due.check_in_id)
    if check_in is None:
        return False
    verdict = rules.may_send(await _facts_of(session, student, check_in), now=at)
    state = _state_after(verdict)
    if state is None or not await _settle(session, check_in, state=state, at=at):
        return False
    if verdict in {Verdict.SEND, Verdict.UNREACHABLE}:
        await _ask(session, student, check_in, wording=wording, at=at)
    if state is CheckInState.FOR_A_PERSON:
        kind = TaskKind.CHECK_IN_LATE if verdict is Verdict.TOO_LATE else TaskKind.CHECK_IN_UNREACHABLE
        _add_task(session, check_in, kind=kind, desk=student.desk, at=at)
    return verdict is Verdict.SEND


async def _facts_of(session: LineSession, student: Student, check_in: CheckIn) -> Facts:
    open_handoff = await session.scalar(
        select(Handoff.id).where(Handoff.student_id == student.id, Handoff.state != HandoffState.CLOSED)
    )
    last_talk = await session.scalar(
        select(func.max(Handoff.closed_at)).where(
            Handoff.student_id == student.id,
            Handoff.claimed_at.is_not(None),
            Handoff.conversation_id != check_in.conversation_id,
        )
    )
    return Facts(
        due_at=check_in.due_at,
        accepts_contact=student.accepts_contact and student.erasure_asked_at is None,
        is_reachable=student.is_reachable,
        is_with_person=open_handoff is not None,
        last_talk_ended_at=last_talk,
        last_heard_at=student.last_heard_at,
        must_be_there=student.channel == WEB,
        last_seen_at=student.last_seen_at,
    )


def _state_after(verdict: Verdict) -> CheckInState | None:
    """The state a verdict leads to; None: it stays booked and is looked at again."""
    match verdict:
        case Verdict.SEND:
            return CheckInState.SENT
        case Verdict.WAIT_FOR_MORNING | Verdict.WAIT_FOR_PAUSE:
            return None
        case Verdict.NOT_WANTED:
            return CheckInState.CANCELLED
        case Verdict.NOT_NEEDED:
            return CheckInState.NOT_NEEDED
        case Verdict.TOO_LATE | Verdict.UNREACHABLE:
            return CheckInState.FOR_A_PERSON
        case _:
            assert_never(verdict)


async def _settle(session: LineSession, check_in: CheckIn, *, state: CheckInState, at: datetime) -> bool:
    # The claim: of two schedulers only one finds it booked.
    settled = await session.scalar(
        update(CheckIn)
        .where(CheckIn.id == check_in.id, CheckIn.state == CheckInState.BOOKED)
        .values(state=state, settled_at=at)
        .returning(CheckIn.id)
    )
    return settled is not None


async def _ask(session: LineSession, student: Student, check_in: CheckIn, *, wording: Wording, at: datetime) -> None:
    conversation = await find_or_open(session, student, at=at)
    await session.flush()
    question = Saying(Author.LINE, wording.say("check_in.question", student.language))
    check_in.message_id = put(session, student, conversation, question, at=at).id
    student.check_in_asked_at = at


async def _give_to_person(session: LineSession, due: _Due, *, waits: CheckInState, at: datetime) -> None:
    given = await session.scalar(
        update(CheckIn)
        .where(CheckIn.id == due.check_in_id, CheckIn.state == waits)
        .values(state=CheckInState.FOR_A_PERSON, settled_at=at)
        .returning(CheckIn)
    )
    if given is not None:
        kind = TaskKind.CHECK_IN_SILENCE if waits is CheckInState.SENT else TaskKind.CHECK_IN_UNREACHABLE
        desk = await session.scalar(select(Student.desk).where(Student.id == due.student_id))
        _add_task(session, given, kind=kind, desk=desk or "", at=at)


def _add_task(session: LineSession, check_in: CheckIn, *, kind: TaskKind, desk: str, at: datetime) -> None:
    session.add(
        Task(
            id=new_id(),
            kind=kind,
            desk=desk,
            student_id=check_in.student_id,
            conversation_id=check_in.conversation_id,
            made_at=at,
        )
    )
    session.announce(QUEUE)
