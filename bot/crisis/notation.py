"""How a coordinator writes a pattern, and what it stands for.

Everything stands for itself except: `(a|b)` either; `?` the letter or bracket before it may be missing; `<name>` any
of the words listed under that name; `…` up to 6 and `……` up to 16 letters of the same sentence. A gap stands between
whole parts, never inside a bracket, and there are at most two: so no pattern can take long, whatever a student writes.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

NARROW_GAP = 6
WIDE_GAP = 16
_MOST_GAPS = 2
_MOST_WORDINGS = 3000


class UnreadablePattern(ValueError):
    """The pattern does not follow the notation; its text says what was expected."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Parts in their order, each a choice of wordings, and how many letters may stand between them."""

    parts: tuple[tuple[str, ...], ...]
    gaps: tuple[int, ...]


def read_pattern(pattern: str, words: Mapping[str, Sequence[str]]) -> Pattern:
    """The pattern's parts with all their wordings written out."""
    marked = pattern.replace("……", "\0w\0").replace("…", "\0n\0").split("\0")
    if len(marked) > 2 * _MOST_GAPS + 1:
        raise UnreadablePattern(f"at most {_MOST_GAPS} gaps (…) in one pattern")
    parts = tuple(_Reader(piece, words).wordings() for piece in marked[::2])
    if any("" in part for part in parts):
        raise UnreadablePattern("at least one letter that may not be missing, before and after each gap (…)")
    return Pattern(parts, tuple(WIDE_GAP if mark == "w" else NARROW_GAP for mark in marked[1::2]))


class _Reader:
    """Reads one gap-free part from left to right."""

    def __init__(self, source: str, words: Mapping[str, Sequence[str]]) -> None:
        self._source = source
        self._words = words
        self._at = 0

    def wordings(self) -> tuple[str, ...]:
        found = self._choice()
        if self._at < len(self._source):
            raise UnreadablePattern(f"an opening bracket before the closing one: {self._source}")
        return tuple(dict.fromkeys(found))

    def _choice(self) -> list[str]:
        found = self._sequence()
        while self._next_is("|"):
            self._at += 1
            found += self._sequence()
        return found

    def _sequence(self) -> list[str]:
        found = [""]
        while self._at < len(self._source) and not self._next_is("|") and not self._next_is(")"):
            item = self._item()
            if self._next_is("?"):
                self._at += 1
                item = ["", *item]
            found = [before + after for before, after in itertools.product(found, item)]
            if len(found) > _MOST_WORDINGS:
                raise UnreadablePattern(f"at most {_MOST_WORDINGS} wordings in one part: {self._source}")
        return found

    def _item(self) -> list[str]:
        letter = self._source[self._at]
        self._at += 1
        if letter == "(":
            return self._bracket()
        if letter == "<":
            return self._named()
        if letter in "?>":
            raise UnreadablePattern(f"a letter or a bracket before {letter!r}: {self._source}")
        return [letter]

    def _bracket(self) -> list[str]:
        found = self._choice()
        if not self._next_is(")"):
            raise UnreadablePattern(f"a closing bracket, and no gap inside: {self._source}")
        self._at += 1
        return found

    def _named(self) -> list[str]:
        end = self._source.find(">", self._at)
        name = self._source[self._at : end]
        if end < 0 or name not in self._words:
            raise UnreadablePattern(f"the name of a list in words.yml between < and >: {self._source}")
        self._at = end + 1
        return list(self._words[name])

    def _next_is(self, letter: str) -> bool:
        return self._source.startswith(letter, self._at)
