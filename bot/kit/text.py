"""Cutting text where a reader would not notice the knife."""

import re

_CLUSTER = re.compile(
    r"\r\n|.[\u0300-\u036f\u200d\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff]*(?:(?<=\u200d).[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\u200d]*)*",
    re.DOTALL,
)


def split_text(text: str, *, limit: int) -> list[str]:
    """`text` in parts of at most `limit` UTF-16 units (as Telegram counts), broken between lines where that fits."""
    parts: list[str] = []
    part = ""
    for piece in re.split(r"(?<=\n)", text):
        for cluster in [piece] if _units(piece) <= limit else _CLUSTER.findall(piece):
            if part and _units(part) + _units(cluster) > limit:
                parts.append(part)
                part = ""
            part += cluster
    if part:
        parts.append(part)
    return parts


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def sendable(text: str) -> str:
    """`text` as a platform accepts it: no NUL, no lone surrogates."""
    return text.replace("\0", "�").encode("utf-8", "replace").decode("utf-8")
