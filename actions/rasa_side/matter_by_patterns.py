"""matters.py as a part of Rasa's pipeline: says beside the intent what exactly it is about, for sayings.py."""

import json
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from actions.rasa_side.matters import NO_MATTER, Matters, read
from actions.rasa_side.settings import ROOT

MATTER = "matter"
_FILE = "matters.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class MatterByPatterns(GraphComponent):
    """Adds `matter` to what is known of a message: a name of nlu_data/matters/, or nothing."""

    def __init__(self, storage: ModelStorage, resource: Resource, matters: Matters) -> None:
        self._storage = storage
        self._resource = resource
        self._matters = matters

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "MatterByPatterns":
        del config, execution_context
        return cls(model_storage, resource, Matters({}))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> "MatterByPatterns":
        del config, execution_context
        with model_storage.read_from(resource) as folder:
            written = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return cls(model_storage, resource, Matters.of(written))

    def train(self, training_data: TrainingData) -> Resource:
        del training_data  # Rasa sorts its own patterns by name, and here the first one counts
        written = read(ROOT / "nlu_data" / "matters")
        self._matters = Matters.of(written)
        with self._storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8")
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data  # nothing that is trained after it reads what it found

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            intent = (message.get("intent") or {}).get("name") or ""
            found = self._matters.found(message.get("text") or "", intent) if intent else NO_MATTER
            message.set(MATTER, found, add_to_output=True)
        return messages
