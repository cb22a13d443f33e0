"""Only plain texts and known commands come out of Rasa's answer; anything odd refuses the whole."""

import json

import pytest

from actions.commands import RequestHandoff, SetTopic
from bot.dialogue.reply import LONGEST_TEXT, DialogueReply, RasaUnavailable, read_reply


def body(*parts: object) -> bytes:
    return json.dumps(list(parts)).encode()


def text(words: str) -> dict[str, str]:
    return {"recipient_id": "c1", "text": words}


def test_texts_and_commands_are_read_in_order() -> None:
    reply = read_reply(
        body(
            text("听起来不容易。"),
            {"recipient_id": "c1", "custom": {"command": "set_topic", "topic": "study"}},
            text("想说说吗？"),
        )
    )

    assert reply == DialogueReply(("听起来不容易。", "想说说吗？"), (SetTopic("study"),))


def test_a_command_alone_is_a_reply() -> None:
    reply = read_reply(body({"custom": {"command": "request_handoff", "topic": "unsaid"}}))

    assert reply == DialogueReply((), (RequestHandoff("unsaid"),))


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"[]", "an empty answer"),
        (b"", "no JSON"),
        (b'[{"text": "trunca', "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"{}", "not a list"),
        (b'"hello"', "not a list"),
        (b"null", "not a list"),
        (body("hello"), "a part that is neither text nor command"),
        (body({"recipient_id": "c1"}), "a part that is neither text nor command"),
        (body({"text": "x", "image": "http://example.org/x.png"}), "a part that is neither text nor command"),
        (body({"text": "x", "buttons": []}), "a part that is neither text nor command"),
        (body(*[text("x")] * 11), "too many parts"),
        (body(text("")), "an empty text"),
        (body(text(" \n")), "an empty text"),
        (body({"text": 5}), "an empty text"),
        (body({"text": None}), "an empty text"),
        (body(text("啊" * (LONGEST_TEXT + 1))), "a text too long"),
        (b'[{"text": "\\ud800"}]', "a text that is no Unicode"),
        (body({"custom": {"command": "delete_everything"}}), "an unknown command: no such command"),
        (body({"custom": "set_topic"}), "an unknown command: a command is an object"),
    ],
)
def test_an_odd_answer_is_a_failure(answer: bytes, reason: str) -> None:
    with pytest.raises(RasaUnavailable) as refused:
        read_reply(answer)

    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "words",
    [
        "看看 https://example.org/help",
        "看看http://例子.中国/",
        "www.example.org 有办法",
        "去example.com看看吧",
        "写信给 help@mail.example.org",
        "[点这里](x)",
        "tg://resolve?domain=x",
    ],
)
def test_a_link_is_not_passed_on(words: str) -> None:
    with pytest.raises(RasaUnavailable) as refused:
        read_reply(body(text(words)))

    assert refused.value.reason == "a link that is not allowed"


@pytest.mark.parametrize("words", ["I hear you. That sounds hard.", "嗯……我在听。慢慢说", "It's 3 a.m. now, isn't it?"])
def test_an_ordinary_sentence_is_no_link(words: str) -> None:
    assert read_reply(body(text(words))).texts == (words,)


def test_the_reason_never_quotes_what_was_said() -> None:
    with pytest.raises(RasaUnavailable) as refused:
        read_reply(body({"custom": {"command": "金丝雀", "topic": "金丝雀"}}))

    assert "金丝雀" not in str(refused.value)
