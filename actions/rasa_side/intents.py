"""Rasa's intent classifier: understanding.py as a part of Rasa's pipeline, in place of tokenizer, featurizers and DIET."""

from collections.abc import Iterable
from typing import Any

import jieba
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from actions.rasa_side.by_grams import ByGrams
from actions.rasa_side.context import context_in
from actions.rasa_side.likeliest import odds_beside, ranked, weighed


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentsByGrams(ByGrams):
    """Says which intent a message has, with its confidence (0 to 1) and the next likely ones."""

    def examples(self, training_data: TrainingData) -> Iterable[tuple[str, str]]:
        return ((each.get("text"), each.get("intent")) for each in training_data.intent_examples if each.get("text"))

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
