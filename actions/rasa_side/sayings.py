"""Chooses among the wordings of an answer: the one most closely meant for this moment, and not the one just said."""

from itertools import pairwise
from typing import Any
from zlib import crc32

from rasa.core.nlg.generator import ResponseVariationFilter
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from actions.rasa_side.context import context_in
from actions.rasa_side.matters import read
from actions.rasa_side.moment import LATER, MISHEARD, SORRY, THEN, Moment
from actions.rasa_side.settings import ROOT
from actions.rasa_side.telling import KIND

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
    "utter_story",
)


class Sayings(TemplatedNaturalLanguageGenerator):
    """Rotates the wordings that fit best instead of drawing one by chance."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        del endpoint_config
        super().__init__(domain.responses)
        self._matters = read(ROOT / "nlu_data" / "matters")
        self._sequels: dict[str, str] = {}
        self._steps: frozenset[str] = frozenset()

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **_: Any
    ) -> dict[str, Any] | None:
        if not self._sequels:  # Rasa hands over the answers after it has made us
            self._sequels, self._steps = sequels_in(self.responses), steps_in(self.responses)
        slots = tracker.current_slot_values()
        wanted = wording_for(utter_action, level=str(slots.get("level")))
        names = self._exact_names(wanted, tracker)
        last = _last_answer(tracker)
        # Each wording about what exactly was said is said once; after that, what fits the whole topic.
        for name in names:
            if name == THEN and (sequel := self._sequels.get(last)) is not None:
                return {"text": sequel}
            exact = self._fitting(name, output_channel, slots)
            said = _times_said(exact, tracker)
            is_denied = MISHEARD in names and last in {each.get("text") for each in exact}
            if said < len(exact) and not is_denied:  # what they have just corrected is not said once more
                first = _start_for(tracker.sender_id) if name == LATER else 0
                chosen = exact[(first + said) % len(exact)]
                is_correction = MISHEARD in names and name != MISHEARD
                return _saying(chosen, after=self._fitting(SORRY, output_channel, slots) if is_correction else [])
        fitting = self._fitting(wanted, output_channel, slots)
        if not fitting:
            return None
        return _saying(fitting[(_start_for(tracker.sender_id) + _times_said(fitting, tracker)) % len(fitting)])

    def _exact_names(self, wanted: str, tracker: DialogueStateTracker) -> list[str]:
        """The answers to what exactly is said, the most fitting first."""
        said = tracker.latest_message
        if said is None:
            return []
        confidence = float(said.intent.get("confidence") or 0)
        facts = context_in(said.metadata)
        before = facts.get("before", "none")
        last = _last_answer(tracker) if before == "rasa" else ""
        moment = Moment(
            wanted,
            said.text or "",
            said.intent_name or "",
            confidence,
            topic=facts.get("topic"),  # the one before this message
            has_begun=before != "none",
            last=last,
            kind=str(said.parse_data.get(KIND) or ""),
            is_step=last in self._steps,
        )
        names = moment.answers(self._matters)
        return names if before == "rasa" else [name for name in names if name != THEN]

    def _fitting(self, name: str, output_channel: str, slots: dict[str, Any]) -> list[dict[str, Any]]:
        if name not in self.responses:
            return []
        wordings = ResponseVariationFilter(self.responses).responses_for_utter_action(name, output_channel, slots)
        return most_exact(wordings)


def wording_for(utter_action: str, *, level: str) -> str:
    """The wording meant at this level of danger."""
    return KEEP_COMPANY if level in DANGER_LEVELS and utter_action.startswith(GIVING_WAY) else utter_action


def sequels_in(responses: dict[str, list[dict[str, Any]]]) -> dict[str, str]:
    """By the words of an answer, what is said to whatever its question is answered with: `metadata: then:`, in its order."""
    sequels: dict[str, str] = {}
    for wordings in responses.values():
        for wording in wordings:
            then = (wording.get("metadata") or {}).get("then") or []
            sequels |= pairwise([wording.get("text") or "", *then])
    return sequels


def steps_in(responses: dict[str, list[dict[str, Any]]]) -> frozenset[str]:
    """The words of the answers that ask for one step of several: `metadata: steps: true`, with all that follow on them."""
    steps: set[str] = set()
    for wordings in responses.values():
        for wording in wordings:
            beside = wording.get("metadata") or {}
            if beside.get("steps"):
                steps.update([wording.get("text") or "", *(beside.get("then") or [])[:-1]])
    return frozenset(steps)


def _saying(wording: dict[str, Any], *, after: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """The wording as it is said, `after` another one where there is one; what stands beside it stays here."""
    saying = {name: part for name, part in wording.items() if name != "metadata"}
    return {**saying, "text": f"{after[0]['text']}\n{saying['text']}"} if after else saying


def most_exact(variations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those with the most conditions: a wording for this topic goes before one for any."""
    most = max((len(variation.get("condition") or ()) for variation in variations), default=0)
    return [variation for variation in variations if len(variation.get("condition") or ()) == most]


def _start_for(sender_id: str) -> int:
    return crc32(sender_id.encode("utf-8", "replace"))


def _last_answer(tracker: DialogueStateTracker) -> str:
    """What was said last in words, or nothing."""
    answers = (event.text for event in reversed(tracker.events) if isinstance(event, BotUttered) and event.text)
    return next(answers, "")


def _times_said(best: list[dict[str, Any]], tracker: DialogueStateTracker) -> int:
    texts = {variation.get("text") for variation in best}
    return sum(1 for event in tracker.events if isinstance(event, BotUttered) and event.text in texts)
