"""The only door to what was said. Whoever reads is asked who they are, and every reading leaves an AuditEntry.

A refusal and a conversation that does not exist give the same answer (NotAllowed), so that nobody can probe.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.conversations import transcript
from bot.conversations.transcript import Said
from bot.errors import NotAllowed
from bot.kit.ids import new_id
from bot.store.session import LineSession
from bot.store.tables import Account, AuditEntry, Conversation, CrisisSignal, Handoff, Holder, Role, Student


@dataclass(frozen=True, slots=True)
class Raised:
    """The words that raised the level, and to what."""

    message_id: str
    level: int
    categories: tuple[str, ...]
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Transcript:
    """One conversation as one reader may see it."""

    conversation: Conversation
    student: Student
    lines: tuple[Said, ...]
    raised: tuple[Raised, ...]
    earlier: tuple[Conversation, ...]


async def transcript_for(session: LineSession, *, reader: Account, conversation_id: str, at: datetime) -> Transcript:
    """The conversation in the clear, or NotAllowed: for its holder, and for supervisors of its desk."""
    conversation = await session.get(Conversation, conversation_id)
    if conversation is None or not await _may_read(session, reader, conversation):
        raise NotAllowed(conversation_id)
    student = await session.get_one(Student, conversation.student_id)
    note_reading(session, reader=reader, conversation_id=conversation_id, deed="read_transcript", at=at)
    earlier = await session.scalars(
        select(Conversation)
        .where(Conversation.student_id == student.id, Conversation.opened_at < conversation.opened_at)
        .order_by(Conversation.opened_at.desc())
    )
    return Transcript(
        conversation=conversation,
        student=student,
        lines=tuple(await transcript.of_conversation(session, student, conversation_id)),
        raised=await _raised_in(session, student, conversation_id),
        earlier=tuple(earlier),
    )


async def closed_for_review(
    session: LineSession, *, reader: Account, conversation_id: str, at: datetime
) -> tuple[Conversation, tuple[Said, ...]]:
    """A closed conversation for a coordinator, who must show it redacted only; NotAllowed for anybody else."""
    conversation = await session.get(Conversation, conversation_id)
    if conversation is None or not may_review(reader, conversation):
        raise NotAllowed(conversation_id)
    student = await session.get_one(Student, conversation.student_id)
    note_reading(session, reader=reader, conversation_id=conversation_id, deed="read_redacted", at=at)
    return conversation, tuple(await transcript.of_conversation(session, student, conversation_id))


def may_review(reader: Account, conversation: Conversation) -> bool:
    """Whether somebody may read this redacted and judge it: a coordinator of its desk, once it is closed."""
    return reader.role is Role.COORDINATOR and _is_of(reader, conversation) and not conversation.is_open


async def raised_words(session: LineSession, *, reader: Account, conversation: Conversation) -> tuple[Raised, ...]:
    """The words that raised the level, for the queue that volunteers and supervisors on the desk see."""
    if reader.role not in {Role.VOLUNTEER, Role.SUPERVISOR} or not _is_of(reader, conversation):
        raise NotAllowed(conversation.id)
    student = await session.get_one(Student, conversation.student_id)
    return await _raised_in(session, student, conversation.id)


async def lines_after(
    session: LineSession, *, reader: Account, conversation_id: str, after: int
) -> tuple[Conversation, tuple[Said, ...]]:
    """What was said since `after` in a conversation whose reading is recorded already; NotAllowed once it is refused.

    A live page asks this again and again: the record is made by `transcript_for` when it is opened.
    """
    conversation = await session.get(Conversation, conversation_id)
    if conversation is None or not await _may_read(session, reader, conversation):
        raise NotAllowed(conversation_id)
    student = await session.get_one(Student, conversation.student_id)
    said = await transcript.of_student_after(session, student, after=after)
    return conversation, tuple(line for line in said if line.conversation_id == conversation_id)


async def closing_notes(session: LineSession, *, reader: Account, of: Transcript) -> tuple[tuple[Handoff, str], ...]:
    """What earlier volunteers wrote when they closed, for who may read this student's conversations; newest first."""
    if not await _may_read(session, reader, of.conversation):
        raise NotAllowed(of.conversation.id)
    key = of.student.key(session.vault)
    closed = await session.scalars(
        select(Handoff)
        .where(Handoff.student_id == of.student.id, Handoff.note_sealed.is_not(None))
        .order_by(Handoff.closed_at.desc())
    )
    return tuple((h, key.open(h.note_sealed, row=f"handoffs:{h.id}:note")) for h in closed if h.note_sealed)


def note_reading(session: LineSession, *, reader: Account, conversation_id: str, deed: str, at: datetime) -> None:
    """Record that `reader` did `deed`; in the same transaction, so there is no reading without a record."""
    session.add(
        AuditEntry(id=new_id(), at=at, account_id=reader.id, deed=deed, conversation_id=conversation_id, facts="")
    )


def _is_of(reader: Account, conversation: Conversation) -> bool:
    """Whether the reader belongs to the conversation's desk, and still belongs to the line."""
    return reader.desk == conversation.desk and reader.ended_at is None


async def _may_read(session: LineSession, reader: Account, conversation: Conversation) -> bool:
    if not _is_of(reader, conversation):
        return False
    if reader.role is Role.SUPERVISOR:
        return True
    return reader.role is Role.VOLUNTEER and await _holds_student(session, reader, conversation.student_id)


async def _holds_student(session: LineSession, reader: Account, student_id: str) -> bool:
    held = await session.scalar(
        select(Conversation.id).where(
            Conversation.student_id == student_id,
            Conversation.holder == Holder.VOLUNTEER,
            Conversation.volunteer_id == reader.id,
        )
    )
    return held is not None


async def _raised_in(session: LineSession, student: Student, conversation_id: str) -> tuple[Raised, ...]:
    key = student.key(session.vault)
    signals = await session.scalars(
        select(CrisisSignal).where(CrisisSignal.conversation_id == conversation_id).order_by(CrisisSignal.at)
    )
    return tuple(
        Raised(
            message_id=signal.message_id,
            level=int(signal.level),
            categories=tuple(signal.categories.split()),
            words=key.open(signal.matched_sealed, row=f"crisis_signals:{signal.id}"),
            at=signal.at,
        )
        for signal in signals
    )
