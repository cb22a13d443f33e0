"""Journey 2: a student in danger, with Rasa stopped; from the safety text to the answer a day later."""

from datetime import timedelta
from typing import Final

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import StartLine
from tests.journeys.pages import ConsolePage, StudentPage
from tests.journeys.processes import RunningLine
from tests.journeys.staff import Staff
from tests.journeys.words import words_of

pytestmark = [pytest.mark.journey, pytest.mark.browser]
AFTERNOON: Final = 15
VOLUNTEER: Final = ("demo-volunteer", "long enough for a volunteer")
SUPERVISOR: Final = ("demo-supervisor", "long enough for a supervisor")
SHOWN_AT_ONCE_MS: Final = 3000


def test_student_in_danger_is_reached_by_a_person_and_asked_again(start_line: StartLine, browser: Browser) -> None:
    line = start_line(hour=AFTERNOON)
    student, volunteer = StudentPage(browser, line.address), ConsolePage(browser)
    volunteer.sign_in_by_link(line.link("volunteer"), password=VOLUNTEER[1])
    volunteer.start_shift()

    gets_the_safety_text_at_once(student)
    volunteer.hears_alarm(level=3)
    they_talk(student, volunteer)
    is_closed_only_with_a_supervisor(line, student, volunteer)
    is_asked_again_a_day_later(line, student)
    a_dangerous_answer_opens_a_handoff_at_once(line, student, volunteer)


def gets_the_safety_text_at_once(student: StudentPage) -> None:
    student.write("遗书写好了，今晚就走")
    student.sees(words_of("safety.critical"), within_ms=SHOWN_AT_ONCE_MS)
    for number in ("110", "120", "12356", "12355"):
        student.sees(number)
    student.is_with("queue")


def they_talk(student: StudentPage, volunteer: ConsolePage) -> None:
    volunteer.claim()
    volunteer.sees("遗书写好了，今晚就走")
    student.is_with("volunteer")
    student.sees(words_of("handoff.volunteer_joined"))
    volunteer.write("我在，我们慢慢说")
    student.sees("我在，我们慢慢说")
    student.write("好，我把门打开了")
    volunteer.sees("好，我把门打开了")


def is_closed_only_with_a_supervisor(line: RunningLine, student: StudentPage, volunteer: ConsolePage) -> None:
    with Staff(line.link("supervisor")) as supervisor:
        supervisor.choose_password(SUPERVISOR[1])
    volunteer.close(note="和妈妈在一起", check_in_after="24 hours")
    volunteer.is_refused()
    volunteer.close(note="和妈妈在一起", check_in_after="24 hours", supervisor=SUPERVISOR)
    volunteer.is_back_at_the_queue()
    student.sees(words_of("handoff.closed"))
    student.is_with("nobody")


def is_asked_again_a_day_later(line: RunningLine, student: StudentPage) -> None:
    line.move_clock(timedelta(hours=24, minutes=-2))
    student.page.reload()  # they come back to the page they kept open
    student.sees(words_of("handoff.closed"))
    assert student.messages.filter(has_text=words_of("check_in.question")).count() == 0
    line.move_clock(timedelta(minutes=2))
    student.sees(words_of("check_in.question"))


def a_dangerous_answer_opens_a_handoff_at_once(line: RunningLine, student: StudentPage, volunteer: ConsolePage) -> None:
    volunteer.sign_in(line.address, *VOLUNTEER)  # it is another day
    volunteer.start_shift()
    student.write("还是不想活")
    student.sees(words_of("safety.serious"), within_ms=SHOWN_AT_ONCE_MS)
    volunteer.hears_alarm(level=2)
    volunteer.claim()
    volunteer.sees("还是不想活")
