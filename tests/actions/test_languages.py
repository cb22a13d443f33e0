"""A wish for another language names which."""

import pytest

from actions.commands import UNSAID
from actions.languages import language_named_in


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("能说英文吗", "en"),
        ("please speak English", "en"),
        ("can you use English instead of Chinese", "en"),
        ("我看不懂英文，用中文吧", "zh-Hans"),
        ("不要说英文，说中文", "zh-Hans"),
        ("可以用繁体字吗", "zh-Hant"),
        ("speak cantonese pls", "zh-Hant"),
        ("我不会说普通话，讲粤语得吗", "zh-Hant"),
        ("换成简体", "zh-Hans"),
        ("换一种语言", UNSAID),
        ("parlez français", UNSAID),
    ],
)
def test_the_language_that_is_wished_for_is_found(text: str, language: str) -> None:
    assert language_named_in(text) == language
