"""Rasa's intent classifier: understanding.py as a part of Rasa's pipeline, in place of tokenizer, featurizers and DIET."""

from typing import Any

import jieba
import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from actions.rasa_side.context import context_in
from actions.rasa_side.understanding import Understanding, learn

RANKED = 5

# What was spoken of a moment ago is likelier meant, and small talk less, wherever the words could mean both.
_SAME_TOPIC = 3.0
_SMALL_TALK = {"chitchat": 1 / 3, "greet": 1 / 3}
# In the middle of a talk money, English, a teacher are part of the story sooner than questions about the line.
_BESIDE_THE_TALK = {
    "ask_cost": 1 / 4,
    "change_language": 1 / 4,
    "parent_or_teacher": 1 / 4,
    "out_of_scope": 1 / 3,
    "feedback_good": 1 / 2,
}
# Who has spoken of a child of theirs is still an adult in the next sentence, though it may sound like a student's.
_ADULT = {"parent_or_teacher": 20.0, "out_of_scope": 1 / 4}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentsByGrams(GraphComponent, IntentClassifier):
    """Says which intent a message has, with its confidence (0 to 1) and the next likely ones."""

    def __init__(self, storage: ModelStorage, resource: Resource, learnt: Understanding | None = None) -> None:
        self._storage = storage
        self._resource = resource
        self._learnt = learnt

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "IntentsByGrams":
        del config, execution_context
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> "IntentsByGrams":
        del config, execution_context
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, Understanding.read(folder))

    def train(self, training_data: TrainingData) -> Resource:
        examples = [each for each in training_data.intent_examples if each.get("text")]
        self._learnt = learn(
            [each.get("text") for each in examples],
            [each.get("intent") for each in examples],
            jieba.lcut,
            {table["name"]: table["elements"] for table in training_data.lookup_tables},
        )
        with self._storage.write_to(self._resource) as folder:
            self._learnt.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data  # nothing that is trained after it reads what it found

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            ranking = self._ranking(message.get("text") or "", context_in(message.get("metadata")))
            message.set("intent", ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _ranking(self, text: str, facts: dict[str, str]) -> list[dict[str, Any]]:
        if self._learnt is None:
            return [{"name": None, "confidence": 0.0}]
        shares = self._learnt.likelihoods(text, jieba.lcut)
        odds = odds_beside(facts)
        if odds:
            shares = weighed(shares, self._learnt.intents, odds)
        best = shares.argsort()[::-1][:RANKED]
        return [{"name": self._learnt.intents[at], "confidence": float(shares[at])} for at in best]


def odds_beside(facts: dict[str, str]) -> dict[str, float]:
    """How much likelier some intents are for what is known of the talk; nothing where nothing is known."""
    if facts.get("about") == "other":
        return _SMALL_TALK | _ADULT
    topic = facts.get("topic")
    return {} if topic is None else _SMALL_TALK | _BESIDE_THE_TALK | {f"topic_{topic}": _SAME_TOPIC}


def weighed(shares: NDArray[np.float64], intents: tuple[str, ...], odds: dict[str, float]) -> NDArray[np.float64]:
    """The likelihoods of `intents` once `odds` are known; they add up to 1."""
    changed: NDArray[np.float64] = shares * np.array([odds.get(intent, 1.0) for intent in intents])
    return changed / changed.sum()
