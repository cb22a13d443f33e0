from bot.crisis.answer import as_answer
from bot.crisis.screen import Screen, read


def test_message_without_a_signal_is_answered_with_level_nought() -> None:
    assert as_answer("7", None, "") == {"id": "7", "level": 0, "categories": [], "matched": []}


def test_dangerous_message_is_answered_with_level_and_words(known: Screen) -> None:
    text = "我想轻生"

    assert as_answer("8", read(text, known).signal, text) == {
        "id": "8",
        "level": 2,
        "categories": ["suicide"],
        "matched": ["轻生"],
    }
