"""What kind of thing is told, as a part of Rasa's pipeline: kinds.py with the model of understanding.py."""

from collections.abc import Iterable

import jieba
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from actions.rasa_side.by_grams import ByGrams
from actions.rasa_side.kinds import NO_KIND, examples_of, kind_of
from actions.rasa_side.settings import ROOT

KIND = "kind"
"""Under this name it stands in what Rasa keeps of a message (sayings.py)."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class KindsOfTelling(ByGrams):
    """Names the kind of thing a message tells, or nothing; the intent is left as it is."""

    def examples(self, training_data: TrainingData) -> Iterable[tuple[str, str]]:
        del training_data
        return ((text, kind) for text, kind, _ in examples_of(ROOT / "nlu_data" / "told"))

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.set(KIND, self._kind(message.get("text") or ""), add_to_output=True)
        return messages

    def _kind(self, text: str) -> str:
        if self._learnt is None:
            return NO_KIND
        shares = self._learnt.likelihoods(text, jieba.lcut)
        return kind_of(dict(zip(self._learnt.intents, shares.tolist(), strict=True)))
