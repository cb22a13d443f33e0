"""Letters, and cutting text where a reader would not notice the knife."""

import re
import string
import unicodedata
from collections.abc import Iterator
from typing import Final

# What a word of pinyin or English is made of, in lower case.
LATIN: Final = frozenset(string.ascii_lowercase + string.digits)

_CLUSTER = re.compile(
    r"\r\n|.[\u0300-\u036f\u200d\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff]*(?:(?<=\u200d).[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\u200d]*)*",
    re.DOTALL,
)

# A blank after a Chinese character ends a thought as a comma does.
_CLAUSE: Final = re.compile(r"[,.;:!?~，。；：！？、～…\n]+|(?<=[\u3400-\u9fff])\s+")


def split_text(text: str, *, limit: int) -> list[str]:
    """`text` in parts of at most `limit` UTF-16 units (as Telegram counts), broken between lines where that fits."""
    parts: list[str] = []
    part = ""
    for piece in _pieces(text, limit):
        if part and _units(part) + _units(piece) > limit:
            parts.append(part)
            part = ""
        part += piece
    parts.append(part)
    return [part for part in parts if part.strip()]  # platforms refuse a blank message


def _pieces(text: str, limit: int) -> Iterator[str]:
    """Lines that fit; else what a reader sees as one sign each; of a sign that does not fit its characters."""
    for line in re.split(r"(?<=\n)", text):
        for cluster in [line] if _units(line) <= limit else _CLUSTER.findall(line):
            yield from [cluster] if _units(cluster) <= limit else cluster


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def sendable(text: str) -> str:
    """`text` as a platform accepts it: no NUL, no lone surrogates."""
    return text.replace("\0", "�").encode("utf-8", "replace").decode("utf-8")


def folded(text: str) -> str:
    """The letters and digits of `text` in lower case and one width: blanks, punctuation and case say nothing here."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).lower() if letter.isalnum())


def clauses(text: str) -> list[str]:
    """The thoughts of `text` one by one, as it was written."""
    return [clause for clause in _CLAUSE.split(text) if clause.strip()]
