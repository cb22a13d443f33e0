"""Makes a student's words harmless to Rasa, which obeys whatever starts with a slash once blanks are stripped."""

import unicodedata

LONGEST = 2000
NOTHING_SAID = "…"
_CUT = " … "
_SLASHES = frozenset("/／⁄∕⧸╱〳⟋")
# Controls, formats, surrogates, private and unassigned, blanks, and marks that have no letter before them.
_EMPTY_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zs", "Zl", "Zp", "Mn", "Mc", "Me"})
# Fillers that show as nothing though Unicode calls them letters or symbols.
_EMPTY_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def neutral_text(text: str) -> str:
    """The text as Rasa may read it: never empty, never starting as a command, encodable, and not endless."""
    encodable = text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    start = next((at for at, character in enumerate(encodable) if not _is_prelude(character)), len(encodable))
    words = encodable[start:].strip()
    return _shortened(words) if words else NOTHING_SAID


def _is_prelude(character: str) -> bool:
    """Whether a character before the first real one could hide or be the slash of a command."""
    is_empty = character.isspace() or unicodedata.category(character) in _EMPTY_CATEGORIES
    return is_empty or character in _SLASHES or character in _EMPTY_LETTERS


def _shortened(words: str) -> str:
    """Beginning and end of a very long text: people say what matters first or last."""
    if len(words) <= LONGEST:
        return words
    half = (LONGEST - len(_CUT)) // 2
    return f"{words[:half]}{_CUT}{words[-half:]}"
