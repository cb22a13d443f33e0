"""What a volunteer does in a conversation, each deed with the sentence that tells the student, in one transaction."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select

from bot.conversations.registry import lock_conversation
from bot.conversations.transcript import find_named, has_danger_after
from bot.errors import LineError, NotAllowed
from bot.handoffs import feedback, queue
from bot.handoffs.queue import Closing
from bot.handoffs.rules import may_hold
from bot.outbox.outbox import Saying, put
from bot.store.session import LineSession
from bot.store.tables import Account, Author, Conversation, Handoff, HandoffState, Holder, Message, Outcome, Student
from bot.wording import Wording

LONGEST_WORDS: Final = 4000


class NothingSaid(LineError):
    """Empty words, or more than one message holds."""


class NotYetRead(LineError):
    """The student wrote something dangerous that the one who ends the talk has not been shown."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a volunteer typed. The page names it before it sends it, so that a repeat is known as one."""

    client_id: UUID
    text: str


@dataclass(frozen=True, slots=True)
class Ending:
    """Who ends a talk and how; `seen` is the last line their page showed, where it tells."""

    by: Account
    closing: Closing
    seen: int | None = None


async def say(session: LineSession, conversation_id: str, *, volunteer: Account, typed: Typed, at: datetime) -> Message:
    """The volunteer's words, kept and on their way; the same client id again gives the same message.

    Raise NotAllowed unless `volunteer` holds the conversation at this instant, so a stale page cannot speak.
    """
    if not _can_be_seen(typed.text) or len(typed.text) > LONGEST_WORDS:
        raise NothingSaid(conversation_id)
    student, conversation = await lock_conversation(session, conversation_id)
    platform_id = f"console:{typed.client_id}"
    kept = await find_named(session, student, platform_id)
    if kept is not None and kept.account_id == volunteer.id:
        return kept
    is_held = conversation.holder is Holder.VOLUNTEER and conversation.volunteer_id == volunteer.id
    may_talk = volunteer.ended_at is None and may_hold(volunteer.role, same_desk=volunteer.desk == conversation.desk)
    if not (is_held and may_talk):
        raise NotAllowed(conversation_id)
    message = put(session, student, conversation, Saying(Author.VOLUNTEER, typed.text, account_id=volunteer.id), at=at)
    message.platform_id = platform_id
    handoff = await queue.find_open_handoff(session, conversation_id)
    if handoff is not None and handoff.acknowledged_at is None:
        await queue.acknowledge(session, handoff.id, by=volunteer.id, at=at)  # who answers has heard the rise
    return message


def _can_be_seen(text: str) -> bool:
    """A platform refuses what shows nothing, and everything said after it would wait behind it."""
    return any(unicodedata.category(letter)[0] not in "ZCM" for letter in text)


async def join(session: LineSession, handoff_id: str, *, volunteer: Account, wording: Wording, at: datetime) -> Handoff:
    """Claim a waiting Handoff and tell the student that a person is here now; raise AlreadyClaimed or NotAllowed."""
    handoff = await queue.claim(session, handoff_id, volunteer=volunteer, at=at)
    await _tell(session, handoff, wording, "handoff.volunteer_joined", at=at)
    return handoff


async def step_in(
    session: LineSession, handoff_id: str, *, supervisor: Account, wording: Wording, at: datetime
) -> Handoff:
    """A supervisor takes the talk over, and the student is told that a person, or another one, is there."""
    before = await session.get(Handoff, handoff_id)
    was_held = before is not None and before.state is HandoffState.CLAIMED
    handoff = await queue.take_over(session, handoff_id, supervisor=supervisor, at=at)
    key = "handoff.volunteer_changed" if was_held else "handoff.volunteer_joined"
    await _tell(session, handoff, wording, key, at=at)
    return handoff


async def leave(session: LineSession, handoff_id: str, *, holder: Account, wording: Wording, at: datetime) -> Handoff:
    """Give it back to the queue, and tell the student that they wait again; raise AlreadyClaimed unless held."""
    handoff = await queue.release(session, handoff_id, holder_id=holder.id, at=at)
    await _tell(session, handoff, wording, "handoff.volunteer_released", at=at)
    return handoff


async def finish(session: LineSession, handoff_id: str, *, ending: Ending, wording: Wording, at: datetime) -> Handoff:
    """End the talk with an outcome and a note; raise AlreadyClaimed, NeedsSupervisor or NotYetRead."""
    handoff, student, conversation = await queue.close(session, handoff_id, by=ending.by, closing=ending.closing, at=at)
    if ending.seen is not None and await has_danger_after(session, conversation.id, seq=ending.seen):
        raise NotYetRead(handoff_id)  # undoes the end
    _say_line(session, student, conversation, wording.say("handoff.closed", student.language), at=at)
    if ending.closing.outcome is not Outcome.EMERGENCY:
        feedback.begin(session, student, conversation, at=at, wording=wording)
    return handoff


async def held_by(session: LineSession, account_id: str) -> list[Handoff]:
    """The open Handoffs somebody holds."""
    rows = await session.scalars(
        select(Handoff).where(Handoff.volunteer_id == account_id, Handoff.closed_at.is_(None)).order_by(Handoff.id)
    )
    return list(rows)


async def _tell(session: LineSession, handoff: Handoff, wording: Wording, key: str, *, at: datetime) -> None:
    student, conversation = await lock_conversation(session, handoff.conversation_id)
    _say_line(session, student, conversation, wording.say(key, student.language), at=at)


def _say_line(session: LineSession, student: Student, conversation: Conversation, text: str, *, at: datetime) -> None:
    put(session, student, conversation, Saying(Author.LINE, text), at=at)
