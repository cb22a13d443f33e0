"""The words of the pages themselves, in the volunteer's language, from console/words/*.yml."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from bot.shifts.accounts import LANGUAGES

FOLDER: Final = Path(__file__).parent / "words"


class Words:
    """Every label and sentence of the pages, by key ("queue.title") and language."""

    def __init__(self, by_language: Mapping[str, Mapping[str, str]]) -> None:
        self._by_language = by_language

    def say(self, key: str, language: str, **facts: object) -> str:
        """The words for `key`; an unknown key is a mistake in a page, found by the tests."""
        return self._by_language[language][key].format(**facts)

    def keys(self, language: str) -> set[str]:
        return set(self._by_language[language])


def load_words(folder: Path = FOLDER) -> Words:
    """The words of all languages the pages speak."""
    return Words(
        {
            language: dict(_flat(yaml.safe_load((folder / f"{language}.yml").read_text(encoding="utf-8"))))
            for language in LANGUAGES
        }
    )


def _flat(tree: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, entry in tree.items():
        if isinstance(entry, dict):
            yield from _flat(entry, f"{above}{name}.")
        else:
            yield f"{above}{name}", str(entry)
