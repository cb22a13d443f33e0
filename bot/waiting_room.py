"""What the line says to somebody who waits for a person: company, one question at a time, and their honest place."""

from dataclasses import dataclass
from typing import Final

from bot import choices
from bot.asked import WAITING_ROOM, Answer, Asked
from bot.asking_for_other import Worry, worry_in
from bot.handoffs.asked_while_waiting import Wish, wish_in
from bot.handoffs.escalation import key_about
from bot.handoffs.told_while_waiting import Told, told_in
from bot.handoffs.waiting_questions import EXERCISES, QUESTIONS, Question, Reply, question_at, tells_place_at
from bot.levels import RiskLevel
from bot.resources import Resources
from bot.shifts.hours import Hours, opening_text
from bot.wording import Wording

_COMPANIES: Final = 6
_STAYS: Final = 4
_FEW_WORDS: Final = 6
_PLAIN_ANSWER: Final = 8
"""A yes or no that is longer tells something as well, in characters."""
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
    Wish.SORRY: "waiting.told_sorry",
    Wish.MISTAKEN: "waiting.told_mistaken",
    Wish.DOCTOR: "waiting.told_doctor",
    Wish.ALONE: "waiting.told_alone",
    Wish.BETTER: "waiting.told_better",
    Wish.THANKS: "waiting.told_thanks",
    Wish.CANNOT_CALL: "waiting.told_cannot_call",
}

_SAID_IN_FEAR: Final = (Wish.PRIVACY, Wish.WHETHER_TO_PAY, Wish.CANNOT_CALL, Wish.DOCTOR)
"""Asked in one breath with what shows danger, these are answered all the same."""
_OF_WHOEVER_WORRIES: Final = (Told.AFRAID, Told.SOMEBODY_THERE, Told.STAYS_WITH, Told.GOES_TO)
"""What is told of themself by somebody who is afraid for another."""
_CALMED: Final = (Told.AFRAID, Told.TIRED, Told.NUMB, Told.SLEEPLESS, Told.PAIN, Told.ANGRY, Told.LOSS)
"""Where an exercise may help, and is no answer to news or to a question."""
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
class WaitingRoom:
    """Never a trained guess: sentences of config/wording/, in an order that waiting_questions.py decides."""

    wording: Wording
    resources: Resources
    hours: Hours

    def answer(self, asked: Asked) -> Answer:
        """What was asked, or company; then the question that is open or the next, and after all of them each exercise once."""
        wish = wish_in(asked.readable)
        if asked.is_dangerous and wish not in _SAID_IN_FEAR:
            wish = None
        if wish is Wish.GOODBYE and _may_go(asked):
            return Answer((self._say("waiting.goodbye", asked),), source=WAITING_ROOM, question=asked.open_question)
        if wish in {Wish.IN_CARE, Wish.CALLED}:  # nothing more is asked now
            told = self._say(f"waiting.told_{wish}", asked)
            return Answer((told,), source=WAITING_ROOM, question=asked.open_question)
        if wish in {Wish.MISTAKEN, Wish.WHY_ASK}:
            if asked.level < RiskLevel.CRITICAL:
                return self._ask_no_more(wish, asked)
            wish = None  # where life may be at stake the questions go on, and nothing else is promised
        is_open = asked.open_question in {*Question}
        question = Question(asked.open_question) if is_open else question_at(asked.safety_step)
        is_leaving = wish is Wish.GOODBYE and question is not None
        first = [self._say("waiting.before_you_go", asked)] if is_leaving else self._first(wish, asked)
        lines = [*first, *self._then(wish, question, asked)]
        is_a_step = not is_open and (question is not None or wish in {None, Wish.GOODBYE})
        return Answer(
            ("\n".join(lines),),
            source=WAITING_ROOM,
            safety_steps=1 if is_a_step else 0,
            fallback_steps=0 if wish is None else 1,
            choices=choices.NONE if question is None else CHOICES[question],
            question="" if question is None else question,
        )

    def _ask_no_more(self, wish: Wish, asked: Asked) -> Answer:
        """Who says that it is a mistake, or that they are tired of questions, is asked nothing more; a person still comes."""
        left = max(0, len(QUESTIONS) + EXERCISES - asked.safety_step)
        return Answer((self._say(_TOLD[wish], asked),), source=WAITING_ROOM, safety_steps=left, fallback_steps=1)

    def in_calm(self, asked: Asked) -> Answer | None:
        """How long it takes, and whether anybody is there: who waits without danger hears that from the line too."""
        wish = wish_in(asked.readable) if len(asked.readable) == 1 else None
        if wish not in {Wish.HOW_LONG, Wish.ANYBODY}:
            return None
        return Answer(tuple(self._first(wish, asked)), source=WAITING_ROOM, question=asked.open_question)

    def _first(self, wish: Wish | None, asked: Asked) -> list[str]:
        if wish is Wish.HOW_LONG and not asked.place:
            wish = Wish.ANYBODY  # they came into the queue while this was being answered
        if wish is Wish.SOMETHING_TO_TRY:
            key = "try_other" if asked.is_about_other else f"grounding_{asked.fallback_step % EXERCISES + 1}"
            return [self._company(asked), self._say(f"waiting.{key}", asked)]
        if wish is Wish.BETTER and asked.fallback_step % 2:  # what it means for them was said the first time
            return [self._say("waiting.told_noted", asked)]
        if wish is not None and wish in _TOLD:
            told = self._say(_TOLD[wish], asked)
            # Who asks the same again is answered again, and not in the same words alone.
            return [told, self._company(asked)] if asked.fallback_step % 2 else [told]
        if wish is None and (worry := _worry(asked)) is not None:
            key = "waiting.try_other" if worry is Worry.WHAT_TO_DO else f"for_other.{worry}"
            return [self._say(key, asked)]
        return [self._heard(asked) or self._staying(asked)]

    def _heard(self, asked: Asked) -> str | None:
        """A word about what they tell, or about what they answered; None where plain company fits better."""
        turn = asked.safety_step + asked.fallback_step
        told = _told(asked)
        if told is not None:
            return self._say(f"heard.{told}_{turn % 2 + 1}", asked)
        key = _REPLIED.get(asked.replied) if asked.replied else None
        if asked.replied and asked.replied[1] is Reply.UNSURE and turn % 2:  # it is often said several times
            key = "unsure"
        return (
            None if key is None else self._say(key_about(f"replied.{key}", is_about_other=asked.is_about_other), asked)
        )

    def _staying(self, asked: Asked) -> str:
        after_exercises = asked.safety_step - len(QUESTIONS) - EXERCISES
        if after_exercises >= 0:
            return self._say(f"waiting.stay_{after_exercises % _STAYS + 1}", asked)
        return self._company(asked)

    def _company(self, asked: Asked) -> str:
        return self._say(f"waiting.company_{(asked.safety_step + asked.fallback_step) % _COMPANIES + 1}", asked)

    def _then(self, wish: Wish | None, question: Question | None, asked: Asked) -> list[str]:
        step = asked.safety_step
        if question is not None:
            return [self._say(key_about(f"waiting.ask_{question}", is_about_other=asked.is_about_other), asked)]
        if wish not in {None, Wish.GOODBYE}:
            return []
        lines = [self._say("waiting.place", asked)] if tells_place_at(step) and asked.place else []
        if step - len(QUESTIONS) < EXERCISES and _may_be_calmed(asked):
            lines.append(self._say(f"waiting.grounding_{(step - len(QUESTIONS)) % EXERCISES + 1}", asked))
        return lines

    def _say(self, key: str, asked: Asked) -> str:
        emergency = self.resources.emergency(asked.region, asked.language)
        facts: dict[str, object] = {"emergency": emergency, "place": asked.place}
        if key == _TOLD[Wish.HOW_LONG]:
            desk = self.hours.find_desk(asked.desk) or self.hours.first
            facts["times"] = opening_text(desk, self.wording, asked.language)
        return self.wording.say(key, asked.language, **facts)


def _worry(asked: Asked) -> Worry | None:
    """What is asked about somebody else, as the last thing said."""
    last = asked.readable[-1:]
    return worry_in(last[0], is_about_other=True) if last and asked.is_about_other and not asked.is_dangerous else None


def _told(asked: Asked) -> Told | None:
    """What they tell of themself: not in a plain answer, nor where somebody else is the one in trouble."""
    is_plain = asked.replied is not None and asked.replied[1] in {Reply.YES, Reply.NO}
    if is_plain and asked.readable and len(asked.readable[-1]) <= _PLAIN_ANSWER:
        return None
    told = told_in("\n".join(asked.readable))
    return told if told in _OF_WHOEVER_WORRIES or not asked.is_about_other else None


def _may_be_calmed(asked: Asked) -> bool:
    """Whether an exercise fits: after few words or none, or a feeling it is meant for, and for the student alone."""
    words = "\n".join(asked.readable)
    return not asked.is_about_other and (len(words) <= _FEW_WORDS or told_in(words) in _CALMED)


def _may_go(asked: Asked) -> bool:
    """Whether a goodbye is only answered: not where life may be at stake, nor before it is known that nobody is hurt."""
    is_asked = asked.safety_step > QUESTIONS.index(Question.AWAY) and asked.open_question in {"", Question.NEXT_HOUR}
    return asked.level < RiskLevel.CRITICAL and is_asked
