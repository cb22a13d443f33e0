"""One row of JSON lines in, one out: what `tingjian language` writes."""

from collections.abc import Mapping
from typing import TypedDict

from bot.language.recognise import NEUTRAL_CHINESE, recognise

FIRST_LANGUAGE = "zh-Hans"


class LanguageAnswer(TypedDict):
    id: object
    language: str


def answer(row: Mapping[str, object]) -> LanguageAnswer:
    """The language of `text`; a text without any language counts as the line's first one."""
    found = recognise(str(row["text"]))
    return {"id": row["id"], "language": FIRST_LANGUAGE if found in (None, NEUTRAL_CHINESE) else found}
