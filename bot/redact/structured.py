"""Structured identifiers: everything rules alone can find, in any disguise `fold` undoes."""

from collections.abc import Sequence

from bot.redact.accounts import find_accounts
from bot.redact.belonging import find_belonging
from bot.redact.fold import Folded
from bot.redact.numbers import HOTLINES, Numbers
from bot.redact.span import Span


class Structured:
    def __init__(self, hotlines: Sequence[str] = HOTLINES) -> None:
        self._numbers = Numbers(hotlines)

    def find(self, folded: Folded) -> list[Span]:
        """Every structured identifier of one text, unsorted and possibly overlapping."""
        return [*self._numbers.find(folded), *find_accounts(folded), *find_belonging(folded)]
