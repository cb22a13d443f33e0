"""A function fits in half a screen, a file in one sitting (docs/style.md, 4)."""

import ast
from collections.abc import Iterable, Iterator
from statistics import median

from tools.checks.sources import Finding, Source

LONGEST_FILE = 400
LONGEST_FUNCTION = 50


def findings(source: Source) -> Iterator[Finding]:
    lines = file_length(source)
    if lines > LONGEST_FILE:
        yield Finding(source.name, 1, f"{lines} lines; a file ends at {LONGEST_FILE}")
    for function in functions(source):
        if function_length(function) > LONGEST_FUNCTION:
            sentence = f"{function.name} has {function_length(function)} lines; a function ends at {LONGEST_FUNCTION}"
            yield Finding(source.name, function.lineno, sentence)


def summary(sources: Iterable[Source]) -> str:
    """The usual and the large: medians and the length that nine of ten stay within."""
    read = list(sources)
    files = sorted(file_length(source) for source in read if source.text.strip())
    lengths = sorted(function_length(function) for source in read for function in functions(source))
    return f"files: {_shape(files)}; functions: {_shape(lengths)}"


def file_length(source: Source) -> int:
    return len(source.text.splitlines())


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def function_length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _shape(lengths: list[int]) -> str:
    if not lengths:
        return "none"
    p90 = lengths[min(len(lengths) - 1, len(lengths) * 9 // 10)]
    return f"{len(lengths)}, median {median(lengths):.0f} lines, p90 {p90}, longest {lengths[-1]}"
