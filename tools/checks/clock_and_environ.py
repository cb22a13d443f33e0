"""Time and settings come in by the front door: one clock, one place that reads the environment (docs/style.md)."""

import ast
from collections.abc import Iterator

from tools.checks.sources import Finding, Source, dotted

CLOCK = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time")
ENVIRONMENT = ("os.environ", "os.getenv", "os.putenv", "environ")

ALLOWED = {
    "bot/kit/clock.py": "the one clock",
    "bot/settings.py": "the one reader of the environment",
    "bot/processes.py": "hands the environment on to its children, without the line's secrets",
}


def findings(source: Source) -> Iterator[Finding]:
    if source.name in ALLOWED or not source.is_in("bot", "console"):
        return
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Attribute | ast.Name):
            continue
        chain = dotted(node)
        if any(chain == wanted or chain.endswith(f".{wanted}") for wanted in CLOCK):
            yield Finding(source.name, node.lineno, f"{chain}: ask the Clock that is passed in")
        elif chain in ENVIRONMENT:
            yield Finding(source.name, node.lineno, f"{chain}: settings are read in bot/settings.py")
