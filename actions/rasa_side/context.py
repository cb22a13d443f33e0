"""Turns what the line says about a conversation into slots, because Rasa's policies and wordings cannot see metadata."""

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from actions.commands import TOPICS

KNOWN: dict[str, frozenset[str]] = {
    "language": frozenset({"zh", "en"}),
    "phase": frozenset({"bot", "waiting"}),
    "level": frozenset({"0", "1", "2", "3"}),
    "topic": frozenset(TOPICS),
    "about": frozenset({"self", "other"}),
    "before": frozenset({"none", "rasa", "line"}),
    "screen": frozenset({"far", "near"}),
}
# The rest are slots; these make some intents likelier (intents.py), or an answer possible (moment.py).
_NO_SLOT = frozenset({"about", "before", "screen"})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ContextFromMetadata(GraphComponent):
    """Adds one entity for each known fact of the metadata; slots are filled from entities of the same name."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "ContextFromMetadata":
        del config, model_storage, resource, execution_context
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            facts = context_in(message.get("metadata"))
            told = [
                {"entity": name, "value": fact, "start": 0, "end": 0, "extractor": type(self).__name__}
                for name, fact in facts.items()
                if name not in _NO_SLOT
            ]
            message.set("entities", message.get("entities", []) + told, add_to_output=True)
        return messages


def context_in(metadata: object) -> dict[str, str]:
    """The facts Rasa may know; whatever is not one of the known values is left out, not passed on."""
    if not isinstance(metadata, dict):
        return {}
    said = {name: str(metadata.get(name)) for name in KNOWN}
    return {name: fact for name, fact in said.items() if fact in KNOWN[name]}
