"""Nothing said to a student promises what the line cannot keep, or names a method back to somebody in danger."""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.checks.sources import ROOT, Finding

SAID_IN = ("nlu_data/responses", "nlu_data/domain", "config/wording")
PROMISES = re.compile(
    r"马上来|马上就来|马上就到|馬上來|馬上就來|立刻就来|很快就来|一定会|一定會|(?<!不)(?<!不能)(?<!无法)(?<!無法)(?<!没法)(?<!沒法)(?:保证|保證)"
    r"|(?<!who )will be with you|right with you|(?<!cannot )(?<!can't )(?<!can not )\bguarantee|\bwe promise|\bI promise|\bdefinitely will",
    re.IGNORECASE,
)
METHODS = re.compile(
    r"割腕|跳楼|跳樓|跳桥|跳橋|上吊|安眠药|安眠藥|烧炭|燒炭|农药|農藥|百草枯|刀片|绳子|繩子|煤气|煤氣|吞药|吞藥"
    r"|\boverdos|\brazor|\bnoose|\brope\b|\bhang(?:ing)? yourself|\bjump(?:ing)? off|\bsleeping pills|\bcharcoal",
    re.IGNORECASE,
)


def findings_in(name: str, text: str) -> Iterator[Finding]:
    for number, line in enumerate(text.splitlines(), start=1):
        said = line.split(" #", maxsplit=1)[0]
        if said.lstrip().startswith("#"):
            continue
        if promise := PROMISES.search(said):
            yield Finding(name, number, f"promises “{promise[0]}”; say what is true now")
        if method := METHODS.search(said):
            yield Finding(name, number, f"names a method: “{method[0]}”")


def all_findings(root: Path = ROOT) -> Iterator[Finding]:
    for folder in SAID_IN:
        for path in sorted((root / folder).rglob("*.y*ml")):
            yield from findings_in(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
