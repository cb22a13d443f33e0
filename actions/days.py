"""When a student wishes to be asked again: how many hours from now. Clean on Python 3.10, with the standard library alone."""

import re
from datetime import date

_HOURS_A_DAY = 24
_WEEK = 7
_NUMBERS = {word: number for number, words in enumerate(
    ("", "一 one a", "二 两 two couple", "三 three", "四 four", "五 five", "六 six", "七 seven")
) for word in words.split()}  # fmt: skip
_NUMBER = "(" + "|".join(["[1-7]", *_NUMBERS]) + ")"
_IN_DAYS = re.compile(f"{_NUMBER} ?天(?:以?后|之后|过后)|\\bin (?:a )?{_NUMBER} (?:of )?days?\\b|过{_NUMBER}天")
_NAMED = (
    (3, re.compile("大后天")),
    (2, re.compile("后天|day after tomorrow")),
    (_WEEK, re.compile("(?:一|1)个?(?:周|星期|礼拜)(?:以?后|之后)|in a week|in one week|next week|下(?:周|星期|礼拜)(?![一二三四五六日天])")),
)  # fmt: skip
_WEEKDAY = re.compile(
    "(下)?个?(?:周|星期|礼拜)([一二三四五六日天])|\\b(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\\b"
)
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def hours_until(text: str, *, today: date) -> int:
    """Whole days as hours, from one to fourteen: the day that `text` names, or tomorrow where it names none."""
    return _days_until(text.lower(), today) * _HOURS_A_DAY


def _days_until(text: str, today: date) -> int:
    if counted := _IN_DAYS.search(text):
        number = next(group for group in counted.groups() if group)
        return _NUMBERS.get(number) or int(number)
    for days, named in _NAMED:
        if named.search(text):
            return days
    if weekday := _WEEKDAY.search(text):
        return _days_until_weekday(weekday, today)
    return 1


def _days_until_weekday(named: "re.Match[str]", today: date) -> int:
    """To the next such day, never today; "下周五" is the one of the week that begins next Monday."""
    is_next_week, chinese, english = named.groups()
    weekday = _WEEKDAYS[chinese] if chinese else _ENGLISH.index(english[:3])
    if is_next_week:
        return _WEEK - today.weekday() + weekday
    return (weekday - today.weekday() - 1) % _WEEK + 1
