"""What the screen looks for, compiled once: one automaton for all fixed wordings, a guarded expression for each frame."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import ahocorasick

from bot.crisis.circumstances import Circumstance, compile_circumstances
from bot.crisis.notation import Pattern
from bot.kit.text import LATIN
from bot.levels import RiskLevel

# What may stand in a gap: the same sentence.
_SAME_SENTENCE = r"[^\n。!?;.]"


class Evidence(StrEnum):
    ALONE = "alone"
    """The words are enough by themselves."""
    COMPANION = "companion"
    """The words mean something else too, and count only beside a cue or another term."""
    MANNER = "manner"
    """Mostly a manner of speaking: the student is asked first. What else of its category stands in it does not count."""


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a term file; `acts_on_self` where "my friend" before it tells whose danger it is.

    `written_at` is the file and line a coordinator finds it in.
    """

    id: str
    category: str
    level: RiskLevel
    evidence: Evidence
    acts_on_self: bool
    written_at: str


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
    """Fixed wordings of one length in the automaton: a whole term, cue or mask, or the part that calls for a frame."""

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
    circumstances: ahocorasick.Automaton


def compile_lexicon(written: Iterable[Written], circumstances: Mapping[Circumstance, Sequence[Pattern]]) -> Lexicon:
    """The lexicon of everything written down; the patterns were checked when they were read."""
    terms: list[Term] = []
    frames: list[Frame] = []
    wordings: dict[str, list[Wording]] = {}
    for entry in written:
        if entry.term is not None:
            terms.append(entry.term)
        for pattern in entry.patterns:
            frame = None
            if pattern.gaps:
                frame = len(frames)
                frames.append(_frame(pattern, entry.term))
            alike: dict[tuple[int, bool, bool], Wording] = {}
            for text in max(pattern.parts, key=lambda part: min(map(len, part))):
                wordings.setdefault(text, []).append(_wording(text, entry, frame, alike))
    words = {what: [word for each in patterns for word in each.parts[0]] for what, patterns in circumstances.items()}
    return Lexicon(tuple(terms), tuple(frames), _automaton(wordings), compile_circumstances(words))


def _automaton(wordings: Mapping[str, Iterable[Wording]]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    once: dict[tuple[Wording, ...], tuple[Wording, ...]] = {}
    for text, found in wordings.items():
        called = tuple(found)
        automaton.add_word(text, once.setdefault(called, called))
    automaton.make_automaton()
    return automaton


def _wording(text: str, entry: Written, frame: int | None, alike: dict[tuple[int, bool, bool], Wording]) -> Wording:
    """What the automaton gives back for `text`: one object for all wordings of a pattern that are alike, to spare memory."""
    shape = len(text), text[0] in LATIN, text[-1] in LATIN
    if shape not in alike:
        length, latin_start, latin_end = shape
        alike[shape] = Wording(entry.kind, length, entry.term, frame, latin_start, latin_end)
    return alike[shape]


def _frame(pattern: Pattern, term: Term | None) -> Frame:
    source = _either(pattern.parts[0])
    for gap, part in zip(pattern.gaps, pattern.parts[1:], strict=True):
        # Looking at one letter first spares trying every wording at every place of the gap.
        begins = re.escape("".join(sorted({wording[0] for wording in part})))
        source += f"{_SAME_SENTENCE}{{0,{gap}}}?(?=[{begins}]){_either(part)}"
    return Frame(re.compile(source), reach=sum(pattern.gaps) + sum(len(part[0]) for part in pattern.parts), term=term)


def _either(part: Sequence[str]) -> str:
    return f"(?:{'|'.join(_bounded(wording) for wording in part)})"


def _bounded(wording: str) -> str:
    """A wording that begins or ends with a Latin letter or digit does so at the edge of a word."""
    left = r"(?<![a-z0-9])" if wording[0] in LATIN else ""
    right = r"(?![a-z0-9])" if wording[-1] in LATIN else ""
    return left + re.escape(wording) + right
