"""What the line says to somebody who waits for a person: company, one question at a time, and their honest place."""

from dataclasses import dataclass
from typing import Final

from bot import choices
from bot.asked import Answer, Asked
from bot.handoffs.waiting_questions import EXERCISES, QUESTIONS, Question, question_at, tells_place_at
from bot.resources import Resources
from bot.wording import Wording

_COMPANIES: Final = 3
CHOICES: Final = dict.fromkeys(Question, choices.YES_NO) | {
    Question.PLACE: choices.SAFE,
    Question.AWAY: choices.CAN,
    Question.NEXT_HOUR: choices.NONE,
}


@dataclass(frozen=True, slots=True)
class WaitingRoom:
    """Never a trained guess: sentences of config/wording/, in an order that waiting_questions.py decides."""

    wording: Wording
    resources: Resources

    def answer(self, asked: Asked) -> Answer:
        """Company and the next question; when all were asked, an exercise, and now and then the place in the queue."""
        step = asked.safety_step
        question = question_at(step)
        lines = [self._say(f"waiting.company_{step % _COMPANIES + 1}", asked)]
        if question is not None:
            lines.append(self._say(f"waiting.ask_{question}", asked))
        else:
            if tells_place_at(step) and asked.place:
                lines.append(self._say("waiting.place", asked))
            lines.append(self._say(f"waiting.grounding_{(step - len(QUESTIONS)) % EXERCISES + 1}", asked))
        return Answer(
            ("\n".join(lines),),
            source="waiting_room",
            safety_steps=1,
            choices=choices.NONE if question is None else CHOICES[question],
            question="" if question is None else question,
        )

    def _say(self, key: str, asked: Asked) -> str:
        emergency = self.resources.emergency(asked.region, asked.language)
        facts: dict[str, dict[str, object]] = {
            "waiting.ask_body": {"emergency": emergency},
            "waiting.place": {"place": asked.place},
        }
        return self.wording.say(key, asked.language, **facts.get(key, {}))
