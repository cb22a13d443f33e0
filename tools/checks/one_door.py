"""What a student said is read through one door: nobody selects Message outside bot/conversations (docs/style.md, 9)."""

import ast
from collections.abc import Iterator

from tools.checks.sources import Finding, Source, dotted

DOOR = "bot/conversations"
READS = ("select", "get", "get_one", "query")
PRIVATE = ("Message",)

ALLOWED: dict[str, str] = {}
"""File -> why it may read messages itself."""


def findings(source: Source) -> Iterator[Finding]:
    if source.is_in(DOOR) or source.name in ALLOWED or not source.is_in("bot", "console"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] in READS and _names_private(node):
            yield Finding(source.name, node.lineno, f"messages are read in {DOOR}/ alone; ask bot.conversations.access")


def _names_private(call: ast.Call) -> bool:
    return any(name in PRIVATE for argument in call.args for name in dotted(argument).split("."))
