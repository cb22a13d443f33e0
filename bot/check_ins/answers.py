"""What becomes of a check-in when the student writes; the answer itself is screened and answered like any message."""

from datetime import datetime
from typing import Final

from sqlalchemy import update

from bot.store.session import LineSession
from bot.store.tables import CheckIn, CheckInState, Student, Task, TaskKind

_ASKED: Final = (CheckInState.SENT, CheckInState.FOR_A_PERSON)
_SETTLED_BY_AN_ANSWER: Final = (TaskKind.CHECK_IN_UNREACHABLE, TaskKind.CHECK_IN_SILENCE)


async def note_answer(session: LineSession, student: Student, *, at: datetime) -> bool:
    """The student wrote: what was asked is answered, and nobody needs to look after the silence any more.

    Costs nothing unless a check-in waits for its answer, so intake asks at every message.
    """
    if student.check_in_asked_at is None:
        return False
    student.check_in_asked_at = None
    await session.execute(
        update(CheckIn)
        .where(CheckIn.student_id == student.id, CheckIn.state.in_(_ASKED), CheckIn.message_id.is_not(None))
        .values(state=CheckInState.ANSWERED, settled_at=at)
    )
    await session.execute(
        update(Task)
        .where(
            Task.student_id == student.id,
            Task.done_at.is_(None),
            Task.kind.in_(_SETTLED_BY_AN_ANSWER),
        )
        .values(done_at=at)
    )
    return True
