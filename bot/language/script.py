"""Simplified and Traditional: which one a text is written in, and turning one into the other."""

from functools import cache
from typing import Final

from opencc import OpenCC

# Words of the mainland that OpenCC leaves as they are; config/wording/zh-Hant.yml says them so too.
_AS_SAID: Final = {"程序": "程式", "信息": "訊息", "聯繫": "聯絡", "復盤": "回顧", "“": "「", "”": "」"}


@cache
def _converter(direction: str) -> OpenCC:
    return OpenCC(direction)


def _convert(direction: str, text: str) -> str:
    # OpenCC is C++: it stops at a NUL, and takes only what UTF-8 can hold. A blank or a question mark moves nothing.
    encodable = text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    return str(_converter(direction).convert(encodable))


def to_simplified(text: str) -> str:
    # tw2s, because t2s leaves 睡不著 and 活著 as they are.
    return _convert("tw2s", text)


def to_traditional(text: str) -> str:
    # In two steps: s2tw says the same, and holds its phrases in memory twice (44 MB instead of 27).
    converted = _convert("t2tw", _convert("s2t", text))
    for mainland, as_said in _AS_SAID.items():
        converted = converted.replace(mainland, as_said)
    return converted


def traditional_marks(text: str) -> int:
    """How many letters only Traditional writing has."""
    return sum(before != after for before, after in zip(text, to_simplified(text), strict=False))


def simplified_marks(text: str) -> int:
    """How many letters only Simplified writing has; 台, 吃 and 着 are at home in both."""
    traditional = _convert("s2t", text)
    hong_kong, taiwan = _convert("t2hk", traditional), _convert("t2tw", traditional)
    return sum(letter not in (hk, tw) for letter, hk, tw in zip(text, hong_kong, taiwan, strict=False))
