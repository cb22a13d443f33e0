"""What the model reads in a normalised text: runs of one to three units, each as it stands there.

A unit is one Chinese character, one sign, or one word of Latin letters and digits: so the same few lines read
"不想活" and "want to die". The trainer and the screen both call this, and nothing else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_UNIT: Final = re.compile(r"[a-z0-9]+|[^\sa-z0-9]")
_HAN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
LONGEST_RUN: Final = 3
# Where a message begins and ends tells something: one word alone is not that word in a sentence.
_FRAMED: Final = "^{}$"
# A long story is also read in pieces of so many units, each half in the next: one sentence is not thinned out.
PIECE: Final = 100
# Of a message too long for any chat the beginning and the end are read. Terms are looked for in all of it.
_MOST_LETTERS: Final = 2000


class Script(StrEnum):
    """Chinese and Latin messages share no features, and each has a threshold of its own."""

    HAN = "han"
    LATIN = "latin"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The features of a message, first of the whole, then of its parts if it is long."""

    pieces: list[set[str]]
    script: Script


def evidence_of(text: str, marks: frozenset[str]) -> Evidence:
    """What the model reads of a normalised text, with `marks` (the terms that were found) beside every piece."""
    script = Script.HAN if _HAN.search(text) else Script.LATIN
    return Evidence([runs | marks for runs in _pieces(text)], script)


def _pieces(text: str) -> Iterator[set[str]]:
    if len(text) > 2 * _MOST_LETTERS:
        text = f"{text[:_MOST_LETTERS]} {text[-_MOST_LETTERS:]}"
    framed = _FRAMED.format(text.replace("\n", " "))
    places = [match.span() for match in _UNIT.finditer(framed)]
    yield _runs(framed, places)
    if len(places) > PIECE + PIECE // 2:
        for start in range(0, len(places) - PIECE // 2, PIECE // 2):
            yield _runs(framed, places[start : start + PIECE])


def _runs(text: str, places: list[tuple[int, int]]) -> set[str]:
    starts = [start for start, _ in places]
    ends = [end for _, end in places]
    found: set[str] = set()
    for length in range(LONGEST_RUN):
        found.update(text[start:end] for start, end in zip(starts, ends[length:], strict=False))
    return found
