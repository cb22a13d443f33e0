"""Names, places and organisations of one text: the model's words, corrected by what surrounds them."""

from collections.abc import Iterator, Sequence

from bot.redact.cues import cued_persons
from bot.redact.finder import Word, WordFinder
from bot.redact.fold import Folded
from bot.redact.foreign_names import whole_foreign_name
from bot.redact.institutions import institutions
from bot.redact.readable import DANGER, LITTLE_WORDS, NOT_NAMES, NOT_PLACES
from bot.redact.span import Kind, Span
from bot.redact.surnames import SURNAMES

KINDS = {"LOC": Kind.PLACE, "ORG": Kind.ORGANISATION}
REPEATED = 2


def find_names(folded: Folded, model: WordFinder) -> list[Span]:
    text = folded.text
    words = model.words(text)
    persons = [*_persons(text, words), *cued_persons(text)]
    spans = [folded.span(start, end, Kind.PERSON) for start, end in persons]
    for word in words:
        start, end = _letters_of(text, word.start, word.end)
        if (
            word.tag in KINDS
            and start < end
            and _could_be_a_place(text[start:end])
            and not _is_danger(text, start, end)
        ):
            spans.append(folded.span(start, end, KINDS[word.tag]))
    spans.extend(folded.span(*found) for found in institutions(text, words))
    return spans


def _persons(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    for number, word in enumerate(words):
        if word.tag != "PER":
            continue
        start, end = _letters_of(text, word.start, word.end)
        if _is_face(text, start, end) or not _could_be_a_name(text[start:end]):
            continue
        first, last = whole_foreign_name(text, words, number)
        yield from _without_danger(text, first if first < word.start else start, last if last > word.end else end)


def _without_danger(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What is left of a supposed name beside the words that show danger."""
    place = start
    stretches = (found.span() for found in DANGER.finditer(text) if found.start() < end and found.end() > start)
    for first, last in [*stretches, (end, end)]:
        if first > place and _could_be_a_name(text[place:first]):
            yield place, first
        place = last


def _is_face(text: str, start: int, end: int) -> bool:
    """[花心] and [怒]: faces as chat programs write them."""
    return text[start - 1 : start] == "[" and text[end : end + 1] == "]"


def _is_danger(text: str, start: int, end: int) -> bool:
    return any(found.start() <= start and end <= found.end() for found in DANGER.finditer(text))


def _could_be_a_place(words: str) -> bool:
    """Numbers are the rules' work: a hotline is no organisation. Sites of danger stay readable."""
    return words not in NOT_PLACES and not words.isdigit()


def _letters_of(text: str, start: int, end: int) -> tuple[int, int]:
    """A name without the marks around it."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _could_be_a_name(words: str) -> bool:
    """A single letter that is no surname, a number or a lower-case Latin word is no name unless a cue makes it one."""
    if not words or words.isdigit() or words in NOT_NAMES:
        return False
    if len(words) == 1:
        return words in SURNAMES and words not in LITTLE_WORDS
    laughter = len(words) > REPEATED and len(set(words)) == 1
    return not laughter and not (words.isascii() and words == words.lower())
