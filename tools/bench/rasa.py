"""Turns a second: through the line, and straight to Rasa's REST channel; the same model in the same run."""

import asyncio
import contextlib
import itertools
import sqlite3
import time
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.answering import ASKED_AT_ONCE
from bot.asked import TURNS_IN_A_RASA_SESSION
from bot.parts import RasaPlace
from tools.bench.http import Connection
from tools.bench.line_process import RunningLine, free_port, line, program, until_answers
from tools.bench.student import Student

# So many that somebody always waits for Rasa, and never Rasa for the 0.4 s in which a student's messages are gathered.
STUDENTS = 200
TALK = ("你好", "考试考砸了", "爸妈又吵架了", "晚上睡不着", "同学都不理我", "谢谢", "我该怎么办", "作业太多写不完")


async def measure(*, seconds: float) -> dict[str, float]:
    """`rasa_turns_per_s_raw`, `rasa_turns_per_s_line` and their ratio; raw before and after, since machines drift."""
    with TemporaryDirectory(prefix="tingjian-bench-rasa-") as folder:
        async with trained_rasa(Path(folder)) as rasa:
            before = await _raw(rasa, seconds=seconds / 2)
            through = await _through_the_line(rasa, seconds=seconds)
            after = await _raw(rasa, seconds=seconds / 2)
    raw = (before + after) / 2
    return {"rasa_turns_per_s_line": through, "rasa_turns_per_s_raw": raw, "line_overhead_ratio": through / raw}


@contextlib.asynccontextmanager
async def trained_rasa(folder: Path) -> AsyncIterator[str]:
    """The address of a Rasa with the trained model; its log goes into `folder`."""
    place, port = RasaPlace(), free_port()
    command = (str(place.python), "-m", "actions.rasa_side.server", "--port", str(port), "--model", str(place.model))
    async with program(*command, log=folder / "r", settings={}) as running:
        await until_answers(f"http://127.0.0.1:{port}/webhooks/rest/ready", running)
        yield f"http://127.0.0.1:{port}"


async def _raw(rasa: str, *, seconds: float) -> float:
    """As many askers at once as the line has, in sessions as long as the line's."""
    ends = time.perf_counter() + seconds
    return sum(await asyncio.gather(*(_ask(rasa, ends) for _ in range(ASKED_AT_ONCE)))) / seconds


async def _ask(rasa: str, ends: float) -> int:
    asked = 0
    async with Connection.to(rasa) as connection:
        while time.perf_counter() < ends:
            session = uuid.uuid4().hex
            for text in itertools.islice(itertools.cycle(TALK), TURNS_IN_A_RASA_SESSION):
                metadata = {"language": "zh", "level": 0, "phase": "bot", "topic": None}
                body = {"sender": session, "message": text, "metadata": metadata}
                answer = await connection.request("POST", "/webhooks/rest/webhook", body=body)
                asked += bool(answer.json()) and time.perf_counter() < ends
                if time.perf_counter() >= ends:
                    break
    return asked


async def _through_the_line(rasa: str, *, seconds: float) -> float:
    async with line(RASA_URL=rasa) as running:
        answered = asyncio.Semaphore(0)
        talking = [asyncio.create_task(_talk(running, answered)) for _ in range(STUDENTS)]
        for _ in talking:  # everybody is in talk before anything is counted
            await answered.acquire()
        began, before = time.perf_counter(), _turns_by_rasa(running)
        await asyncio.sleep(seconds)
        turns, took = _turns_by_rasa(running) - before, time.perf_counter() - began
        for task in talking:
            task.cancel()
        await asyncio.gather(*talking, return_exceptions=True)
    return turns / took


async def _talk(running: RunningLine, answered: asyncio.Semaphore) -> None:
    async with Student.at(running.address) as student:
        for text in itertools.cycle(TALK):
            seq = await student.say(text)
            await student.wait_for("bot", after=seq)
            answered.release()


def _turns_by_rasa(running: RunningLine) -> int:
    """Answers that came from Rasa: those the line gave in its place do not count."""
    with contextlib.closing(sqlite3.connect(running.folder / "tingjian.db")) as store:
        count: int = store.execute("SELECT count(*) FROM turns WHERE source = 'rasa'").fetchone()[0]
        return count
