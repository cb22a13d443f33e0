"""Which language a wish for another one names. Clean on Python 3.10, with nothing but the standard library."""

import re

from actions.commands import UNSAID

_NAMES = (
    ("en", re.compile(r"英文|英语|英語|english|\beng\b", re.IGNORECASE)),
    ("zh-Hant", re.compile("繁体|繁體|繁中|正体|正體|粤语|粵語|广东话|廣東話|traditional|cantonese", re.IGNORECASE)),
    ("zh-Hans", re.compile("简体|簡體|简中|普通话|国语|中文|汉语|chinese|mandarin|simplified", re.IGNORECASE)),
)
# "can you use English instead of Chinese" names two, and wants the first.
_NOT_WANTED = re.compile(
    "(?:不要|不想|别|看不懂|听不懂|不会|instead of|rather than|don't|do not|not|no|can't) ?"
    "(?:再|用|说|讲|打|发|speak|read|understand|use|in)* ?(?:英文|英语|简体|繁体|普通话|粤语|中文|english|chinese|cantonese)",
    re.IGNORECASE,
)


def language_named_in(text: str) -> str:
    """The language that is wished for ("能说英文吗" gives en), or UNSAID where none or no one of ours is named."""
    wanted = _NOT_WANTED.sub(" ", text)
    return next((language for language, name in _NAMES if name.search(wanted)), UNSAID)
