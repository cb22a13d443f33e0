"""Real processes of this test's own: small Python programs in the place of the line, Rasa and the actions."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import psutil
import pytest

from bot.errors import LineError
from bot.processes import (
    LONGEST_PAUSE,
    Part,
    PortTaken,
    answers,
    environment_for,
    is_final,
    is_free,
    keep_all_running,
    keep_log_small,
    keep_running,
    pause_after,
    require_free_ports,
)

PATIENCE_SECONDS = 20
SLEEPS = "import time; time.sleep(60)"


def part(program: str, *, name: str = "the line", log: Path | None = None) -> Part:
    return Part(
        name=name,
        command=(sys.executable, "-c", program),
        address=("127.0.0.1", 1),
        port_setting="TINGJIAN_PORT",
        log=log,
        drain=timedelta(seconds=1),
    )


def telling(file: Path, *, then: str) -> str:
    """A program that writes its process id on a line of its own, then does something."""
    return f"import os, signal, sys, time; open({str(file)!r}, 'a').write(f'{{os.getpid()}}\\n'); {then}"


def told(file: Path) -> list[int]:
    return [int(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


async def until(is_so: Callable[[], bool]) -> None:
    latest = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < latest, "it never came to that"
        await asyncio.sleep(0.02)


async def ended(running: "asyncio.Task[object]") -> None:
    running.cancel()
    await asyncio.wait([running])


class TestKeepRunning:
    async def test_part_that_dies_is_started_again_and_said(self, tmp_path: Path) -> None:
        starts, said = tmp_path / "starts", list[str]()
        running = asyncio.create_task(keep_running(part(telling(starts, then="sys.exit(7)")), say=said.append))

        await until(lambda: len(told(starts)) == 2)
        await ended(running)

        assert said[0] == "the line ended (exit code 7) and is started again in 0.5 s."

    async def test_killed_part_is_named_with_its_signal_and_log(self, tmp_path: Path) -> None:
        log, said = tmp_path / "logs" / "rasa.log", list[str]()
        dies = "import os, signal; print('why', flush=True); os.kill(os.getpid(), signal.SIGKILL)"
        running = asyncio.create_task(keep_running(part(dies, name="Rasa", log=log), say=said.append))

        await until(lambda: bool(said))
        await ended(running)

        assert said[0].startswith(f"Rasa ended (by SIGKILL) and is started again in 0.5 s; {log} says why")
        assert "why" in log.read_text(encoding="utf-8")

    async def test_program_that_is_missing_gets_a_sentence(self) -> None:
        missing = Part("Rasa", ("/nowhere/python",), ("127.0.0.1", 1), "TINGJIAN_RASA_URL")

        with pytest.raises(LineError, match="Rasa could not be started: /nowhere/python"):
            await keep_running(missing, say=print)

    def test_pauses_grow_from_half_a_second_to_half_a_minute(self) -> None:
        assert [pause_after(failures).total_seconds() for failures in range(4)] == [0.5, 1, 2, 4]
        assert pause_after(500) == LONGEST_PAUSE

    def test_refusal_is_final_only_for_what_never_ran(self) -> None:
        assert is_final(2, ran_well=False)
        assert not is_final(2, ran_well=True)
        assert not is_final(1, ran_well=False)


class TestEnding:
    async def test_line_that_refuses_to_start_ends_everything(self, tmp_path: Path) -> None:
        refuses = part("raise SystemExit(2)")

        assert await keep_all_running([refuses, part(SLEEPS, name="Rasa", log=tmp_path / "log")], say=print) == 2

    async def test_signal_ends_every_part_and_says_so(self, tmp_path: Path) -> None:
        started, said = tmp_path / "started", list[str]()
        running = asyncio.create_task(keep_all_running([part(telling(started, then=SLEEPS))], say=said.append))
        await until(lambda: bool(told(started)))

        os.kill(os.getpid(), signal.SIGTERM)

        assert await running == 0
        assert said == ["Ending: waiting for what is on its way, at most 10 seconds."]
        assert not psutil.pid_exists(told(started)[0])

    async def test_part_that_does_not_listen_is_made_to_end(self, tmp_path: Path) -> None:
        started = tmp_path / "started"
        deaf = telling(started, then=f"signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPS}")
        running = asyncio.create_task(keep_running(part(deaf), say=print))
        await until(lambda: bool(told(started)))

        await ended(running)

        assert not psutil.pid_exists(told(started)[0])

    async def test_part_is_made_to_end_at_once_when_we_are_hurried(self, tmp_path: Path) -> None:
        started = tmp_path / "started"
        deaf = telling(started, then=f"signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEPS}")
        running = asyncio.create_task(keep_running(part(deaf), say=print))
        await until(lambda: bool(told(started)))
        running.cancel()
        await asyncio.sleep(0.1)

        await ended(running)

        assert not psutil.pid_exists(told(started)[0])

    async def test_what_cannot_be_started_ends_everything_with_its_sentence(self, tmp_path: Path) -> None:
        missing = Part("Rasa", ("/nowhere/python",), ("127.0.0.1", 1), "TINGJIAN_RASA_URL", log=tmp_path / "log")

        with pytest.raises(LineError, match="could not be started"):
            await keep_all_running([missing], say=print)

    async def test_killed_supervisor_leaves_no_part_behind(self, tmp_path: Path) -> None:
        started = tmp_path / "started"
        program = (
            "import asyncio; from bot.processes import Part, keep_all_running\n"
            f"part = Part('a', ({sys.executable!r}, '-c', {telling(started, then=SLEEPS)!r}), ('127.0.0.1', 1), 'A')\n"
            "asyncio.run(keep_all_running([part], say=print))"
        )
        supervisor = await asyncio.create_subprocess_exec(sys.executable, "-c", program)
        await until(lambda: bool(told(started)))

        supervisor.kill()
        await supervisor.wait()

        await until(lambda: not psutil.pid_exists(told(started)[0]))


class TestOrder:
    async def test_others_start_once_the_line_answers(self, tmp_path: Path) -> None:
        started = tmp_path / "started"
        with socket.create_server(("127.0.0.1", 0)) as line_answers:
            address = line_answers.getsockname()
            first = Part("the line", (sys.executable, "-c", SLEEPS), address, "A", drain=timedelta(seconds=1))
            others = [part(telling(started, then=SLEEPS), name="Rasa")]
            running = asyncio.create_task(keep_all_running([first, *others], say=print))

            await until(lambda: bool(told(started)))
            await ended(running)

    async def test_nobody_answers_at_a_free_port(self) -> None:
        assert not await answers(("127.0.0.1", 1))


class TestPorts:
    def test_taken_port_is_named_with_what_to_do(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = other.getsockname()[1]
            wanted = Part("the line", ("true",), ("127.0.0.1", port), "TINGJIAN_PORT")

            with pytest.raises(PortTaken) as refused:
                require_free_ports([wanted])

        assert str(refused.value) == (
            f"Port {port}, which the line needs, is taken: another Tingjian may be running here. "
            "Stop it, or choose another port with TINGJIAN_PORT."
        )

    def test_free_ports_are_fine(self) -> None:
        require_free_ports([part(SLEEPS)])

        assert is_free(("127.0.0.1", 0))


class TestEnvironment:
    OWN = {"PATH": "/bin", "TINGJIAN_TELEGRAM_TOKEN": "plainly-invented"}  # noqa: RUF012  # read only

    def test_rasa_does_not_get_the_secrets_of_the_line(self) -> None:
        rasa = Part("Rasa", ("true",), ("127.0.0.1", 1), "A", environment={"PYTHONPATH": "here"})

        assert environment_for(rasa, self.OWN) == {"PATH": "/bin", "PYTHONPATH": "here"}

    def test_line_gets_its_settings(self) -> None:
        line = Part("the line", ("true",), ("127.0.0.1", 1), "A", keeps_secrets=True)

        assert environment_for(line, self.OWN) == self.OWN


class TestLogs:
    def test_large_log_is_moved_aside(self, tmp_path: Path) -> None:
        log = tmp_path / "rasa.log"
        log.write_text("much", encoding="utf-8")

        keep_log_small(log, largest=3)

        assert log.read_text(encoding="utf-8") == ""
        assert (tmp_path / "rasa.1.log").read_text(encoding="utf-8") == "much"

    def test_small_log_stays(self, tmp_path: Path) -> None:
        log = tmp_path / "rasa.log"
        log.write_text("few", encoding="utf-8")

        keep_log_small(log, largest=3)

        assert log.read_text(encoding="utf-8") == "few"
