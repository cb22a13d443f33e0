"""What can be wrong with the crisis terms; a broken file refuses to load rather than screen with less."""

import pathlib

from bot.errors import RefusedToStart


class BrokenTerms(RefusedToStart):
    """A term file cannot be used; says which file, which line, and what was expected there."""

    def __init__(self, file: pathlib.Path, *, line: int, expected: str) -> None:
        super().__init__(f"{file}, line {line}: expected {expected}")
        self.file = file
        self.line = line
        self.expected = expected
