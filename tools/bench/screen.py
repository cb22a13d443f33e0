"""What the crisis screen costs: time a message, against looking for each wording, on the longest messages, and memory."""

import itertools
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import psutil

from bot.crisis.screen import Screen, load_screen, read
from tools.bench.figures import p99
from tools.bench.line_process import ROOT

ROUNDS: Final = 2000
NAIVE_ROUNDS: Final = 20
LONGEST_BYTES: Final = 65536
SAID: Final = (
    "今天在学校有点累，不太想说话，晚上再和同桌一起写作业，明天要考",
    "考試沒考好，回家又被說了一頓，不知道該怎麼辦，想一個人待著也不行",
    "I can't sleep and I feel alone",
    "没什么，就是想找人聊聊天，最近宿舍有点吵，周末也不太想回家去住",
    "我不想活了，每天都在想怎么才能不疼，没有人会发现的，我真的很累",
)
# Each repeated to the longest message: all terms, no terms, separators, frames that almost fit.
UNITS: Final = (
    "不想活", "今晚的", "笑死我了", "想", "i want to ", "解脱天台", "怎么才能让我妈去上楼", "\u200b", "a b ", "自.杀",
    "今天天气很好我们去公园", "小说里自杀", "😀", "我朋友说想死，", "zs xs ", "kill myself ",
)  # fmt: skip


def measure() -> dict[str, float]:
    """Times in microseconds (`screen_longest_ms`: milliseconds); memory of the terms and the model in MB."""
    process = psutil.Process()
    before = process.memory_info().rss
    screen = load_screen(Path(ROOT, "config"))
    held = process.memory_info().rss - before
    waits = [_microseconds(partial(read, text, screen)) for _ in range(ROUNDS) for text in SAID]
    mean = sum(waits) / len(waits)
    longest = [unit * (LONGEST_BYTES // len(unit.encode())) for unit in UNITS]
    return {
        "screen_mean_us": mean,
        "screen_p99_us": p99(waits),
        "screen_naive_ratio": _naive(screen) / mean,
        "screen_longest_ms": max(min(_microseconds(partial(read, text, screen)) for _ in range(3)) for text in longest)
        / 1000,
        "screen_rss_mb": held / 1e6,
    }


def _naive(screen: Screen) -> float:
    """How long the plain loop takes that asks for each wording whether it is in the text."""
    wordings = list(screen.lexicon.automaton.keys())

    def look(text: str) -> list[str]:
        return [wording for wording in wordings if wording in text]

    waits = [_microseconds(partial(look, text)) for text in itertools.chain.from_iterable([SAID] * NAIVE_ROUNDS)]
    return sum(waits) / len(waits)


def _microseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter_ns()
    act()
    return (time.perf_counter_ns() - began) / 1000
