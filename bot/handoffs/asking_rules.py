"""When the student is asked before a person is called, and what the answer means: decisions only.

Only where danger rests on the model alone, or on a manner of speaking. Whatever is not a clear no brings a person, and so
does silence; only what is asked back is answered first, twice at most, while the time runs on.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from bot.crisis.plain_answers import YESES, begins_with, is_clear_no, is_clear_yes
from bot.crisis.signal import CrisisSignal
from bot.handoffs.asked_back import asked_back_in, asks_what_can_wait

PATIENCE: Final = timedelta(minutes=3)
"""After so long without an answer a person is called."""
STILL_TYPING: Final = timedelta(seconds=10)
"""What comes sooner was begun before the question could be read …"""
SHORTEST_ANSWER: Final = timedelta(seconds=1)
"""… but a plain yes or no is quickly said, and nobody who said it should hear nothing."""
NO_HOLDS: Final = timedelta(minutes=30)
"""For so long after a clear no the student is not asked again."""
_DOUBTS_AGAINST_A_NO: Final = 3
MOST_EXPLAINED: Final = 2
"""Who asks back more often has a person called; so has who asks back and then is silent."""
# As long as "啊？没有没有，你别吓我": a no with as little around it holds no story that the bot should answer.
_FEW_WORDS: Final = 9
_WORD: Final = re.compile(r"[a-z0-9'’]+|\w", re.IGNORECASE)


class Step(StrEnum):
    """What the line does with a message, beside keeping it."""

    GO_ON = "go_on"
    ASK = "ask"
    """Put the question: it is the answer to this message."""
    REMIND = "remind"
    """Say once more that the question waits for its answer."""
    EXPLAIN = "explain"
    """Answer what was asked back; the question still waits."""
    THANK = "thank"
    """A no and nothing else: the line answers it."""
    LISTEN = "listen"
    """A no with more around it: the bot answers that."""
    ALARM = "alarm"
    """Call a person."""

    @property
    def is_no(self) -> bool:
        return self in {Step.THANK, Step.LISTEN}

    @property
    def is_answer(self) -> bool:
        """Whether the line has answered with this, so that the bot need not; what is asked about waits for the answer."""
        return self in {Step.THANK, Step.EXPLAIN}


class Answer(StrEnum):
    """What a message would mean as the answer to the question."""

    YES = "yes"
    NO = "no"
    NO_AND_MORE = "no_and_more"
    ASKS_BACK = "asks_back"
    """What would follow, who would know, what is meant."""
    ASKS_ELSE = "asks_else"
    """Something that has nothing to do with it."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known when a message has come in. A time may be negative: clocks are set back."""

    signal: CrisisSignal | None
    answer: Answer = Answer.OTHER
    has_person: bool = False
    """Somebody holds the conversation, or is called already."""
    is_happening: bool = False
    """There is danger already, and this tells of blood, of means in hand, of a high place (waiting_questions.py)."""
    is_correction: bool = False
    is_corrected_no: bool = False
    """It corrects the message that was the no."""
    is_farewell: bool = False
    since_asked: timedelta | None = None
    """How long the question has been open."""
    was_reminded: bool = False
    explained: int = 0
    """How often something that was asked back has been answered."""
    since_no: timedelta | None = None
    doubts_since_no: int = 0


def next_step(facts: Facts) -> Step:
    """What follows from one message. Terms of danger never wait for an answer."""
    signal = facts.signal
    is_said = signal is not None and signal.level.is_danger and not signal.asks_first
    if is_said or facts.is_happening:
        return Step.ALARM
    if facts.has_person:
        return Step.GO_ON
    if facts.since_asked is not None:
        return _after_the_question(facts, facts.since_asked)
    if facts.is_corrected_no and facts.answer not in {Answer.NO, Answer.NO_AND_MORE}:
        return Step.ALARM
    if signal is None or not signal.asks_first:
        return Step.GO_ON
    return _in_doubt(facts)


def answer_of(text: str, *, is_typed: bool, shows_danger: bool) -> Answer:
    """What `text` answers; danger that the message shows by itself is never a no, and neither is a picture."""
    if is_typed and is_clear_yes(text):
        return Answer.YES
    if not is_typed or shows_danger:
        return Answer.OTHER
    if not is_clear_no(text):
        return Answer.OTHER if begins_with(YESES, text) else _question_in(text)
    return Answer.NO if len(_WORD.findall(text)) <= _FEW_WORDS else Answer.NO_AND_MORE


def _question_in(text: str) -> Answer:
    if asked_back_in(text) is not None:
        return Answer.ASKS_BACK
    return Answer.ASKS_ELSE if asks_what_can_wait(text) else Answer.OTHER


def is_one_too_many(doubts: int) -> bool:
    """Whether one more doubt counts, after so many since a no, or since somebody was put at ease."""
    return doubts + 1 >= _DOUBTS_AGAINST_A_NO


def is_overdue(*, waited: timedelta) -> bool:
    """Whether nobody waits for the answer any longer. A clock that was set back must not make anybody wait for hours."""
    return abs(waited) >= PATIENCE


def _after_the_question(facts: Facts, since: timedelta) -> Step:
    if facts.is_farewell:  # who leaves or wants everything deleted will not answer any more
        return _as_answered(facts.answer)
    if facts.is_correction:
        return Step.GO_ON  # it belongs to something said before
    return _before_the_answer(facts, abs(since)) or _as_answered(facts.answer)


def _before_the_answer(facts: Facts, since: timedelta) -> Step | None:
    """What is done while the question still waits; None where this is the answer to it."""
    if since < SHORTEST_ANSWER:
        return Step.GO_ON  # it belongs to what was being said
    if facts.answer is Answer.ASKS_BACK and facts.explained < MOST_EXPLAINED:
        return Step.EXPLAIN
    is_early = facts.answer in {Answer.OTHER, Answer.ASKS_ELSE} and since < STILL_TYPING
    is_overlooked = is_early or facts.answer is Answer.ASKS_ELSE
    if is_overlooked and not facts.was_reminded:
        return Step.REMIND
    return Step.GO_ON if is_early else None


def _as_answered(answer: Answer) -> Step:
    return {Answer.NO: Step.THANK, Answer.NO_AND_MORE: Step.LISTEN}.get(answer, Step.ALARM)


def _in_doubt(facts: Facts) -> Step:
    if facts.since_no is None or abs(facts.since_no) >= NO_HOLDS:
        return Step.ASK
    return Step.ALARM if is_one_too_many(facts.doubts_since_no) else Step.GO_ON
