"""Groups of words that mean much the same, from Rasa's lookup tables: a grandmother never met in an example is still family."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

# A Latin word, or one Chinese character.
_PART: Final = re.compile(r"[a-z0-9']+|[\u3400-\u9fff]")
Groups = Mapping[str, Iterable[str]]


class WordsAlike:
    """Finds the groups that stand in a folded sentence (grams.bare); a word may belong to several.

    `groups`: the words of each group by its name, folded too.
    """

    def __init__(self, groups: Groups) -> None:
        self.groups = {name: tuple(words) for name, words in groups.items()}
        self._names: dict[tuple[str, ...], list[str]] = {}
        for name, words in self.groups.items():
            for word in words:
                self._names.setdefault(_parts(word), []).append(name)
        self._names.pop((), None)
        self._longest = max(map(len, self._names), default=0)

    def found(self, plain: str) -> Iterator[str]:
        """The names of the groups, in the order of their words; of words within words only the longest counts."""
        parts, start = _parts(plain), 0
        while start < len(parts):
            length = self._length_at(parts, start)
            yield from self._names.get(parts[start : start + length], ())
            start += max(1, length)

    def _length_at(self, parts: tuple[str, ...], start: int) -> int:
        """Of the longest known word that begins there; 0 if none does."""
        longest = min(self._longest, len(parts) - start)
        return next((length for length in range(longest, 0, -1) if parts[start : start + length] in self._names), 0)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(_PART.findall(text))
