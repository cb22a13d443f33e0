"""What coordinators, exports and training candidates see instead of a transcript: pseudonymised, never "anonymous".

Fails closed: without the name model there is no Redactor, and whoever wanted text shows none.
"""

import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.redact.accounts import asks_for_account, find_bare_accounts
from bot.redact.finder import WordFinder
from bot.redact.fold import Folded, fold
from bot.redact.names import find_names
from bot.redact.numbers import HOTLINES
from bot.redact.places import joined_places
from bot.redact.pseudonyms import Pseudonyms, full_names
from bot.redact.span import Kind, Span, joined
from bot.redact.structured import Structured

KEY_LENGTH = 32
SHORTEST_REPEATED = 2


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text with stand-ins, and the stretches of the original that they stand for."""

    text: str
    spans: tuple[Span, ...]


class Redactor:
    def __init__(self, names: WordFinder, *, hotlines: Sequence[str] = HOTLINES) -> None:
        self._names = names
        self._structured = Structured(hotlines)

    def redact(self, text: str) -> Redacted:
        """One text as a case of its own: its stand-ins mean nothing anywhere else."""
        return self.redact_case([text], key=secrets.token_bytes(KEY_LENGTH))[0]

    def redact_case(self, texts: Sequence[str], *, key: bytes) -> list[Redacted]:
        """All texts of one case, in order: who is hidden once is hidden everywhere, always as the same person."""
        case = [fold(text) for text in texts]
        found = [self._spans(folded) for folded in case]
        for earlier, later, spans in zip(case, case[1:], found[1:], strict=False):
            if asks_for_account(earlier):
                spans.extend(find_bare_accounts(later))
        persons = _persons(texts, found)
        pseudonyms = Pseudonyms(key, full_names=full_names(persons))
        hidden = [joined([*spans, *_repeats(folded, persons)]) for folded, spans in zip(case, found, strict=True)]
        return [_with_stand_ins(text, spans, pseudonyms) for text, spans in zip(texts, hidden, strict=True)]

    def _spans(self, folded: Folded) -> list[Span]:
        if not folded.text:
            return []
        spans = [*self._structured.find(folded), *find_names(folded, self._names)]
        return joined_places(folded, joined(spans))


def _persons(texts: Sequence[str], found: Sequence[Iterable[Span]]) -> set[str]:
    """Every string hidden as a person anywhere in the case."""
    written = (
        _key_words(text[span.start : span.end])
        for text, spans in zip(texts, found, strict=True)
        for span in spans
        if span.kind is Kind.PERSON
    )
    return {words for words in written if len(words) >= SHORTEST_REPEATED}


def _key_words(words: str) -> str:
    return fold(words).text.strip().removeprefix("@").casefold()


def _repeats(folded: Folded, persons: Iterable[str]) -> list[Span]:
    if not persons:
        return []
    ordered = sorted(persons, key=len, reverse=True)
    pattern = re.compile("|".join(_whole(words) for words in ordered), re.IGNORECASE)
    return [folded.span(found.start(), found.end(), Kind.PERSON) for found in pattern.finditer(folded.text)]


def _whole(words: str) -> str:
    """A Latin name is not looked for inside longer words: Ann is not in planning."""
    escaped = re.escape(words)
    return rf"(?<![A-Za-z0-9_]){escaped}(?![A-Za-z0-9_])" if words.isascii() else escaped


def _with_stand_ins(text: str, spans: Sequence[Span], pseudonyms: Pseudonyms) -> Redacted:
    parts: list[str] = []
    place = 0
    for span in spans:
        stand_in = pseudonyms.stand_in(span.kind, _key_words(text[span.start : span.end]))
        parts.extend((text[place : span.start], stand_in))
        place = span.end
    return Redacted(text="".join([*parts, text[place:]]), spans=tuple(spans))


def load_redactor(directory: Path | None = None, *, hotlines: Sequence[str] = HOTLINES) -> Redactor:
    """A Redactor with the measured name model, or NameModelMissing: then nobody is shown any text."""
    from bot.redact.name_model import LacNames, model_directory

    return Redactor(LacNames(directory or model_directory()), hotlines=hotlines)
