"""How long somebody in danger waits for the safety text: posted, until it is readable through the API; no Rasa."""

import time

from tools.bench.figures import p99
from tools.bench.line_process import line
from tools.bench.student import Student

TIMES = 200
DANGER = "我不想活了，今晚就走"


async def measure() -> dict[str, float]:
    """`safety_text_p99_ms` of 200 students, one after the other; each shows danger for the first time."""
    async with line() as running:
        waits = [await _wait_for_safety_text(running.address) for _ in range(TIMES)]
    return {"safety_text_p99_ms": 1000 * p99(waits)}


async def _wait_for_safety_text(address: str) -> float:
    async with Student.at(address) as student:
        began = time.perf_counter()
        seq = await student.say(DANGER)
        await student.wait_for("line", after=seq)
        return time.perf_counter() - began
