"""Keeps the parts of the line running: starts them, starts them again when they die, and never leaves one behind.

It knows processes and ports, nothing of students; what the parts are is written in bot/parts.py.
"""

import asyncio
import ctypes
import os
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final

from bot.errors import LineError, RefusedToStart

REFUSED: Final = 2  # what `tingjian serve` ends with when it must not run like this
SHORTEST_PAUSE: Final = timedelta(seconds=0.5)
LONGEST_PAUSE: Final = timedelta(seconds=30)
STEADY_AFTER: Final = timedelta(seconds=20)
DRAIN: Final = timedelta(seconds=10)
HEAD_START: Final = timedelta(seconds=8)
LOG_LOOKED_AT_EVERY: Final = timedelta(seconds=30)
LARGEST_LOG: Final = 5_000_000
PR_SET_PDEATHSIG: Final = 1


class PortTaken(RefusedToStart):
    def __init__(self, part: str, port: int, setting: str) -> None:
        super().__init__(
            f"Port {port}, which {part} needs, is taken: another Tingjian may be running here. "
            f"Stop it, or choose another port with {setting}."
        )
        self.port = port


@dataclass(frozen=True)
class Part:
    """One process of the line. Without a log file its words go to the terminal."""

    name: str
    command: tuple[str, ...]
    address: tuple[str, int]
    port_setting: str
    log: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    keeps_secrets: bool = False
    """Whether it gets the line's own settings from the environment: its database, key and tokens."""
    drain: timedelta = DRAIN
    """How long it may finish what is on its way."""


async def keep_all_running(parts: Sequence[Part], *, say: Callable[[str], None]) -> int:
    """Run the first part, then the others; give the exit code after a signal, or when the first refuses to start."""
    first, *others = parts
    told_to_end = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, told_to_end.set)
    ending = asyncio.create_task(told_to_end.wait())
    running = [asyncio.create_task(keep_running(first, say=say))]
    running += [asyncio.create_task(_keep_running_after(first, part, say=say)) for part in others]
    try:
        await asyncio.wait([ending, *running], return_when=asyncio.FIRST_COMPLETED)
        if told_to_end.is_set():
            say("Ending: waiting for what is on its way, at most 10 seconds.")
    finally:
        for task in (ending, *running):
            task.cancel()
        outcomes = await asyncio.gather(*running, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome
    return 0 if told_to_end.is_set() else REFUSED


async def _keep_running_after(first: Part, part: Part, *, say: Callable[[str], None]) -> None:
    """Give the first part a head start: on a small machine Rasa's start would take the processor from it."""
    clock = asyncio.get_running_loop()
    latest = clock.time() + HEAD_START.total_seconds()
    while clock.time() < latest and not await answers(first.address):  # noqa: ASYNC110  # another process opens the port
        await asyncio.sleep(0.2)
    await keep_running(part, say=say)


async def keep_running(part: Part, *, say: Callable[[str], None]) -> None:
    """Start a part again whenever it ends; return only if it refuses to start and never ran well."""
    clock = asyncio.get_running_loop()
    failures = 0
    ran_well = False
    while True:
        started = clock.time()
        exit_code = await _run_once(part)
        if clock.time() - started >= STEADY_AFTER.total_seconds():
            ran_well, failures = True, 0
        if is_final(exit_code, ran_well=ran_well):
            return
        pause = pause_after(failures)
        failures += 1
        where = f"; {part.log} says why" if part.log else ""
        say(f"{part.name} ended ({_why(exit_code)}) and is started again in {pause.total_seconds():g} s{where}.")
        await asyncio.sleep(pause.total_seconds())


def is_final(exit_code: int, *, ran_well: bool) -> bool:
    """Whether an end is a refusal to start; what ran well before is tried again, say while a database comes back."""
    return exit_code == REFUSED and not ran_well


def pause_after(failures: int) -> timedelta:
    """How long to wait before the next start: longer after each failure in a row."""
    return min(SHORTEST_PAUSE * (1 << min(failures, 10)), LONGEST_PAUSE)


def _why(exit_code: int) -> str:
    return f"exit code {exit_code}" if exit_code >= 0 else f"by {signal.Signals(-exit_code).name}"


async def _run_once(part: Part) -> int:
    process = await _start(part)
    watching = asyncio.create_task(_keep_log_small(part.log)) if part.log else None
    try:
        return await process.wait()
    finally:
        if watching:
            watching.cancel()
        await _end(process, drain=part.drain)


async def _start(part: Part) -> Process:
    if part.log is None:
        return await _spawn(part, output=None)
    part.log.parent.mkdir(parents=True, exist_ok=True)
    with part.log.open("ab") as log:
        return await _spawn(part, output=log.fileno())


async def _spawn(part: Part, *, output: int | None) -> Process:
    try:
        return await asyncio.create_subprocess_exec(
            *part.command,
            stdin=DEVNULL,
            stdout=output,
            stderr=STDOUT if output is not None else None,
            env=environment_for(part, os.environ),
            start_new_session=True,  # Ctrl-C reaches this process alone, which then ends the others in order
            preexec_fn=end_with_parent(os.getpid(), signal.SIGTERM if part.keeps_secrets else signal.SIGKILL),
        )
    except OSError as failure:
        raise LineError(f"{part.name} could not be started: {part.command[0]}: {failure.strerror}.") from failure


def environment_for(part: Part, own: Mapping[str, str]) -> dict[str, str]:
    """Our own environment; the line's settings, secrets among them, only for the part that keeps them."""
    inherited = {name: value for name, value in own.items() if part.keeps_secrets or not name.startswith("TINGJIAN_")}
    return inherited | dict(part.environment)


def end_with_parent(parent: int, ending: signal.Signals) -> Callable[[], None] | None:
    """What a child does first: ask the kernel to end it when this process ends, even by kill -9."""
    if sys.platform != "linux":  # pragma: no cover  # only Linux has this promise
        return None
    prctl = ctypes.CDLL(None).prctl

    def ask_the_kernel() -> None:  # pragma: no cover  # runs in the child, before it is a program
        prctl(PR_SET_PDEATHSIG, int(ending))
        if os.getppid() != parent:  # it ended before we could ask
            os.kill(os.getpid(), signal.SIGKILL)

    return ask_the_kernel


async def _end(process: Process, *, drain: timedelta) -> None:
    """Ask a part and whatever it started to end; make it after the time for draining, or when we are hurried."""
    try:
        if process.returncode is None:
            _signal_group(process, signal.SIGTERM)
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), drain.total_seconds())
    finally:
        _signal_group(process, signal.SIGKILL)
        await process.wait()


def _signal_group(process: Process, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


async def _keep_log_small(log: Path) -> None:
    while True:
        keep_log_small(log)
        await asyncio.sleep(LOG_LOOKED_AT_EVERY.total_seconds())


def keep_log_small(log: Path, *, largest: int = LARGEST_LOG) -> None:
    """Move what a log holds aside when it is large; the part goes on writing to the same, now empty, file."""
    if log.exists() and log.stat().st_size > largest:
        log.with_suffix(".1.log").write_bytes(log.read_bytes())
        os.truncate(log, 0)


def require_free_ports(parts: Sequence[Part]) -> None:
    for part in parts:
        if not is_free(part.address):
            raise PortTaken(part.name, part.address[1], part.port_setting)


async def answers(address: tuple[str, int]) -> bool:
    """Whether somebody listens there."""
    try:
        _, writer = await asyncio.open_connection(*address)
    except OSError:
        return False
    writer.close()
    return True


def is_free(address: tuple[str, int]) -> bool:
    """Whether we could listen there; port 0 means any free port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError:
            return False
    return True
