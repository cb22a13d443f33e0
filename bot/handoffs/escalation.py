"""From danger, or a wish, to a person: the Handoff, the safety text and the alarm, together in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from bot.handoffs.queue import place_of, request
from bot.levels import RiskLevel
from bot.outbox.outbox import Saying, put
from bot.resources import Resources
from bot.shifts.presence import count_on_duty
from bot.store.session import LineSession
from bot.store.tables import Author, Conversation, Holder, Reason, Student
from bot.wording import Wording


@dataclass(frozen=True, slots=True)
class Speech:
    """What the line needs to speak honestly: its sentences, the telephone lines, and whether anybody can be paged."""

    wording: Wording
    resources: Resources
    has_pager: bool

    def safety_text(self, level: RiskLevel, student: Student, *, next_key: str) -> str:
        """What to do now, whom to call where the student is, and what happens next."""
        return self.safety_text_for(level, language=student.language, region=student.region, next_key=next_key)

    def safety_text_for(self, level: RiskLevel, *, language: str, region: str, next_key: str) -> str:
        now = "safety.critical" if level is RiskLevel.CRITICAL else "safety.serious"
        parts = (
            self.wording.say(now, language),
            self.resources.lines_text(region, language),
            self.wording.say(next_key, language),
        )
        return "\n\n".join(parts)


async def escalate(
    session: LineSession, conversation: Conversation, *, level: RiskLevel, at: datetime, speech: Speech
) -> None:
    """A message showed danger. The safety text comes at the first danger and at each rise; a level never falls here."""
    is_rise = level > conversation.level
    await request(session, conversation, reason=Reason.DANGER, level=level, at=at)
    if is_rise:
        student = await session.get_one(Student, conversation.student_id)
        text = speech.safety_text(level, student, next_key=await _what_happens_next(session, conversation, at, speech))
        put(session, student, conversation, Saying(Author.LINE, text, is_urgent=True), at=at)


async def request_person(
    session: LineSession, student: Student, conversation: Conversation, *, at: datetime, speech: Speech
) -> None:
    """The student wants to talk to a person: what is true is said, in the transaction that makes it true."""
    say = speech.wording.say
    if conversation.holder is Holder.VOLUNTEER:
        text = say("handoff.with_volunteer", student.language)
    elif conversation.holder is Holder.QUEUE:
        place = await place_of(session, conversation.id) or 1
        text = say("handoff.still_waiting", student.language, place=place)
    else:
        await request(session, conversation, reason=Reason.REQUEST, level=conversation.level, at=at)
        text = await _answer_to_request(session, student, conversation, at=at, speech=speech)
    put(session, student, conversation, Saying(Author.LINE, text), at=at)


async def _answer_to_request(
    session: LineSession, student: Student, conversation: Conversation, *, at: datetime, speech: Speech
) -> str:
    language = student.language
    if await count_on_duty(session, desk=conversation.desk, at=at):
        place = await place_of(session, conversation.id) or 1
        return speech.wording.say("handoff.requested_on_duty", language, place=place)
    key = "handoff.requested_paged" if speech.has_pager else "handoff.requested_nobody"
    return speech.wording.say(key, language, lines=speech.resources.lines_text(student.region, language))


async def _what_happens_next(session: LineSession, conversation: Conversation, at: datetime, speech: Speech) -> str:
    if conversation.holder is Holder.VOLUNTEER:
        return "safety.next_volunteer"
    if await count_on_duty(session, desk=conversation.desk, at=at):
        return "safety.next_on_duty"
    return "safety.next_paged" if speech.has_pager else "safety.next_nobody"
