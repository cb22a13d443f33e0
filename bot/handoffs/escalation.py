"""From danger, or a wish, to a person: the Handoff, the safety text and the alarm, together in one transaction.

What is said depends on whose danger it is: docs/decisions/0011-whose-danger-it-is.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot import choices
from bot.crisis.signal import Whose
from bot.handoffs.queue import place_of, request
from bot.handoffs.rules import danger_from, is_about_other
from bot.handoffs.waiting_questions import QUESTIONS, Question
from bot.levels import RiskLevel
from bot.outbox.outbox import Saying, put
from bot.resources import Resources
from bot.shifts.presence import count_on_duty
from bot.store.session import LineSession
from bot.store.tables import Author, Conversation, DangerFrom, Handoff, Holder, Reason, Student
from bot.wording import Wording

_URGINGS: Final = 3
URGED_AGAIN_AFTER: Final = timedelta(seconds=2)
"""Several messages in one breath are urged once."""


@dataclass(frozen=True, slots=True)
class Danger:
    """How grave it is, and whose it is."""

    level: RiskLevel
    whose: Whose = Whose.UNSAID
    categories: tuple[str, ...] = ()
    """What the words of danger tell of, where there are such."""
    is_harm: bool = False
    """It is only what others do to them."""
    has_help: bool = False
    """Somebody has been called for the one they are afraid for, or is with them."""

    @classmethod
    def answered(cls, level: RiskLevel, conversation: Conversation) -> "Danger":
        """What shows by an answer, or by none: the question was about another where one was asked about them."""
        return cls(level, Whose.OTHER if conversation.is_for_other else Whose.UNSAID)


@dataclass(frozen=True, slots=True)
class Speech:
    """What the line needs to speak honestly: its sentences, the telephone lines, and whether anybody can be paged."""

    wording: Wording
    resources: Resources
    has_pager: bool

    def lines(self, student: Student, *, topic: str) -> str:
        """Whom to call where the student is, about what they are talking about."""
        lines = self.resources.lines_text(student.region, student.language, topic=topic)
        return self.wording.say("lines", student.language, lines=lines)

    def safety_text(self, danger: Danger, *, language: str, region: str, next_key: str) -> str:
        """What to do now, whom to call where the student is, and what happens next."""
        now = "safety.critical" if danger.level is RiskLevel.CRITICAL else "safety.serious"
        parts = (
            self.wording.say(_key_for(now, danger, self.wording), language),
            self.resources.lines_text(region, language),
            self.wording.say(next_key, language),
        )
        return "\n\n".join(parts)


def _key_for(key: str, danger: Danger, wording: Wording) -> str:
    """To go "where people are" is no help where somebody hurts them: there are words of their own for that."""
    if danger.is_harm and wording.has(f"{key}_harmed"):
        return f"{key}_harmed"
    return key_about(key, is_about_other=danger.whose is Whose.OTHER)


def _known_danger(conversation: Conversation, level: RiskLevel) -> Danger:
    """Whose it is, and whether it is only what others do, by all that was said so far."""
    is_other = conversation.is_about_other
    whose = Whose.OTHER if is_other else Whose.SELF
    return Danger(level, whose, is_harm=conversation.is_harmed and not is_other)


def key_about(key: str, *, is_about_other: bool) -> str:
    """The wording key of what is said of somebody else, or of the student."""
    return f"{key}_other" if is_about_other else key


async def escalate(
    session: LineSession, conversation: Conversation, danger: Danger, *, at: datetime, speech: Speech
) -> bool:
    """A message showed danger; a level never falls here. Return whether the student was told something.

    The safety text comes at the first danger, at each rise, when it turns out to be the student's own, and when there is danger
    after they had said that it was a mistake.
    """
    is_rise = danger.level > conversation.level
    was_about_other, is_in_danger = conversation.is_about_other, conversation.level.is_danger
    conversation.is_about_other = is_about_other(danger.whose, before=was_about_other, is_in_danger=is_in_danger)
    is_said_at_last = is_in_danger and bool(danger.categories) and not conversation.danger_from
    is_again = conversation.is_at_ease or is_said_at_last  # after a mistake, or after an alarm that rested on a doubt
    conversation.danger_from = danger_from(danger.categories, before=conversation.danger_from)
    conversation.is_at_ease = False
    is_own_after_all = was_about_other and not conversation.is_about_other
    handoff = await request(session, conversation, reason=Reason.DANGER, level=danger.level, at=at)
    if is_own_after_all or is_again:  # what was asked was asked about somebody else, or taken back
        conversation.ask_anew()
    elif is_rise and danger.level is RiskLevel.CRITICAL:
        unsettle(conversation, (Question.PLACE, Question.BODY))
    if danger.has_help and is_in_danger:
        return False  # whom to call they have read, and "call now" would say that nobody reads
    if not (is_rise or ((is_own_after_all or is_again) and conversation.holder is not Holder.VOLUNTEER)):
        return False
    await _say_safety_text(session, handoff, danger.level, at=at, speech=speech)
    return True


def unsettle(conversation: Conversation, questions: Sequence[Question]) -> None:
    """What was told may not be true any more: these questions are asked after all, if they were passed over."""
    passed = [question for question in questions if question in conversation.settled]
    conversation.settled = conversation.settled.difference(passed)
    conversation.safety_step = min([conversation.safety_step, *map(QUESTIONS.index, passed)])
    if passed:
        conversation.waiting_question = ""


async def _say_safety_text(
    session: LineSession, handoff: Handoff, level: RiskLevel, *, at: datetime, speech: Speech
) -> None:
    """What to do now, for whoever the danger is of, with the numbers and what happens next."""
    conversation = await session.get_one(Conversation, handoff.conversation_id)
    student = await session.get_one(Student, conversation.student_id)
    next_key = await _what_happens_next(session, conversation, handoff, at=at, speech=speech)
    told = _known_danger(conversation, level)
    text = speech.safety_text(told, language=student.language, region=student.region, next_key=next_key)
    put(session, student, conversation, Saying(Author.LINE, text, is_urgent=True), at=at)


async def turn_to_other(session: LineSession, conversation: Conversation, *, at: datetime, speech: Speech) -> None:
    """It was somebody else's danger all along, they say: we are sorry, and what to do for them. A person comes anyway."""
    conversation.is_about_other = True
    conversation.danger_from = DangerFrom.SOMEBODY_ELSES
    conversation.ask_anew()
    if conversation.holder is not Holder.QUEUE:
        return
    student = await session.get_one(Student, conversation.student_id)
    emergency = speech.resources.emergency(student.region, student.language)
    text = speech.wording.say("safety.corrected", student.language, emergency=emergency)
    put(session, student, conversation, Saying(Author.LINE, text, is_urgent=True), at=at)


async def urge_to_call(session: LineSession, conversation: Conversation, *, at: datetime, speech: Speech) -> bool:
    """At the highest level, what shows danger again is answered with nothing but where help is now, in changing words.

    Return whether that was said, or was said a moment ago: not at a lower level, and not where a person reads it anyway.
    """
    if conversation.level < RiskLevel.CRITICAL or conversation.holder is not Holder.QUEUE:
        return False
    if conversation.urged_at is not None and abs(at - conversation.urged_at) < URGED_AGAIN_AFTER:
        return True
    conversation.urged_at = at
    student = await session.get_one(Student, conversation.student_id)
    key = f"waiting.call_now_{conversation.fallback_step % _URGINGS + 1}"
    conversation.fallback_step += 1
    emergency = speech.resources.emergency(student.region, student.language)
    own = _key_for(key, _known_danger(conversation, conversation.level), speech.wording)
    text = speech.wording.say(own, student.language, emergency=emergency)
    put(session, student, conversation, Saying(Author.LINE, text, is_urgent=True), at=at)
    return True


async def request_person(
    session: LineSession, student: Student, conversation: Conversation, *, at: datetime, speech: Speech
) -> None:
    """The student wants to talk to a person: what is true is said, in the transaction that makes it true."""
    was_waiting = conversation.holder is Holder.QUEUE
    if conversation.holder is Holder.VOLUNTEER:
        text = speech.wording.say("handoff.with_volunteer", student.language)
    else:
        handoff = await request(session, conversation, reason=Reason.REQUEST, level=conversation.level, at=at)
        key = await _answer_to_request(session, handoff, was_waiting=was_waiting, at=at, speech=speech)
        place = await place_of(session, conversation.id) or 1
        lines = speech.resources.lines_text(student.region, student.language)
        emergency = speech.resources.emergency(student.region, student.language)
        text = speech.wording.say(key, student.language, place=place, lines=lines, emergency=emergency)
    put(session, student, conversation, Saying(Author.LINE, text), at=at)
    if conversation.holder is Holder.QUEUE and not (was_waiting or conversation.level.is_danger):
        _ask_whether_safe(session, (student, conversation), at=at, speech=speech)


def _ask_whether_safe(
    session: LineSession, chat: tuple[Student, Conversation], *, at: datetime, speech: Speech
) -> None:
    """The first question of the waiting room, for somebody of whom nothing bad is known."""
    student, conversation = chat
    conversation.waiting_question = Question.PLACE
    conversation.safety_step = max(conversation.safety_step, 1)
    key = key_about("waiting.ask_place", is_about_other=conversation.is_for_other)
    text = speech.wording.say(key, student.language)
    put(session, student, conversation, Saying(Author.LINE, text, choices=choices.SAFE), at=at)


async def say_nobody_is_left(
    session: LineSession, chat: tuple[Student, Conversation], handoff: Handoff, *, at: datetime, speech: Speech
) -> None:
    """Somebody was on duty when the student was told so, and nobody is any more."""
    student, conversation = chat
    key = "handoff.nobody_left_paged" if speech.has_pager else "handoff.nobody_left"
    lines = speech.resources.lines_text(student.region, student.language)
    text = speech.wording.say(key, student.language, lines=lines)
    put(session, student, conversation, Saying(Author.LINE, text, is_urgent=handoff.level.is_danger), at=at)
    handoff.told_nobody_at = at


async def _answer_to_request(
    session: LineSession, handoff: Handoff, *, was_waiting: bool, at: datetime, speech: Speech
) -> str:
    if await count_on_duty(session, desk=handoff.desk, at=at):
        return "handoff.still_waiting" if was_waiting else "handoff.requested_on_duty"
    handoff.told_nobody_at = at
    if was_waiting:
        return "handoff.nobody_yet_urgent" if handoff.level.is_danger else "handoff.nobody_yet"
    return "handoff.requested_paged" if speech.has_pager else "handoff.requested_nobody"


async def _what_happens_next(
    session: LineSession, conversation: Conversation, handoff: Handoff, *, at: datetime, speech: Speech
) -> str:
    if conversation.holder is Holder.VOLUNTEER:
        return "safety.next_volunteer"
    if await count_on_duty(session, desk=conversation.desk, at=at):
        handoff.told_nobody_at = None
        return "safety.next_on_duty"
    handoff.told_nobody_at = at
    return "safety.next_paged" if speech.has_pager else "safety.next_nobody"
