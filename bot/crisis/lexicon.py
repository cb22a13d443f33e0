"""The crisis terms of a folder, read, compiled and proven: every example fires, no counter-example does."""

import pathlib
from collections.abc import Iterator

from bot.crisis.by_terms import find_terms
from bot.crisis.circumstances import Circumstance
from bot.crisis.errors import BrokenTerms
from bot.crisis.normalise import normalise
from bot.crisis.notation import Pattern
from bot.crisis.term_files import Entry, read_languages
from bot.crisis.terms import Evidence, Kind, Lexicon, Term, Written, compile_lexicon
from bot.crisis.vocabulary import Vocabulary, read_patterns, read_vocabulary
from bot.levels import RiskLevel

__all__ = ["Lexicon", "load_lexicon"]

_FILE_KEYS = (
    "category",
    "acts_on_self",
    "terms",
    "masks",
    "cues",
    "circumstances",
    "words",
    "sounds",
    "forms",
    "ordinary",
)
_TERM_KEYS = ("id", "patterns", "level", "evidence", "spelled", "example", "counter_example")
_LEVELS = {str(int(level)): level for level in RiskLevel if level is not RiskLevel.NONE}
_EVIDENCE = {evidence.value: evidence for evidence in Evidence}
_YES_OR_NO = {"true": True, "false": False}


def load_lexicon(folder: pathlib.Path) -> Lexicon:
    """The lexicon of `folder`; raise BrokenTerms with file and line if anything in it is not as it should be."""
    entries: dict[str, Entry] = {}
    written: list[Written] = []
    circumstances: dict[Circumstance, list[Pattern]] = {}
    for files in read_languages(folder):
        vocabulary = read_vocabulary(files)
        for top in files:
            top.refuse_other_than(_FILE_KEYS)
            written += _masks_and_cues(top, vocabulary)
            written += _terms(top, vocabulary, entries)
            for circumstance, pattern in _circumstances(top, vocabulary):
                circumstances.setdefault(circumstance, []).append(pattern)
    lexicon = compile_lexicon(written, circumstances)
    for term in lexicon.terms:
        _prove(term, entries[term.id], lexicon)
    return lexicon


def _terms(top: Entry, vocabulary: Vocabulary, entries: dict[str, Entry]) -> Iterator[Written]:
    """The terms of one file; adds where each was written to `entries`."""
    for entry in top.entries("terms") if top.has("terms") else ():
        term = _term(entry, top)
        if term.id in entries:
            raise BrokenTerms(entry.file, line=entry.line, expected=f"an id of its own, not {term.id} once more")
        entries[term.id] = entry
        spelled = entry.has("spelled") and entry.one_of("spelled", _YES_OR_NO)
        yield Written(Kind.TERM, read_patterns(entry, "patterns", vocabulary, spelled=spelled), term)


def _masks_and_cues(top: Entry, vocabulary: Vocabulary) -> Iterator[Written]:
    for key, kind in (("masks", Kind.MASK), ("cues", Kind.CUE)):
        if top.has(key):
            yield Written(kind, read_patterns(top, key, vocabulary))


def _circumstances(top: Entry, vocabulary: Vocabulary) -> Iterator[tuple[Circumstance, Pattern]]:
    if not top.has("circumstances"):
        return
    named = top.entry("circumstances")
    named.refuse_other_than(tuple(Circumstance))
    for name in named.names:
        for pattern in read_patterns(named, name, vocabulary):
            yield Circumstance(name), pattern


def _term(entry: Entry, top: Entry) -> Term:
    entry.refuse_other_than(_TERM_KEYS)
    return Term(
        id=entry.text("id"),
        category=top.text("category"),
        level=entry.one_of("level", _LEVELS),
        evidence=entry.one_of("evidence", _EVIDENCE),
        acts_on_self=top.has("acts_on_self") and top.one_of("acts_on_self", _YES_OR_NO),
        written_at=f"{entry.file.parent.name}/{entry.file.name}:{entry.line}",
    )


def _prove(term: Term, entry: Entry, lexicon: Lexicon) -> None:
    """Hold a term to its own examples."""
    found = {
        counted.term.id: counted.level for counted in find_terms(normalise(entry.text("example")), lexicon).counted
    }
    if found.get(term.id) != term.level:
        raise BrokenTerms(entry.file, line=entry.line_of("example"), expected=f"an example that {term.id} finds")
    found_there = find_terms(normalise(entry.text("counter_example")), lexicon).counted
    if term.id in {counted.term.id for counted in found_there}:
        line = entry.line_of("counter_example")
        raise BrokenTerms(entry.file, line=line, expected=f"a counter-example that {term.id} leaves alone")
