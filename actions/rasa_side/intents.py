"""Rasa's intent classifier: understanding.py as a part of Rasa's pipeline, in place of tokenizer, featurizers and DIET."""

from typing import Any

import jieba
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from actions.rasa_side.context import context_in
from actions.rasa_side.likeliest import odds_beside, ranked, weighed
from actions.rasa_side.understanding import Understanding, learn


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
        return ranked(shares, self._learnt.intents, facts, text)
