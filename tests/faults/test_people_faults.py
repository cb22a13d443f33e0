"""Faults 74 to 80: what happens to people at consoles, and to the students they talk with."""

import time
import uuid

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from tests.faults.conftest import MakeKillable
from tests.journeys.other_rasa import OtherRasa
from tests.journeys.processes import RunningLine
from tests.journeys.staff import OpenConsole, Staff
from tests.journeys.student import StudentChat
from tests.journeys.words import words_of

pytestmark = pytest.mark.journey
TWO_HEARTBEATS = 20
SIGNED_OUT = 4401
THROWN_OUT_WITHIN = 5


@pytest.fixture
def line(make_killable: MakeKillable, rasa: OtherRasa) -> RunningLine:
    return make_killable("sqlite").line


def test_fault_74_a_volunteer_closes_the_laptop(line: RunningLine) -> None:
    with newcomer(line) as volunteer, StudentChat(line.address) as student, StudentChat(line.address) as later:
        with volunteer.at_the_console() as console:
            claims(volunteer, student)
            later.say("转人工")
            console.say(student.conversation, "我在")
            console.wait_for("said")
        gone_at = time.monotonic()

        student.wait_for(lambda said: words_of("handoff.volunteer_gone") in said.text, within=TWO_HEARTBEATS + 10)
        assert time.monotonic() - gone_at > TWO_HEARTBEATS / 2, "one lost heartbeat is no absence"
        assert student.state()["holder"] == "queue"
        assert student.state()["place"] < later.state()["place"], "they stand before those who came later"
        assert any(said.text == "我在" for said in student.history()), "nothing has to be said again"
        for one in (student, later):
            ends_for(line, one)


def test_fault_78_a_console_that_was_cut_off_gets_what_it_missed(line: RunningLine) -> None:
    with newcomer(line) as volunteer, StudentChat(line.address) as student:
        claims(volunteer, student)
        with volunteer.at_the_console() as console:
            console.tell("watch", conversation=student.conversation, after=0)
            seen = int(console.wait_for("lines")["last"])
        missed = [f"你还在吗 {number} {uuid.uuid4()}" for number in range(3)]
        for text in missed:
            student.say(text)
        with volunteer.at_the_console() as console:
            console.tell("watch", conversation=student.conversation, after=seen)
            html = console.wait_for("lines")["html"]
        assert [html.count(text) for text in missed] == [1, 1, 1]
        assert sorted(missed, key=html.index) == missed
        ends_for(line, student)


def test_fault_79_a_stale_page_cannot_speak_after_a_transfer(line: RunningLine) -> None:
    with newcomer(line) as volunteer, newcomer(line, "supervisor") as other, StudentChat(line.address) as student:
        claims(volunteer, student)
        with volunteer.at_the_console() as console:
            taken = other.do(f"/console/c/{student.conversation}/step-in")
            assert taken.status_code == httpx.codes.SEE_OTHER
            console.say(student.conversation, "我还在这里说")
            assert console.wait_for("not_said")["why"] == "gone"
        assert all(said.text != "我还在这里说" for said in student.history())
        ends_for(line, student)


def test_fault_80_an_account_that_ends_is_out_at_once_and_its_chat_waits_again(line: RunningLine) -> None:
    login = new_login()
    with newcomer(line, login=login) as volunteer, StudentChat(line.address) as student:
        claims(volunteer, student)
        with volunteer.at_the_console() as console:
            line.run("user", "end", login)
            assert closing_code(console) == SIGNED_OUT
        assert volunteer.see("/console").status_code == httpx.codes.SEE_OTHER, "to the sign-in page"
        student.wait_for(lambda said: words_of("handoff.volunteer_gone") in said.text, within=THROWN_OUT_WITHIN)
        assert student.state()["holder"] == "queue"
        ends_for(line, student)


def newcomer(line: RunningLine, role: str = "volunteer", *, login: str = "") -> Staff:
    """Somebody new on this desk, signed in and on duty."""
    printed = line.run("user", "add", login or new_login(), "--role", role)
    staff = Staff(next(word for word in printed.split() if word.startswith("http")))
    staff.start_shift()
    return staff


def new_login() -> str:
    return f"p-{uuid.uuid4().hex[:8]}"


def claims(staff: Staff, student: StudentChat) -> None:
    before = set(staff.waiting())
    student.say("转人工")
    (handoff,) = set(staff.waiting()) - before
    assert staff.claim(handoff).status_code == httpx.codes.SEE_OTHER


def closing_code(console: OpenConsole) -> int | None:
    with pytest.raises(ConnectionClosed) as closed:
        console.wait_for("never", within=THROWN_OUT_WITHIN)
    return closed.value.rcvd.code if closed.value.rcvd else None


def ends_for(line: RunningLine, student: StudentChat) -> None:
    """Nobody waits in the next test's queue because of this one."""
    with newcomer(line, "supervisor") as supervisor:
        supervisor.do(f"/console/c/{student.conversation}/step-in")
        page = supervisor.see(f"/console/c/{student.conversation}").text
        handoff = page.split("/console/handoffs/", 1)[1].split("/", 1)[0]
        supervisor.do(f"/console/handoffs/{handoff}/close", outcome="calmer", note="说完了")
        supervisor.do("/console/shift/end")
