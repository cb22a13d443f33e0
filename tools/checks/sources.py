"""What a rule reads and what it says."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from typing_extensions import override

ROOT = Path(__file__).resolve().parents[2]
GENERATED = "bot/store/migrations/versions"


@dataclass(frozen=True)
class Source:
    """One Python file; `name` is its path from the root, with slashes."""

    name: str
    text: str

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def is_in(self, *folders: str) -> bool:
        return self.name.startswith(tuple(f"{folder}/" for folder in folders))


@dataclass(frozen=True)
class Finding:
    name: str
    line: int
    sentence: str

    @override
    def __str__(self) -> str:
        return f"{self.name}:{self.line}: {self.sentence}"


def python_sources(*folders: str, root: Path = ROOT) -> Iterator[Source]:
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if not name.startswith(GENERATED):
                yield Source(name, path.read_text(encoding="utf-8"))


def dotted(node: ast.AST) -> str:
    """`self.rasa.ask` for that expression; an empty string for what is not a chain of names."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return ""
