"""A check-in is a promise to ask again: booked and cancelled. Inside the caller's transaction, student locked."""

from datetime import datetime

from sqlalchemy import update

from bot.errors import LineError
from bot.kit.ids import new_id
from bot.store.session import LineSession
from bot.store.tables import CheckIn, CheckInState, Conversation, Student


class ContactNotWanted(LineError):
    """The student has said that we must not write first."""


class AlreadyPast(LineError):
    """A check-in is booked for later, never for the past."""


async def book(
    session: LineSession, conversation: Conversation, *, booked_by: str | None, due_at: datetime, at: datetime
) -> CheckIn:
    """Plan to ask again at `due_at`, booked by an account or (None) by the dialogue.

    Raise ContactNotWanted after "不要再联系我", AlreadyPast for a moment that is gone.
    """
    student = await session.get_one(Student, conversation.student_id)
    if not student.accepts_contact:
        raise ContactNotWanted(student.id)
    if due_at <= at:
        raise AlreadyPast(conversation.id)
    check_in = CheckIn(
        id=new_id(),
        student_id=student.id,
        conversation_id=conversation.id,
        booked_by=booked_by,
        booked_at=at,
        due_at=due_at,
        state=CheckInState.BOOKED,
    )
    session.add(check_in)
    return check_in


async def cancel_all(session: LineSession, student: Student, *, at: datetime) -> int:
    """Cancel every check-in of the student that was not sent yet; how many those were."""
    await session.flush()
    cancelled = await session.scalars(
        update(CheckIn)
        .where(CheckIn.student_id == student.id, CheckIn.state == CheckInState.BOOKED)
        .values(state=CheckInState.CANCELLED, settled_at=at)
        .returning(CheckIn.id)
    )
    return len(cancelled.all())


def allow_contact(student: Student) -> None:
    """What 不要再联系我 stopped may be booked again; what it cancelled stays cancelled."""
    student.accepts_contact = True


async def stop_contact(session: LineSession, student: Student, *, at: datetime) -> int:
    """After 不要再联系我 we never write first again, and what was booked is cancelled in this transaction."""
    student.accepts_contact = False
    return await cancel_all(session, student, at=at)
