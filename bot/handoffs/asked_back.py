"""What is asked back in reply to the safety question: what a yes would bring, or why it is asked. Never a trained guess."""

import re
from enum import StrEnum
from typing import Final

from bot.fixed_words import LONGEST, meaning_of
from bot.handoffs.asked_in_danger import Asking, asking_in
from bot.handoffs.asked_while_waiting import Wish, wish_in


class AskedBack(StrEnum):
    """What is to be explained; the sentences are safety.… in config/wording/."""

    WHAT_FOLLOWS = "what_follows"
    """What happens after a yes, and who learns of it."""
    WHY_ASKED = "why_asked"
    """What is meant, or that the line misunderstood."""


_OF_WISH: Final = {
    Wish.PRIVACY: AskedBack.WHAT_FOLLOWS,
    Wish.WHY_ASK: AskedBack.WHY_ASKED,
    Wish.MISTAKEN: AskedBack.WHY_ASKED,
    Wish.ALREADY_SAID: AskedBack.WHY_ASKED,
}
_OF_ASKING: Final = {
    Asking.CONDITIONS: AskedBack.WHAT_FOLLOWS,
    Asking.CAN_YOU: AskedBack.WHAT_FOLLOWS,
    Asking.POLICE: AskedBack.WHAT_FOLLOWS,
    Asking.ANGRY: AskedBack.WHAT_FOLLOWS,
    Asking.REAL: AskedBack.WHY_ASKED,
}
# Of a text without blanks and signs.
_WHAT_IS_MEANT: Final = {
    AskedBack.WHY_ASKED: re.compile(
        "(?:啊|嗯|呃)?(?:你)?(?:这是)?(?:什么意思|咩意思|什么|为什么|干嘛|点解)(?:啊|呀|呢)?|(?:你)?(?:为什么|怎么|干嘛|点解)(?:突然|忽然)?(?:这么|这样|会|要)?问(?:我)?(?:这个|这种)?(?:问题)?(?:啊|呀|呢)?"
        "|(?:wait|um|uh|huh|sorry)?(?:what|why|huh|wdym|likewhat|whatdoyoumean|whatdoesthatmean|whatdoumean|whydoyouask|whyareyouasking|whyask)(?:that|this|methat)?"
    )
}


def asked_back_in(text: str) -> AskedBack | None:
    """What `text` asks back about the safety question, or None where it may be an answer."""
    if len(text) > LONGEST * 2:
        return None
    wish = wish_in([text])
    if wish in _OF_WISH:
        return _OF_WISH[wish]
    asking = asking_in(text, is_about_other=False)
    if asking in _OF_ASKING:
        return _OF_ASKING[asking]
    return meaning_of(text, _WHAT_IS_MEANT)


def asks_something_else(text: str) -> bool:
    """Whether `text` asks anything at all; it will be answered once the safety question is."""
    return asking_in(text, is_about_other=False) is not None
