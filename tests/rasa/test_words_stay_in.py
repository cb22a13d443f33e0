"""A student's words are in no line that Rasa or the action server prints, whatever goes wrong in them."""

import json
import subprocess
from collections.abc import Callable, Iterator

import httpx
import pytest

from bot.dialogue.rasa import Question, Rasa, RasaUnavailable
from tests.rasa.conftest import RASA_PYTHON, ROOT, RunningRasa, rasa_environment

pytestmark = [pytest.mark.rasa]

CANARY = "金丝雀Kanarienvogel"
Student = Callable[..., Question]


@pytest.fixture
def raw(running_rasa: RunningRasa) -> Iterator[httpx.Client]:
    """Straight to Rasa, without the line's care."""
    with httpx.Client(base_url=running_rasa.server, trust_env=False, timeout=10) as client:
        yield client


@pytest.fixture
def faulty_actions(running_rasa: RunningRasa) -> Iterator[RunningRasa]:
    yield running_rasa
    running_rasa.between.instead = None


def words_in(printed: str) -> bool:
    return any(form in printed for form in (CANARY, "Kanarien", json.dumps(CANARY)[1:-1], repr(CANARY.encode())[2:-1]))


async def test_ordinary_words(rasa: Rasa, student: Student, running_rasa: RunningRasa) -> None:
    for words in (f"考试考砸了{CANARY}", CANARY, f"我想找真人 {CANARY}", f"/restart {CANARY}"):
        await rasa.ask(student(words))

    assert not words_in(running_rasa.printed())


@pytest.mark.parametrize(
    "typed",
    [
        f"/{CANARY}",
        f'/{CANARY}{{"{CANARY}": "{CANARY}"}}',
        f"　/{CANARY}",
        f" \u00a0/{CANARY}{{broken",
        f'/ask_human{{"topic": "{CANARY}"}}',
        f"EXTERNAL: {CANARY}",
        f"//{CANARY}",
    ],
)
def test_commands_typed_straight_to_rasa(raw: httpx.Client, running_rasa: RunningRasa, typed: str) -> None:
    answer = raw.post("/webhooks/rest/webhook", json={"sender": "canary", "message": typed, "metadata": {}})

    assert answer.status_code == 200
    assert answer.json()
    assert not words_in(answer.text)
    assert not words_in(running_rasa.printed())


@pytest.mark.parametrize(
    "body",
    [
        f'{{"sender": "canary", "message": "{CANARY}'.encode(),
        json.dumps({"sender": "canary", "message": [CANARY]}).encode(),
        json.dumps({"sender": {"name": CANARY}, "message": CANARY}).encode(),
        json.dumps([CANARY]).encode(),
        (CANARY * 10_000).encode(),
        b"\xff" + CANARY.encode(),
    ],
)
def test_bodies_that_are_no_message(raw: httpx.Client, running_rasa: RunningRasa, body: bytes) -> None:
    answer = raw.post("/webhooks/rest/webhook", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 400
    assert not words_in(answer.text)
    assert not words_in(running_rasa.printed())


def test_strange_context_is_left_out(raw: httpx.Client, running_rasa: RunningRasa) -> None:
    strange = {"language": CANARY, "topic": {"a": CANARY}, "level": [CANARY], "more": CANARY}
    answer = raw.post("/webhooks/rest/webhook", json={"sender": "canary", "message": "我想找真人", "metadata": strange})

    assert answer.status_code == 200
    assert not words_in(answer.text)
    assert not words_in(running_rasa.printed())


@pytest.mark.parametrize(
    "instead",
    [
        (500, json.dumps({"error": CANARY, "request_body": CANARY}).encode()),
        (404, CANARY.encode()),
        (200, CANARY.encode()),
        (200, json.dumps([CANARY]).encode()),
        (200, json.dumps({"events": [CANARY], "responses": []}).encode()),
        (200, json.dumps({"events": [{"event": CANARY}], "responses": []}).encode()),
    ],
)
async def test_an_action_server_that_answers_with_the_words(
    rasa: Rasa, student: Student, faulty_actions: RunningRasa, instead: tuple[int, bytes]
) -> None:
    faulty_actions.between.instead = instead

    with pytest.raises(RasaUnavailable):
        await rasa.ask(student(f"我想找真人 {CANARY}"))

    assert not words_in(faulty_actions.printed())


async def test_an_action_server_that_refuses_with_the_words(
    rasa: Rasa, student: Student, faulty_actions: RunningRasa
) -> None:
    faulty_actions.between.instead = (400, json.dumps({"error": CANARY, "action_name": CANARY}).encode())

    reply = await rasa.ask(student(f"我想找真人 {CANARY}"))

    assert not words_in("".join(reply.texts))
    assert not words_in(faulty_actions.printed())


async def test_the_action_server_is_not_even_told_the_words(
    rasa: Rasa, student: Student, running_rasa: RunningRasa
) -> None:
    # What was typed straight to Rasa, past the line's care, may have come here before.
    running_rasa.between.seen.clear()

    await rasa.ask(student(f"考试考砸了 {CANARY}"))

    assert running_rasa.between.seen
    assert not words_in(json.dumps(running_rasa.between.seen, ensure_ascii=False))


@pytest.mark.parametrize(
    ("call", "status"),
    [
        (f'{{"next_action": "{CANARY}'.encode(), 500),
        (json.dumps({"next_action": CANARY, "tracker": {}}).encode(), 404),
        (json.dumps({"next_action": "action_set_topic", "tracker": CANARY}).encode(), 500),
        (json.dumps({"next_action": "action_set_topic", "tracker": {"slots": [CANARY]}}).encode(), 500),
        (json.dumps([CANARY]).encode(), 500),
    ],
)
def test_calls_that_break_an_action(running_rasa: RunningRasa, call: bytes, status: int) -> None:
    answer = httpx.post(f"{running_rasa.actions}/webhook", content=call, trust_env=False)

    assert answer.status_code == status
    assert not words_in(answer.text)
    assert not words_in(running_rasa.printed())


EVERY_WAY_OUT = """
import sys
from actions.rasa_side.quiet import keep_words_out
keep_words_out()
import gc, logging, threading, warnings, structlog
words = sys.argv[1]
logging.getLogger("rasa.core.processor").warning("text: %s", words)
logging.getLogger("tingjian.rasa.child").error(words)
logging.error(f"root {words}", extra={"text": words})
try:
    raise ValueError(words)
except ValueError:
    logging.getLogger("sanic.error").exception(words, stack_info=True)
    structlog.get_logger().exception("rest.message.received.failure", text=words)
structlog.get_logger().error(words, text=words)
structlog.get_logger().warning("a.b", **{words: words})
warnings.warn(words)
def fail():
    raise KeyError(words)
thread = threading.Thread(target=fail, name=words)
thread.start()
thread.join()
class Broken:
    def __del__(self):
        raise ValueError(words)
broken = Broken()
del broken
gc.collect()
raise RuntimeError(words) from ValueError(words)
"""


def test_no_way_out_of_a_process_lets_words_through() -> None:
    ended = subprocess.run(
        [str(RASA_PYTHON), "-c", EVERY_WAY_OUT, CANARY],
        cwd=ROOT, env=rasa_environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip

    printed = ended.stdout + ended.stderr
    assert not words_in(printed)
    assert ended.returncode == 1
    for told in ("rasa.core.processor", "rest.message.received.failure", "KeyError", "ended by RuntimeError"):
        assert told in printed
