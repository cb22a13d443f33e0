"""A student's words are in no line that Rasa prints, whatever goes wrong in it."""

import json
import subprocess
from collections.abc import Callable, Iterator

import httpx
import pytest

from bot.dialogue.rasa import Question, Rasa
from tests.rasa.conftest import RASA_PYTHON, ROOT, RunningRasa, rasa_environment

pytestmark = [pytest.mark.rasa]

CANARY = "金丝雀Kanarienvogel"
Student = Callable[..., Question]


@pytest.fixture
def raw(running_rasa: RunningRasa) -> Iterator[httpx.Client]:
    """Straight to Rasa, without the line's care."""
    with httpx.Client(base_url=running_rasa.server, trust_env=False, timeout=10) as client:
        yield client


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
