"""The lists that patterns share: named words, and how characters are respelled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.crisis.circumstances import Circumstance
from bot.crisis.errors import BrokenTerms
from bot.crisis.normalise import normalise
from bot.crisis.notation import Pattern, UnreadablePattern, read_pattern
from bot.crisis.respelling import Spellings, respelled
from bot.crisis.term_files import Entry


@dataclass(frozen=True, slots=True)
class Vocabulary:
    words: Mapping[str, tuple[str, ...]]
    spellings: Spellings


def read_vocabulary(files: Sequence[Entry]) -> Vocabulary:
    """The lists of all files of one language together."""
    words: dict[str, tuple[str, ...]] = {}
    sounds: dict[str, str] = {}
    forms: dict[str, tuple[str, ...]] = {}
    ordinary: set[str] = set()
    for top in files:
        words |= _named_lists(top, "words")
        forms |= _named_lists(top, "forms")
        if top.has("sounds"):
            named = top.entry("sounds")
            sounds |= {char: named.text(char) for char in named.names}
        if top.has("ordinary"):
            ordinary.update(text for text, _ in top.lines("ordinary"))
    return Vocabulary(words, Spellings(sounds, forms, frozenset(ordinary)))


def read_patterns(entry: Entry, key: str, vocabulary: Vocabulary, *, spelled: bool = False) -> tuple[Pattern, ...]:
    """The entry's patterns with all their wordings, the disguised ones too where the entry asks for them."""
    found: list[Pattern] = []
    for text, line in entry.lines(key):
        try:
            pattern = read_pattern(text, vocabulary.words)
            if spelled:
                pattern = _spelled(pattern, vocabulary.spellings)
            found.append(_as_seen(pattern, key))
        except UnreadablePattern as unreadable:
            raise BrokenTerms(entry.file, line=line, expected=str(unreadable)) from unreadable
    return tuple(found)


def _as_seen(pattern: Pattern, key: str) -> Pattern:
    """The pattern with its wordings as the screen will see them, the longest first so that a match shows the whole word.

    Repeated letters count once and separators not at all: a doubled character would stand for the single one.
    """
    is_circumstance = key in tuple(Circumstance)
    if pattern.gaps and (key == "masks" or is_circumstance):
        raise UnreadablePattern(f"{'a mask' if key == 'masks' else 'words'} without gaps (…)")
    least = 1 if pattern.gaps or is_circumstance else 2
    parts = []
    for part in pattern.parts:
        plain = {normalise(wording).text: wording for wording in part}
        for text, wording in plain.items():
            if len(text) < least:
                raise UnreadablePattern(f"at least {least} different letters that are no separators, not {wording}")
        parts.append(tuple(sorted(plain, key=lambda text: (-len(text), text))))
    return Pattern(tuple(parts), pattern.gaps)


def _spelled(pattern: Pattern, spellings: Spellings) -> Pattern:
    parts = (tuple(way for wording in part for way in respelled(wording, spellings)) for part in pattern.parts)
    return Pattern(tuple(parts), pattern.gaps)


def _named_lists(top: Entry, key: str) -> dict[str, tuple[str, ...]]:
    if not top.has(key):
        return {}
    named = top.entry(key)
    return {name: tuple(text for text, _ in named.lines(name)) for name in named.names}
