"""The line as a real process with a store of its own, for measuring from outside."""

import asyncio
import contextlib
import os
import re
import socket
import sys
import tempfile
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

from tools.bench.http import Connection

ROOT: Final = Path(__file__).resolve().parents[2]
NOBODY_HERE: Final = "http://127.0.0.1:9"
_SECONDS_TO_END: Final = 15


@dataclass(frozen=True, slots=True)
class RunningLine:
    """Where a started line is, how long its start took, and its process."""

    address: str
    folder: Path
    process: Process
    seconds_to_start: float

    @property
    def rss_mb(self) -> float:
        return psutil.Process(self.process.pid).memory_info().rss / 1e6

    @property
    def cpu_seconds(self) -> float:
        """Processor time of the line since its start, all threads."""
        times = psutil.Process(self.process.pid).cpu_times()
        return times.user + times.system

    def sign_in_link(self, role: str) -> str:
        """The path of the one-time link that demo mode printed for a role."""
        found = re.search(rf"{role}\s+http://[^/]+(\S+)", (self.folder / "printed").read_text(encoding="utf-8"))
        if found is None:
            raise SystemExit(f"the line printed no sign-in link for a {role}")
        return found[1]


def free_port() -> int:
    """A loopback port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.asynccontextmanager
async def program(*command: str, log: Path, settings: Mapping[str, str]) -> AsyncIterator[Process]:
    """A process from the root of the tree, ended afterwards whatever happens."""
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            *command, env=os.environ | settings, cwd=ROOT, stdout=out, stderr=out
        )
    try:
        yield process
    finally:
        await _end(process)


@contextlib.asynccontextmanager
async def line(**settings: str) -> AsyncIterator[RunningLine]:
    """`tingjian serve` on a free port with an empty store; ended afterwards. `settings` are TINGJIAN_ variables."""
    with tempfile.TemporaryDirectory(prefix="tingjian-bench-") as name:
        folder, port = Path(name), free_port()
        given = {"LOCAL_FOLDER": name, "PORT": str(port), "DEMO": "true"}
        given |= {"RASA_URL": NOBODY_HERE, **settings}
        variables = {f"TINGJIAN_{key}": value for key, value in given.items()}
        command = str(Path(sys.executable).with_name("tingjian"))
        started = time.perf_counter()
        async with program(command, "serve", log=folder / "printed", settings=variables) as process:
            address = f"http://127.0.0.1:{port}"
            await until_answers(f"{address}/healthz", process)
            yield RunningLine(address, folder, process, time.perf_counter() - started)


async def until_answers(url: str, process: Process) -> None:
    """Return as soon as `url` answers 200; end the measuring if the process ends before."""
    address, path = url[: url.index("/", 8)], url[url.index("/", 8) :]
    while process.returncode is None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            async with Connection.to(address) as connection:
                if (await connection.request("GET", path)).status == 200:  # noqa: PLR2004  # HTTP's own word for yes
                    return
        await asyncio.sleep(0.02)
    raise SystemExit(f"what should answer at {url} ended with exit code {process.returncode}")


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _SECONDS_TO_END)
        except TimeoutError:
            process.kill()
    await process.wait()
