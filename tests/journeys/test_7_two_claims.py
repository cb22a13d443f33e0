"""Journey 7: two volunteers press the same button in the same moment, 200 times, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Final

import httpx
import pytest

from tests.journeys.conftest import StartLine
from tests.journeys.postgres import new_database
from tests.journeys.processes import RunningLine
from tests.journeys.staff import Staff
from tests.journeys.student import StudentChat
from tests.journeys.words import words_of

pytestmark = pytest.mark.journey
ROUNDS: Final = 10
AT_ONCE: Final = 20
SOMEBODY_IS_HERE: Final = words_of("handoff.volunteer_joined")


def test_each_handoff_has_one_owner_on_sqlite(start_line: StartLine) -> None:
    race(start_line(openings_per_hour="100000"))


@pytest.mark.postgres
def test_each_handoff_has_one_owner_on_postgres(start_line: StartLine, postgres_server: str) -> None:
    race(start_line(openings_per_hour="100000", database_url=new_database(postgres_server)))


def race(line: RunningLine) -> None:
    with Staff(line.link("volunteer")) as first, Staff(line.link("supervisor")) as second:
        owners: list[str] = []
        for _ in range(ROUNDS):
            for staff in (first, second):
                staff.start_shift()  # also a heartbeat
            students = [asks_for_a_person(line.address) for _ in range(AT_ONCE)]
            handoffs = first.waiting()
            assert len(handoffs) == AT_ONCE
            owners += [owner_after_race(handoff, first, second) for handoff in handoffs]
            for student in students:
                seen = student.look()
                assert seen["state"]["holder"] == "volunteer"
                assert [said["text"] for said in seen["messages"]].count(SOMEBODY_IS_HERE) == 1
                student.close()
        assert len(owners) == ROUNDS * AT_ONCE
        assert first.waiting() == second.waiting() == []


def asks_for_a_person(address: str) -> StudentChat:
    student = StudentChat(address)
    student.say("转人工")
    return student


def owner_after_race(handoff: str, first: Staff, second: Staff) -> str:
    """The conversation's address for the only winner."""
    start = Barrier(2)

    def claim(staff: Staff) -> httpx.Response:
        start.wait()
        return staff.claim(handoff)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(claim, (first, second)))
    assert sorted(answer.status_code for answer in answers) == [httpx.codes.SEE_OTHER, httpx.codes.CONFLICT]
    winner, answer = next(
        (staff, answer) for staff, answer in zip((first, second), answers, strict=True) if answer.has_redirect_location
    )
    address = answer.headers["location"]
    assert 'id="say"' in winner.see(address).text
    return str(address)
