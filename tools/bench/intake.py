"""How many messages a second the line takes, and how long each waits for its 202: the whole path, over HTTP."""

import asyncio
import itertools
import time

from tools.bench.figures import p99
from tools.bench.line_process import RunningLine, line
from tools.bench.student import Student

CLIENTS = 16
WORDS = (
    "今天在学校有点累，不太想说话",
    "考试没考好，回家又被说了一顿",
    "没什么，就是想找人聊聊天",
    "晚上睡不着，一直在想事情",
)


async def measure(store: str, *, seconds: float, **settings: str) -> dict[str, float]:
    """`intake_per_s_<store>`, `intake_p99_ms_<store>` and the line's CPU time a message: 16 clients, closed loop."""
    async with line(STUDENT_PER_SECOND="100000", **settings) as running:
        before, ends = running.cpu_seconds, time.perf_counter() + seconds
        waits = [wait for own in await asyncio.gather(*(_write(running, ends) for _ in range(CLIENTS))) for wait in own]
        cpu = running.cpu_seconds - before
    return {
        f"intake_per_s_{store}": len(waits) / seconds,
        f"intake_p99_ms_{store}": 1000 * p99(waits),
        f"intake_cpu_ms_{store}": 1000 * cpu / len(waits),
    }


async def _write(running: RunningLine, ends: float) -> list[float]:
    waits: list[float] = []
    async with Student.at(running.address) as student:
        for text in itertools.cycle(WORDS):
            began = time.perf_counter()
            if began >= ends:
                break
            await student.say(text)
            waits.append(time.perf_counter() - began)
    return waits
