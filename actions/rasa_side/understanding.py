"""Weights that tell what a sentence means: learnt with scikit-learn, used with numpy alone.

TF-IDF of the pieces in grams.py, each kind of length 1 by itself, and one multinomial logistic regression over all.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from actions.rasa_side.grams import Cut, bare, pieces
from actions.rasa_side.words_alike import Groups, WordsAlike

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_STRENGTH = 10.0
# Stopped before it has learnt its examples by heart: no worse on other sentences, and a fifth of the time.
_ROUNDS = 100
# What stands in one example alone teaches nothing that another sentence could use.
_LEAST_EXAMPLES = 2
# The blank stands in every sentence: by itself it would make a language the model has never met look like small talk.
_BLANK_ALONE = 1


@dataclass(frozen=True)
class Understanding:
    """What was learnt: `rows` names the row of `weights` (pieces x intents) and of `rarity` (idf) for each piece."""

    intents: tuple[str, ...]
    rows: Mapping[str, int]
    rarity: NDArray[np.float32]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    alike: WordsAlike

    def likelihoods(self, text: str, cut: Cut) -> NDArray[np.float64]:
        """How likely each of `intents` is for `text`; they add up to 1, and are all alike if nothing in it is known."""
        scores = self.bias.astype(np.float64)
        known = 0
        for kind in pieces(text, cut, self.alike):
            rows, values = _weighed(kind, self.rows, self.rarity)
            known += len(rows)
            if rows:
                scores = scores + values @ self.weights[rows]
        if known <= _BLANK_ALONE:
            scores = np.zeros_like(scores)
        shares: NDArray[np.float64] = np.exp(scores - scores.max())
        return shares / shares.sum()

    def save(self, folder: Path) -> None:
        arrays = {"rarity": self.rarity, "weights": self.weights.astype(np.float16), "bias": self.bias}
        np.savez(folder / "weights.npz", **arrays)
        words = {"intents": self.intents, "pieces": list(self.rows), "alike": self.alike.groups}
        (folder / "words.json").write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> Understanding:
        words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        with np.load(folder / "weights.npz") as arrays:
            rarity, weights, bias = (arrays[name].astype(np.float32) for name in ("rarity", "weights", "bias"))
        rows = {piece: row for row, piece in enumerate(words["pieces"])}
        return cls(tuple(words["intents"]), rows, rarity, weights, bias, WordsAlike(words["alike"]))


def learn(texts: Sequence[str], meant: Sequence[str], cut: Cut, groups: Groups) -> Understanding:
    """Learn from examples of three intents or more; the same ones in the same order give the same weights.

    `groups`: words that mean much the same, by a name for what they mean. Needs scikit-learn, which keeps one column for two intents.
    """
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    alike = WordsAlike({name: sorted({bare(word).strip() for word in words}) for name, words in groups.items()})
    counted = [pieces(text, cut, alike) for text in texts]
    rows, rarity = _rarities(counted)
    values: list[float] = []
    columns: list[int] = []
    ends = [0]
    for kinds in counted:
        for kind in kinds:
            found, weighed = _weighed(kind, rows, rarity)
            columns += found
            values += weighed.tolist()
        ends.append(len(columns))
    matrix = csr_matrix((values, columns, ends), shape=(len(texts), len(rows)))
    model = LogisticRegression(C=_STRENGTH, max_iter=_ROUNDS, class_weight="balanced").fit(matrix, np.asarray(meant))
    return Understanding(
        tuple(str(intent) for intent in model.classes_),
        rows,
        rarity,
        np.ascontiguousarray(model.coef_.T, dtype=np.float32),
        model.intercept_.astype(np.float32),
        alike,
    )


def _rarities(counted: Iterable[Sequence[Counter[str]]]) -> tuple[dict[str, int], NDArray[np.float32]]:
    """A row for each piece that is worth one, and ln((1 + n) / (1 + n with it)) + 1 (scikit-learn's smooth idf)."""
    everywhere: Counter[str] = Counter()
    total = 0
    for kinds in counted:
        total += 1
        for kind in kinds:
            everywhere.update(kind.keys())
    shared = sorted(piece for piece, count in everywhere.items() if count >= _LEAST_EXAMPLES)
    rows = {piece: row for row, piece in enumerate(shared)}
    with_it = np.array([everywhere[piece] for piece in rows], dtype=np.float64)
    return rows, (np.log((1 + total) / (1 + with_it)) + 1).astype(np.float32)


def _weighed(
    kind: Counter[str], rows: Mapping[str, int], rarity: NDArray[np.float32]
) -> tuple[list[int], NDArray[np.float64]]:
    """The rows of the pieces of one kind that are known, and (1 + ln count) * idf of each, together of length 1."""
    known = [(rows[piece], count) for piece, count in kind.items() if piece in rows]
    if not known:
        return [], np.zeros(0)
    found = [row for row, _ in known]
    values = (1 + np.log([count for _, count in known])) * rarity[found]
    return found, values / np.linalg.norm(values)
