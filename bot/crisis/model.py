"""A small linear model over character n-grams: it finds danger that no term names. It adds, and never silences a term.

Its weights are a plain file, made by `make train-screen`; config/crisis_model/MODEL_CARD.md says from what, how well it
does, and where it fails. Reading and asking it needs nothing but this module.
"""

import math
import pathlib
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import Final

from bot.crisis.features import Band, Evidence
from bot.errors import RefusedToStart

HEADER: Final = "tingjian screen model"
SCALE: Final = 1000
_EVENNESS: Final = 0.7


class BrokenModel(RefusedToStart):
    """The weights cannot be used; says which file, which line, and what was expected there."""

    def __init__(self, file: pathlib.Path, *, line: int, expected: str) -> None:
        super().__init__(f"{file}, line {line}: expected {expected}; make train-screen writes it anew")


@dataclass(frozen=True, slots=True)
class Model:
    """What each feature adds (thousandths) and which category it speaks for; a score above 0 means danger.

    The score of one piece of text is the sum of its features' weights, shared out by their number (`share`), plus the
    bias of its band: the threshold that training froze is part of the bias.
    """

    weights: Mapping[str, int]
    categories: Mapping[str, str]
    biases: Mapping[Band, float]

    def score(self, evidence: Evidence) -> float:
        """How far the most dangerous piece is above (or below) the threshold."""
        return max(map(self._sum, evidence.pieces)) + self.biases[evidence.band]

    def reasons(self, evidence: Evidence) -> tuple[tuple[str, ...], str]:
        """The features that spoke loudest for danger in the most dangerous piece, and the category they name."""
        features = max(evidence.pieces, key=self._sum)
        found = sorted((-self.weights.get(feature, 0), feature) for feature in features)
        telling = [(feature, -weight) for weight, feature in found if weight < 0]
        votes: Counter[str] = Counter()
        for feature, weight in telling:
            votes[self.categories.get(feature, "")] += weight
        votes.pop("", None)
        return tuple(feature for feature, _ in telling), votes.most_common(1)[0][0] if votes else "unnamed"

    def _sum(self, features: set[str]) -> float:
        return sum(map(self.weights.get, features, repeat(0))) * share(len(features)) / SCALE


def share(features: int) -> float:
    """What one of so many features counts: between the root of their number and the number itself.

    With the root, long posts were flagged too often; with the number, short words.
    """
    return math.pow(features, -_EVENNESS)


def load_model(file: pathlib.Path) -> Model:
    """The weights of `file`; raise BrokenModel with file and line if they cannot be used."""
    try:
        first, *lines = file.read_text(encoding="utf-8").splitlines()
        biases = _biases(first)
    except (OSError, ValueError) as broken:
        raise BrokenModel(file, line=1, expected=f"UTF-8 text that begins with '{HEADER}' and four numbers") from broken
    weights: dict[str, int] = {}
    categories: dict[str, str] = {}
    for number, line in enumerate(lines, start=2):
        try:
            feature, weight, category = line.split("\t")
            weights[feature] = int(weight)
        except ValueError as broken:
            raise BrokenModel(file, line=number, expected="a feature, a whole number and a category") from broken
        if category:
            categories[feature] = sys.intern(category)
    return Model(weights, categories, biases)


def _biases(line: str) -> dict[Band, float]:
    name, *numbers = line.split("\t")
    if name != HEADER:
        raise ValueError(name)
    return dict(zip(Band, map(float, numbers), strict=True))
