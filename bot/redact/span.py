"""What was hidden and why: a stretch of the input's own characters."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """What a hidden stretch is; the kind chooses the label, never whether to hide."""

    PERSON = "PER"
    PLACE = "LOC"
    ORGANISATION = "ORG"
    SCHOOL = "SCHOOL"
    CLASS = "CLASS"
    DORMITORY = "DORM"
    ADDRESS = "ADDRESS"
    STUDENT_NUMBER = "STUDENT_NO"
    PHONE = "PHONE"
    IDENTITY_CARD = "ID_CARD"
    BANK_CARD = "BANK_CARD"
    ACCOUNT = "ACCOUNT"
    MAIL = "MAIL"
    WEB = "URL"
    PLATE = "PLATE"
    COORDINATES = "COORDINATES"
    BIRTHDAY = "BIRTHDAY"
    NUMBER = "NUMBER"


@dataclass(frozen=True, order=True, slots=True)
class Span:
    start: int
    end: int
    kind: Kind

    def covers(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same characters without overlaps: what overlaps becomes one span of the longer one's kind."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        last = kept[-1] if kept else None
        if last is None or span.start >= last.end:
            kept.append(span)
        elif span.end > last.end:
            longer = span if span.end - span.start > last.end - last.start else last
            kept[-1] = replace(longer, start=last.start, end=span.end)
    return kept
