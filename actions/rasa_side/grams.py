"""From a sentence to the pieces by which it is understood: letters in a row, English words in a row, words, kinds of words.

Pure, and the same in training and in use. A piece is a string that begins with its kind, so kinds never mix.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from actions.rasa_side.words_alike import WordsAlike

LONGEST_RUN = 3
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_TWICE = r"\1\1"
_NO_WORD = re.compile(r"[^\w?']+")
_LATIN = re.compile(r"[a-z0-9]+")

Cut = Callable[[str], Iterable[str]]


def folded(text: str) -> str:
    """One width, lower case, drawn-out letters twice, and a blank for everything that is no letter, at both ends too."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return f" {_NO_WORD.sub(' ', _DRAWN_OUT.sub(_TWICE, plain)).strip()} "


def bare(text: str) -> str:
    """Folded, without apostrophes: "dont" is written as often as "don't"."""
    return folded(text).replace("'", "")


def pieces(text: str, cut: Cut, alike: WordsAlike) -> tuple[Counter[str], ...]:
    """What stands in `text`, with how often, by kind; `cut` divides a sentence into Chinese words."""
    plain = bare(text)
    return (
        Counter(f"a:{run}" for run in _runs(plain, "")),
        Counter(f"b:{run}" for run in _runs(_LATIN.findall(plain), " ")),
        Counter(f"c:{word}" for word in cut(plain) if word.strip()),
        Counter(f"d:{group}" for group in alike.found(plain)),
    )


def _runs(parts: "str | list[str]", between: str) -> Iterator[str]:
    """Everything of one to LONGEST_RUN neighbours."""
    for length in range(1, LONGEST_RUN + 1):
        for start in range(len(parts) - length + 1):
            yield between.join(parts[start : start + length])
