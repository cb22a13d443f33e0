"""What the line says to somebody who waits for a person: what they ask is answered, what they tell is heard, then one question.

Why in this order: docs/decisions/0018-an-answer-before-the-next-question.md.
"""

from dataclasses import dataclass
from typing import Final

from bot import choices
from bot.asked import HEARD, WAITING_ROOM, Answer, Asked
from bot.handoffs.asked_in_danger import Asking
from bot.handoffs.asked_while_waiting import Wish, wish_in
from bot.handoffs.waiting_questions import (
    EXERCISES,
    QUESTIONS,
    Question,
    Reply,
    settled_by,
    tells_place_at,
)
from bot.levels import RiskLevel
from bot.resources import Resources
from bot.shifts.hours import Hours, opening_text
from bot.understood_in_waiting import (
    asked_key,
    asks_something,
    has_help,
    is_asked_all_the_same,
    is_plain,
    may_be_calmed,
    may_go,
    next_question,
    told_key,
    turn_of,
    wish_of,
)
from bot.wording import Wording

_COMPANIES: Final = 6
_STAYS: Final = 4
CHOICES: Final = dict.fromkeys(Question, choices.YES_NO) | {
    Question.PLACE: choices.SAFE,
    Question.AWAY: choices.CAN,
    Question.NEXT_HOUR: choices.NONE,
}
_TOLD: Final = {
    Wish.HOW_LONG: "waiting.told_how_long",
    Wish.ANYBODY: "waiting.told_anybody",
    Wish.COST: "waiting.told_cost",
    Wish.CHECK_IN: "waiting.told_check_in",
    Wish.PRIVACY: "waiting.told_privacy",
    Wish.WHETHER_TO_PAY: "waiting.told_whether_to_pay",
    Wish.WHY_ASK: "waiting.told_why_ask",
    Wish.ALREADY_SAID: "waiting.told_already_said",
    Wish.SORRY: "waiting.told_sorry",
    Wish.MISTAKEN: "waiting.told_mistaken",
    Wish.DOCTOR: "waiting.told_doctor",
    Wish.ALONE: "waiting.told_alone",
    Wish.BETTER: "waiting.told_better",
    Wish.THANKS: "waiting.told_thanks",
    Wish.CANNOT_CALL: "waiting.told_cannot_call",
    Wish.WHAT_TO_DO: "waiting.try",
    Wish.NO_PERSON: "waiting.told_no_person",
}

_SAID_ALONE: Final = (Wish.ALREADY_SAID, Wish.MISTAKEN, Wish.SORRY, Wish.THANKS, Wish.BETTER)
"""Nothing to be asked twice: no company is put before these."""
_SHORT_ANSWERS: Final = ("replied.about_them", "asked.real")
_REPLIED: Final = {
    (Question.PLACE, Reply.YES): "place_yes",
    (Question.BODY, Reply.NO): "body_no",
    (Question.AWAY, Reply.YES): "away_yes",
    (Question.NEAR, Reply.YES): "near_yes",
    (Question.NEAR, Reply.NO): "near_no",
    (Question.THOUGHTS, Reply.YES): "thoughts_yes",
    (Question.THOUGHTS, Reply.NO): "thoughts_no",
    (Question.PLAN, Reply.NO): "plan_no",
    (Question.MEANS, Reply.NO): "means_no",
    (Question.TIME, Reply.NO): "time_no",
    (Question.NEXT_HOUR, Reply.OTHER): "next_hour",
}
"""The answers that are met with a word of their own. The grave ones among the others raise the level."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """What is said to what they wrote; `is_answer` where it is about that and nothing else."""

    lines: list[str]
    is_answer: bool = False
    is_asked: bool = False
    """They asked something: no exercise follows."""
    key: str = ""
    """Which answer it is, so that it is not given twice running."""
    ends_questions: bool = False
    """The one they were afraid for has been found."""


@dataclass(frozen=True, slots=True)
class WaitingRoom:
    """Never a trained guess: sentences of config/wording/, in an order that waiting_questions.py decides."""

    wording: Wording
    resources: Resources
    hours: Hours

    def answer(self, asked: Asked) -> Answer:
        """What was asked or told, or company; then the question that is open or the next, and after all of them each exercise once."""
        wish = wish_of(asked)
        return self._asking_nothing(wish, asked) or self._heard_and_asked(wish, asked)

    def _asking_nothing(self, wish: Wish | None, asked: Asked) -> Answer | None:
        """The answers after which nothing is asked, where one of them fits."""
        if wish is Wish.GOODBYE and may_go(asked):
            return Answer((self._say("waiting.goodbye", asked),), source=WAITING_ROOM, question=asked.open_question)
        if wish in {Wish.IN_CARE, Wish.CALLED}:
            told = self._say(f"waiting.told_{wish}", asked)
            return Answer((told,), source=WAITING_ROOM, question=asked.open_question)
        if wish in {Wish.MISTAKEN, Wish.WHY_ASK}:
            return self._ask_no_more(wish, asked)
        is_cleared = asked.replied == (Question.THOUGHTS, Reply.NO) and not asked.is_dangerous
        if asked.rests_on_doubt and is_cleared:
            return self._ask_no_more(Wish.MISTAKEN, asked, key="waiting.told_at_ease")
        return None

    def _heard_and_asked(self, wish: Wish | None, asked: Asked) -> Answer:
        question = next_question(asked)
        if wish is Wish.GOODBYE and question is not None:
            heard = _Heard([self._say("waiting.before_you_go", asked)])
        else:
            heard = self._hear(wish, asked)
        is_only_heard = question is not None and heard.is_answer and not is_asked_all_the_same(question, asked)
        if is_only_heard or heard.ends_questions:
            return self._only_heard(heard, asked)
        lines = [*heard.lines, *self._then(heard, question, asked)]
        return Answer(
            ("\n".join(lines),),
            source=WAITING_ROOM,
            key=heard.key,
            safety_steps=_steps(question, heard, asked),
            fallback_steps=1 if heard.is_asked else 0,
            choices=choices.NONE if question is None else CHOICES[question],
            question="" if question is None else question,
        )

    def _only_heard(self, heard: _Heard, asked: Asked) -> Answer:
        """What they asked or told is answered, and nothing more is asked of them this time, or at all."""
        left = max(0, len(QUESTIONS) + EXERCISES - asked.safety_step) if heard.ends_questions else 0
        open_question = "" if heard.ends_questions else asked.open_question
        lines = ("\n".join(heard.lines),)
        return Answer(lines, source=HEARD, key=heard.key, fallback_steps=1, safety_steps=left, question=open_question)

    def _ask_no_more(self, wish: Wish, asked: Asked, *, key: str = "") -> Answer:
        """Who says that it is a mistake, or that they are tired of questions, is asked nothing more; a person still comes."""
        left = max(0, len(QUESTIONS) + EXERCISES - asked.safety_step)
        told = self._say(key or _TOLD[wish], asked)
        is_mistake = wish is Wish.MISTAKEN
        return Answer((told,), source=WAITING_ROOM, safety_steps=left, fallback_steps=1, puts_at_ease=is_mistake)

    def in_calm(self, asked: Asked) -> Answer | None:
        """How long it takes, and whether anybody is there: who waits without danger hears that from the line too."""
        wish = wish_in(asked.readable) if len(asked.readable) == 1 else None
        if wish not in {Wish.HOW_LONG, Wish.ANYBODY}:
            return None
        return Answer(tuple(self._hear(wish, asked).lines), source=WAITING_ROOM, question=asked.open_question)

    def _hear(self, wish: Wish | None, asked: Asked) -> _Heard:
        """The first that fits: what they want of the line, what they ask, what they tell, what they replied; else company."""
        if wish not in {None, Wish.GOODBYE}:
            return _Heard(self._to_wish(wish, asked), is_answer=True, is_asked=True)
        question = asked_key(asked)
        if question is not None:
            is_said = question == asked.answered_with and question not in _SHORT_ANSWERS
            said = self._say("waiting.as_said" if is_said else question, asked)
            is_found = question == f"asked.{Asking.SAFE_AFTER_ALL}" or has_help(asked)
            return _Heard([said], is_answer=True, is_asked=True, key=question, ends_questions=is_found)
        news = told_key(asked)
        if news is not None:
            return _Heard([self._say(news, asked)], is_answer=not is_plain(asked), ends_questions=has_help(asked))
        if asks_something(asked):
            return _Heard([self._say(f"asked.unknown_{turn_of(asked) % 2 + 1}", asked)], is_answer=True, is_asked=True)
        if asked.is_dangerous and asked.safety_step > 0:
            return _Heard([self._say(f"heard.again_{turn_of(asked) % 2 + 1}", asked)], is_answer=True)
        return _Heard([self._replied(asked) or self._staying(asked)])

    def _to_wish(self, wish: Wish, asked: Asked) -> list[str]:
        if wish is Wish.HOW_LONG and not asked.place:
            wish = Wish.ANYBODY  # they came into the queue while this was being answered
        if wish is Wish.SOMETHING_TO_TRY:
            key = "try" if asked.is_about_other else f"grounding_{asked.fallback_step % EXERCISES + 1}"
            return [self._company(asked), self._say(f"waiting.{key}", asked)]
        if wish is Wish.BETTER and asked.fallback_step % 2:  # what it means for them was said the first time
            return [self._say("waiting.told_noted", asked)]
        return [self._say(_TOLD[wish], asked)] if wish in _SAID_ALONE else self._in_turn(_TOLD[wish], asked)

    def _in_turn(self, key: str, asked: Asked) -> list[str]:
        """Who asks the same again is answered again, and not in the same words alone."""
        answer = self._say(key, asked)
        return [self._say("waiting.company_2", asked), answer] if asked.fallback_step % 2 else [answer]

    def _replied(self, asked: Asked) -> str | None:
        """A word about what they answered; None where plain company fits better."""
        if not asked.replied:
            is_unhurt = Question.BODY in settled_by("\n".join(asked.readable))
            return self._say("replied.body_no", asked) if is_unhurt else None
        key = _REPLIED.get(asked.replied)
        if asked.replied[1] is Reply.UNSURE and turn_of(asked) % 2:  # it is often said several times
            key = "unsure"
        return None if key is None else self._say(f"replied.{key}", asked)

    def _staying(self, asked: Asked) -> str:
        after_exercises = asked.safety_step - len(QUESTIONS) - EXERCISES
        if after_exercises >= 0:
            return self._say(f"waiting.stay_{after_exercises % _STAYS + 1}", asked)
        return self._company(asked)

    def _company(self, asked: Asked) -> str:
        return self._say(f"waiting.company_{turn_of(asked) % _COMPANIES + 1}", asked)

    def _then(self, heard: _Heard, question: Question | None, asked: Asked) -> list[str]:
        step = asked.safety_step
        if question is not None:
            return [self._say(f"waiting.ask_{question}", asked)]
        if heard.is_asked:
            return []
        lines = [self._say("waiting.place", asked)] if tells_place_at(step) and asked.place else []
        is_time = len(QUESTIONS) <= step < len(QUESTIONS) + EXERCISES
        if is_time and may_be_calmed(asked):
            lines.append(self._say(f"waiting.grounding_{(step - len(QUESTIONS)) % EXERCISES + 1}", asked))
        return lines

    def _say(self, key: str, asked: Asked) -> str:
        """The sentence for `key`, in the words for another's danger, or for what others do to them, where there are such."""
        emergency = self.resources.emergency(asked.region, asked.language)
        facts: dict[str, object] = {"emergency": emergency, "place": asked.place}
        if key == _TOLD[Wish.HOW_LONG]:
            desk = self.hours.find_desk(asked.desk) or self.hours.first
            facts["times"] = opening_text(desk, self.wording, asked.language)
        own = next((f"{key}_{kind}" for kind in _kinds(key, asked) if self.wording.has(f"{key}_{kind}")), key)
        return self.wording.say(own, asked.language, **facts)


def _kinds(key: str, asked: Asked) -> tuple[str, ...]:
    """For whom there may be words of their own, the nearest first.

    Who does not want to live either is asked everything, but what they ask and tell is about whoever hurts them as well.
    """
    if asked.is_about_other:
        after = (
            ("after",) if asked.safety_step >= len(QUESTIONS) + EXERCISES else ()
        )  # help is with them, or nothing is left
        return (*after, "adult", "other") if asked.is_with_adult else (*after, "other")
    is_harm = asked.is_harmed or (asked.has_harm and key.startswith(("asked.", "heard.")))
    if is_harm:
        return ("harmed",)
    if asked.rests_on_doubt:
        return ("doubt",)
    return ("critical",) if asked.level is RiskLevel.CRITICAL else ()


def _steps(question: Question | None, heard: _Heard, asked: Asked) -> int:
    """How far the waiting room goes on with this answer."""
    if question is not None:
        return max(0, QUESTIONS.index(question) + 1 - asked.safety_step)
    return 0 if heard.is_asked else max(1, len(QUESTIONS) + 1 - asked.safety_step)
