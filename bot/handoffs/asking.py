"""Ask before alarm: one plain safety question where the model alone saw danger, and what its answer brings.

With the student locked, in the transaction that keeps the message; what is decided stands in asking_rules.py.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import structlog
from sqlalchemy import select

from bot import choices
from bot.conversations import transcript
from bot.conversations.registry import NoSuchStudent, lock_conversation
from bot.conversations.transcript import Kept
from bot.crisis.plain_answers import YESES, begins_with, is_not_theirs, says_it_is_me, says_it_is_other
from bot.crisis.signal import Basis, CrisisSignal, Span, Whose
from bot.handoffs.asked_back import AskedBack, asked_back_in
from bot.handoffs.asked_in_danger import asking_in
from bot.handoffs.asking_rules import Answer, Facts, Step, answer_of, is_one_too_many, is_overdue, next_step
from bot.handoffs.escalation import Danger, Speech, escalate, key_about, turn_to_other, urge_to_call
from bot.handoffs.queue import request
from bot.handoffs.rules import danger_from
from bot.handoffs.told_while_waiting import tells_of_help
from bot.handoffs.waiting_questions import QUESTIONS, Question, is_happening, may_be_happening, may_be_hurt
from bot.levels import RiskLevel
from bot.outbox.outbox import Saying, put, withhold_bot_talk
from bot.store.database import STORE_FAILURES, Database
from bot.store.events import TURNS
from bot.store.session import LineSession
from bot.store.tables import Author, Conversation, DangerFrom, Holder, Message, MessageKind, Reason, Student

log = structlog.get_logger()
DISCLOSED: Final = "disclosed"
"""The category of what only the dialogue model took for danger."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One message as it was kept, and what the screen read in it: by itself (`own`), and beside those before it."""

    message: Message
    text: str
    own: CrisisSignal | None
    signal: CrisisSignal | None
    corrects: tuple[Kept, ...] = ()
    is_farewell: bool = False
    is_command: bool = False
    """It asks something of the line itself (student_commands.py)."""
    at: datetime | None = None
    """When it is heeded, where that is later than it came."""

    @property
    def is_grave(self) -> bool:
        """Whether its words show danger, or may tell of an act, where life is at stake already; a mere doubt about a question is not."""
        if may_be_happening(self.text):
            return True
        is_dangerous = self.signal is not None and self.signal.level.is_danger
        is_mere_doubt = self.signal is not None and self.signal.asks_first
        return is_dangerous and not (is_mere_doubt and asking_in(self.text, is_about_other=False) is not None)

    @property
    def heeded_at(self) -> datetime:
        return self.at or self.message.at


async def decide(session: LineSession, conversation: Conversation, heard: Heard) -> Step:
    """What is to be done about a message that was kept just now; nothing is changed yet."""
    at, denied_at, asked_at = heard.heeded_at, conversation.safety_denied_at, conversation.safety_asked_at
    is_typed = heard.message.kind is MessageKind.TEXT
    # What is mostly a manner of speaking may stand beside a no that says so: "no, I mean they'll scold me to death".
    shows_danger = heard.own is not None and heard.own.level.is_danger and heard.own.basis is not Basis.MANNER
    # The no and its moment were kept together.
    is_corrected_no = denied_at is not None and any(copy.at == denied_at for copy in heard.corrects)
    is_awaited = asked_at is not None or is_corrected_no
    facts = Facts(
        signal=heard.signal,
        answer=answer_of(heard.text, is_typed=is_typed, shows_danger=shows_danger) if is_awaited else Answer.OTHER,
        has_person=conversation.holder is Holder.VOLUNTEER or conversation.level.is_danger,
        is_happening=_is_happening(conversation, heard),
        is_correction=bool(heard.corrects),
        is_corrected_no=is_corrected_no,
        is_farewell=heard.is_farewell,
        since_asked=None if asked_at is None else at - asked_at,
        was_reminded=conversation.safety_reminded,
        explained=conversation.safety_explained,
        since_no=None if denied_at is None else at - denied_at,
        doubts_since_no=await _doubts_since(session, conversation, denied_at, heard.signal),
    )
    return next_step(facts)


async def follow(
    session: LineSession, chat: tuple[Student, Conversation], heard: Heard, step: Step, *, speech: Speech
) -> bool:
    """Note what was read in the message, raise the level, and do the step: all in the commit that keeps it.

    Return whether the line has answered the message, so that the bot need not.
    """
    _, conversation = chat
    at = heard.heeded_at
    await _note_whose_and_whether_at_ease(session, conversation, heard)
    # A mood that had fallen before the question was asked about in it: a clear no answers that too.
    signal = heard.own if step.is_no else heard.signal
    if signal is not None:
        await _note(session, conversation, heard, signal)
    if step is Step.ALARM:
        return await _alarm(session, conversation, heard, signal, speech=speech)
    if conversation.is_about_other and says_it_is_me(heard.text):
        await escalate(session, conversation, Danger(conversation.level, Whose.SELF), at=at, speech=speech)
    elif _turns_to_other(conversation, heard):
        await turn_to_other(session, conversation, at=at, speech=speech)
    elif _is_grave_again(conversation, heard, step):
        return await urge_to_call(session, conversation, at=at, speech=speech)
    await _speak_about_the_question(session, chat, heard, step, speech=speech)
    return step.is_answer


async def _alarm(
    session: LineSession, conversation: Conversation, heard: Heard, signal: CrisisSignal | None, *, speech: Speech
) -> bool:
    """Call a person, say what to do now, and return whether that is the answer."""
    at = heard.heeded_at
    heard.message.level = _how_grave(conversation, heard)
    danger = replace(_danger(conversation, heard, signal), has_help=_has_help(conversation, heard))
    is_turned = _turns_to_other(conversation, heard)
    if is_turned:  # they say whose it is in the same breath as what shows danger
        await turn_to_other(session, conversation, at=at, speech=speech)
    is_told = await escalate(session, conversation, danger, at=at, speech=speech) or is_turned
    is_hurt = may_be_hurt(heard.text)
    if is_hurt:  # it need not be asked
        conversation.safety_step = max(conversation.safety_step, QUESTIONS.index(Question.BODY) + 1)
    if heard.corrects or (is_told and not is_hurt) or _has_help(conversation, heard):
        return False
    return await urge_to_call(session, conversation, at=at, speech=speech)


def _is_grave_again(conversation: Conversation, heard: Heard, step: Step) -> bool:
    is_grave = conversation.level is RiskLevel.CRITICAL and heard.is_grave and not heard.corrects
    return step is Step.GO_ON and is_grave and not _has_help(conversation, heard)


def _has_help(conversation: Conversation, heard: Heard) -> bool:
    """Whether help is called for the one they are afraid for: "call now" would say that nobody reads."""
    return conversation.is_about_other and tells_of_help(heard.text)


async def _note_whose_and_whether_at_ease(session: LineSession, conversation: Conversation, heard: Heard) -> None:
    """Whoever says that it is about another is understood so from then on; doubts end the talk of who was at ease.

    As after a no, two doubts are only noted, and the third counts; a manner of speaking does at once.
    """
    if not conversation.level.is_danger and says_it_is_other(heard.text):
        conversation.is_about_other = True
    signal = heard.own  # moods that add up were there before they were believed
    if not conversation.is_at_ease or signal is None or not signal.asks_first:
        return
    doubts = await _doubts_since(session, conversation, conversation.eased_at, signal)
    if signal.basis is Basis.MANNER or is_one_too_many(doubts):
        conversation.is_at_ease = False
        conversation.ask_anew()


async def _speak_about_the_question(
    session: LineSession, chat: tuple[Student, Conversation], heard: Heard, step: Step, *, speech: Speech
) -> None:
    at = heard.heeded_at
    match step:
        case Step.ASK:
            await _ask(session, chat, heard, speech=speech)
        case Step.REMIND:
            _remind(session, chat, at=at, speech=speech)
        case Step.EXPLAIN:
            _explain(session, chat, heard, at=at, speech=speech)
        case Step.THANK | Step.LISTEN:
            _believe(session, chat, step, at=at, speech=speech)
        case _:
            return


def _how_grave(conversation: Conversation, heard: Heard) -> RiskLevel:
    """How much danger the message shows by itself; blood or means in hand are the highest, where there is danger."""
    return RiskLevel.CRITICAL if _is_happening(conversation, heard) else heard.message.level


def _is_happening(conversation: Conversation, heard: Heard) -> bool:
    """Where a person talks with the student, they read it themselves."""
    is_alone = conversation.holder is Holder.QUEUE and conversation.level.is_danger
    return is_alone and (is_happening(heard.text) or may_be_hurt(heard.text))


def _danger(conversation: Conversation, heard: Heard, signal: CrisisSignal | None) -> Danger:
    """Words of danger say whose it is; a doubt, or the answer to one, is understood as it was asked about."""
    level = max(RiskLevel.SERIOUS, heard.message.level)
    if says_it_is_me(heard.text):
        return Danger(level, Whose.SELF)
    if signal is None or not signal.level.is_danger or signal.asks_first:
        answered = Danger.answered(level, conversation)
        if begins_with(YESES, heard.text):
            answered = replace(answered, categories=(DangerFrom.SAID,))
        return replace(answered, whose=Whose.OTHER) if is_not_theirs(heard.text) else answered
    whose = Whose.OTHER if is_not_theirs(heard.text) else signal.whose
    return Danger(level, whose, signal.categories)


def _turns_to_other(conversation: Conversation, heard: Heard) -> bool:
    """Whether they say now that it is somebody else's danger; not where others hurt them, who may be whom they speak of."""
    is_own = conversation.level.is_danger and not conversation.is_about_other and not conversation.is_harmed
    return is_own and is_not_theirs(heard.text)


async def ask_about_doubt(
    session: LineSession, chat: tuple[Student, Conversation], message: Message, *, at: datetime, speech: Speech
) -> bool:
    """The dialogue model took `message` for danger and the screen did not: as if the screen's model alone had seen it.

    Return whether the student has been asked or a person called; False where a no was believed not long ago, or where a
    person is called already.
    """
    student, conversation = chat
    text = transcript.opened(session, student, message).text
    spans = (Span(0, len(text), DISCLOSED),)
    signal = CrisisSignal(RiskLevel.SERIOUS, (DISCLOSED,), spans, Basis.MODEL)
    heard = Heard(message, text, signal, signal, at=at)
    step = await decide(session, conversation, heard)
    await follow(session, chat, heard, step, speech=speech)
    return step is not Step.GO_ON


async def call_for_the_silent(database: Database, *, speech: Speech, at: datetime) -> int:
    """Call a person for everybody who has not answered the question in time; how many those were."""
    count = 0
    for conversation_id in await _find_silent(database, at=at):
        try:
            count += await _call(database, conversation_id, speech=speech, at=at)
        except NoSuchStudent:
            continue  # erased since we looked
        except STORE_FAILURES:
            raise  # the next look finds them again
        except Exception as failed:  # noqa: BLE001  # nothing can be said to this one; somebody must see them, and the others
            log.error("silent_and_untold", conversation=conversation_id, reason=type(failed).__name__)  # noqa: TRY400  # no values in logs
            count += await _call_without_words(database, conversation_id, at=at)
    return count


async def _call_without_words(database: Database, conversation_id: str, *, at: datetime) -> bool:
    """The Handoff alone; whoever cannot even have that holds up nobody behind them."""
    try:
        return await _call(database, conversation_id, speech=None, at=at)
    except STORE_FAILURES:
        raise
    except Exception as failed:  # noqa: BLE001  # tried again at the next look
        log.error("silent_and_uncalled", conversation=conversation_id, reason=type(failed).__name__)  # noqa: TRY400  # no values in logs
        return False


async def _find_silent(database: Database, *, at: datetime) -> list[str]:
    async with database.read() as session:  # nearly always nobody was asked
        asked = await session.execute(
            select(Conversation.id, Conversation.safety_asked_at)
            .where(Conversation.safety_asked_at.is_not(None))
            .order_by(Conversation.safety_asked_at)
        )
        return [row.id for row in asked if _is_overdue(row.safety_asked_at, at)]


async def _call(database: Database, conversation_id: str, *, speech: Speech | None, at: datetime) -> bool:
    """The Handoff with the safety text, or without a word where there is no `speech`; False if it is not due any more."""
    async with database.begin() as session:
        _, conversation = await lock_conversation(session, conversation_id)
        # Looked at again with the student locked: they may have answered, and another process may have been first.
        if not _is_overdue(conversation.safety_asked_at, at):
            return False
        if speech is None:
            await request(session, conversation, reason=Reason.DANGER, level=RiskLevel.SERIOUS, at=at)
        else:
            await escalate(
                session, conversation, Danger.answered(RiskLevel.SERIOUS, conversation), at=at, speech=speech
            )
        session.announce(TURNS)
        return True


async def _doubts_since(
    session: LineSession, conversation: Conversation, denied_at: datetime | None, signal: CrisisSignal | None
) -> int:
    """What was noted since the no. All of it rests on the model: a term would have called a person."""
    if denied_at is None or signal is None or not signal.asks_first:
        return 0
    return await transcript.count_signals(session, conversation.id, since=denied_at)


async def _note(session: LineSession, conversation: Conversation, heard: Heard, signal: CrisisSignal) -> None:
    heard.message.level = signal.level
    if signal.level.is_danger:
        await session.flush()
        await transcript.note_signal(session, heard.message, signal, words=heard.text)
    if not (signal.asks_first and conversation.holder is Holder.VOLUNTEER):
        conversation.level = max(conversation.level, min(signal.level, RiskLevel.CONCERN))


async def _ask(session: LineSession, chat: tuple[Student, Conversation], heard: Heard, *, speech: Speech) -> None:
    """The question, with nothing of the bot's after it: "no" must be the answer to this."""
    student, conversation = chat
    at = heard.heeded_at
    conversation.safety_asked_at = at
    conversation.safety_reminded = False
    conversation.safety_explained = 0
    if heard.signal is not None and heard.signal.basis is Basis.MANNER:  # a yes will mean just that
        conversation.danger_from = danger_from(heard.signal.categories, before=conversation.danger_from)
        conversation.is_about_other |= heard.signal.whose is Whose.OTHER
    await withhold_bot_talk(session, conversation.id)
    key = key_about("safety.question", is_about_other=conversation.is_for_other)
    text = speech.wording.say(key, student.language)
    put(session, student, conversation, Saying(Author.LINE, text, is_urgent=True, choices=choices.YES_NO), at=at)


def _remind(session: LineSession, chat: tuple[Student, Conversation], *, at: datetime, speech: Speech) -> None:
    """Something else came right after the question; it may not have been read. Once: the moment it was put stays."""
    student, conversation = chat
    conversation.safety_reminded = True
    text = speech.wording.say("safety.question_again", student.language)
    put(session, student, conversation, Saying(Author.LINE, text, is_urgent=True, choices=choices.YES_NO), at=at)


def _explain(
    session: LineSession, chat: tuple[Student, Conversation], heard: Heard, *, at: datetime, speech: Speech
) -> None:
    """What follows, or why it is asked. The moment the question was put stays: silence after this calls a person as before."""
    student, conversation = chat
    conversation.safety_explained += 1
    asked = asked_back_in(heard.text) or AskedBack.WHY_ASKED
    text = speech.wording.say(key_about(f"safety.{asked}", is_about_other=conversation.is_for_other), student.language)
    put(session, student, conversation, Saying(Author.LINE, text, is_urgent=True, choices=choices.YES_NO), at=at)


def _believe(
    session: LineSession, chat: tuple[Student, Conversation], step: Step, *, at: datetime, speech: Speech
) -> None:
    student, conversation = chat
    conversation.safety_asked_at = None
    conversation.safety_denied_at = at
    conversation.danger_from = DangerFrom.NOTHING
    conversation.memory_sealed = None  # the mood was asked about, and answered
    session.announce(TURNS)  # what came before the answer has waited for it
    key = "safety.heard_no" if step is Step.THANK else "safety.heard_no_and_more"
    key = key_about(key, is_about_other=step is Step.THANK and conversation.is_for_other)
    put(session, student, conversation, Saying(Author.LINE, speech.wording.say(key, student.language)), at=at)


def _is_overdue(asked_at: datetime | None, at: datetime) -> bool:
    return asked_at is not None and is_overdue(waited=at - asked_at)
