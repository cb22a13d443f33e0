"""Start reading here: what happens to everything a student sends, before it is acknowledged to the platform.

Screen first, before any I/O. Then one transaction keeps the message, reads it beside those before it, raises the level,
and opens the Handoff with the safety text, or asks before it does. Only when that is durable does `receive` return.
Answering in talk is for turns.py, later.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.arrivals import Arrival, SecondPass, command_in
from bot.channels.port import Inbound, NotKept
from bot.check_ins.answers import note_answer
from bot.conversations import registry, remembering, transcript
from bot.conversations.registry import Chat, NewStudent, NoSuchStudent
from bot.conversations.transcript import Kept
from bot.crisis.screen import Reading
from bot.crisis.signal import CrisisSignal, Whose
from bot.dialogue.adults import is_adult_after
from bot.dialogue.offers import begins_anew
from bot.errors import LineError
from bot.handoffs import asking, feedback, waiting_room
from bot.handoffs.asking_rules import Step
from bot.handoffs.escalation import Danger, Speech
from bot.kit.clock import Clock
from bot.kit.ids import new_token
from bot.kit.text import folded
from bot.language.recognise import language_after, line_language, recognise
from bot.language.region import region_after
from bot.levels import RiskLevel
from bot.limits import StudentLimits
from bot.outbox.outbox import Saying, put
from bot.shifts.hours import Desk, Hours
from bot.store.database import STORE_FAILURES, Database
from bot.store.events import TURNS
from bot.store.group_commit import GroupCommit
from bot.store.session import LineSession
from bot.store.tables import Author, Conversation, Holder, Message, Student
from bot.student_wishes import fulfil
from bot.wording import DEFAULT_LANGUAGE

log = structlog.get_logger()
FIRST_WORDS_AGAIN: Final = timedelta(hours=24)
LATE: Final = timedelta(hours=24)
# Longer than any commit of a healthy store. What is still waiting then may be kept later all the same, and once only.
KEPT_WITHIN: Final = timedelta(seconds=4)
# After an outage a student's messages come together: we are sorry once.
SAME_BACKLOG: Final = timedelta(minutes=1)
ENOUGH_FOR_LANGUAGE: Final = 500
LONGEST_BUTTON: Final = 40


class NoSuchDesk(LineError):
    """config/hours.yml names no such desk."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The message is durable: its place in the student's history, and whether it was new."""

    seq: int
    is_new: bool


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
    screen: Callable[[str], Reading]
    second_pass: SecondPass
    speech: Speech
    hours: Hours
    limits: StudentLimits
    buttons: frozenset[str]
    """What topics and skills are called, folded: the line's own words, tapped and not thought."""
    gather: timedelta


class Intake:
    """Receives everything from every channel."""

    def __init__(self, parts: IntakeParts) -> None:
        self._parts = parts
        self._together = GroupCommit(parts.database.begin, self._keep_all)

    async def receive(self, inbound: Inbound, *, is_limited: bool = False) -> Receipt:
        """Return once the message is durable. Raise TooFast (never for danger), NoSuchStudent, or NotKept."""
        reading = self._screened(inbound)
        if is_limited and not reading.level.is_danger:
            self._parts.limits.count(inbound.chat)
        try:
            async with asyncio.timeout(KEPT_WITHIN.total_seconds()):
                return await self._together.submit(self._arrival(inbound, reading))
        except NoSuchStudent:
            raise
        except Exception as failed:  # noqa: BLE001  # whatever broke, a student in danger gets the numbers
            log.error("message_not_kept", channel=inbound.channel, reason=type(failed).__name__)  # noqa: TRY400  # a traceback would hold the row's values
            is_unforeseen = not isinstance(failed, STORE_FAILURES)
            raise NotKept(self._safety_text_unsaved(inbound, reading), is_unforeseen=is_unforeseen) from None

    async def open_chat(self, *, language: str | None, desk: str | None) -> OpenedChat:
        """A new web chat with the first words in it; raise NoSuchDesk or NotKept."""
        chosen, token = self._desk(desk), new_token()
        new = NewStudent(registry.WEB, token, chosen.id, line_language(language, DEFAULT_LANGUAGE), chosen.region)
        try:
            async with self._parts.database.begin() as session:
                now = self._parts.clock.now()
                student = registry.add_student(session, new, at=now)
                conversation = registry.open_conversation(session, student, at=now)
                self._say_first_words(session, student, conversation)
        except STORE_FAILURES as failed:
            log.error("chat_not_opened", reason=type(failed).__name__)  # noqa: TRY400  # as above
            raise NotKept(None) from None
        return OpenedChat(conversation.id, token)

    async def close(self) -> None:
        await self._together.close()

    def _arrival(self, inbound: Inbound, reading: Reading) -> Arrival:
        is_button = folded(inbound.text[:LONGEST_BUTTON]) in self._parts.buttons
        return Arrival(inbound, reading, command_in(inbound), is_button=is_button)

    def _screened(self, inbound: Inbound) -> Reading:
        """What the screen finds; a screen that breaks on a text has not said that the text is harmless."""
        try:
            return self._parts.screen(inbound.text)
        except Exception as broken:  # noqa: BLE001  # whatever broke, a person looks at it
            log.error("screen_broke", channel=inbound.channel, reason=type(broken).__name__)  # noqa: TRY400  # no values in logs
            return Reading(CrisisSignal(RiskLevel.SERIOUS, ("unscreened",), ()), score=0.0)

    async def _keep_all(self, session: LineSession, arrivals: Sequence[Arrival]) -> list[Receipt | LineError]:
        """Keep what has arrived together: who they are and what was kept before is asked once for all of them."""
        chats = await registry.load_chats(session, {arrival.address for arrival in arrivals})
        known = {chat.student.id for chat in chats.values()}
        kept = await transcript.find_kept(session, known, {arrival.inbound.platform_id for arrival in arrivals})
        results: list[Receipt | LineError] = []
        for arrival in arrivals:
            chat = chats.get(arrival.address) or self._new_chat(session, arrival.inbound)
            if chat is None:
                results.append(NoSuchStudent("this token opens no chat"))
                continue
            chats[arrival.address] = chat
            named = (chat.student.id, arrival.inbound.platform_id)
            earlier = {revision: copy for (*other, revision), copy in kept.items() if tuple(other) == named}
            new = arrival.to_keep(earlier)
            if new is None:
                results.append(Receipt(earlier[arrival.inbound.revision].seq, is_new=False))
                continue
            message = await self._keep(session, chat, new)
            kept[*named, new.inbound.revision] = Kept(message.seq, message.level, message.at)
            results.append(Receipt(message.seq, is_new=True))
        return results

    async def _keep(self, session: LineSession, chat: Chat, arrival: Arrival) -> Message:
        now, student, inbound, command = self._parts.clock.now(), chat.student, arrival.inbound, arrival.command
        conversation = chat.conversation or registry.open_conversation(session, student, at=now)
        heard_before = student.last_heard_at
        memory = remembering.recall(session, student, conversation, at=now)
        message = transcript.keep_inbound(session, student, conversation, inbound, at=now)
        remembering.remember(session, student, conversation, arrival.left_in(memory))
        student.is_reachable = True  # whoever writes has not blocked us, or not any more
        said = inbound.text[:ENOUGH_FOR_LANGUAGE]
        student.language = language_after(said, student.language, chosen=student.chosen_language)
        desk = self._parts.hours.find_desk(conversation.desk) or self._parts.hours.first
        student.region = region_after(said, student.region, desk=desk.region, language=student.language)
        await note_answer(session, student, at=now)
        heard = arrival.heard(message, memory, self._parts.second_pass)
        is_answered = await self._take_seriously(session, (student, conversation), heard)
        if _is_late(inbound, now) and (heard_before is None or now - heard_before > SAME_BACKLOG):
            self._say(session, student, conversation, "late")
        if command is not None:
            await fulfil(session, conversation, command, at=now, speech=self._parts.speech)
        elif not (arrival.corrects or is_answered):  # what an edit corrects was answered
            _note_pause(conversation, since=heard_before, at=now)
            self._leave_to_a_turn(session, conversation, message)
        chat.conversation = conversation if conversation.is_open else None
        return message

    async def _take_seriously(
        self, session: LineSession, chat: tuple[Student, Conversation], heard: asking.Heard
    ) -> bool:
        """What was found in it has its consequences, and who is new learns who answers; whether the line has answered."""
        student, conversation = chat
        conversation.is_with_adult = is_adult_after(heard.text, before=conversation.is_with_adult)
        step = await asking.decide(session, conversation, heard)
        if step is Step.ASK:  # whoever is asked such a thing knows by whom, and reads the question last
            self._say_first_words(session, student, conversation, is_urgent=True)
        is_answered = await asking.follow(session, chat, heard, step, speech=self._parts.speech)
        is_heard = await waiting_room.hear(session, conversation, heard, at=heard.message.at, speech=self._parts.speech)
        self._say_first_words(session, student, conversation)
        if conversation.level.is_danger:
            student.feedback_id = None  # nobody is asked what they thought of a talk now
        if step is Step.GO_ON and not (is_heard or heard.is_command or heard.corrects):
            is_heard = await feedback.hear(session, chat, heard.message, heard.text, wording=self._parts.speech.wording)
        return is_answered or is_heard

    def _leave_to_a_turn(self, session: LineSession, conversation: Conversation, message: Message) -> None:
        """The bot answers soon, unless a person holds the conversation."""
        if conversation.holder in {Holder.BOT, Holder.QUEUE}:
            message.awaits_turn = True
            due_at = message.at + self._parts.gather
            # Never later than this: a clock that was set back must not leave the student without an answer.
            conversation.turn_due_at = min(conversation.turn_due_at or due_at, due_at)
            session.announce(TURNS)

    def _new_chat(self, session: LineSession, inbound: Inbound) -> Chat | None:
        """A first contact; None for an unknown web token, because a web chat exists only through open_chat."""
        if inbound.channel == registry.WEB:
            return None
        desk = self._parts.hours.first
        language = line_language(
            recognise(inbound.text[:ENOUGH_FOR_LANGUAGE]) or inbound.language_hint, DEFAULT_LANGUAGE
        )
        new = NewStudent(inbound.channel, inbound.chat, desk.id, language, desk.region)
        return Chat(registry.add_student(session, new, at=self._parts.clock.now()), None)

    def _say_first_words(
        self, session: LineSession, student: Student, conversation: Conversation, *, is_urgent: bool = False
    ) -> None:
        if conversation.holder is Holder.VOLUNTEER:
            return  # "a program answers first" would not be true
        now = self._parts.clock.now()
        if student.first_words_at is None or now - student.first_words_at >= FIRST_WORDS_AGAIN:
            student.first_words_at = now
            self._say(session, student, conversation, "first_words", is_urgent=is_urgent)

    def _say(
        self, session: LineSession, student: Student, conversation: Conversation, key: str, *, is_urgent: bool = False
    ) -> None:
        saying = Saying(Author.LINE, self._parts.speech.wording.say(key, student.language), is_urgent)
        put(session, student, conversation, saying, at=self._parts.clock.now())

    def _desk(self, desk_id: str | None) -> Desk:
        desk = self._parts.hours.first if desk_id is None else self._parts.hours.find_desk(desk_id)
        if desk is None:
            raise NoSuchDesk(f"there is no desk '{desk_id}'")
        return desk

    def _safety_text_unsaved(self, inbound: Inbound, reading: Reading) -> str | None:
        """With the store down, the safety text goes back with the refusal: the only thing said before it is saved."""
        if not reading.level.is_danger:
            return None
        language = line_language(recognise(inbound.text[:ENOUGH_FOR_LANGUAGE]), DEFAULT_LANGUAGE)
        region = self._parts.hours.first.region
        whose = Whose.UNSAID if reading.signal is None else reading.signal.whose
        danger = Danger(reading.level, whose)
        return self._parts.speech.safety_text(danger, language=language, region=region, next_key="safety.next_unsaved")


def _note_pause(conversation: Conversation, *, since: datetime | None, at: datetime) -> None:
    """A talk is as long as it goes on without a long pause."""
    if since is None or conversation.talk_began_at is None or begins_anew(pause=at - since):
        conversation.talk_began_at = at
        conversation.reminded_at = None


def _is_late(inbound: Inbound, now: datetime) -> bool:
    return inbound.sent_at is not None and now - inbound.sent_at > LATE
