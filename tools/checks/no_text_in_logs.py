"""Logs carry ids, never words: nothing that holds what somebody wrote is given to a logger (docs/style.md, 9)."""

import ast
from collections.abc import Iterator

from tools.checks.sources import Finding, Source, dotted

LOGGERS = ("log", "_log", "logger", "_logger", "logging", "LOG")
METHODS = ("debug", "info", "warning", "error", "exception", "critical", "log", "bind", "msg")
WORDS = (
    "text", "texts", "body", "words", "transcript", "note", "notes", "payload", "content", "question", "reply",
    "safety_text", "draft", "display_name", "token",
)  # fmt: skip

ALLOWED: dict[str, str] = {}
"""File -> why it may."""


def findings(source: Source) -> Iterator[Finding]:
    if source.name in ALLOWED or not source.is_in("bot", "console", "actions"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and _is_log_call(node):
            for word in _words_told(node):
                yield Finding(source.name, node.lineno, f"`{word}` is given to a log; logs carry ids")


def _is_log_call(call: ast.Call) -> bool:
    *before, method = dotted(call.func).split(".")
    return method in METHODS and bool(before) and before[-1] in LOGGERS


def _words_told(call: ast.Call) -> Iterator[str]:
    for keyword in call.keywords:
        if keyword.arg in WORDS:
            yield f"{keyword.arg}="
    for argument in (*call.args, *(keyword.value for keyword in call.keywords if keyword.arg not in WORDS)):
        yield from _words_in(argument)


def _words_in(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and dotted(node.func) == "len":
        return  # how long it was says nothing
    if isinstance(node, ast.Name | ast.Attribute) and dotted(node).split(".")[-1] in WORDS:
        yield dotted(node)
    for child in ast.iter_child_nodes(node):
        yield from _words_in(child)
