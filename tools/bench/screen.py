"""What the crisis screen costs: time a message, and the memory of its terms."""

import time
from pathlib import Path

import psutil

from bot.crisis.lexicon import load_lexicon
from bot.crisis.screen import screen
from tools.bench.figures import p99
from tools.bench.line_process import ROOT

ROUNDS = 2000
SAID = (
    "今天在学校有点累，不太想说话",
    "考試沒考好，回家又被說了一頓，不知道該怎麼辦",
    "I can't sleep and I feel alone, nobody at school talks to me",
    "没什么，就是想找人聊聊天",
    "我不想活了",
)


def measure() -> dict[str, float]:
    process = psutil.Process()
    before = process.memory_info().rss
    lexicon = load_lexicon(Path(ROOT, "config", "crisis_terms"))
    held = process.memory_info().rss - before
    waits = []
    for _ in range(ROUNDS):
        for text in SAID:
            began = time.perf_counter_ns()
            screen(text, lexicon)
            waits.append((time.perf_counter_ns() - began) / 1000)
    return {"screen_mean_us": sum(waits) / len(waits), "screen_p99_us": p99(waits), "screen_rss_mb": held / 1e6}
