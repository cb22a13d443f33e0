"""Tells the person at the terminal what is being done, how far it is and how long it takes."""

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.setup.failed import SetupFailed

SECONDS_BETWEEN_LINES = 20.0
SECONDS_BETWEEN_SPINS = 0.2
LINES_SHOWN_OF_A_FAILURE = 15
COLUMNS_SHOWN = 70
SPINNER = "|/-\\"


class Progress:
    """Numbers the steps, and shows one long command at a time: a moving line on a terminal, a line now and then in a log."""

    def __init__(self, steps: int, *, log: Path) -> None:
        self._steps = steps
        self._step = 0
        self._log = log
        self._on_terminal = sys.stdout.isatty()

    def step(self, doing: str) -> None:
        self._step += 1
        print(f"step {self._step} of {self._steps}: {doing}", flush=True)

    def note(self, sentence: str) -> None:
        print(f"    {sentence}", flush=True)

    def run(self, command: Sequence[str | Path], *, environment: Mapping[str, str], otherwise: str) -> None:
        """Run a long command to its end; raise SetupFailed with `otherwise`, after the end of its output, if it fails."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        started = time.monotonic()
        with self._log.open("w", encoding="utf-8") as log:
            process = subprocess.Popen(
                [str(part) for part in command], stdout=log, stderr=subprocess.STDOUT, env=dict(environment)
            )
            try:
                self._watch(process, started)
            finally:
                _end(process)
        if process.returncode != 0:
            raise SetupFailed(f"{_last_lines(self._log, LINES_SHOWN_OF_A_FAILURE)}\n\n{otherwise}")
        self.note(f"done in {time.monotonic() - started:.0f} s")

    def _watch(self, process: "subprocess.Popen[bytes]", started: float) -> None:
        between = SECONDS_BETWEEN_SPINS if self._on_terminal else SECONDS_BETWEEN_LINES
        turn = 0
        while True:
            try:
                process.wait(timeout=between)
            except subprocess.TimeoutExpired:
                turn += 1
                self._show_still_working(time.monotonic() - started, turn)
            else:
                break
        if self._on_terminal:
            print("\r\033[K", end="", flush=True)

    def _show_still_working(self, seconds: float, turn: int) -> None:
        latest = _last_lines(self._log, 1).strip()[:COLUMNS_SHOWN]
        if self._on_terminal:
            print(f"\r\033[K    {SPINNER[turn % len(SPINNER)]} {seconds:.0f} s  {latest}", end="", flush=True)
        else:
            print(f"    {seconds:.0f} s so far: {latest or 'working'}", flush=True)


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.terminate()
        process.wait()


def _last_lines(log: Path, count: int) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join([line for line in lines if line.strip()][-count:])
