"""Faults 1 to 10: kill -9 at every point of a message's way. Nothing acknowledged is lost; nothing is doubled but in 7."""

import time
import uuid
from datetime import timedelta
from itertools import count

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from tests.faults.conftest import KillableLine
from tests.faults.ledger import Ledger
from tests.journeys.other_rasa import WISHES_FOR_A_PERSON, WISHES_TO_BE_ASKED_AGAIN
from tests.journeys.processes import wait_until
from tests.journeys.staff import Staff
from tests.journeys.student import StudentChat
from tests.journeys.words import words_of

pytestmark = pytest.mark.journey
TAKEN_UP_WITHIN = 5
MORNING = 10
FIRST_WORDS, ANSWER, REPEATED = words_of("first_words"), "听到了：", "↻"
ASKED = [words_of(f"handoff.requested_{key}") for key in ("on_duty", "nobody")]
QUESTION, BOOKED = words_of("check_in.question"), words_of("check_in.booked")
_chats = count(1001)


def test_fault_01_killed_before_the_message_is_committed(killable: KillableLine, ledger: Ledger) -> None:
    message_survives_a_kill_before_it_is_acknowledged(killable, ledger, point=1)


def test_fault_02_killed_before_the_message_is_acknowledged(killable: KillableLine, ledger: Ledger) -> None:
    message_survives_a_kill_before_it_is_acknowledged(killable, ledger, point=2)


def test_fault_03_killed_before_rasa_is_asked(killable: KillableLine, ledger: Ledger) -> None:
    acknowledged_message_is_answered_once(killable, ledger, point=3)


def test_fault_04_killed_while_rasa_is_asked(killable: KillableLine, ledger: Ledger) -> None:
    acknowledged_message_is_answered_once(killable, ledger, point=4)


def test_fault_05_killed_before_the_answer_is_committed(killable: KillableLine, ledger: Ledger) -> None:
    acknowledged_message_is_answered_once(killable, ledger, point=5)


def test_fault_05_what_the_answer_does_is_done_once(killable: KillableLine, ledger: Ledger) -> None:
    for _ in range(killable.kills):
        with StudentChat(killable.line.address) as student:
            killable.arm(5)
            student.say(WISHES_FOR_A_PERSON)
            killable.come_back(ledger, 5)

            wait_until(lambda: student.state()["holder"] == "queue", within=TAKEN_UP_WITHIN, what="a Handoff")
            told = [said for said in student.history() if any(words in said.text for words in ASKED)]
            ledger.count(len(told), "the answer to a request for a person")


def test_fault_06_killed_before_the_platform_is_called(killable_on_telegram: KillableLine, ledger: Ledger) -> None:
    for _ in range(killable_on_telegram.kills):
        answers = answers_after_kill(killable_on_telegram, ledger, point=6)
        for words in (FIRST_WORDS, ANSWER):
            ledger.count(sum(words in text for text in answers), words)


def test_fault_07_killed_before_the_platforms_yes_is_marked(killable_on_telegram: KillableLine, ledger: Ledger) -> None:
    for _ in range(killable_on_telegram.kills):
        answers = answers_after_kill(killable_on_telegram, ledger, point=7)
        copies = [sum(words in text for text in answers) for words in (FIRST_WORDS, ANSWER)]
        ledger.lost += copies.count(0)
        ledger.repeated += sum(copies) - 2
        assert 2 <= sum(copies) <= 3, "at most one repeat for a crash"
        assert sum(text.startswith(REPEATED) for text in answers) == 1, "and the student sees that it is one"


def test_fault_08_killed_after_a_claim_before_the_page_is_told(killable: KillableLine, ledger: Ledger) -> None:
    for _ in range(killable.kills):
        with on_shift(killable, "volunteer") as first, StudentChat(killable.line.address) as student:
            handoff = asks_for_a_person(student, first)
            killable.arm(8)
            with pytest.raises(httpx.TransportError):
                first.claim(handoff)
            killable.come_back(ledger, 8)

            with on_shift(killable, "supervisor") as second:
                assert second.claim(handoff).status_code == httpx.codes.CONFLICT
            assert student.state()["holder"] == "volunteer"
            assert 'id="say"' in first.see(f"/console/c/{student.conversation}").text, "the first one holds it"
            ends(first, handoff)


def test_fault_09_killed_while_a_volunteer_sends(killable: KillableLine, ledger: Ledger) -> None:
    for _ in range(killable.kills):
        with on_shift(killable, "volunteer") as volunteer, StudentChat(killable.line.address) as student:
            handoff = asks_for_a_person(student, volunteer)
            assert volunteer.claim(handoff).status_code == httpx.codes.SEE_OTHER
            draft, client_id = f"我在这里 {uuid.uuid4()}", str(uuid.uuid4())
            killable.arm(9)
            with volunteer.at_the_console() as console:
                console.say(student.conversation, draft, client_id=client_id)
                with pytest.raises(ConnectionClosed):
                    console.wait_for("said")
            killable.come_back(ledger, 9)

            with volunteer.at_the_console() as console:
                for _ in range(2):
                    console.say(student.conversation, draft, client_id=client_id)
                    console.wait_for("said")
            ledger.count(sum(said.text == draft for said in student.history()), "a volunteer's words")
            ends(volunteer, handoff)


def test_fault_10_killed_in_the_middle_of_a_batch_of_check_ins(killable: KillableLine, ledger: Ledger) -> None:
    line = killable.line
    for _ in range(killable.kills):
        line.set_hour(MORNING)
        students = [StudentChat(line.address) for _ in range(4)]
        for student in students:
            seq = student.say(WISHES_TO_BE_ASKED_AGAIN)
            student.wait_for(lambda said: BOOKED in said.text, after=seq)
        line.move_clock(timedelta(hours=24, seconds=-40))
        for student in students:
            student.look()  # their pages are open
        killable.arm(10, at_pass=3)
        line.move_clock(timedelta(seconds=60))
        killable.come_back(ledger, 10)

        for student in students:
            student.wait_for(lambda said: QUESTION in said.text)
        time.sleep(2.5)  # one more look of the scheduler
        for student in students:
            ledger.count(sum(QUESTION in said.text for said in student.history()), "a check-in")
            student.close()


def message_survives_a_kill_before_it_is_acknowledged(killable: KillableLine, ledger: Ledger, *, point: int) -> None:
    for _ in range(killable.kills):
        with StudentChat(killable.line.address) as student:
            text, client_id = f"今天过得很糟 {uuid.uuid4()}", str(uuid.uuid4())
            killable.arm(point)
            with pytest.raises(httpx.TransportError):
                student.say(text, client_id=client_id)
            killable.come_back(ledger, point)

            seq = student.say(text, client_id=client_id)
            assert student.say(text, client_id=client_id) == seq
            student.answer_to(seq, within=TAKEN_UP_WITHIN)
            ledger.check_answered_once(student, text)


def acknowledged_message_is_answered_once(killable: KillableLine, ledger: Ledger, *, point: int) -> None:
    for _ in range(killable.kills):
        with StudentChat(killable.line.address) as student:
            text = f"今天过得很糟 {uuid.uuid4()}"
            killable.arm(point)
            seq = student.say(text)
            killable.come_back(ledger, point)

            student.answer_to(seq, within=TAKEN_UP_WITHIN)
            ledger.check_answered_once(student, text)


def answers_after_kill(killable: KillableLine, ledger: Ledger, *, point: int) -> list[str]:
    """What a student on Telegram has read after a message whose answer met a kill."""
    chat, platform = next(_chats), killable.platform
    assert platform is not None
    killable.arm(point)
    platform.write(chat, "今天过得很糟", message_id=1, at=int(killable.line.now().timestamp()))
    killable.come_back(ledger, point)
    wait_until(lambda: any(ANSWER in text for text in platform.read(chat)), within=15, what="an answer")
    time.sleep(1.5)  # one more look of the delivery
    return platform.read(chat)


def on_shift(killable: KillableLine, role: str) -> Staff:
    staff = Staff(killable.line.link(role))
    staff.start_shift()
    return staff


def asks_for_a_person(student: StudentChat, staff: Staff) -> str:
    """The Handoff of a student who has just asked for a person."""
    before = set(staff.waiting())
    student.say("转人工")
    (handoff,) = set(staff.waiting()) - before
    return handoff


def ends(staff: Staff, handoff: str) -> None:
    done = staff.do(f"/console/handoffs/{handoff}/close", outcome="calmer", note="说完了")
    assert done.status_code == httpx.codes.SEE_OTHER
