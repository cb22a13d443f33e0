"""What a volunteer needs to know before the first word: gathered in one reading, recorded as one reading."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.check_ins.protocol import Proposal, Protocol
from bot.conversations import access
from bot.conversations.access import Raised, Transcript
from bot.conversations.transcript import Said
from bot.handoffs.queue import find_open_handoff
from bot.handoffs.waiting_room import Answered, answers_of
from bot.shifts.accounts import names_on
from bot.store.session import LineSession
from bot.store.tables import (
    Account,
    Author,
    CheckIn,
    CheckInState,
    Conversation,
    Delivery,
    Handoff,
    Holder,
    OutboxEntry,
)


@dataclass(frozen=True, slots=True)
class Brief:
    """One conversation with everything its page shows."""

    transcript: Transcript
    handoff: Handoff | None
    holder: str | None
    notes: tuple[tuple[Handoff, str], ...]
    check_ins: tuple[CheckIn, ...]
    proposals: tuple[Proposal, ...]
    waiting_answers: tuple[Answered, ...]
    undelivered: frozenset[str]
    is_mine: bool

    @property
    def conversation(self) -> Conversation:
        return self.transcript.conversation

    @property
    def lines(self) -> tuple[Said, ...]:
        return self.transcript.lines

    @property
    def last(self) -> int:
        return self.lines[-1].seq if self.lines else 0

    @property
    def raised(self) -> tuple[Raised, ...]:
        """The words behind the level, the gravest first, each once."""
        seen: dict[str, Raised] = {}
        for found in sorted(self.transcript.raised, key=lambda found: -found.level):
            seen.setdefault(found.words, found)
        return tuple(seen.values())

    @property
    def words_of(self) -> dict[str, str]:
        """What was said, by the message's id."""
        return {line.id: line.text for line in self.lines}

    @property
    def told(self) -> tuple[Said, ...]:
        """The fixed sentences of the line: what was promised is among them."""
        return tuple(line for line in self.lines if line.author is Author.LINE)


async def read_brief(
    session: LineSession, conversation_id: str, *, reader: Account, protocol: Protocol, at: datetime
) -> Brief:
    """The conversation for its holder or a supervisor; NotAllowed for anybody else. Leaves an AuditEntry."""
    transcript = await access.transcript_for(session, reader=reader, conversation_id=conversation_id, at=at)
    conversation = transcript.conversation
    names = await names_on(session, conversation.desk)
    return Brief(
        transcript=transcript,
        handoff=await find_open_handoff(session, conversation_id),
        holder=names.get(conversation.volunteer_id or ""),
        notes=await access.closing_notes(session, reader=reader, of=transcript),
        check_ins=await _check_ins(session, transcript.student.id),
        proposals=protocol.proposals(conversation.level, at=at),
        waiting_answers=tuple(await answers_of(session, conversation_id)),
        undelivered=await _undelivered(session, conversation_id),
        is_mine=conversation.holder is Holder.VOLUNTEER and conversation.volunteer_id == reader.id,
    )


async def _check_ins(session: LineSession, student_id: str) -> tuple[CheckIn, ...]:
    rows = await session.scalars(
        select(CheckIn)
        .where(CheckIn.student_id == student_id, CheckIn.state != CheckInState.CANCELLED)
        .order_by(CheckIn.due_at.desc())
        .limit(10)
    )
    return tuple(rows)


async def _undelivered(session: LineSession, conversation_id: str) -> frozenset[str]:
    """Messages the platform did not take, so that nobody believes they were read."""
    rows = await session.scalars(
        select(OutboxEntry.message_id).where(
            OutboxEntry.conversation_id == conversation_id, OutboxEntry.state == Delivery.FAILED
        )
    )
    return frozenset(rows)
