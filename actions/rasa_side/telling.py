"""What kind of thing is told, as a part of Rasa's pipeline: kinds.py with the model of understanding.py."""

from typing import Any

import jieba
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from actions.rasa_side.kinds import examples_of, kind_of
from actions.rasa_side.settings import ROOT
from actions.rasa_side.understanding import Understanding, learn

KIND = "kind"
"""Under this name it stands in what Rasa keeps of a message (sayings.py)."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class KindsOfTelling(GraphComponent, IntentClassifier):
    """Names the kind of thing a message tells, or nothing; the intent is left as it is."""

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
    ) -> "KindsOfTelling":
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
    ) -> "KindsOfTelling":
        del config, execution_context
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, Understanding.read(folder))

    def train(self, training_data: TrainingData) -> Resource:
        examples = list(examples_of(ROOT / "nlu_data" / "told"))
        self._learnt = learn(
            [text for text, _, _ in examples],
            [kind for _, kind, _ in examples],
            jieba.lcut,
            {table["name"]: table["elements"] for table in training_data.lookup_tables},
        )
        with self._storage.write_to(self._resource) as folder:
            self._learnt.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.set(KIND, self._kind(message.get("text") or ""), add_to_output=True)
        return messages

    def _kind(self, text: str) -> str:
        if self._learnt is None:
            return kind_of({})
        shares = self._learnt.likelihoods(text, jieba.lcut)
        return kind_of(dict(zip(self._learnt.intents, shares.tolist(), strict=True)))
