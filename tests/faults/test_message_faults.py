"""Faults 47 to 60: what messages can be; kept once, in order, answered, and inert wherever they are shown."""

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Final

import httpx
import pytest

from tests.faults.conftest import MakeKillable
from tests.journeys.other_rasa import OtherRasa
from tests.journeys.processes import RunningLine, wait_until
from tests.journeys.staff import Staff
from tests.journeys.student import StudentChat

pytestmark = pytest.mark.journey
ODD: Final = {
    "54_right_to_left_override": "\u202e倒过来\u202c",
    "54_terminal_escapes": "\x1b[2J\x1b[31m红\x07",
    "55_emoji_only": "😶‍🌫️😶‍🌫️",
    "55_full_stops_only": "。。。",
    "55_nothing": "",
    "55_one_letter": "嗯",
    "57_half_an_emoji": "我\ud83d很累",
    "57_nul": "我\x00很累",
    "57_zero_width": "我\u200b很\u200d累\ufeff",
    "58_sql": "'; DROP TABLE messages; --",
    "58_template": "{{ 7*7 }} ${7*7} <%= 7*7 %> #{7*7}",
    "58_formula": '=HYPERLINK("http://evil.example";"点我")',
}
MARKUP: Final = "<script>alert(1)</script><img src=x onerror=alert(1)>"
ORDERS_FOR_RASA: Final = (
    "/restart",
    "　/restart",
    " /restart",
    "/request_person{}",
    '/greet{"language":"en"}',
    "／restart",
)


@pytest.fixture
def line(make_killable: MakeKillable, rasa: OtherRasa) -> RunningLine:
    return make_killable("sqlite").line


@pytest.mark.parametrize("fault", ODD)
def test_fault(line: RunningLine, fault: str) -> None:
    """Each of 54 to 58: kept as it is, and answered."""
    with StudentChat(line.address) as student:
        seq = student.say(ODD[fault])
        student.answer_to(seq)
        assert student.history()[1].text == ODD[fault]


def test_fault_47_the_same_message_a_hundred_times(line: RunningLine) -> None:
    with StudentChat(line.address) as student, ThreadPoolExecutor(10) as pool:
        client_id = str(uuid.uuid4())
        seqs = set(pool.map(lambda _: student.say("我好难过", client_id=client_id), range(100)))
        (seq,) = seqs
        student.answer_to(seq)
        assert [said.author for said in student.history()] == ["line", "student", "bot"]


def test_fault_51_a_body_of_10_mb_is_refused_and_others_go_on(line: RunningLine) -> None:
    with StudentChat(line.address) as student, StudentChat(line.address) as other:
        assert refused_with(line, student, b'{"text": "' + b"a" * 10_000_000) == httpx.codes.REQUEST_ENTITY_TOO_LARGE
        assert refused_with(line, student, b'{"text": ') == httpx.codes.UNPROCESSABLE_ENTITY
        assert refused_with(line, student, b"[" * 60_000) == httpx.codes.UNPROCESSABLE_ENTITY
        other.answer_to(other.say("我在"))
        assert len(student.history()) == 1


def test_fault_51_the_longest_message_that_fits_is_kept_and_answered(line: RunningLine) -> None:
    text = "难" * 20_000
    with StudentChat(line.address) as student:
        body = json.dumps({"client_id": str(uuid.uuid4()), "text": text}, ensure_ascii=False).encode()
        assert len(body) < 64 * 1024
        assert refused_with(line, student, body) == httpx.codes.ACCEPTED
        student.answer_to(0)
        assert student.history()[1].text == text


def test_fault_58_markup_is_shown_as_text_in_the_console(line: RunningLine) -> None:
    with Staff(new_volunteer_link(line)) as volunteer, StudentChat(line.address) as student:
        volunteer.start_shift()
        before = set(volunteer.waiting())
        student.say(f"想死 {MARKUP}")
        (handoff,) = set(volunteer.waiting()) - before
        page = volunteer.see(volunteer.claim(handoff).headers["location"]).text
        assert "alert(1)" in page
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_fault_59_no_order_of_a_student_reaches_rasa(line: RunningLine, rasa: OtherRasa) -> None:
    with StudentChat(line.address) as student:
        for text in ORDERS_FOR_RASA:
            student.answer_to(student.say(text))
    assert rasa.heard
    assert not any(heard.strip().startswith(("/", "／")) for heard in rasa.heard)


def test_fault_60_two_hundred_messages_in_a_second_are_kept_in_order_and_joined(
    line: RunningLine, rasa: OtherRasa
) -> None:
    texts = [f"{number}。" for number in range(200)]
    with StudentChat(line.address) as student:
        seqs = [student.say(text) for text in texts]
        # Answers to what was said before may come after the last word too, so Rasa is asked what it has heard.
        wait_until(lambda: texts[-1] in "\n".join(rasa.heard) or None, within=20, what="Rasa has heard the last word")
        written = [said.text for said in student.history() if said.author == "student"]
    assert written == texts
    assert all(one < other for one, other in pairwise(seqs))
    assert "\n".join(rasa.heard).split("\n") == texts, "each is asked once, in order"
    assert len(rasa.heard) <= 20, f"{len(rasa.heard)} turns for what was said in one breath"


def refused_with(line: RunningLine, student: StudentChat, body: bytes) -> int:
    headers = {**student.headers, "Content-Type": "application/json"}
    with httpx.Client(trust_env=False, timeout=30) as client:
        return client.post(f"{line.address}/api/chat/messages", content=body, headers=headers).status_code


def new_volunteer_link(line: RunningLine) -> str:
    """Somebody new, so that no other test has used their link."""
    printed = line.run("user", "add", f"v-{uuid.uuid4().hex[:8]}", "--role", "volunteer")
    return next(word for word in printed.split() if word.startswith("http"))
