"""Journey 3: a student asks for a person while nobody is on duty; on-call people are called wider and wider."""

import re
import time
from datetime import timedelta

import pytest

from tests.journeys.conftest import StartLine
from tests.journeys.pager import DutyPhone, duty_phone
from tests.journeys.processes import RunningLine
from tests.journeys.staff import Staff
from tests.journeys.student import StudentChat
from tests.journeys.words import words_of

pytestmark = pytest.mark.journey
# Nobody can know this at that moment, so nobody may say it.
PROMISES = re.compile("马上就来|很快|稍等|正在接通|即将|soon|right away|in a moment|shortly")
LONG_ENOUGH_FOR_A_WRONG_CALL = 2.5


def test_student_is_told_at_once_and_the_duty_phone_rings_until_somebody_answers(start_line: StartLine) -> None:
    with duty_phone() as phone:
        line = start_line(pager_webhook=phone.address)
        with StudentChat(line.address) as student:
            asked = student.say("转人工")
            told = student.wait_for(lambda said: said.author == "line", after=asked, within=2).text

            assert words_of("handoff.requested_paged") in told
            assert "120" in told
            assert not PROMISES.search(told)
            assert student.state() == {"holder": "queue", "place": 1}

        rings_at_each_step(line, phone)
        with Staff(line.link("volunteer")) as volunteer:
            (handoff,) = volunteer.waiting()
            assert phone.calls[0]["handoff"] == handoff
            volunteer.do(f"/console/handoffs/{handoff}/acknowledge")
        is_quiet_now(line, phone)


def test_without_any_pager_nothing_is_promised_and_start_says_so(start_line: StartLine) -> None:
    line = start_line()

    with StudentChat(line.address, language="en") as student:
        asked = student.say("talk to a person")
        told = student.wait_for(lambda said: said.author == "line", after=asked, within=2).text

    assert words_of("handoff.requested_nobody", "en") in told
    assert words_of("handoff.requested_paged", "en") not in told
    assert not PROMISES.search(told)
    assert "No pager is set up" in line.printed()


def rings_at_each_step(line: RunningLine, phone: DutyPhone) -> None:
    time.sleep(LONG_ENOUGH_FOR_A_WRONG_CALL)
    assert phone.steps == [], "nobody is called in the first minute"
    for minutes, steps in ((1, [1]), (4, [1, 2]), (5, [1, 2, 3]), (5, [1, 2, 3, 4])):
        line.move_clock(timedelta(minutes=minutes))
        phone.wait_for(steps)
        assert "text" not in phone.calls[-1]


def is_quiet_now(line: RunningLine, phone: DutyPhone) -> None:
    called = len(phone.calls)
    line.move_clock(timedelta(minutes=30))
    time.sleep(LONG_ENOUGH_FOR_A_WRONG_CALL)
    assert len(phone.calls) == called
