"""Only a plain no closes the safety question; whatever else is said brings a person."""

import pytest

from bot.crisis.clear_no import is_clear_no


@pytest.mark.parametrize(
    "text",
    ["没有", "没有。", "没有啊", "沒有呀", "没，就是考试压力大", "不是的", "没有没有", "没想过", "冇", "No", "nope", "no, i'm just tired", "Not at all", "No I don’t", "no im fine", "NO!!"],
)  # fmt: skip
def test_plain_no_is_a_clear_no(text: str) -> None:
    assert is_clear_no(text)


@pytest.mark.parametrize(
    "text",
    ["有", "没有人爱我", "不知道", "没事", "算是吧", "嗯", "", "…", "没有吧，可能有一点", "没有用的", "不想说", "开玩笑的", "yes", "not sure", "no one cares", "no idea", "maybe", "i don't know", "no point"],
)  # fmt: skip
def test_anything_else_is_not(text: str) -> None:
    assert not is_clear_no(text)
