"""Text as the terms see it: one width, one case, one script, nothing invisible, no separators inside Chinese words.

Every letter kept remembers where it stood in the original, so that a match can be shown in the student's own words.
"""

import itertools
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from opencc import OpenCC

# Letters outside these blocks (Hangul, most historic scripts, private use) are left as they are.
_BLOCKS = (
    range(0x3400),
    range(0x3400, 0xA000),  # Han
    range(0xD800, 0xE000),  # lone surrogates
    range(0xF900, 0x10000),  # compatibility and full-width forms
    range(0x1D400, 0x1D800),  # mathematical letters
    range(0x1F000, 0x1FB00),  # enclosed letters, emoji
    range(0x20000, 0x2FA20),  # rare Han
    range(0xE0000, 0xE01F0),  # tags and variation selectors
)
_INVISIBLE = frozenset({"Mn", "Me", "Cf", "Cc", "Cs"})
_QUOTES = frozenset("'’‘`´ʼ")
_BREAKS = frozenset("\n\r\v\f\x85\u2028\u2029")
# A full stop, a comma and the like end a thought; everything else that is no letter may be a disguise.
_STOPS = frozenset("\n。!?;,")
_LONGEST_OF_ONE = 5


@dataclass(frozen=True, slots=True)
class Plain:
    """The normalised text, and for each of its letters the place in the original it came from.

    `breaks` are the letters before which something was dropped that parted two Chinese characters.
    """

    text: str
    places: tuple[int, ...]
    breaks: tuple[int, ...]

    def is_unbroken(self, start: int, end: int) -> bool:
        """Whether nothing was written between these letters to part them; a letter said twice parts nothing."""
        return not self.breaks or not any(start < place < end for place in self.breaks)


@dataclass(frozen=True, slots=True)
class Folds:
    letters: Mapping[str, str]
    separators: frozenset[str]


@cache
def folds() -> Folds:
    """What each character becomes, and which may be dropped between Chinese characters; built once from Unicode and OpenCC."""
    every = [chr(point) for point in itertools.chain(*_BLOCKS)]
    simplified = _simplified()
    letters = {char: folded for char in every if (folded := _fold(char, simplified)) != char}
    separators = frozenset(char for char in every if char not in letters and _may_separate(char))
    return Folds(letters, separators)


@dataclass(slots=True)
class _Kept:
    """What has been read so far; `held` are the signs that may turn out to part two Chinese characters."""

    letters: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    held: list[tuple[str, int]] = field(default_factory=list)

    def close_gap(self, *, before: str, after: str) -> str:
        """Drop what parts two Chinese characters; elsewhere keep its first sign. Give the letter that now stands last."""
        if _is_han(before) and _is_han(after):
            if before != after:
                self.breaks.append(len(self.letters))
        elif self.held:
            before, place = self.held[0]
            self.letters.append(before)
            self.places.append(place)
        self.held.clear()
        return before


def normalise(text: str) -> Plain:
    """`text` as the terms see it."""
    table, kept = folds(), _Kept()
    letter_of, separators, held = table.letters.get, table.separators, kept.held
    last, is_parted = "", False
    for place, char in enumerate(text):
        letters = letter_of(char, char)
        if not letters:
            is_parted = True
        for letter in letters:
            if letter in separators:
                held.append((letter, place))
                continue
            if is_parted or held:
                last = kept.close_gap(before=last, after=letter)
                is_parted = False
            if letter != last or letter.isdigit():
                kept.letters.append(letter)
                kept.places.append(place)
                last = letter
    return Plain("".join(kept.letters), tuple(kept.places), tuple(kept.breaks))


def _is_han(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff" or letter >= "\U00020000"


def _simplified() -> dict[str, str]:
    """OpenCC's own table of characters, read by converting each one alone."""
    han = [chr(point) for block in (_BLOCKS[1], _BLOCKS[6]) for point in block]
    converted = OpenCC("t2s").convert("\n".join(han)).split("\n")
    return {old: new for old, new in zip(han, converted, strict=True) if old != new}


def _fold(char: str, simplified: Mapping[str, str]) -> str:
    if char in _BREAKS:
        return "\n"
    decomposed = unicodedata.normalize("NFKD", char).lower()
    if char.isspace() or decomposed in {"-", "_"}:
        return " "
    if len(decomposed) > _LONGEST_OF_ONE:
        return char  # a whole phrase in one ornament (ﷺ is 18 letters): 64 KiB of it would hold up everybody
    return "".join(
        simplified.get(part, part)
        for part in decomposed
        if part not in _QUOTES and unicodedata.category(part) not in _INVISIBLE
    )


def _may_separate(char: str) -> bool:
    return char not in _STOPS and unicodedata.category(char)[0] in "PSZ"
