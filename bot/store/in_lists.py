"""Lists for `IN (...)` in few lengths: to a database, a list of another length is another statement to be prepared."""

from collections.abc import Iterable
from typing import Final

_LENGTHS: Final = (1, 4, 16, 64, 256)


def padded(values: Iterable[str]) -> list[str]:
    """The values, the last one repeated until the list has one of a few lengths; what they select stays the same."""
    listed = list(values)
    length = next((length for length in _LENGTHS if length >= len(listed)), len(listed))
    return listed + listed[-1:] * (length - len(listed))
