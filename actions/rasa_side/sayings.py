"""Chooses among the wordings of an answer: the one most closely meant for this moment, and not the one just said."""

import re
from typing import Any
from zlib import crc32

from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from actions.rasa_side.context import context_in
from actions.rasa_side.matters import read
from actions.rasa_side.settings import ROOT

DANGER_LEVELS = frozenset({"2", "3"})
KEEP_COMPANY = "utter_keep_company"
# In danger these give way: whatever the topic, it is about being safe now.
GIVING_WAY = (
    "utter_topic_",
    "utter_listening",
    "utter_go_on",
    "utter_no_pressure",
    "utter_bye",
    "utter_greet",
    "utter_thanks",
    "utter_chitchat",
    "utter_feedback_",
    "utter_out_of_scope",
)

GOING_ON = "utter_going_on"
MISHEARD = f"{GOING_ON}/misheard"
# Where nothing more exact is known: questions and company that fit whatever was said.
LATER = f"{GOING_ON}/later"
# A question of whom nobody has written an answer: that is said, and not passed over.
ASKS = f"{GOING_ON}/asks"
_ASKED = re.compile(
    r"[?？吗]\s*$|怎么(?!会|这样|那么)|如何|哪里可以|哪个|多久|能不能|可不可以|^\s*(?:how|what|where|which|can|could|do|does|is there|should)\b|\b(?:how (?:do|can|should)|what (?:do|would|should)|can you|do u|do you)\b"
)
HEAVIEST = "utter_topic_life"
# Here the next word of a talk may be more fitting than the topic's.
TALKING = (
    "utter_topic_",
    "utter_listening",
    "utter_go_on",
    "utter_no_pressure",
    "utter_chitchat",
    "utter_out_of_scope",
    "utter_feedback_bad",
)
# A yes or no is met as one; with more around it, it tells something.
SHORT_WORDS = ("utter_go_on", "utter_no_pressure")
_A_WORD_BYTES = 18
# As confident as this, the model has understood that something else is spoken of now.
_SURE = 0.6


class Sayings(TemplatedNaturalLanguageGenerator):
    """Rotates the wordings that fit best instead of drawing one by chance."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        del endpoint_config
        super().__init__(domain.responses)
        self._matters = read(ROOT / "nlu_data" / "matters")

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **_: Any
    ) -> dict[str, Any] | None:
        slots = tracker.current_slot_values()
        wanted = wording_for(utter_action, level=str(slots.get("level")))
        # Each wording about what exactly was said is said once; after that, what fits the whole topic.
        for name in self._exact_names(wanted, tracker):
            exact = self._fitting(name, output_channel, slots)
            said = _times_said(exact, tracker)
            if said < len(exact):
                first = _start_for(tracker.sender_id) if name == LATER else 0
                return dict(exact[(first + said) % len(exact)])
        fitting = self._fitting(wanted, output_channel, slots)
        if not fitting:
            return None
        return dict(fitting[(_start_for(tracker.sender_id) + _times_said(fitting, tracker)) % len(fitting)])

    def _exact_names(self, wanted: str, tracker: DialogueStateTracker) -> list[str]:
        """The answers to what exactly is said, the most fitting first: what it is about, and how the talk goes on."""
        said = tracker.latest_message
        if said is None:
            return []
        text = said.text or ""
        about = f"{wanted}/{self._matters.found(text, said.intent_name or '')}"
        if not wanted.startswith(TALKING):
            return [about]
        known = context_in(said.metadata).get("topic")  # before this message
        move = f"{GOING_ON}/{self._matters.found(text, 'going_on')}"
        exact = [about, *self._elsewhere(text, wanted)]
        if known is None:
            return [*exact, move]
        if move == MISHEARD:  # the right answer is worth more than an apology, where the words name it
            return [*self._elsewhere(text, wanted), move]
        if not _goes_on(said, wanted, known):
            return [move, *exact]
        return [move, *exact, *([ASKS] if _ASKED.search(text.lower()) else []), LATER]

    def _elsewhere(self, text: str, wanted: str) -> list[str]:
        """The answer to a matter of another topic that the words name plainly; never in place of the heaviest topic's."""
        intent, name = self._matters.found_anywhere(text)
        return [] if not name or wanted == HEAVIEST else [f"utter_{intent}/{name}"]

    def _fitting(self, name: str, output_channel: str, slots: dict[str, Any]) -> list[dict[str, Any]]:
        if name not in self.responses:
            return []
        wordings = ResponseVariationFilter(self.responses).responses_for_utter_action(name, output_channel, slots)
        return most_exact(wordings)


def wording_for(utter_action: str, *, level: str) -> str:
    """The wording meant at this level of danger."""
    return KEEP_COMPANY if level in DANGER_LEVELS and utter_action.startswith(GIVING_WAY) else utter_action


def most_exact(variations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those with the most conditions: a wording for this topic goes before one for any."""
    most = max((len(variation.get("condition") or ()) for variation in variations), default=0)
    return [variation for variation in variations if len(variation.get("condition") or ()) == most]


def _goes_on(said: UserUttered, wanted: str, topic: str) -> bool:
    """Whether the talk stays with its topic, as far as is known: then the topic's first answer would ask what was told."""
    text = said.text or ""
    if wanted in SHORT_WORDS:
        return len(text.encode()) > _A_WORD_BYTES
    intent = said.intent_name or ""
    is_surely_new = intent != f"topic_{topic}" and float(said.intent.get("confidence") or 0) >= _SURE
    return not is_surely_new


def _start_for(sender_id: str) -> int:
    return crc32(sender_id.encode("utf-8", "replace"))


def _times_said(best: list[dict[str, Any]], tracker: DialogueStateTracker) -> int:
    texts = {variation.get("text") for variation in best}
    return sum(1 for event in tracker.events if isinstance(event, BotUttered) and event.text in texts)
