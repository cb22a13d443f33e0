"""What was said: kept once, in order, sealed. Reading it as staff goes through access.py only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from bot.channels.port import Inbound
from bot.crisis.signal import CrisisSignal as Signal
from bot.kit.ids import new_id
from bot.levels import RiskLevel
from bot.store.in_lists import padded
from bot.store.session import LineSession
from bot.store.tables import Author, Conversation, CrisisSignal, Message, MessageKind, Student


@dataclass(frozen=True, slots=True)
class Said:
    """One message in the clear."""

    id: str
    conversation_id: str
    seq: int
    author: Author
    kind: MessageKind
    text: str
    at: datetime
    level: RiskLevel
    revision: int
    account_id: str | None
    choices: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where an earlier copy of a platform message stands, how much danger it showed, and when it came."""

    seq: int
    level: RiskLevel
    at: datetime


async def find_kept(
    session: LineSession, student_ids: Iterable[str], platform_ids: Iterable[str]
) -> dict[tuple[str, str, int], Kept]:
    """What was kept before, by (student, platform id, revision), in one look at the database."""
    rows = await session.execute(
        select(Message.student_id, Message.platform_id, Message.revision, Message.seq, Message.level, Message.at).where(
            Message.student_id.in_(padded(student_ids)), Message.platform_id.in_(padded(platform_ids))
        )
    )
    return {(row.student_id, row.platform_id, row.revision): Kept(row.seq, row.level, row.at) for row in rows}


async def find_named(session: LineSession, student: Student, platform_id: str) -> Message | None:
    """The message of this student's history that was sent under this id, or None."""
    return await session.scalar(
        select(Message).where(Message.student_id == student.id, Message.platform_id == platform_id)
    )


@dataclass(frozen=True, slots=True)
class Words:
    """Something to be kept in a transcript."""

    author: Author
    text: str
    account_id: str | None = None
    level: RiskLevel = RiskLevel.NONE
    choices: str = ""


def keep(session: LineSession, student: Student, conversation: Conversation, words: Words, *, at: datetime) -> Message:
    """Add `words` at the end of the student's history; the student's row must be locked."""
    student.last_seq += 1
    message_id = new_id()
    message = Message(
        id=message_id,
        student_id=student.id,
        conversation_id=conversation.id,
        seq=student.last_seq,
        author=words.author,
        kind=MessageKind.TEXT,
        revision=0,
        text_sealed=student.key(session.vault).seal(words.text, row=f"messages:{message_id}"),
        at=at,
        level=words.level,
        awaits_turn=False,
        account_id=words.account_id,
        choices=words.choices,
    )
    session.add(message)
    conversation.last_message_at = at
    session.announce_chat(student_id=student.id, conversation_id=conversation.id)
    return message


def keep_inbound(
    session: LineSession, student: Student, conversation: Conversation, inbound: Inbound, *, at: datetime
) -> Message:
    """Add what a student sent; UNIQUE (student, platform id, revision) refuses a second copy."""
    message = keep(session, student, conversation, Words(Author.STUDENT, inbound.text), at=at)
    message.kind = inbound.kind
    message.platform_id = inbound.platform_id
    message.revision = inbound.revision
    student.last_heard_at = at
    return message


async def note_signal(session: LineSession, message: Message, signal: Signal, *, words: str) -> None:
    """Keep what the screen found in `message`: the matched words are sealed like the message itself."""
    student = await session.get_one(Student, message.student_id)
    signal_id = new_id()
    matched = " … ".join(signal.matched(words))
    session.add(
        CrisisSignal(
            id=signal_id,
            message_id=message.id,
            conversation_id=message.conversation_id,
            level=signal.level,
            categories=" ".join(signal.categories),
            matched_sealed=student.key(session.vault).seal(matched, row=f"crisis_signals:{signal_id}"),
            at=message.at,
        )
    )


async def count_signals(session: LineSession, conversation_id: str, *, since: datetime) -> int:
    """How often danger was noted in this conversation since then."""
    count = await session.scalar(
        select(func.count())
        .select_from(CrisisSignal)
        .where(CrisisSignal.conversation_id == conversation_id, CrisisSignal.at >= since)
    )
    return count or 0


def opened(session: LineSession, student: Student, message: Message) -> Said:
    """A kept message in the clear; raise CannotOpen for a damaged one."""
    return _said(message, student.key(session.vault).open(message.text_sealed, row=f"messages:{message.id}"))


def unreadable(message: Message) -> Said:
    """A damaged message: that something was said, without the words."""
    return _said(message, "")


def _said(message: Message, text: str) -> Said:
    return Said(
        id=message.id,
        conversation_id=message.conversation_id,
        seq=message.seq,
        author=message.author,
        kind=message.kind,
        text=text,
        at=message.at,
        level=message.level,
        revision=message.revision,
        account_id=message.account_id,
        choices=message.choices,
    )


async def of_student_after(session: LineSession, student: Student, *, after: int) -> list[Said]:
    """What the student themself may read again: everything in their own chat with a larger `seq`."""
    rows = await session.scalars(
        select(Message).where(Message.student_id == student.id, Message.seq > after).order_by(Message.seq).limit(500)
    )
    return [opened(session, student, row) for row in rows]


async def of_conversation(session: LineSession, student: Student, conversation_id: str) -> list[Said]:
    """A whole conversation in order. For the line itself; people ask access.py."""
    rows = await session.scalars(
        select(Message).where(Message.conversation_id == conversation_id).order_by(Message.seq)
    )
    return [opened(session, student, row) for row in rows]


async def awaiting_turn(session: LineSession, conversation_ids: Sequence[str]) -> dict[str, list[Message]]:
    """The students' messages that no turn has answered yet, in order, by conversation."""
    rows = await session.scalars(
        select(Message)
        .where(Message.conversation_id.in_(padded(conversation_ids)), Message.awaits_turn.is_(True))
        .order_by(Message.seq)
    )
    waiting: dict[str, list[Message]] = {}
    for row in rows:
        waiting.setdefault(row.conversation_id, []).append(row)
    return waiting


async def has_danger_after(session: LineSession, conversation_id: str, *, seq: int) -> bool:
    """Whether the student wrote something dangerous in this conversation after the place `seq`."""
    found = await session.scalar(
        select(Message.id)
        .where(
            Message.conversation_id == conversation_id,
            Message.author == Author.STUDENT,
            Message.seq > seq,
            Message.level >= RiskLevel.SERIOUS,
        )
        .limit(1)
    )
    return found is not None


async def leave_to_a_person(session: LineSession, conversation_id: str) -> None:
    """Nothing in this conversation waits for the bot any more: a person answers it."""
    await session.execute(
        update(Message)
        .where(Message.conversation_id == conversation_id, Message.awaits_turn.is_(True))
        .values(awaits_turn=False)
    )


async def words_of(session: LineSession, student: Student, message_id: str) -> Said:
    """One message in the clear, for delivery."""
    return opened(session, student, await session.get_one(Message, message_id))
