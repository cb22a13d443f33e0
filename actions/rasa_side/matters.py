"""What exactly a sentence of a known intent is about: a quarrel of the parents and a divorce are both the family.

Pure. The patterns stand in `nlu_data/matters/`, by intent, what is said and what must not be said; the answers are
`utter_…/matter` in `nlu_data/responses/`. An intent is guessed by the model, a matter is seen in the words themselves.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from actions.rasa_side.grams import folded

NO_MATTER: Final = ""
# A longer text tells of more than one thing, in characters: Chinese says more with fewer.
LONGEST: Final = 160
LONGEST_CHINESE: Final = 70
_CHINESE: Final = re.compile("[\u3400-\u9fff]")

Written = Mapping[str, Mapping[str, Any]]
"""Intent to `unless` (patterns), `everywhere` (names), and `matters`: each with `said` and `unless`, as in the files."""


class BrokenMatter(ValueError):
    """A file of another shape, or a pattern that is no regular expression; the message names the file and the matter."""


@dataclass(frozen=True)
class Matter:
    """What is meant where one of `said` stands in a folded sentence (grams.folded) and none of `unless` does."""

    name: str
    said: re.Pattern[str]
    unless: re.Pattern[str]

    def is_in(self, plain: str) -> bool:
        return self.said.search(plain) is not None and self.unless.search(plain) is None


@dataclass(frozen=True)
class Matters:
    """By intent, its matters, the first one first."""

    by_intent: Mapping[str, tuple[Matter, ...]]
    everywhere: tuple[tuple[str, Matter], ...] = ()
    """Those that mean the same whatever the model took the sentence for, with their intent."""

    @classmethod
    def of(cls, written: Written) -> "Matters":
        """Raise BrokenMatter for another shape than `Written`, and for a pattern that is no regular expression."""
        by_intent = {intent: tuple(_matters_of(intent, own)) for intent, own in written.items()}
        names = {(intent, name) for intent, own in written.items() for name in own.get("everywhere", ())}
        found = tuple(
            (intent, each) for intent, own in by_intent.items() for each in own if (intent, each.name) in names
        )
        if len(found) != len(names):
            raise BrokenMatter(f"everywhere names no matter of the file: {sorted(names)}")
        return cls(by_intent, found)

    def found(self, text: str, intent: str, *, without: str = NO_MATTER) -> str:
        """The first matter of `intent` in `text` beside `without`, or NO_MATTER."""
        plain, own = _short(text), self.by_intent.get(intent, ())
        return next((matter.name for matter in own if matter.name != without and matter.is_in(plain)), NO_MATTER)

    def found_anywhere(self, text: str) -> tuple[str, str]:
        """The intent and the name of the first matter in `text` that counts everywhere, or nothing and NO_MATTER."""
        plain = _short(text)
        return next(((intent, each.name) for intent, each in self.everywhere if each.is_in(plain)), ("", NO_MATTER))


def read(folder: Path) -> Matters:
    """The matters of every file in the folder, in their order; raise BrokenMatter."""
    by_intent: dict[str, tuple[Matter, ...]] = {}
    everywhere: tuple[tuple[str, Matter], ...] = ()
    for file in sorted(folder.glob("*.yml")):
        try:
            own = Matters.of(yaml.safe_load(file.read_text(encoding="utf-8")))
        except BrokenMatter as broken:
            raise BrokenMatter(f"{file}: {broken}") from broken
        except (AttributeError, KeyError, TypeError) as broken:
            raise BrokenMatter(
                f"{file}: is not written as the others: intent, matters, name, said (a list)."
            ) from broken
        for intent, found in own.by_intent.items():  # an intent may have more than one file
            by_intent[intent] = by_intent.get(intent, ()) + found
        everywhere += own.everywhere
    return Matters(by_intent, everywhere)


def _short(text: str) -> str:
    """`text` folded, or nothing for a long one: that tells of more than one thing."""
    plain = folded(text)
    return plain if len(plain) <= (LONGEST_CHINESE if _CHINESE.search(plain) else LONGEST) else ""


def _matters_of(intent: str, own: Mapping[str, Any]) -> Iterator[Matter]:
    for name, patterns in own["matters"].items():
        unless = [*own.get("unless", ()), *patterns.get("unless", ())]
        try:
            yield Matter(name, _any_of(patterns["said"]), _any_of(unless))
        except re.error as broken:
            raise BrokenMatter(f"{intent}/{name}: {broken.pattern!r} is no regular expression: {broken}.") from broken


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    """A pattern for any of these; for none of them one that never matches."""
    for pattern in patterns:
        re.compile(pattern)
    return re.compile("|".join(patterns) if patterns else "(?!)")
