"""What the parts of Rasa's pipeline share that learn with understanding.py: how they are made, taught, kept and read again."""

from collections.abc import Iterable
from typing import Any

import jieba
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.training_data.training_data import TrainingData

from actions.rasa_side.understanding import Understanding, learn


class ByGrams(GraphComponent, IntentClassifier):
    """Knows, once taught, how likely each of its meanings is; what follows from that each part says itself."""

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
    ) -> "ByGrams":
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
    ) -> "ByGrams":
        del config, execution_context
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, Understanding.read(folder))

    def train(self, training_data: TrainingData) -> Resource:
        texts, meant = zip(*self.examples(training_data), strict=True)
        groups = {table["name"]: table["elements"] for table in training_data.lookup_tables}
        self._learnt = learn(texts, meant, jieba.lcut, groups)
        with self._storage.write_to(self._resource) as folder:
            self._learnt.save(folder)
        return self._resource

    def examples(self, training_data: TrainingData) -> Iterable[tuple[str, str]]:
        """What it learns from: sentences, each with what it means."""
        raise NotImplementedError

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data  # nothing that is trained after it reads what it found
