"""Where the terms stand in a text: one pass of the automaton, and the frames it calls for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.crisis.normalise import Plain
from bot.crisis.terms import Kind, Lexicon, Term, Wording, is_latin

# A long text may repeat a word ten thousand times: the first places decide, and nobody reads the hundredth.
_MOST_PLACES = 8
_MASKED = "\ufffc"


@dataclass(frozen=True, slots=True)
class Match:
    """A term, or a cue where there is none, and its place in the normalised text."""

    term: Term | None
    start: int
    end: int


def find_matches(plain: Plain, lexicon: Lexicon) -> list[Match]:
    """Every term and cue that is not hidden by a mask."""
    hits = list(_hits(plain.text, lexicon))
    if not hits:
        return []
    open_text = _without_masks(plain, hits)
    found: list[Match] = []
    called: dict[int, list[tuple[int, int]]] = {}
    seen: dict[Wording, int] = {}
    for word, start, end in hits:
        if word.kind is Kind.MASK or (open_text[start] == open_text[end - 1] == _MASKED and _may_hide(word)):
            continue
        if (before := seen.get(word, 0)) > _MOST_PLACES:
            continue
        seen[word] = before + 1
        if word.frame is None:
            found.append(Match(word.term, start, end))
        else:
            called.setdefault(word.frame, []).append((start, end))
    found.extend(_frames(open_text, called, lexicon))
    return found


def _may_hide(word: Wording) -> bool:
    """A mask hides danger and cues; distress stays, so that "I would never kill myself" is not nothing."""
    return word.term is None or word.term.level.is_danger


def _hits(text: str, lexicon: Lexicon) -> Iterator[tuple[Wording, int, int]]:
    """Every wording in the text, with its place; Latin wordings only as whole words."""
    for last, words in lexicon.automaton.iter(text):
        end = last + 1
        for word in words:
            start = end - word.length
            if word.latin_start and start > 0 and is_latin(text[start - 1]):
                continue
            if word.latin_end and end < len(text) and is_latin(text[end]):
                continue
            yield word, start, end


def _without_masks(plain: Plain, hits: Iterable[tuple[Wording, int, int]]) -> str:
    """The text with idioms and jokes made unreadable, every letter in its place; nobody disguises a joke."""
    masks = [(start, end) for word, start, end in hits if word.kind is Kind.MASK and plain.is_unbroken(start, end)]
    if not masks:
        return plain.text
    letters = list(plain.text)
    for start, end in masks:
        letters[start:end] = _MASKED * (end - start)
    return "".join(letters)


def _frames(text: str, called: Mapping[int, list[tuple[int, int]]], lexicon: Lexicon) -> Iterator[Match]:
    for index, places in called.items():
        frame = lexicon.frames[index]
        # With many places, one look at the whole text is quicker than a look around each.
        around = places if len(places) <= _MOST_PLACES else [(0, len(text))]
        for start, end in around:
            match = frame.expression.search(text, max(0, start - frame.reach), end + frame.reach)
            if match is not None:
                yield Match(frame.term, match.start(), match.end())
                break
