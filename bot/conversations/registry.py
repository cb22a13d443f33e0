"""Which student is this, and which conversation are they in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.errors import LineError
from bot.kit.ids import new_id
from bot.levels import RiskLevel
from bot.store.in_lists import padded
from bot.store.session import LineSession
from bot.store.tables import Conversation, Holder, Student

WEB = "web"


class NoSuchStudent(LineError):
    """Nobody with this id or token; erased students are the same to us."""


@dataclass(frozen=True, slots=True)
class NewStudent:
    """What is known when somebody writes for the first time."""

    channel: str
    chat: str
    desk: str
    language: str
    region: str


@dataclass(slots=True)
class Chat:
    """A student and their open conversation, if there is one."""

    student: Student
    conversation: Conversation | None


async def load_chats(session: LineSession, addresses: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Chat]:
    """The chats behind (channel, chat) addresses, all locked, in two looks at the database; unknown ones are absent.

    Whoever changes a chat locks its student first: one order of locks for everybody, so nobody waits in a circle.
    """
    by_lookup = {session.vault.lookup(channel, chat): (channel, chat) for channel, chat in addresses}
    students = await session.scalars(
        select(Student).where(Student.chat_lookup.in_(padded(by_lookup))).order_by(Student.id).with_for_update()
    )
    chats = {student.id: Chat(student, None) for student in students}
    conversations = await session.scalars(
        select(Conversation)
        .where(Conversation.student_id.in_(padded(chats)), Conversation.holder != Holder.NOBODY)
        .with_for_update()
    )
    for conversation in conversations:
        chats[conversation.student_id].conversation = conversation
    return {by_lookup[chat.student.chat_lookup]: chat for chat in chats.values()}


async def lock_student(session: LineSession, student_id: str) -> Student:
    """The student, locked until the transaction ends; raise NoSuchStudent if erased meanwhile."""
    student = await session.scalar(
        select(Student).where(Student.id == student_id).with_for_update().execution_options(populate_existing=True)
    )
    if student is None:
        raise NoSuchStudent(student_id)
    return student


def add_student(session: LineSession, new: NewStudent, *, at: datetime) -> Student:
    """A student with a fresh key. A web chat's address is its secret token, of which only the hash is kept."""
    student_id = new_id()
    chat = "" if new.channel == WEB else new.chat
    student = Student(
        id=student_id,
        desk=new.desk,
        channel=new.channel,
        chat_lookup=session.vault.lookup(new.channel, new.chat),
        chat_sealed=session.vault.master.seal(chat, row=f"students:{student_id}:chat"),
        wrapped_key=session.vault.new_wrapped_key(student_id),
        language=new.language,
        chosen_language="",
        region=new.region,
        created_at=at,
        last_seq=0,
        accepts_contact=True,
        is_reachable=True,
    )
    session.add(student)
    return student


async def find_open(session: LineSession, student: Student) -> Conversation | None:
    """The student's open conversation, locked, or None."""
    return await session.scalar(
        select(Conversation)
        .where(Conversation.student_id == student.id, Conversation.holder != Holder.NOBODY)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


async def find_or_open(session: LineSession, student: Student, *, at: datetime) -> Conversation:
    """The student's open conversation, or a new one at level 0 held by the bot."""
    return await find_open(session, student) or open_conversation(session, student, at=at)


def open_conversation(session: LineSession, student: Student, *, at: datetime) -> Conversation:
    """A new conversation at level 0, held by the bot."""
    conversation = Conversation(
        id=new_id(),
        student_id=student.id,
        desk=student.desk,
        channel=student.channel,
        holder=Holder.BOT,
        opened_at=at,
        last_message_at=at,
        level=RiskLevel.NONE,
        topic="",
        safety_step=0,
        fallback_step=0,
        waiting_question="",
        topic_turns=0,
        not_understood=0,
    )
    session.add(conversation)
    return conversation


async def lock_conversation(session: LineSession, conversation_id: str) -> tuple[Student, Conversation]:
    """A conversation and its student, both locked in that order; raise NoSuchStudent if erased meanwhile."""
    student_id = await session.scalar(select(Conversation.student_id).where(Conversation.id == conversation_id))
    if student_id is None:
        raise NoSuchStudent(conversation_id)
    student = await lock_student(session, student_id)
    conversation = await session.scalar(
        select(Conversation)
        .where(Conversation.id == conversation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if conversation is None:
        raise NoSuchStudent(conversation_id)
    return student, conversation


async def lock_conversations(
    session: LineSession, conversation_ids: Sequence[str]
) -> dict[str, tuple[Student, Conversation]]:
    """Conversations and their students, all locked in the one order; those erased meanwhile are absent."""
    ids = padded(conversation_ids)
    owners = select(Conversation.student_id).where(Conversation.id.in_(ids))
    locked = await session.scalars(select(Student).where(Student.id.in_(owners)).order_by(Student.id).with_for_update())
    students = {student.id: student for student in locked}
    conversations = await session.scalars(select(Conversation).where(Conversation.id.in_(ids)).with_for_update())
    return {each.id: (students[each.student_id], each) for each in conversations if each.student_id in students}


async def students_of(session: LineSession, conversations: Iterable[Conversation]) -> dict[str, Student]:
    """The students of these conversations, by their id."""
    ids = padded({conversation.student_id for conversation in conversations})
    return {student.id: student for student in await session.scalars(select(Student).where(Student.id.in_(ids)))}


def close_conversation(session: LineSession, conversation: Conversation, *, at: datetime) -> None:
    """Nobody holds it any more; the next message of the student opens another."""
    conversation.holder = Holder.NOBODY
    conversation.volunteer_id = None
    conversation.closed_at = at
    conversation.turn_due_at = None
    conversation.safety_asked_at = None
    conversation.memory_sealed = None
    session.announce_chat(student_id=conversation.student_id, conversation_id=conversation.id)
