"""`python -m tools.bench`: measures the line, prints a table and writes build/bench.json (docs/performance.md)."""

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable
from typing import Annotated

import typer
from rich.console import Console

from tools.bench import claims, console, dialogue, intake, process, rasa, report, safety, screen
from tools.bench.figures import rounded
from tools.bench.postgres import postgres

Part = Callable[[float], Awaitable[dict[str, float]]]


async def _intake(seconds: float) -> dict[str, float]:
    figures = await intake.measure("sqlite", seconds=seconds)
    with postgres() as url:
        return figures | await intake.measure("postgres", seconds=seconds, DATABASE_URL=url)


async def _claims(_: float) -> dict[str, float]:
    with postgres() as url:
        return await claims.measure(url)


async def _screen(_: float) -> dict[str, float]:
    return screen.measure()


PARTS: dict[str, tuple[str, Part]] = {
    "screen": ("the crisis screen alone", _screen),
    "process": ("start and memory", lambda _: process.measure()),
    "intake": ("taking messages, on SQLite and on PostgreSQL", _intake),
    "safety": ("the way of the safety text, without Rasa", lambda _: safety.measure()),
    "claims": ("10,000 claims of 50 volunteers on PostgreSQL", _claims),
    "console": ("alarms at 100 open consoles", lambda _: console.measure()),
    "dialogue": ("the dialogue model, beside a default Rasa", lambda _: dialogue.measure()),
    "rasa": ("turns through the line, and straight to Rasa", lambda seconds: rasa.measure(seconds=seconds)),
}


def main(
    only: Annotated[
        list[str] | None, typer.Option(help=f"Only this part; may be repeated: {', '.join(PARTS)}.")
    ] = None,
    seconds: Annotated[float, typer.Option(help="How long each closed loop runs.")] = 30,
) -> None:
    """Measure the line and print what came out."""
    unknown = [name for name in only or () if name not in PARTS]
    if unknown:
        raise typer.BadParameter(f"there is no part {', '.join(unknown)}; there are: {', '.join(PARTS)}")
    terminal = Console()
    with contextlib.suppress(asyncio.CancelledError):
        commit = report.measured_commit()
        figures = asyncio.run(_measure(only or list(PARTS), seconds, terminal))
        report.show(report.write(rounded(figures), commit=commit), terminal, commit=commit)


async def _measure(names: list[str], seconds: float, terminal: Console) -> dict[str, float]:
    # A told end unwinds everything, so that no process of ours is left behind.
    own = asyncio.current_task()
    if own is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, own.cancel)
    figures: dict[str, float] = {}
    for number, name in enumerate(names, start=1):
        told, part = PARTS[name]
        with terminal.status(f"[{number}/{len(names)}] Measuring {told} …"):
            figures |= await part(seconds)
        terminal.print(f"[{number}/{len(names)}] Measured {told}.", markup=False, highlight=False)
    return figures


if __name__ == "__main__":
    typer.run(main)
