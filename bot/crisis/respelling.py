"""How words are written to slip past a filter: by sound, by pinyin, by initials, by the halves of a character."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# Every combination of a longer word would be thousands of wordings that nobody writes.
_ALL_COMBINATIONS_UP_TO = 2


@dataclass(frozen=True, slots=True)
class Spellings:
    """For a character its sound in Latin letters and its other forms; and words that mean something ordinary."""

    sounds: Mapping[str, str]
    forms: Mapping[str, tuple[str, ...]]
    ordinary: frozenset[str]


def respelled(word: str, spellings: Spellings) -> tuple[str, ...]:
    """The word, and the disguised ways of writing it that are not ordinary words."""
    choices = [_ways(char, spellings) for char in word]
    every = itertools.product(*choices) if len(word) <= _ALL_COMBINATIONS_UP_TO else _one_changed(word, choices)
    found = [word]
    for letters in every:
        way = "".join(letters)
        if way not in spellings.ordinary and _is_telling(letters):
            found.append(way)
    in_latin = "".join(spellings.sounds.get(char, char) for char in word)
    if in_latin not in spellings.ordinary:
        found.append(in_latin)
    return tuple(dict.fromkeys(found))


def _ways(char: str, spellings: Spellings) -> tuple[str, ...]:
    sound = spellings.sounds.get(char)
    latin = () if sound is None else (sound, sound[0])
    return (char, *spellings.forms.get(char, ()), *latin)


def _one_changed(word: str, choices: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    for place, ways in enumerate(choices):
        for way in ways:
            yield (*word[:place], way, *word[place + 1 :])


def _is_telling(letters: tuple[str, ...]) -> bool:
    """Bare initials (zs, xs) mean too many things; one real character or a whole sound must be left."""
    return any(len(letter) > 1 or not letter.isascii() for letter in letters)
