"""The crisis terms of a folder, read, compiled and proven: every example fires, no counter-example does."""

import pathlib
from collections.abc import Iterator

from bot.crisis.errors import BrokenTerms
from bot.crisis.screen import screen
from bot.crisis.term_files import Entry, read_languages
from bot.crisis.terms import Evidence, Kind, Lexicon, Term, Written, compile_lexicon
from bot.crisis.vocabulary import Vocabulary, read_patterns, read_vocabulary
from bot.levels import RiskLevel

__all__ = ["Lexicon", "load_lexicon"]

_FILE_KEYS = ("category", "terms", "masks", "cues", "words", "sounds", "forms", "ordinary")
_TERM_KEYS = ("id", "patterns", "level", "evidence", "spelled", "example", "counter_example")
_LEVELS = {str(int(level)): level for level in RiskLevel if level is not RiskLevel.NONE}
_EVIDENCE = {evidence.value: evidence for evidence in Evidence}
_YES_OR_NO = {"true": True, "false": False}


def load_lexicon(folder: pathlib.Path) -> Lexicon:
    """The lexicon of `folder`; raise BrokenTerms with file and line if anything in it is not as it should be."""
    entries: dict[str, Entry] = {}
    written: list[Written] = []
    for files in read_languages(folder):
        vocabulary = read_vocabulary(files)
        for top in files:
            top.refuse_other_than(_FILE_KEYS)
            written += _masks_and_cues(top, vocabulary)
            written += _terms(top, vocabulary, entries)
    lexicon = compile_lexicon(written)
    for term in lexicon.terms:
        _prove(term, entries[term.id], lexicon)
    return lexicon


def _terms(top: Entry, vocabulary: Vocabulary, entries: dict[str, Entry]) -> Iterator[Written]:
    """The terms of one file; adds where each was written to `entries`."""
    for entry in top.entries("terms") if top.has("terms") else ():
        term = _term(entry, category=top.text("category"))
        if term.id in entries:
            raise BrokenTerms(entry.file, line=entry.line, expected=f"an id of its own, not {term.id} once more")
        entries[term.id] = entry
        spelled = entry.has("spelled") and entry.one_of("spelled", _YES_OR_NO)
        yield Written(Kind.TERM, read_patterns(entry, "patterns", vocabulary, spelled=spelled), term)


def _masks_and_cues(top: Entry, vocabulary: Vocabulary) -> Iterator[Written]:
    for key, kind in (("masks", Kind.MASK), ("cues", Kind.CUE)):
        if top.has(key):
            yield Written(kind, read_patterns(top, key, vocabulary))


def _term(entry: Entry, *, category: str) -> Term:
    entry.refuse_other_than(_TERM_KEYS)
    return Term(
        id=entry.text("id"),
        category=category,
        level=entry.one_of("level", _LEVELS),
        evidence=entry.one_of("evidence", _EVIDENCE),
    )


def _prove(term: Term, entry: Entry, lexicon: Lexicon) -> None:
    """Hold a term to its own examples."""
    signal = screen(entry.text("example"), lexicon)
    if signal is None or signal.level < term.level or term.id not in {span.term for span in signal.spans}:
        raise BrokenTerms(entry.file, line=entry.line_of("example"), expected=f"an example that {term.id} finds")
    signal = screen(entry.text("counter_example"), lexicon)
    if signal is not None and term.id in {span.term for span in signal.spans}:
        line = entry.line_of("counter_example")
        raise BrokenTerms(entry.file, line=line, expected=f"a counter-example that {term.id} leaves alone")
