"""Structured identifiers: everything rules alone can find, in any disguise `fold` undoes."""

from collections.abc import Sequence

from bot.redact.accounts import find_accounts
from bot.redact.fold import Folded
from bot.redact.homes import find_homes
from bot.redact.numbers import HOTLINES, Numbers
from bot.redact.particulars import find_particulars
from bot.redact.schools import find_schools
from bot.redact.span import Span


class Structured:
    def __init__(self, hotlines: Sequence[str] = HOTLINES) -> None:
        self._numbers = Numbers(hotlines)

    def find(self, folded: Folded) -> list[Span]:
        """Every structured identifier of one text, unsorted and possibly overlapping."""
        rules = (self._numbers.find, find_accounts, find_schools, find_homes, find_particulars)
        return [span for rule in rules for span in rule(folded)]
