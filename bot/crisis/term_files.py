"""Reads the term files and remembers the line of everything, so that a mistake can be shown where it was made."""

import pathlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import yaml

from bot.crisis.errors import BrokenTerms

_Meaning = TypeVar("_Meaning")
_Node = TypeVar("_Node", yaml.ScalarNode, yaml.MappingNode)


@dataclass(frozen=True, slots=True)
class Entry:
    """One YAML mapping and the file it stands in; asked for its keys by name and kind."""

    file: pathlib.Path
    node: yaml.MappingNode

    @property
    def line(self) -> int:
        return _line(self.node)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(str(key.value) for key, _ in self.node.value)

    def has(self, key: str) -> bool:
        return key in self.names

    def line_of(self, key: str) -> int:
        return _line(self._find(key))

    def refuse_other_than(self, known: Collection[str]) -> None:
        """A misspelled key would silently switch something off."""
        for key, _ in self.node.value:
            if key.value not in known:
                raise self._broken(key, f"one of {', '.join(known)}")

    def text(self, key: str) -> str:
        node = self._find(key)
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            raise self._broken(node, f"text for {key}")
        return str(node.value)

    def one_of(self, key: str, meanings: Mapping[str, _Meaning]) -> _Meaning:
        """What the text of this key means, if it is one of those known."""
        text = self.text(key)
        if text not in meanings:
            raise self._broken(self._find(key), f"{' or '.join(meanings)} for {key}")
        return meanings[text]

    def lines(self, key: str) -> tuple[tuple[str, int], ...]:
        """A list of texts, each with its line."""
        items = self._items(key, yaml.ScalarNode, "texts")
        return tuple((str(item.value), _line(item)) for item in items)

    def entries(self, key: str) -> tuple["Entry", ...]:
        return tuple(Entry(self.file, item) for item in self._items(key, yaml.MappingNode, "entries"))

    def entry(self, key: str) -> "Entry":
        node = self._find(key)
        if not isinstance(node, yaml.MappingNode):
            raise self._broken(node, f"named entries for {key}")
        return Entry(self.file, node)

    def _items(self, key: str, kind: type[_Node], called: str) -> list[_Node]:
        node = self._find(key)
        items = node.value if isinstance(node, yaml.SequenceNode) else []
        found = [item for item in items if isinstance(item, kind) and item.value]
        if not items or len(found) < len(items):
            raise self._broken(node, f"a list of {called} for {key}")
        return found

    def _find(self, key: str) -> yaml.Node:
        found: dict[str, yaml.Node] = {name.value: value for name, value in self.node.value}
        if key not in found:
            raise self._broken(self.node, f"{key} here")
        return found[key]

    def _broken(self, node: yaml.Node, expected: str) -> BrokenTerms:
        return BrokenTerms(self.file, line=_line(node), expected=expected)


def read_languages(folder: pathlib.Path) -> Iterator[list[Entry]]:
    """The top entry of every .yml file, one list for each language: each has its own words and spellings."""
    languages = sorted({file.parent for file in folder.glob("*/*.yml")})
    if not languages:
        raise BrokenTerms(folder, line=1, expected="files of terms in folders of languages, such as zh/suicide.yml")
    for language in languages:
        yield [Entry(file, _top_of(file)) for file in sorted(language.glob("*.yml"))]


def _top_of(file: pathlib.Path) -> yaml.MappingNode:
    try:
        node = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as broken:
        mark = broken.problem_mark or broken.context_mark
        line = 1 if mark is None else mark.line + 1
        raise BrokenTerms(file, line=line, expected=f"valid YAML ({broken.problem})") from broken
    except (yaml.YAMLError, UnicodeDecodeError) as broken:
        raise BrokenTerms(file, line=1, expected="UTF-8 text in YAML") from broken
    if not isinstance(node, yaml.MappingNode):
        raise BrokenTerms(file, line=1, expected="named entries, such as category: and terms:")
    return node


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
