"""One plain form of a text for the rules to read, and the way back to the characters that were written."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

from bot.redact.span import Kind, Span

PLAIN_NUMERALS = str.maketrans("零〇一二三四五六七八九", "00123456789")
ALL_DIGITS = str.maketrans("零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖", "00123456789" + "12" + "123456789")
# Variation selectors and the keycap frame of digits written as emoji.
INVISIBLE = frozenset({0x20E3, 0x3164, 0x115F, 0x1160, 0x2800, *range(0xFE00, 0xFE10), *range(0xE0000, 0xE01F0)})


@dataclass(frozen=True, slots=True)
class Folded:
    """`text`: compatible forms made equal, invisible characters out, Simplified; the others read Chinese digits as 0-9.

    `numerals` leaves out 两 and the formal 伍 and 陆, which are words and surnames too.
    """

    text: str
    numerals: str
    digits: str
    origin: tuple[int, ...]
    until: tuple[int, ...]

    def span(self, start: int, end: int, kind: Kind) -> Span:
        """The characters of the input that stand for `text[start:end]`, with the invisible ones after them."""
        return Span(self.origin[start], self.until[end - 1], kind)


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _simplified(text: str) -> str:
    """The same number of characters, always: the way back depends on it."""
    converted = str(_converter().convert(text))
    if len(converted) == len(text):
        return converted
    letters = ((letter, str(_converter().convert(letter))) for letter in text)
    return "".join(changed if len(changed) == 1 else letter for letter, changed in letters)


def _is_invisible(letter: str) -> bool:
    return ord(letter) in INVISIBLE or unicodedata.category(letter) == "Cf"


def _plain(letter: str) -> str:
    digit = unicodedata.digit(letter, None)
    return letter if digit is None else str(digit)


def _until(origin: Sequence[int], length: int) -> tuple[int, ...]:
    """For each folded character, where the next one that is seen begins: marks such as a keycap's frame belong to it."""
    following = [*origin[1:], length]
    return tuple(max(place + 1, then) for place, then in zip(origin, following, strict=False))


def fold(text: str) -> Folded:
    """Read `text` without its disguises."""
    if text.isascii():
        return Folded(text, text, text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))
    letters: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(text):
        if _is_invisible(letter):
            continue
        for plain in unicodedata.normalize("NFKC", letter):
            letters.append(_plain(plain))
            origin.append(place)
    simplified = _simplified("".join(letters))
    return Folded(
        simplified,
        simplified.translate(PLAIN_NUMERALS),
        simplified.translate(ALL_DIGITS),
        tuple(origin),
        _until(origin, len(text)),
    )
