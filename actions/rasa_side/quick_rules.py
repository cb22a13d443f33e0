"""Rasa's policy: after each intent the actions of its rule, found by one look-up instead of by comparing states.

Our rules have one intent and no conditions, so the look-up says exactly what Rasa's RulePolicy would, without its states,
featurizers and masks. An intent without a rule is listened to: whatever happens, a student gets an answer.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActionExecutionRejected, Event, UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

FALLBACK = "nlu_fallback"
_FILE = "rules.json"


class RuleNotUnderstood(ValueError):
    """A rule that is more than an intent and its actions; use Rasa's RulePolicy for such."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True)
class QuickRules(Policy):
    """Says which action comes next, with certainty."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        rules: Mapping[str, list[str]] | None = None,
    ) -> None:
        super().__init__(config, model_storage, resource, execution_context, featurizer=None)
        self._storage = model_storage
        self._place = resource
        self._rules = dict(rules or {})

    @staticmethod
    def supported_data() -> SupportedData:
        return SupportedData.ML_AND_RULE_DATA

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"priority": 6}

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> "QuickRules":
        with model_storage.read_from(resource) as folder:
            rules = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return cls(config, model_storage, resource, execution_context, rules)

    def train(self, training_trackers: list[TrackerWithCachedStates], domain: Domain, **_: Any) -> Resource:
        del domain
        self._rules = rules_in(tracker.events for tracker in training_trackers if tracker.is_rule_tracker)
        with self._storage.write_to(self._place) as folder:
            (folder / _FILE).write_text(json.dumps(self._rules, indent=1), encoding="utf-8")
        return self._place

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **_: Any,
    ) -> PolicyPrediction:
        del rule_only_data
        probabilities = [0.0] * domain.num_actions
        probabilities[domain.index_for_action(next_action(self._rules, tracker))] = 1.0
        return self._prediction(probabilities)


def rules_in(rules: Iterable[Iterable[Event]]) -> dict[str, list[str]]:
    """The actions for each intent; raise RuleNotUnderstood for two rules of one intent or a rule of another form."""
    found: dict[str, list[str]] = {}
    for events in rules:
        told = list(events)
        intents = [event.intent_name for event in told if isinstance(event, UserUttered)]
        steps = [event.action_name for event in told if isinstance(event, ActionExecuted)]
        actions = [name for name in steps if name not in {ACTION_LISTEN_NAME, "..."}]
        if len(intents) != 1 or found.get(intents[0], actions) != actions:
            raise RuleNotUnderstood(f"a rule must have one intent, and an intent one rule: {intents}")
        found[intents[0]] = actions
    return found


def next_action(rules: Mapping[str, list[str]], tracker: DialogueStateTracker) -> str:
    """The first action of the rule that has not been done since the student spoke; listening after the last."""
    done = 0
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        is_step = (
            isinstance(event, ActionExecuted | ActionExecutionRejected) and event.action_name != ACTION_LISTEN_NAME
        )
        done += is_step
    intent = tracker.latest_message.intent_name if tracker.latest_message else None
    actions = rules.get(intent or FALLBACK) or rules.get(FALLBACK, [])
    return actions[done] if done < len(actions) else ACTION_LISTEN_NAME
