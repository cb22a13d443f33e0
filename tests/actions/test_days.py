"""The day that a wish to be asked again names."""

from datetime import date

import pytest

from actions.days import hours_until

WEDNESDAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("明天再来问问我好吗", 1), ("过会儿再问我", 1), ("check in on me tomorrow", 1), ("后天问我", 2), ("大后天问我", 3),
        ("the day after tomorrow please", 2), ("三天后再问我", 3), ("过两天来问问", 2), ("in 3 days", 3), ("in a couple of days", 2),
        ("周五晚上问我", 2), ("check on me on Friday", 2), ("tues works", 6), ("周三再来", 7), ("礼拜天来问我", 4),
        ("下周再问我", 7), ("next week", 7), ("下周五问我", 9), ("下周一问我", 5), ("一个星期后", 7), ("my friend is sunny", 1),
    ],
)  # fmt: skip
def test_a_day_is_understood_and_none_means_tomorrow(text: str, days: int) -> None:
    assert hours_until(text, today=WEDNESDAY) == days * 24


@pytest.mark.parametrize("weekday", range(7))
def test_it_is_never_today_and_never_longer_than_two_weeks(weekday: int) -> None:
    today = date(2026, 3, 2 + weekday)

    assert all(
        24 <= hours_until(text, today=today) <= 14 * 24
        for text in ("周一", "周日", "下周日", "下周一", "monday", "sunday")
    )
