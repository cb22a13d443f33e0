"""How much danger one message shows. Pure: no clock, no store, no network; it answers whatever else is down."""

import pathlib
from dataclasses import dataclass, replace
from typing import Final

from bot.crisis.by_terms import FRIEND, Found, find_terms
from bot.crisis.features import Evidence, evidence_of
from bot.crisis.lexicon import Lexicon, load_lexicon
from bot.crisis.model import Model, load_model
from bot.crisis.normalise import Plain, normalise
from bot.crisis.signal import Basis, CrisisSignal, Span, Whose
from bot.crisis.whose import whose_when_quoted
from bot.levels import RiskLevel

# Of 75 messages of danger in nlu_data/tests/ that the dialogue model takes for such, one that the terms miss is further below.
_FAR: Final = -2.0
# More places than this tell a volunteer nothing new.
_MOST_SPANS = 32
_MODEL = "model"
_MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Screen:
    """What the screen knows: the terms that coordinators wrote, and the model that learnt from examples."""

    lexicon: Lexicon
    model: Model


@dataclass(frozen=True, slots=True)
class Reading:
    """What one message says by itself, and what later messages are read beside.

    `score` is how far the model is above its threshold (below 0: no danger); terms of danger leave it unasked, at 0.
    `unclear` is the category of an ambiguous term that found no companion, or empty.
    """

    signal: CrisisSignal | None
    score: float
    unclear: str = ""

    @property
    def level(self) -> RiskLevel:
        return RiskLevel.NONE if self.signal is None else self.signal.level

    @property
    def is_far_from_danger(self) -> bool:
        """Whether nothing in it is danger, and the model is nowhere near its threshold."""
        return not self.level.is_danger and self.score < _FAR


_FAR_BELOW: Final = -9.0
NOTHING: Final = Reading(None, _FAR_BELOW)


def load_screen(config_folder: pathlib.Path) -> Screen:
    """The terms and the model of `config_folder`; raise BrokenTerms or BrokenModel naming file and line."""
    return Screen(
        load_lexicon(config_folder / "crisis_terms"), load_model(config_folder / "crisis_model" / "weights.tsv")
    )


def read(text: str, screen: Screen) -> Reading:
    """What the words of one message say by themselves. Terms first; the model adds what they do not name."""
    plain = normalise(text)
    if not plain.text:
        return NOTHING
    found = find_terms(plain, screen.lexicon)
    if found.level.is_danger:
        return Reading(_unless_quoted(signal_of(found, plain), found, plain, text), 0.0)
    evidence = evidence_of(plain.text, found.marks)
    score = screen.model.score(evidence)
    by_terms = signal_of(found, plain)
    if score <= 0:
        return Reading(by_terms, score, found.unclear)
    if by_terms is not None and found.is_lowered:
        # Told of a story, by its words; but the model fears for somebody too. Two reasons are enough to call a person.
        return Reading(replace(by_terms, level=RiskLevel.SERIOUS), score, found.unclear)
    return Reading(_by_model(plain, evidence, screen.model), score, found.unclear)


def _unless_quoted(signal: CrisisSignal | None, found: Found, plain: Plain, text: str) -> CrisisSignal | None:
    """Of what is quoted another speaks, and it may be another's danger; the level stays."""
    if signal is None or signal.whose is Whose.OTHER:
        return signal
    places = [
        (plain.places[counted.start], plain.places[counted.end - 1] + 1)
        for counted in found.counted
        if counted.level.is_danger and counted.term.category != FRIEND
    ]
    quoted = whose_when_quoted(text, places)
    return signal if quoted is None else replace(signal, whose=quoted)


def signal_of(found: Found, plain: Plain) -> CrisisSignal | None:
    """The terms that count as a signal, with their places in the original text; None where there are none."""
    if not found.counted:
        return None
    spans = tuple(
        Span(plain.places[counted.start], plain.places[counted.end - 1] + 1, counted.term.id)
        for counted in found.counted[:_MOST_SPANS]
    )
    categories = dict.fromkeys(counted.term.category for counted in found.counted)
    if any(counted.whose is Whose.OTHER for counted in found.counted):
        categories[FRIEND] = None
    basis = Basis.MANNER if found.is_manner else Basis.TERM
    return CrisisSignal(found.counted[0].level, tuple(categories), spans, basis, found.whose)


def _by_model(plain: Plain, evidence: Evidence, model: Model) -> CrisisSignal:
    """A signal that rests on the model alone; its spans are the words that spoke loudest."""
    telling, category = model.reasons(evidence)
    spans = tuple(
        Span(plain.places[start], plain.places[end - 1] + 1, _MODEL) for start, end in _places_of(telling, plain.text)
    )
    return CrisisSignal(RiskLevel.SERIOUS, (category,), spans, Basis.MODEL)


def _places_of(telling: tuple[str, ...], text: str) -> list[tuple[int, int]]:
    """Where the first few of these features stand, whole words before single letters; else the whole text."""
    words = sorted((feature.strip("^$ ") for feature in telling), key=lambda word: len(word) == 1)
    places = [(text.index(word), text.index(word) + len(word)) for word in words if word and word in text]
    return places[:_MOST_SHOWN] or [(0, len(text))]
