"""Where the terms stand in a text: one pass of the automaton, and the frames it calls for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.crisis.normalise import Plain
from bot.crisis.terms import Kind, Lexicon, Term, Wording
from bot.kit.text import LATIN

# A long text may repeat a word ten thousand times: the first places decide, and nobody reads the hundredth.
_MOST_PLACES = 8
_MOST_HITS = 200
# Longer than any chat allows: from here on a frame is tried at so many places from both ends instead of everywhere.
_LONG = 5000
_PLACES_OF_LONG = 16
_MASKED = "\ufffc"
_Places = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Match:
    """A term, or a cue where there is none, and its place in the normalised text."""

    term: Term | None
    start: int
    end: int


def find_matches(plain: Plain, lexicon: Lexicon) -> list[Match]:
    """Every term and cue that is not hidden by a mask."""
    hits, masks = _hits(plain.text, lexicon)
    if not hits:
        return []
    open_text = _without_masks(plain, masks)
    found: list[Match] = []
    called: dict[int, _Places] = {}
    for word, places in hits.items():
        for start, end in () if places is masks else _seen(word, places, open_text):
            if word.frame is None:
                found.append(Match(word.term, start, end))
            else:
                called.setdefault(word.frame, []).append((start, end))
    found.extend(_frames(open_text, called, lexicon))
    return found


def _hits(text: str, lexicon: Lexicon) -> tuple[dict[Wording, _Places], _Places]:
    """Where each wording stands, and where the masks do; Latin wordings only as whole words."""
    hits: dict[Wording, _Places] = {}
    masks: _Places = []
    for last, words in lexicon.automaton.iter(text):
        end = last + 1
        for word in words:
            places = hits.get(word)
            if places is None:
                places = hits[word] = masks if word.kind is Kind.MASK else []
            if len(places) == _MOST_HITS and places is not masks:
                continue
            start = end - word.length
            if word.latin_start and start > 0 and text[start - 1] in LATIN:
                continue
            if word.latin_end and end < len(text) and text[end] in LATIN:
                continue
            places.append((start, end))
    return hits, masks


def _seen(word: Wording, places: _Places, open_text: str) -> _Places:
    """The places no mask hides. A mask hides danger and cues; distress stays, so that "I would never" is not nothing."""
    if word.term is not None and not word.term.level.is_danger:
        return places[:_MOST_PLACES]
    seen = [(start, end) for start, end in places if not open_text[start] == open_text[end - 1] == _MASKED]
    return seen if word.frame is not None else seen[:_MOST_PLACES]


def _without_masks(plain: Plain, masks: Sequence[tuple[int, int]]) -> str:
    """The text with idioms and jokes made unreadable, every letter in its place; nobody disguises a joke."""
    masks = [(start, end) for start, end in masks if plain.is_unbroken(start, end)]
    if not masks:
        return plain.text
    letters = list(plain.text)
    for start, end in masks:
        letters[start:end] = _MASKED * (end - start)
    return "".join(letters)


def _frames(text: str, called: Mapping[int, _Places], lexicon: Lexicon) -> Iterator[Match]:
    for index, places in called.items():
        frame = lexicon.frames[index]
        for start, end in _worth_a_look(places, len(text)):
            match = frame.expression.search(text, max(0, start - frame.reach), end + frame.reach)
            if match is not None:
                yield Match(frame.term, match.start(), match.end())
                break


def _worth_a_look(places: _Places, length: int) -> _Places:
    """Where a frame is tried: with many places, one look at the whole text is quicker than a look around each."""
    if len(places) <= _MOST_PLACES:
        return places
    return [(0, length)] if length <= _LONG else places[:_PLACES_OF_LONG] + places[-_PLACES_OF_LONG:]
