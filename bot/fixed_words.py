"""Finding what a short text asks for among fixed words: what is answered in danger must not rest on a guess."""

import re
from collections.abc import Mapping
from typing import Final, TypeVar

from bot.kit.text import clauses, folded
from bot.language.cantonese import to_mandarin
from bot.language.script import to_simplified

Meaning = TypeVar("Meaning")
# What only leads up to it.
_BEGINNING: Final = re.compile("^(?:那么?|可是|但是?|所以|不过|so|but|and|ok|okay|wait|then)(?=.)")
LONGEST: Final = 60
"""A longer text tells something and is no mere question, in characters."""


def meaning_of(text: str, words: Mapping[Meaning, re.Pattern[str]]) -> Meaning | None:
    """The first of `words` that is the whole of `text`, or None; they are written folded and in Simplified characters."""
    if len(text) > LONGEST:
        return None
    plain = to_simplified(folded(text))
    spellings = {plain, _BEGINNING.sub("", plain)}
    return next((meaning for meaning, pattern in words.items() if any(map(pattern.fullmatch, spellings))), None)


def plain_end_of(text: str, *, length: int) -> str:
    """The last `length` characters of `text`, in lower case, Simplified characters and Mandarin words, without apostrophes."""
    return to_mandarin(to_simplified(text[-length:].lower())).replace("’", "").replace("'", "")


def is_just(text: str, words: re.Pattern[str]) -> bool:
    """Whether `words`, written as for meaning_of, are the whole of `text`."""
    return meaning_of(text, {words: words}) is not None


def meaning_of_a_clause(text: str, words: Mapping[Meaning, re.Pattern[str]]) -> Meaning | None:
    """As meaning_of, for the first clause of `text` that is one of `words`."""
    meanings = (meaning_of(clause, words) for clause in clauses(text))
    return next((meaning for meaning in meanings if meaning is not None), None)
