"""How much danger one message shows. Pure: no clock, no store, no network; it answers whatever else is down."""

from bot.crisis.matching import Match, find_matches
from bot.crisis.normalise import normalise
from bot.crisis.signal import CrisisSignal, Span
from bot.crisis.terms import Evidence, Lexicon, Term

# More places than this tell a volunteer nothing new.
_MOST_SPANS = 32


def screen(text: str, lexicon: Lexicon) -> CrisisSignal | None:
    """What the words of one message say by themselves, or None if they say nothing."""
    plain = normalise(text)
    matches = find_matches(plain, lexicon)
    counting = [
        (match.term, match) for match in matches if match.term is not None and _counts(match.term, match, matches)
    ]
    if not counting:
        return None
    counting.sort(key=lambda found: (-found[0].level, found[1].start, found[1].end))
    spans = tuple(
        Span(plain.places[match.start], plain.places[match.end - 1] + 1, term.id)
        for term, match in counting[:_MOST_SPANS]
    )
    categories = tuple(dict.fromkeys(term.category for term, _ in counting))
    return CrisisSignal(counting[0][0].level, categories, spans)


def _counts(term: Term, match: Match, matches: list[Match]) -> bool:
    """An ambiguous term counts only beside something else that speaks of the same: a cue, or another term of danger."""
    if term.evidence is Evidence.ALONE:
        return True
    return any(
        (other.term is None or (other.term.id != term.id and other.term.level.is_danger))
        and (other.end <= match.start or match.end <= other.start)
        for other in matches
    )
