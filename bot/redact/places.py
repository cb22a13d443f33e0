"""Places that follow one another are one place, with the house numbers between them: 甘井子区软件园路8号3栋."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.redact.fold import Folded
from bot.redact.span import Kind, Span

PLACES = frozenset({Kind.PLACE, Kind.ADDRESS, Kind.DORMITORY, Kind.SCHOOL, Kind.ORGANISATION})
BETWEEN_PLACES = re.compile(r"[\s\d十百\-#号栋幢座单元楼层室弄路区]{0,8}")


def joined_places(folded: Folded, spans: Iterable[Span]) -> list[Span]:
    """Sorted spans with neighbouring places joined across numbers, 号, 栋 and 室."""
    written = dict(zip(folded.origin, folded.digits, strict=False))
    kept: list[Span] = []
    for span in spans:
        last = kept[-1] if kept else None
        if last and {last.kind, span.kind} <= PLACES and Kind.PLACE in {last.kind, span.kind}:
            between = "".join(written.get(place, "") for place in range(last.end, span.start))
            if span.start - last.end <= 8 and BETWEEN_PLACES.fullmatch(between):  # noqa: PLR2004  # as far as a house number reaches
                kept[-1] = replace(last if last.kind is not Kind.PLACE else span, start=last.start, end=span.end)
                continue
        kept.append(span)
    return kept
