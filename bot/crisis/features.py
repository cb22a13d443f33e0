"""What the model reads in a normalised text: runs of one to three units, each as it stands there.

A unit is one Chinese character, one sign, or one word of Latin letters and digits: so the same few lines read
"不想活" and "want to die". The trainer and the screen both call this, and nothing else.
"""

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from operator import add
from typing import Final

# With the blanks before it, so that neighbours put together are the text again.
_UNIT: Final = re.compile(r"\s*(?:[a-z0-9]+|[^\sa-z0-9])")
_LATIN: Final = re.compile("[a-z]")
_HAN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
LONGEST_RUN: Final = 3
# Where a message begins and ends tells something: one word alone is not that word in a sentence.
_FRAMED: Final = "^{}$"
# In English a full stop between two short sentences is a manner of writing, and says nothing of danger. A picture sign may.
_PUNCTUATION: Final = frozenset(string.punctuation) - frozenset("^$")
# A long story is also read in pieces of so many units, each half in the next: one sentence is not thinned out.
PIECE: Final = 100
# Of a message too long for any chat the beginning and the end are read. Terms are looked for in all of it.
_MOST_LETTERS: Final = 2000


# Words near death, harm and despair. Hardly one ordinary message in twenty holds one, and nearly every one of danger.
# By script, because an expression that begins with letters alone is looked for ten times as fast.
_GRAVE_HAN: Final = re.compile("[死杀亡命活残割骂害药血刀]|消失|解脱|人间|人世|打我|绝望|痛苦|抑郁")
_GRAVE_LATIN: Final = re.compile(
    r"\b(?:di(?:e|ed|es|ying)|dead|death|kil\w*|suicid\w*|aliv\w*|liv(?:e|ing)|hurt\w*|harm\w*|cut\w*|blod|pils?|knife|rope|rof"
    r"|bridge|gone|god ?bye|end|over|hopeles|worthles|burden|hits?|beat\w*|hate)\b"
)


class Band(StrEnum):
    """Messages that have a threshold of their own: by script, and by whether a grave word stands in them."""

    HAN = "han"
    HAN_GRAVE = "han_grave"
    LATIN = "latin"
    LATIN_GRAVE = "latin_grave"

    @property
    def is_han(self) -> bool:
        """Chinese and Latin messages share no features."""
        return self in {Band.HAN, Band.HAN_GRAVE}

    @property
    def is_grave(self) -> bool:
        """Here the model is asked to speak up earlier."""
        return self in {Band.HAN_GRAVE, Band.LATIN_GRAVE}


def band_of(text: str) -> Band:
    """The band of a normalised text (in which a letter said twice stands once: "kil", "blod")."""
    is_grave = bool(_GRAVE_HAN.search(text) or (_LATIN.search(text) and _GRAVE_LATIN.search(text)))
    if _HAN.search(text):
        return Band.HAN_GRAVE if is_grave else Band.HAN
    return Band.LATIN_GRAVE if is_grave else Band.LATIN


@dataclass(frozen=True, slots=True)
class Evidence:
    """The features of a message, first of the whole, then of its parts if it is long."""

    pieces: list[set[str]]
    band: Band


def evidence_of(text: str, marks: frozenset[str]) -> Evidence:
    """What the model reads of a normalised text, with `marks` (the terms that were found) beside every piece."""
    if len(text) > 2 * _MOST_LETTERS:
        text = f"{text[:_MOST_LETTERS]} {text[-_MOST_LETTERS:]}"
    band = band_of(text)
    mute = frozenset() if band.is_han else _PUNCTUATION
    return Evidence([(runs - mute) | marks for runs in _pieces(text)], band)


def _pieces(text: str) -> Iterator[set[str]]:
    units = _UNIT.findall(_FRAMED.format(text.replace("\n", " ")))
    yield _runs(units)
    if len(units) > PIECE + PIECE // 2:
        for start in range(0, len(units) - PIECE // 2, PIECE // 2):
            yield _runs(units[start : start + PIECE])


def _runs(units: list[str]) -> set[str]:
    """Every run of neighbours as it stands in the text: with the blanks inside it, without those before it."""
    runs, longer = set(units), units
    for place in range(1, LONGEST_RUN):
        longer = list(map(add, longer, units[place:]))
        runs.update(longer)
    return set(map(str.lstrip, runs))
