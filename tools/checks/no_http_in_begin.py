"""Save, commit, then speak: nothing leaves the house while a transaction is open (docs/style.md, 8)."""

import ast
from collections.abc import Iterator

from tools.checks.sources import Finding, Source, dotted

SPEAKS = ("send", "ask", "post", "send_json", "send_text", "send_message", "deliver")
SESSIONS = ("AsyncSession", "LineSession")

ALLOWED: dict[str, str] = {}
"""File -> why it may speak inside a transaction."""


def findings(source: Source) -> Iterator[Finding]:
    if source.name in ALLOWED or not source.is_in("bot", "console"):
        return
    for node in ast.walk(source.tree):
        if _opens_transaction(node) or _is_given_a_session(node):
            for call in _speaking_calls(node):
                yield Finding(source.name, call.lineno, f"{dotted(call.func)}(...) while a transaction is open")


def _opens_transaction(node: ast.AST) -> bool:
    return isinstance(node, ast.AsyncWith) and any(
        isinstance(item.context_expr, ast.Call) and dotted(item.context_expr.func).split(".")[-1] == "begin"
        for item in node.items
    )


def _is_given_a_session(node: ast.AST) -> bool:
    """A function that gets a session runs inside its caller's transaction."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return any(argument.annotation and dotted(argument.annotation) in SESSIONS for argument in arguments)


def _speaking_calls(node: ast.AST) -> Iterator[ast.Call]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            chain = dotted(inner.func).split(".")
            if chain[0] == "httpx" or (len(chain) > 1 and chain[-1] in SPEAKS):
                yield inner
