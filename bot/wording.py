"""Every sentence the line says to a student, in three languages, from config/wording/."""

import string
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Self

from pydantic import Field, RootModel

from bot.errors import RefusedToStart
from bot.kit.config_file import Strict, read_config

LANGUAGES: Final = ("zh-Hans", "zh-Hant", "en")
DEFAULT_LANGUAGE: Final = "zh-Hans"


class InLanguages(Strict):
    """One text in the line's three languages, in a file about something else."""

    hans: str = Field(alias="zh-Hans", min_length=1)
    hant: str = Field(alias="zh-Hant", min_length=1)
    en: str = Field(min_length=1)

    def read(self, language: str) -> str:
        return dict(zip(LANGUAGES, (self.hans, self.hant, self.en), strict=True)).get(language, self.hans)


class _File(RootModel[dict[str, Any]]):
    """One language's sentences, nested by subject."""


class Wording:
    """Sentences by key ("handoff.closed") and language."""

    def __init__(self, sentences: Mapping[str, Mapping[str, str]]) -> None:
        self._sentences = sentences

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The wording of `folder`; raise RefusedToStart if a language lacks an entry or names other facts."""
        sentences = {language: _read(folder / f"{language}.yml") for language in LANGUAGES}
        reference = sentences[DEFAULT_LANGUAGE]
        for language, own in sentences.items():
            for key in reference.keys() ^ own.keys():
                raise RefusedToStart(f"{folder / language}.yml: '{key}' must stand in every language or in none.")
            for key, sentence in own.items():
                if _facts(sentence) != _facts(reference[key]):
                    raise RefusedToStart(
                        f"{folder / language}.yml: '{key}' must name the same {{…}} as in {DEFAULT_LANGUAGE}.yml."
                    )
        return cls(sentences)

    def has(self, key: str) -> bool:
        """Whether there is a sentence for `key`; every language has the same."""
        return key in self._sentences[DEFAULT_LANGUAGE]

    def say(self, key: str, language: str, **facts: object) -> str:
        """The sentence for `key`; a language the line does not speak gets Simplified Chinese."""
        own = self._sentences.get(language, self._sentences[DEFAULT_LANGUAGE])
        return own[key].format(**facts)


def _read(path: Path) -> dict[str, str]:
    sentences: dict[str, str] = {}
    for key, sentence in _flat(read_config(path, _File).root):
        if not isinstance(sentence, str) or not sentence.strip():
            raise RefusedToStart(f"{path}: '{key}' must be a sentence.")
        if not _can_be_filled_in(sentence):
            raise RefusedToStart(f"{path}: '{key}': write every {{…}} with a plain name in it, such as {{place}}.")
        sentences[key] = sentence
    return sentences


def _flat(entries: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, object]]:
    for name, entry in entries.items():
        key = f"{above}{name}"
        if isinstance(entry, dict):
            yield from _flat(entry, f"{key}.")
        else:
            yield key, entry


def _can_be_filled_in(sentence: str) -> bool:
    try:
        fields = [(name, conversion) for _, name, _, conversion in string.Formatter().parse(sentence)]
    except ValueError:
        return False  # a brace that is never closed
    return all(name is None or (name.isidentifier() and conversion is None) for name, conversion in fields)


def _facts(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
