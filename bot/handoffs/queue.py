"""The life of a Handoff: asked for, waiting, claimed by exactly one volunteer, released or closed.

Every function works inside the caller's transaction, with the student locked first (registry.lock_conversation).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update

from bot.conversations.registry import close_conversation, lock_conversation
from bot.conversations.transcript import leave_to_a_person
from bot.errors import LineError, NotAllowed
from bot.handoffs import rules
from bot.kit.ids import new_id
from bot.levels import RiskLevel
from bot.outbox.outbox import withhold_bot_talk
from bot.store.events import QUEUE
from bot.store.session import LineSession
from bot.store.tables import (
    Account,
    AuditEntry,
    Conversation,
    Handoff,
    HandoffState,
    Holder,
    Outcome,
    Reason,
    Student,
)


class AlreadyClaimed(LineError):
    """Somebody else was first, or it is closed by now."""

    def __init__(self, handoff_id: str, *, holder: str | None) -> None:
        super().__init__(f"handoff {handoff_id} is held by {holder or 'nobody: it is closed'}")
        self.holder = holder


class NeedsSupervisor(LineError):
    """A level 3 is closed only by a supervisor or with one who confirms."""


@dataclass(frozen=True, slots=True)
class Closing:
    """How a Handoff ends, as the close form says it."""

    outcome: Outcome
    note: str
    confirmed_by: Account | None = None


async def find_open_handoff(session: LineSession, conversation_id: str) -> Handoff | None:
    """The one Handoff of this conversation that is not closed, or None."""
    return await session.scalar(
        select(Handoff)
        .where(Handoff.conversation_id == conversation_id, Handoff.state != HandoffState.CLOSED)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def request(
    session: LineSession, conversation: Conversation, *, reason: Reason, level: RiskLevel, at: datetime
) -> Handoff:
    """The open Handoff of a conversation, made now or raised to `level`; a level only rises here."""
    conversation.level = max(conversation.level, level)
    handoff = await find_open_handoff(session, conversation.id)
    if handoff is None:
        handoff = _new_handoff(conversation, reason=reason, at=at)
        session.add(handoff)
    if conversation.level > handoff.level:
        handoff.level = conversation.level
        # A rise is a new alarm: whoever acknowledged a lower level has not heard of this one.
        handoff.acknowledged_at = None
        handoff.acknowledged_by = None
        handoff.waiting_since = at
        handoff.pages_made = 0
    if conversation.level.is_danger:
        conversation.safety_asked_at = None  # a person is called: the question has done its work
    if conversation.holder is Holder.BOT:
        conversation.holder = Holder.QUEUE
    _announce(session, conversation)
    return handoff


async def claim(session: LineSession, handoff_id: str, *, volunteer: Account, at: datetime) -> Handoff:
    """Give a waiting Handoff to one volunteer; raise AlreadyClaimed with its holder if another was first."""
    conversation = await _lock_by_handoff(session, handoff_id, volunteer)
    claimed = await _give_if(session, handoff_id, Handoff.state == HandoffState.WAITING, holder=volunteer, at=at)
    if claimed is None:
        raise AlreadyClaimed(handoff_id, holder=await _holder_of(session, handoff_id))
    await _give_to(session, conversation, volunteer)
    _audit(session, volunteer, deed="claim", conversation_id=conversation.id, at=at)
    return claimed


async def take_over(session: LineSession, handoff_id: str, *, supervisor: Account, at: datetime) -> Handoff:
    """A supervisor takes a live chat, waiting or held by anybody; raise AlreadyClaimed if it is closed."""
    conversation = await _lock_by_handoff(session, handoff_id, supervisor)
    if not rules.may_take_over(supervisor.role, same_desk=supervisor.desk == conversation.desk):
        raise NotAllowed(handoff_id)
    taken = await _give_if(session, handoff_id, Handoff.state != HandoffState.CLOSED, holder=supervisor, at=at)
    if taken is None:
        raise AlreadyClaimed(handoff_id, holder=None)
    await _give_to(session, conversation, supervisor)
    _audit(session, supervisor, deed="take_over", conversation_id=conversation.id, at=at)
    return taken


async def release(session: LineSession, handoff_id: str, *, holder_id: str, at: datetime) -> Handoff:
    """Give it back to the top of its level: `requested_at` stays, so it stands before everybody who came later."""
    conversation = await _lock_by_handoff(session, handoff_id, None)
    released = await session.scalar(
        update(Handoff)
        .where(Handoff.id == handoff_id, Handoff.state == HandoffState.CLAIMED, Handoff.volunteer_id == holder_id)
        .values(
            state=HandoffState.WAITING,
            volunteer_id=None,
            claimed_at=None,
            acknowledged_at=None,
            acknowledged_by=None,
            waiting_since=at,
            pages_made=0,
            told_nobody_at=None,
        )
        .returning(Handoff)
        .execution_options(populate_existing=True)
    )
    if released is None:
        raise AlreadyClaimed(handoff_id, holder=await _holder_of(session, handoff_id))
    conversation.holder = Holder.QUEUE
    conversation.volunteer_id = None
    if conversation.is_at_ease:  # whoever waits again is asked again
        conversation.is_at_ease = False
        conversation.ask_anew()
    _announce(session, conversation)
    return released


async def close(
    session: LineSession, handoff_id: str, *, by: Account, closing: Closing, at: datetime
) -> tuple[Handoff, Student, Conversation]:
    """End a Handoff with an outcome and a note, and its conversation with it.

    Raise AlreadyClaimed unless `by` holds it, and NeedsSupervisor for a level 3 without a supervisor.
    """
    conversation = await _lock_by_handoff(session, handoff_id, by)
    handoff = await find_open_handoff(session, conversation.id)
    if handoff is None or handoff.id != handoff_id or handoff.volunteer_id != by.id:
        raise AlreadyClaimed(handoff_id, holder=handoff.volunteer_id if handoff else None)
    if not rules.may_close(max(handoff.level, conversation.level), by=by.role, confirmed_by=_role_of(closing)):
        raise NeedsSupervisor(handoff_id)
    student = await session.get_one(Student, conversation.student_id)
    handoff.state = HandoffState.CLOSED
    handoff.closed_at = at
    handoff.closed_by = by.id
    handoff.confirmed_by = closing.confirmed_by.id if closing.confirmed_by else None
    handoff.outcome = closing.outcome
    handoff.note_sealed = student.key(session.vault).seal(closing.note, row=f"handoffs:{handoff.id}:note")
    close_conversation(session, conversation, at=at)
    session.announce(QUEUE)
    _audit(session, by, deed="close", conversation_id=conversation.id, at=at)
    return handoff, student, conversation


async def acknowledge(session: LineSession, handoff_id: str, *, by: str, at: datetime) -> bool:
    """Somebody has heard the alarm: ringing and paging stop. False if it was acknowledged before, or is closed."""
    heard = await session.scalar(
        update(Handoff)
        .where(Handoff.id == handoff_id, Handoff.state != HandoffState.CLOSED, Handoff.acknowledged_at.is_(None))
        .values(acknowledged_at=at, acknowledged_by=by)
        .returning(Handoff.id)
    )
    if heard is not None:
        session.announce(QUEUE)
    return heard is not None


async def place_of(session: LineSession, conversation_id: str) -> int | None:
    """How many wait at this place or before it (1 is next), or None if nothing waits here."""
    mine = await session.scalar(
        select(Handoff).where(Handoff.conversation_id == conversation_id, Handoff.state == HandoffState.WAITING)
    )
    if mine is None:
        return None
    before = await session.scalar(
        select(func.count())
        .select_from(Handoff)
        .where(
            Handoff.state == HandoffState.WAITING,
            Handoff.desk == mine.desk,
            (Handoff.level > mine.level) | ((Handoff.level == mine.level) & (Handoff.requested_at < mine.requested_at)),
        )
    )
    return (before or 0) + 1


async def waiting_and_held(session: LineSession, *, desk: str) -> list[Handoff]:
    """Everything open on this desk, the most urgent first, then who has waited longest."""
    rows = await session.scalars(
        select(Handoff)
        .where(Handoff.desk == desk, Handoff.state != HandoffState.CLOSED)
        .order_by(Handoff.level.desc(), Handoff.requested_at, Handoff.id)
    )
    return list(rows)


def _new_handoff(conversation: Conversation, *, reason: Reason, at: datetime) -> Handoff:
    return Handoff(
        id=new_id(),
        conversation_id=conversation.id,
        student_id=conversation.student_id,
        desk=conversation.desk,
        state=HandoffState.WAITING,
        reason=reason,
        level=conversation.level,
        requested_at=at,
        waiting_since=at,
        pages_made=0,
    )


async def _lock_by_handoff(session: LineSession, handoff_id: str, actor: Account | None) -> Conversation:
    # Only columns, no row object: what is decided on is read again once the student is locked.
    found = (
        await session.execute(select(Handoff.conversation_id, Handoff.desk).where(Handoff.id == handoff_id))
    ).first()
    if found is None or (actor is not None and not rules.may_hold(actor.role, same_desk=actor.desk == found.desk)):
        raise NotAllowed(handoff_id)
    _, conversation = await lock_conversation(session, found.conversation_id)
    return conversation


async def _give_if(
    session: LineSession, handoff_id: str, is_free: ColumnElement[bool], *, holder: Account, at: datetime
) -> Handoff | None:
    """The Handoff, held by `holder` from now on, or None if it was not free by then."""
    # One conditional UPDATE: a check followed by a write lets two volunteers win.
    return await session.scalar(
        update(Handoff)
        .where(Handoff.id == handoff_id, is_free)
        .values(
            state=HandoffState.CLAIMED,
            volunteer_id=holder.id,
            claimed_at=at,
            acknowledged_at=func.coalesce(Handoff.acknowledged_at, at),
            acknowledged_by=func.coalesce(Handoff.acknowledged_by, holder.id),
        )
        .returning(Handoff)
        .execution_options(populate_existing=True)
    )


async def _give_to(session: LineSession, conversation: Conversation, holder: Account) -> None:
    conversation.holder = Holder.VOLUNTEER
    conversation.volunteer_id = holder.id
    conversation.turn_due_at = None
    conversation.safety_asked_at = None
    await leave_to_a_person(session, conversation.id)
    await withhold_bot_talk(session, conversation.id)
    _announce(session, conversation)


async def _holder_of(session: LineSession, handoff_id: str) -> str | None:
    return await session.scalar(select(Handoff.volunteer_id).where(Handoff.id == handoff_id))


def _role_of(closing: Closing) -> str | None:
    return closing.confirmed_by.role if closing.confirmed_by else None


def _announce(session: LineSession, conversation: Conversation) -> None:
    session.announce(QUEUE)
    session.announce_chat(student_id=conversation.student_id, conversation_id=conversation.id)


def _audit(session: LineSession, account: Account, *, deed: str, conversation_id: str, at: datetime) -> None:
    session.add(
        AuditEntry(id=new_id(), at=at, account_id=account.id, deed=deed, conversation_id=conversation_id, facts="")
    )
