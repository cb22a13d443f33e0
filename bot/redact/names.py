"""Names, places and organisations of one text: what the model finds, corrected by cues."""

from bot.redact.cues import cued_names, widened
from bot.redact.finder import NameFinder
from bot.redact.fold import Folded
from bot.redact.span import Span


def find_names(folded: Folded, model: NameFinder) -> list[Span]:
    found = [*widened(folded.text, model.find(folded.text)), *cued_names(folded)]
    return [folded.span(start, end, kind) for start, end, kind in found]
