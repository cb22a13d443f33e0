"""Start reading here: what happens to everything a student sends, before it is acknowledged to the platform.

Screen first, before any I/O. Then one transaction keeps the message, raises the level, opens the Handoff and says the
safety text. Only when that is durable does `receive` return. Answering in talk is for turns.py, later.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.port import Inbound, NotKept
from bot.check_ins.answers import note_answer
from bot.conversations import registry, transcript
from bot.conversations.registry import NewStudent, NoSuchStudent
from bot.crisis.signal import CrisisSignal
from bot.dialogue.student_commands import recognise_command
from bot.errors import LineError
from bot.handoffs.escalation import Speech, escalate
from bot.kit.clock import Clock
from bot.kit.ids import new_id, new_token
from bot.language.recognise import line_language, recognise
from bot.limits import StudentLimits
from bot.outbox.outbox import Saying, put
from bot.shifts.hours import Desk, Hours
from bot.store.database import Database
from bot.store.session import LineSession
from bot.store.tables import Author, Conversation, Holder, Message, MessageKind, Student
from bot.store.tables import CrisisSignal as SignalRow
from bot.student_wishes import fulfil
from bot.wording import DEFAULT_LANGUAGE

log = structlog.get_logger()
FIRST_WORDS_AGAIN: Final = timedelta(hours=24)
LATE: Final = timedelta(hours=24)


class NoSuchDesk(LineError):
    """config/hours.yml names no such desk."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The message is durable: its place in the student's history, and whether it was new."""

    seq: int
    is_new: bool
    conversation_id: str


@dataclass(frozen=True, slots=True)
class OpenedChat:
    """A fresh web chat; the token is the student's alone, only its hash is kept."""

    conversation_id: str
    token: str


@dataclass(frozen=True, slots=True)
class IntakeParts:
    """What intake works with, made in main.py."""

    database: Database
    clock: Clock
    screen: Callable[[str], CrisisSignal | None]
    speech: Speech
    hours: Hours
    limits: StudentLimits
    gather: timedelta


class Intake:
    """Receives everything from every channel."""

    def __init__(self, parts: IntakeParts) -> None:
        self._parts = parts

    async def receive(self, inbound: Inbound, *, is_limited: bool = False) -> Receipt:
        """Return once the message is durable. Raise TooFast (never for danger), NoSuchStudent, or NotKept."""
        signal = self._parts.screen(inbound.text)
        is_danger = signal is not None and signal.level.is_danger
        if is_limited and not is_danger:
            self._parts.limits.count(inbound.chat)
        try:
            return await self._parts.database.batched(lambda session: self._keep(session, inbound, signal))
        except (SQLAlchemyError, OSError) as failed:
            log.error("message_not_kept", channel=inbound.channel, reason=type(failed).__name__)  # noqa: TRY400  # a traceback would hold the row's values
            raise NotKept(self._safety_text_unsaved(inbound, signal)) from None

    async def open_chat(self, *, language: str | None, desk: str | None) -> OpenedChat:
        """A new web chat with the first words in it; raise NoSuchDesk or NotKept."""
        chosen, token = self._desk(desk), new_token()
        try:
            return await self._parts.database.batched(lambda session: self._open(session, token, language, chosen))
        except (SQLAlchemyError, OSError) as failed:
            log.error("chat_not_opened", reason=type(failed).__name__)  # noqa: TRY400  # as above
            raise NotKept(None) from None

    async def _keep(self, session: LineSession, inbound: Inbound, signal: CrisisSignal | None) -> Receipt:
        now = self._parts.clock.now()
        student = await self._find_or_add_student(session, inbound, now)
        before = await transcript.find_kept(session, student, inbound)
        if before is not None:
            return Receipt(before.seq, is_new=False, conversation_id=before.conversation_id)
        conversation = await registry.find_or_open(session, student, at=now)
        message = transcript.keep_inbound(session, student, conversation, inbound, at=now)
        self._follow_language(student, inbound)
        await note_answer(session, student, at=now)
        if signal is not None:
            await self._raise(session, conversation, message, signal)
        self._say_first_words(session, student, conversation, now)
        if self._is_late(inbound, now):
            self._say(session, student, conversation, "late")
        await self._answer_or_leave(session, conversation, message, inbound)
        return Receipt(message.seq, is_new=True, conversation_id=conversation.id)

    async def _answer_or_leave(
        self, session: LineSession, conversation: Conversation, message: Message, inbound: Inbound
    ) -> None:
        """Carry out a command at once; leave everything else to a turn, unless a person holds the conversation."""
        now = self._parts.clock.now()
        command = recognise_command(inbound.text) if inbound.kind is MessageKind.TEXT else None
        if command is not None and inbound.revision == 0:
            await fulfil(session, conversation, command, at=now, speech=self._parts.speech)
        elif conversation.holder in {Holder.BOT, Holder.QUEUE} and inbound.revision == 0:
            message.awaits_turn = True
            conversation.turn_due_at = conversation.turn_due_at or now + self._parts.gather
            session.announce("turns")

    async def _raise(
        self, session: LineSession, conversation: Conversation, message: Message, signal: CrisisSignal
    ) -> None:
        message.level = signal.level
        await session.flush()
        await self._note_signal(session, message, signal)
        if signal.level.is_danger:
            await escalate(session, conversation, level=signal.level, at=message.at, speech=self._parts.speech)
        else:
            conversation.level = max(conversation.level, signal.level)

    async def _note_signal(self, session: LineSession, message: Message, signal: CrisisSignal) -> None:
        student = await session.get_one(Student, message.student_id)
        signal_id = new_id()
        words = transcript.opened(session, student, message).text
        matched = " … ".join(signal.matched(words))
        session.add(
            SignalRow(
                id=signal_id,
                message_id=message.id,
                conversation_id=message.conversation_id,
                level=signal.level,
                categories=" ".join(signal.categories),
                matched_sealed=student.key(session.vault).seal(matched, row=f"crisis_signals:{signal_id}"),
                at=message.at,
            )
        )

    async def _find_or_add_student(self, session: LineSession, inbound: Inbound, now: datetime) -> Student:
        student = await registry.find_student(session, channel=inbound.channel, chat=inbound.chat)
        if student is None and inbound.channel == registry.WEB:
            # A web chat exists only through open_chat: an unknown token is nobody's.
            raise NoSuchStudent("this token opens no chat")
        if student is None:
            desk = self._desk(None)
            language = line_language(recognise(inbound.text) or inbound.language_hint or None, DEFAULT_LANGUAGE)
            new = NewStudent(inbound.channel, inbound.chat, desk.id, language, desk.region)
            student = registry.add_student(session, new, at=now)
            await session.flush()
        return student

    async def _open(self, session: LineSession, token: str, language: str | None, desk: Desk) -> OpenedChat:
        now = self._parts.clock.now()
        new = NewStudent(registry.WEB, token, desk.id, line_language(language, DEFAULT_LANGUAGE), desk.region)
        student = registry.add_student(session, new, at=now)
        await session.flush()
        conversation = registry.open_conversation(session, student, at=now)
        self._say_first_words(session, student, conversation, now)
        return OpenedChat(conversation.id, token)

    def _say_first_words(
        self, session: LineSession, student: Student, conversation: Conversation, now: datetime
    ) -> None:
        if student.first_words_at is None or now - student.first_words_at >= FIRST_WORDS_AGAIN:
            student.first_words_at = now
            self._say(session, student, conversation, "first_words")

    def _say(self, session: LineSession, student: Student, conversation: Conversation, key: str) -> None:
        text = self._parts.speech.wording.say(key, student.language)
        put(session, student, conversation, Saying(Author.LINE, text), at=self._parts.clock.now())

    def _follow_language(self, student: Student, inbound: Inbound) -> None:
        student.language = line_language(recognise(inbound.text), student.language)

    def _is_late(self, inbound: Inbound, now: datetime) -> bool:
        return inbound.sent_at is not None and now - inbound.sent_at > LATE

    def _desk(self, desk_id: str | None) -> Desk:
        desk = self._parts.hours.first if desk_id is None else self._parts.hours.find_desk(desk_id)
        if desk is None:
            raise NoSuchDesk(f"there is no desk '{desk_id}'")
        return desk

    def _safety_text_unsaved(self, inbound: Inbound, signal: CrisisSignal | None) -> str | None:
        """With the store down, the safety text goes back with the refusal: the only thing said before it is saved."""
        if signal is None or not signal.level.is_danger:
            return None
        language = line_language(recognise(inbound.text), DEFAULT_LANGUAGE)
        return self._parts.speech.safety_text_for(
            signal.level, language=language, region=self._desk(None).region, next_key="safety.next_unsaved"
        )
