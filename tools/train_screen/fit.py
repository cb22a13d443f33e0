"""Fits the linear model: logistic regression over the features the screen itself reads. The same in gives the same out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from bot.crisis.by_terms import find_terms
from bot.crisis.features import Band, Evidence, evidence_of
from bot.crisis.lexicon import Lexicon
from bot.crisis.model import SCALE, Model, share
from bot.crisis.normalise import normalise
from tools.train_screen.examples import Example

# Chosen by the cross-validated figures in the model card.
_HOW_CLOSELY: Final = 60.0
_WEIGHT_OF: Final = {"psysuicide": 1.0, "invented": 0.5, "dialogue": 0.5, "cold": 0.3}
# A run of letters that fewer messages share is somebody's own words: it is neither learnt nor written down.
_SHARED_BY: Final = 2
# Smaller weights than this (thousandths) change no figure, and would be three quarters of the file.
_NOT_WORTH_KEEPING: Final = 700
FOLDS: Final = 5


@dataclass(frozen=True, slots=True)
class Read:
    """An example as the screen reads it; `is_named` if its terms alone already mean danger."""

    example: Example
    evidence: Evidence
    is_named: bool

    @property
    def features(self) -> set[str]:
        """Those of the whole message: what is learnt from."""
        return self.evidence.pieces[0]


def read_examples(examples: Iterable[Example], lexicon: Lexicon) -> list[Read]:
    found = []
    for example in examples:
        plain = normalise(example.text)
        by_terms = find_terms(plain, lexicon)
        if example.source == "dialogue" and by_terms.level.is_danger:
            continue  # its topic is an ordinary one, and what it says is not
        found.append(Read(example, evidence_of(plain.text, by_terms.marks), by_terms.level.is_danger))
    return found


def fit(rows: Sequence[Read]) -> Model:
    """The model of `rows`, each script by itself; its scores are log odds, with the threshold still at even odds."""
    weights: dict[str, int] = {}
    biases = dict.fromkeys(Band, 0.0)
    for is_han in (True, False):
        own = [row for row in rows if row.evidence.band.is_han is is_han]
        if own:
            found, bias = _fit_one_script(own)
            weights |= found
            biases |= {band: bias for band in Band if band.is_han is is_han}
    return Model(weights, _categories(rows, weights), biases)


def _fit_one_script(rows: Sequence[Read]) -> tuple[dict[str, int], float]:
    kept = _shared_features(rows)
    matrix = _matrix(rows, {feature: place for place, feature in enumerate(kept)})
    is_danger = np.array([row.example.is_danger for row in rows])
    weight = np.array([_WEIGHT_OF[row.example.source] for row in rows])
    fitted = LogisticRegression(C=_HOW_CLOSELY, max_iter=1000).fit(matrix, is_danger, sample_weight=weight)
    weights = {
        feature: value
        for feature, coefficient in zip(kept, fitted.coef_[0], strict=True)
        if abs(value := round(coefficient * SCALE)) >= _NOT_WORTH_KEEPING
    }
    return weights, float(fitted.intercept_[0])


def _shared_features(rows: Iterable[Read]) -> list[str]:
    counts = Counter(feature for row in rows for feature in row.features)
    return sorted(feature for feature, count in counts.items() if count >= _SHARED_BY)


def _matrix(rows: Sequence[Read], number: dict[str, int]) -> sparse.csr_matrix:
    """One row a message, scaled as Model.score does."""
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    for row in rows:
        known = sorted(number[feature] for feature in row.features if feature in number)
        columns += known
        values += [share(len(row.features))] * len(known)
        ends.append(len(columns))
    return sparse.csr_matrix((values, columns, ends), shape=(len(rows), len(number)))


def _categories(rows: Iterable[Read], weights: dict[str, int]) -> dict[str, str]:
    """For each feature that speaks for danger, the category of the messages it is found in most often."""
    votes: dict[str, Counter[str]] = {}
    for row in rows:
        if row.example.category:
            for feature in row.features:
                votes.setdefault(feature, Counter())[row.example.category] += 1
    return {
        feature: min(votes[feature], key=lambda name: (-votes[feature][name], name))
        for feature, weight in weights.items()
        if weight > 0 and feature in votes
    }


def out_of_fold(rows: Sequence[Read]) -> NDArray[np.float64]:
    """Each example's score by a model that has not seen it; folds go by place, so that they are the same every time."""
    scores = np.zeros(len(rows))
    for fold in range(FOLDS):
        model = fit([row for place, row in enumerate(rows) if place % FOLDS != fold])
        for place in range(fold, len(rows), FOLDS):
            scores[place] = model.score(rows[place].evidence)
    return scores
