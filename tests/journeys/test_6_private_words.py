"""Journey 6: who may read what. A coordinator learns without knowing who it was; a stranger learns nothing at all."""

import html
import re
from typing import Final

import httpx
import pytest

from tests.journeys.conftest import StartLine
from tests.journeys.processes import RunningLine
from tests.journeys.staff import Staff
from tests.journeys.student import StudentChat

pytestmark = pytest.mark.journey
NAME, PHONE, SCHOOL = "王晓梅", "13912345678", "青山中学"
NOWHERE: Final = "01a20000000000000000000000000000"


def test_coordinator_reads_the_closed_conversation_without_name_phone_or_school(start_line: StartLine) -> None:
    line = start_line()
    with Staff(line.link("supervisor")) as supervisor:
        conversation = talk_that_was_closed(line, supervisor)

    with Staff(line.link("coordinator")) as coordinator:
        assert f"/review/{conversation}" in coordinator.see("/review").text
        page = coordinator.see(f"/review/{conversation}")
        assert page.status_code == httpx.codes.OK
        words = html.unescape(page.text)
        assert "遗书写好了" in words, "what raised the alarm can be judged"
        assert "我在这里陪你" in words
        for private in (NAME, NAME[1:], PHONE, PHONE[3:], SCHOOL, SCHOOL[:2]):
            assert private not in words
        assert coordinator.see(f"/console/c/{conversation}").status_code == httpx.codes.NOT_FOUND
        assert verdict_is_kept(coordinator, conversation)


def test_volunteer_cannot_tell_anothers_conversation_from_one_that_does_not_exist(start_line: StartLine) -> None:
    line = start_line()
    with (
        Staff(line.link("volunteer")) as volunteer,
        Staff(line.link("supervisor")) as supervisor,
        StudentChat(line.address) as held,
        StudentChat(line.address) as with_bot,
    ):
        claimed_by(supervisor, held)
        closed = talk_that_was_closed(line, supervisor)
        for conversation in (held.conversation, with_bot.conversation, closed):
            assert volunteer_sees_nothing(volunteer, conversation)
        with volunteer.at_the_console() as console:
            for conversation in (held.conversation, NOWHERE):
                console.tell("watch", conversation=conversation, after=0)
                assert set(console.wait_for("gone")) <= {"event", "conversation"}
                console.say(conversation, "我是谁")
                assert console.wait_for("not_said")["why"] == "gone"
        assert all(said.text != "我是谁" for said in held.history())


def talk_that_was_closed(line: RunningLine, supervisor: Staff) -> str:
    """Danger, a talk in which the student says who they are, and an end with a supervisor."""
    with StudentChat(line.address) as student:
        handoff = claimed_by(supervisor, student, says="遗书写好了，今晚就走")
        for text in (f"我叫{NAME}，电话{PHONE}", f"我在{SCHOOL}读高二，班里的人都笑我"):
            student.say(text)
        with supervisor.at_the_console() as console:
            console.say(student.conversation, "我在这里陪你")
            console.wait_for("said")
        done = supervisor.do(f"/console/handoffs/{handoff}/close", outcome="calmer", note=f"{NAME}回家了")
        assert done.status_code == httpx.codes.SEE_OTHER
        return student.conversation


def claimed_by(staff: Staff, student: StudentChat, *, says: str = "转人工") -> str:
    staff.start_shift()
    student.say(says)
    (handoff,) = staff.waiting()
    assert staff.claim(handoff).status_code == httpx.codes.SEE_OTHER
    return handoff


def volunteer_sees_nothing(volunteer: Staff, conversation: str) -> bool:
    asked = [
        [volunteer.see(f"/console/c/{one}"), volunteer.see(f"/review/{one}"), books_check_in(volunteer, one)]
        for one in (conversation, NOWHERE)
    ]
    return all(same(*pair, named=(conversation, NOWHERE)) for pair in zip(*asked, strict=True))


def books_check_in(volunteer: Staff, conversation: str) -> httpx.Response:
    return volunteer.do(f"/console/c/{conversation}/check-ins", after="24 hours")


def same(one: httpx.Response, other: httpx.Response, *, named: tuple[str, str]) -> bool:
    """The same answer, but for the id that was asked for."""
    bodies = [answer.text.replace(name, "…") for answer, name in zip((one, other), named, strict=True)]
    statuses = (one.status_code, other.status_code)
    return statuses == (httpx.codes.NOT_FOUND,) * 2 and without_tokens(bodies[0]) == without_tokens(bodies[1])


def without_tokens(page: str) -> str:
    return re.sub(r'value="[\w-]{20,}"', "", page)


def verdict_is_kept(coordinator: Staff, conversation: str) -> bool:
    kept = coordinator.do(f"/review/{conversation}", judgement="right", is_helpful="yes")
    return kept.status_code == httpx.codes.SEE_OTHER and "✓" in coordinator.see("/review").text
