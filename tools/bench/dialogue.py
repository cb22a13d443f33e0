"""What a turn of the dialogue model costs, and how it starts and grows, beside a default Rasa of the same data."""

import asyncio
import contextlib
import itertools
import statistics
import subprocess
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import psutil

from bot.parts import RasaPlace
from bot.settings import ROOT
from tools.bench import rasa_default
from tools.bench.figures import p99
from tools.bench.http import Connection
from tools.bench.line_process import free_port, program, until_answers

TALK: Final = ("你好", "考试考砸了", "爸妈又吵架了", "晚上睡不着", "同学都不理我", "不想说了", "谢谢", "再见")
CONVERSATIONS: Final = 40
LONG_TURNS: Final = 100
LONG_TALKS: Final = 20
STUDENTS: Final = 8
SECONDS: Final = 15
_WARM_UP: Final = 3


class Server:
    """One running Rasa: where it answers, and its process."""

    def __init__(self, address: str, pid: int) -> None:
        self.address = address
        self._process = psutil.Process(pid)

    @property
    def cpu(self) -> float:
        """Seconds of CPU so far, of the process and those it has started."""
        every = [self._process, *self._process.children(recursive=True)]
        return sum(sum(each.cpu_times()[:2]) for each in every)

    @property
    def rss_mb(self) -> float:
        return float(self._process.memory_info().rss) / 1e6


async def measure() -> dict[str, float]:
    """The six figures of the dialogue (docs/performance.md)."""
    train_s = _train()
    with TemporaryDirectory(prefix="tingjian-bench-dialogue-") as folder:
        began = time.perf_counter()
        async with _ours(Path(folder)) as ours:
            start_s = time.perf_counter() - began
            turn = await _cpu_of_a_turn(ours)
            growth = await _growth(ours)
            slowest = p99(await _waits(ours)) * 1000
            rss = ours.rss_mb
        await asyncio.to_thread(rasa_default.train)
        async with _default(Path(folder)) as default:
            default_turn = await _cpu_of_a_turn(default)
    return {
        "rasa_turn_ratio": default_turn / turn,
        "rasa_growth_100": growth,
        "rasa_p99_ms": slowest,
        "rasa_rss_mb": rss,
        "rasa_start_s": start_s,
        "train_s": train_s,
    }


def _train() -> float:
    """Seconds to train the model from nothing, beside the one in use."""
    with TemporaryDirectory(prefix="tingjian-bench-train-") as folder:
        began = time.perf_counter()
        subprocess.run(
            [str(RasaPlace().python), "-m", "actions.rasa_side.train", "--output", f"{folder}/model.tar.gz"],
            cwd=ROOT, env=rasa_default.environment(), check=True, capture_output=True,
        )  # fmt: skip
        return time.perf_counter() - began


@contextlib.asynccontextmanager
async def _ours(folder: Path) -> AsyncIterator[Server]:
    place, port = RasaPlace(), free_port()
    command = (str(place.python), "-m", "actions.rasa_side.server", "--port", str(port), "--model", str(place.model))
    async with program(*command, log=folder / "ours", settings={}) as process:
        address = f"http://127.0.0.1:{port}"
        await until_answers(f"{address}/webhooks/rest/ready", process)
        yield Server(address, process.pid)


@contextlib.asynccontextmanager
async def _default(folder: Path) -> AsyncIterator[Server]:
    """Rasa as `rasa run` starts it, with rasa-sdk's own action server; only the first is measured."""
    python, port, actions = str(RasaPlace().python), free_port(), free_port()
    (folder / "endpoints.yml").write_text(rasa_default.ENDPOINTS.format(actions=actions), encoding="utf-8")
    (folder / "credentials.yml").write_text(rasa_default.CREDENTIALS, encoding="utf-8")
    files = ("--endpoints", str(folder / "endpoints.yml"), "--credentials", str(folder / "credentials.yml"))
    serve = (python, "-m", "rasa", "run", "--model", str(rasa_default.MODEL), "--port", str(port), *files)
    act = (python, "-m", "rasa_sdk", "--actions", "actions.named", "--port", str(actions))
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "CUDA_VISIBLE_DEVICES": "-1"}
    async with (
        program(*act, log=folder / "actions", settings=quiet) as acting,
        program(*serve, log=folder / "default", settings=quiet) as process,
    ):
        await until_answers(f"http://127.0.0.1:{actions}/health", acting)
        await until_answers(f"http://127.0.0.1:{port}/", process)
        yield Server(f"http://127.0.0.1:{port}", process.pid)


async def _cpu_of_a_turn(server: Server) -> float:
    """Seconds of CPU for one turn, over conversations of eight."""
    async with Connection.to(server.address) as connection:
        for _ in range(_WARM_UP):
            await _talk(connection, TALK)
        before = server.cpu
        for _ in range(CONVERSATIONS):
            await _talk(connection, TALK)
        return (server.cpu - before) / (CONVERSATIONS * len(TALK))


async def _growth(server: Server) -> float:
    """How much longer the last turns of a long conversation take than the fifth and its neighbours."""
    early, late = [], []
    async with Connection.to(server.address) as connection:
        for _ in range(LONG_TALKS):
            waits = await _talk(connection, itertools.islice(itertools.cycle(TALK), LONG_TURNS))
            # Turns that cost differently stand at the same places: eight neighbours are one whole round of them.
            early.append(statistics.mean(waits[:8]))
            late.append(statistics.mean(waits[-8:]))
    return statistics.median(late) / statistics.median(early)


async def _waits(server: Server) -> list[float]:
    """Seconds that each of several students who talk at once waits for each answer."""
    ends = time.perf_counter() + SECONDS

    async def student() -> list[float]:
        waits: list[float] = []
        async with Connection.to(server.address) as connection:
            while time.perf_counter() < ends:
                waits += await _talk(connection, TALK)
        return waits

    return [wait for waits in await asyncio.gather(*(student() for _ in range(STUDENTS))) for wait in waits]


async def _talk(connection: Connection, texts: "Iterator[str] | tuple[str, ...]") -> list[float]:
    """One conversation; the seconds of each turn. Raises SystemExit for a turn without an answer."""
    sender, waits = uuid.uuid4().hex, []
    metadata = {"language": "zh", "level": 0, "phase": "bot", "topic": None}
    for text in texts:
        began = time.perf_counter()
        body = {"sender": sender, "message": text, "metadata": metadata}
        answer = await connection.request("POST", "/webhooks/rest/webhook", body=body)
        waits.append(time.perf_counter() - began)
        if not answer.json():
            raise SystemExit(f"a turn of {text!r} had no answer")
    return waits
