"""What the screen looks for, compiled once: one automaton for all fixed wordings, a guarded expression for each frame."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import ahocorasick

from bot.crisis.normalise import normalise
from bot.crisis.notation import Pattern
from bot.levels import RiskLevel

# What may stand in a gap: the same sentence.
_SAME_SENTENCE = r"[^\n。!?;.]"


class Evidence(StrEnum):
    ALONE = "alone"
    """The words are enough by themselves."""
    COMPANION = "companion"
    """The words mean something else too, and count only beside a cue or another term."""


@dataclass(frozen=True, slots=True)
class Term:
    id: str
    category: str
    level: RiskLevel
    evidence: Evidence


class Kind(StrEnum):
    TERM = "term"
    CUE = "cue"
    """Says nothing alone, lets an ambiguous term count."""
    MASK = "mask"
    """An idiom, a joke or a denial; no danger inside it counts."""


@dataclass(frozen=True, slots=True)
class Written:
    """Patterns as read from a file, with what they mean; only a term has a Term."""

    kind: Kind
    patterns: tuple[Pattern, ...]
    term: Term | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A pattern with an open slot; tried only around a place where its rarest part was found."""

    expression: re.Pattern[str]
    reach: int
    term: Term | None


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """One fixed wording in the automaton: a whole term, cue or mask, or the part that calls for a frame."""

    kind: Kind
    length: int
    term: Term | None
    frame: int | None
    latin_start: bool
    latin_end: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    terms: tuple[Term, ...]
    frames: tuple[Frame, ...]
    automaton: ahocorasick.Automaton


def compile_lexicon(written: Iterable[Written]) -> Lexicon:
    """The lexicon of everything written down; the patterns were checked when they were read."""
    terms: list[Term] = []
    frames: list[Frame] = []
    wordings: dict[str, list[Wording]] = {}
    for entry in written:
        if entry.term is not None:
            terms.append(entry.term)
        for pattern in entry.patterns:
            parts = [_plain(part) for part in pattern.parts]
            frame = None
            if pattern.gaps:
                frame = len(frames)
                frames.append(_frame(parts, pattern.gaps, entry.term))
            for text in max(parts, key=lambda part: min(map(len, part))):
                wordings.setdefault(text, []).append(_wording(text, entry, frame))
    return Lexicon(tuple(terms), tuple(frames), _automaton(wordings))


def _automaton(wordings: Mapping[str, Iterable[Wording]]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for text, found in wordings.items():
        automaton.add_word(text, tuple(found))
    automaton.make_automaton()
    return automaton


def _wording(text: str, entry: Written, frame: int | None) -> Wording:
    return Wording(
        kind=entry.kind,
        length=len(text),
        term=entry.term,
        frame=frame,
        latin_start=is_latin(text[0]),
        latin_end=is_latin(text[-1]),
    )


def _plain(part: Sequence[str]) -> list[str]:
    """The wordings as the screen will see them, longest first so that a match shows the whole word."""
    plain = {normalise(wording).text for wording in part}
    return sorted(plain, key=lambda text: (-len(text), text))


def _frame(parts: Sequence[Sequence[str]], gaps: Sequence[int], term: Term | None) -> Frame:
    source = _either(parts[0])
    for gap, part in zip(gaps, parts[1:], strict=True):
        # Looking at one letter first spares trying every wording at every place of the gap.
        begins = re.escape("".join(sorted({wording[0] for wording in part})))
        source += f"{_SAME_SENTENCE}{{0,{gap}}}?(?=[{begins}]){_either(part)}"
    return Frame(re.compile(source), reach=sum(gaps) + sum(len(part[0]) for part in parts), term=term)


def _either(part: Sequence[str]) -> str:
    return f"(?:{'|'.join(_bounded(wording) for wording in part)})"


def _bounded(wording: str) -> str:
    """A wording that begins or ends with a Latin letter or digit does so at the edge of a word."""
    left = r"(?<![a-z0-9])" if is_latin(wording[0]) else ""
    right = r"(?![a-z0-9])" if is_latin(wording[-1]) else ""
    return left + re.escape(wording) + right


def is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()
