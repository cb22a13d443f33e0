"""Faults 15 to 25: Rasa is down, slow or wrong; the student is answered in time all the same, and danger is heard."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest

from tests.journeys.other_rasa import OtherRasa, other_rasa
from tests.journeys.processes import RunningLine, wait_until
from tests.journeys.student import StudentChat
from tests.journeys.words import words_of

pytestmark = pytest.mark.journey
LISTENING: Final = tuple(
    words_of(f"fallback.{key}")[:4] for key in ("listening_1", "listening_2", "listening_3", "offer_person")
)
SOON: Final = 3.0
PATIENCE: Final = 4.0
WRONG: Final = {
    "17_answers_500": (500, b"{}"),
    "18_answers_an_empty_list": (200, b"[]"),
    "19_answers_half_a_json": (200, b'[{"recipient_id": "x", "text": "\xe6'),
    "19_answers_other_types": (200, b'[{"recipient_id": 1, "text": 5}]'),
    "19_answers_an_object": (200, b'{"text": "hello"}'),
    "19_answers_50_mb": (200, b'[{"recipient_id": "x", "text": "' + b"a" * 50_000_000 + b'"}]'),
    "20_has_no_agent": (200, b'[{"recipient_id": "x"}]'),
    "24_answers_with_a_link": (200, '[{"recipient_id": "x", "text": "看 http://evil.example/ 这里"}]'.encode()),
    "24_names_no_command_of_ours": (200, b'[{"recipient_id": "x", "custom": {"command": "drop_all"}}]'),
}


@pytest.fixture(scope="module")
def rasa() -> Iterator[OtherRasa]:
    with other_rasa() as running:
        yield running


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory, rasa: OtherRasa) -> Iterator[RunningLine]:
    running = RunningLine(tmp_path_factory.mktemp("line"), {"TINGJIAN_RASA_URL": rasa.address})
    try:
        running.start()
        yield running
    finally:
        running.stop()


@contextmanager
def misbehaving(
    rasa: OtherRasa, *, instead: tuple[int, bytes] | None = None, pause: float | None = None
) -> Iterator[None]:
    rasa.instead = instead
    rasa.pause = rasa.pause if pause is None else pause
    try:
        yield
    finally:
        rasa.behave()


def test_fault_15_rasa_is_down(line: RunningLine, rasa: OtherRasa) -> None:
    with misbehaving(rasa, instead=(503, b"")):
        assert_listens_within(line, SOON)
        assert_danger_is_heard(line)
    assert_asked_again(line)


def test_fault_16_rasa_is_slow_and_its_late_answer_is_thrown_away(line: RunningLine, rasa: OtherRasa) -> None:
    with misbehaving(rasa, pause=PATIENCE + 1.5), StudentChat(line.address) as student:
        seq = student.say("今天好累")
        answer = student.answer_to(seq, within=PATIENCE + SOON)
        assert answer.text.startswith(LISTENING)
        time.sleep(2.5)
        assert not any("听到了" in said.text for said in student.history()), "what came late is not said"
    assert_asked_again(line)


@pytest.mark.parametrize("fault", WRONG)
def test_fault(line: RunningLine, rasa: OtherRasa, fault: str) -> None:
    """Each of 17 to 24: the answer is no answer."""
    with misbehaving(rasa, instead=WRONG[fault]):
        assert_listens_within(line, PATIENCE + SOON)
    assert_asked_again(line)


def test_fault_25_a_light_answer_of_rasa_never_hides_danger(line: RunningLine) -> None:
    assert_danger_is_heard(line)


def test_fault_13_rasa_is_asked_again_when_it_is_back(line: RunningLine, rasa: OtherRasa) -> None:
    with misbehaving(rasa, instead=(500, b"")), StudentChat(line.address) as student:
        for number in range(4):
            student.answer_to(student.say(f"喂，第{number}次"))
    assert_asked_again(line)


def assert_asked_again(line: RunningLine) -> None:
    """Rasa is left alone for a while after three failures in a row; then it answers as before."""
    with StudentChat(line.address) as student:
        wait_until(lambda: "听到了" in student.answer_to(student.say("你回来了吗")).text, within=8, what="Rasa's words")


def assert_listens_within(line: RunningLine, seconds: float) -> None:
    with StudentChat(line.address) as student:
        seq = student.say("今天好累")
        started = time.monotonic()
        answer = student.answer_to(seq, within=seconds)
        assert answer.text.startswith(LISTENING), answer
        assert time.monotonic() - started < seconds
    assert line.is_alive()


def assert_danger_is_heard(line: RunningLine) -> None:
    with StudentChat(line.address) as student:
        seq = student.say("哈哈，遗书写好了，今晚就走")
        text = student.wait_for(lambda said: said.author == "line", after=seq, within=1).text
        assert "120" in text
        assert student.state()["holder"] == "queue"
