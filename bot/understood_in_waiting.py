"""What is understood of what somebody who waits has written: what they want, ask and tell, and what is asked of them next.

Pure. What is said to it is in waiting_room.py.
"""

import re
from typing import Final

from bot.asked import HEARD, WAITING_ROOM, Asked
from bot.asking_for_other import Worry, worry_in
from bot.crisis.plain_answers import is_clear_no, is_not_theirs, says_it_is_other
from bot.handoffs.asked_in_danger import Asking, asking_in
from bot.handoffs.asked_while_waiting import Wish, speaks_to_us, takes_a_doubt_back, wish_in
from bot.handoffs.rules import asks_thoughts_first
from bot.handoffs.told_while_waiting import Told, tells_of_help, told_in
from bot.handoffs.waiting_questions import EXERCISES, HOW_AND_WHEN, QUESTIONS, Question, Reply, question_at
from bot.levels import RiskLevel

_FEW_WORDS: Final = 6
_PLAIN_ANSWER: Final = 5
"""A yes or no that is longer tells something as well, in characters."""
_SAID_IN_FEAR: Final = (
    Wish.PRIVACY,
    Wish.WHETHER_TO_PAY,
    Wish.CANNOT_CALL,
    Wish.DOCTOR,
    Wish.WHY_ASK,
    Wish.HOW_LONG,
    Wish.WHAT_TO_DO,
)
"""Asked in one breath with what shows danger, these are answered all the same."""
_IS_OFFICIAL: Final = re.compile(
    "医院|急诊|医生|护士|救护|警察|电话|1[12][0-9]|hospital|ambulance|doctor|nurse|police|call|999|911"
)
_WAS_A_JOKE: Final = re.compile(r"夸张|誇張|开玩笑|開玩笑|说着玩|\bjok(?:e|ing)\b|\bkidding\b|exaggerat|how i talk")
_TO_WORRY: Final = {
    Worry.WHAT_TO_DO: "waiting.try",
    Worry.MY_FAULT: "asked.fault",
    Worry.WHOM_TO_TELL: "asked.should_tell",
}
"""In danger these have sentences of their own, that ask nothing."""
_CALMED: Final = (Told.AFRAID, Told.TIRED, Told.NUMB, Told.SLEEPLESS, Told.PAIN, Told.ANGRY, Told.LOSS)
"""Where an exercise may help, and is no answer to news or to a question."""
_FIRST_OF_ALL: Final = (Question.PLACE, Question.BODY)
"""At the highest level these are asked in every answer, whatever else was said."""


def wish_of(asked: Asked) -> Wish | None:
    """What they want of the line. Where life may be at stake the questions go on, and nothing else is promised."""
    wish = wish_in(asked.readable)
    if asked.rests_on_doubt and _takes_it_back(asked):
        return Wish.MISTAKEN
    if asked.is_dangerous and wish not in _SAID_IN_FEAR:
        return None
    if wish in {Wish.MISTAKEN, Wish.WHY_ASK} and asked.level is RiskLevel.CRITICAL:
        return None
    is_answer = is_plain(asked) and not speaks_to_us("".join(asked.readable))
    if wish is Wish.MISTAKEN and (asked.has_harm or is_answer):
        return None  # "not suicidal" is what they were asked, or says nothing about who hurts them
    if (
        wish in {Wish.IN_CARE, Wish.CALLED}
        and asked.has_harm
        and not _IS_OFFICIAL.search("".join(asked.readable).lower())
    ):
        return None  # "dad is here" and "he hits" are no help
    return wish


def _takes_it_back(asked: Asked) -> bool:
    """Whether nothing was meant, to a doubt; before anything else was asked, a no answers what was asked then, only too late."""
    is_late_no = asked.safety_step == 0 and bool(asked.readable) and is_clear_no(asked.readable[-1])
    taken_back = [text for text in asked.readable if takes_a_doubt_back(text)]
    # Only the screen's model fears something here: what says that it was a joke may be near its bar, too.
    return is_late_no or any(not asked.is_dangerous or _WAS_A_JOKE.search(text.lower()) for text in taken_back)


def asked_key(asked: Asked) -> str | None:
    """The answer to what they ask as the last thing; in one breath with danger no worry is looked for."""
    if not asked.readable:
        return None
    last, is_about_other = asked.readable[-1], asked.is_about_other
    is_known = is_about_other and asked.safety_step > 0  # right after it was believed that was said
    if is_known and any(map(is_not_theirs, asked.readable)):
        return "replied.about_them"
    asking = asking_in(last, is_about_other=is_about_other)
    worry = worry_in(last, is_about_other=True) if is_about_other and not asked.is_dangerous else None
    is_exact = worry is Worry.WHAT_TO_DO and asking in {Asking.WHAT_TO_SAY, Asking.SAY_TO_PARTNER}
    if worry is not None and not is_exact:
        return _TO_WORRY.get(worry, f"for_other.{worry}")
    return None if asking in {None, Asking.UNKNOWN} else f"asked.{asking}"


def asks_something(asked: Asked) -> bool:
    """Whether they ask what nobody here knows."""
    is_readable = bool(asked.readable) and not says_it_is_other(asked.readable[-1])
    return is_readable and asking_in(asked.readable[-1], is_about_other=asked.is_about_other) is not None


def told_key(asked: Asked) -> str | None:
    """What they tell: not in a plain answer."""
    if is_plain(asked) and len(asked.readable[-1]) <= _PLAIN_ANSWER:
        return None
    told = told_in("\n".join(asked.readable), is_about_other=asked.is_about_other, is_harmed=asked.has_harm)
    return None if told is None else f"heard.{told}_{turn_of(asked) % 2 + 1}"


def has_help(asked: Asked) -> bool:
    """Whether help is with the one they are afraid for, or on the way: nothing is left to ask."""
    return asked.is_about_other and any(map(tells_of_help, asked.readable))


def is_plain(asked: Asked) -> bool:
    """Whether they replied with a yes or a no, whatever they told beside it."""
    return asked.replied is not None and asked.replied[1] in {Reply.YES, Reply.NO} and bool(asked.readable)


def next_question(asked: Asked) -> Question | None:
    """The question that is open, if it was asked just now; else the next: nobody is asked the same again for asking back."""
    settled = asked.settled | _not_asked_yet(asked)
    if asked.open_question not in {*Question} or asked.open_question in asked.settled:
        return question_at(asked.safety_step, settled=settled)
    is_urgent = asked.level is RiskLevel.CRITICAL and asked.open_question in _FIRST_OF_ALL
    if asked.answered_by != HEARD or is_urgent or asked.open_question == Question.THOUGHTS:
        return Question(asked.open_question)
    if asked.open_question in HOW_AND_WHEN:  # how and when are asked only of whom the answer before leads there
        return question_at(QUESTIONS.index(Question.NEXT_HOUR), settled=settled)
    return question_at(asked.safety_step, settled=settled)


def _not_asked_yet(asked: Asked) -> frozenset[Question]:
    """What is only asked of whom it turns out to concern: nobody is led through all of it for a doubt, or a thought told.

    Who only did not answer with a no is asked what tells most; who may want to die, whether it is so now, before how to be safe.
    """
    if asked.rests_on_doubt:
        return frozenset(QUESTIONS) - {Question.THOUGHTS}
    is_first = asks_thoughts_first(asked.level, is_about_other=asked.is_about_other, has_harm=asked.has_harm)
    if is_first and Question.THOUGHTS not in asked.settled:
        return frozenset({Question.AWAY, Question.NEAR})
    return frozenset()


def is_asked_all_the_same(question: Question, asked: Asked) -> bool:
    """Whether a question follows although they were answered: where nothing was asked of them the last time either.

    So it does after words of danger, and at the highest level until it was asked whether they are safe and unhurt.
    """
    has_just_been_asked = asked.answered_by == WAITING_ROOM and asked.safety_step > 0
    is_urgent = asked.is_dangerous or (asked.level is RiskLevel.CRITICAL and question in _FIRST_OF_ALL)
    return is_urgent or not has_just_been_asked


def may_be_calmed(asked: Asked) -> bool:
    """Whether an exercise fits: after few words or none, or a feeling it is meant for, and for the student alone."""
    words = "\n".join(asked.readable)
    return not asked.is_about_other and (len(words) <= _FEW_WORDS or told_in(words) in _CALMED)


def may_go(asked: Asked) -> bool:
    """Whether a goodbye is only answered: not where life may be at stake, nor before it is known that nobody is hurt."""
    is_asked = asked.safety_step > QUESTIONS.index(Question.AWAY) and asked.open_question in {"", Question.NEXT_HOUR}
    is_over = asked.is_about_other and asked.safety_step >= len(QUESTIONS) + EXERCISES
    return is_over or (asked.level < RiskLevel.CRITICAL and is_asked)


def turn_of(asked: Asked) -> int:
    """A number that grows with every answer, for sentences to take turns."""
    return asked.safety_step + asked.fallback_step
