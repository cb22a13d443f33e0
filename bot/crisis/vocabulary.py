"""The lists that patterns share: named words, and how characters are respelled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
            _refuse_too_short(pattern, key)
        except UnreadablePattern as unreadable:
            raise BrokenTerms(entry.file, line=line, expected=str(unreadable)) from unreadable
        found.append(_spelled(pattern, vocabulary.spellings) if spelled else pattern)
    return tuple(found)


def _refuse_too_short(pattern: Pattern, key: str) -> None:
    """Repeated letters count once and separators not at all: a doubled character would stand for the single one."""
    if key == "masks" and pattern.gaps:
        raise UnreadablePattern("a mask without gaps (…)")
    least = 1 if pattern.gaps else 2
    for wording in (wording for part in pattern.parts for wording in part):
        if len(normalise(wording).text) < least:
            raise UnreadablePattern(f"at least {least} different letters that are no separators, not {wording}")


def _spelled(pattern: Pattern, spellings: Spellings) -> Pattern:
    parts = (tuple(way for wording in part for way in respelled(wording, spellings)) for part in pattern.parts)
    return Pattern(tuple(parts), pattern.gaps)


def _named_lists(top: Entry, key: str) -> dict[str, tuple[str, ...]]:
    if not top.has(key):
        return {}
    named = top.entry(key)
    return {name: tuple(text for text, _ in named.lines(name)) for name in named.names}
