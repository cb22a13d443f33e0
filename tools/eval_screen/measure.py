"""Asks the screen about each message as the line would, and counts."""

from collections.abc import Iterable
from random import Random

from bot.crisis.context import Memory, read_in_context
from bot.crisis.screen import Screen, read
from tools.eval_screen.disguises import FAMILIES, holds_trigger
from tools.eval_screen.figures import Share
from tools.eval_screen.sets import Group


def shares_of(groups: Iterable[Group], screen: Screen) -> list[Share]:
    """How many messages of each group reach level 2 or 3 by themselves."""
    return [
        Share(group.key, sum(_is_danger(text, screen) for text in group.texts), len(group.texts), group.is_danger)
        for group in groups
    ]


def total(key: str, shares: Iterable[Share], *, is_recall: bool) -> Share:
    """Several groups as one figure."""
    counted = [share for share in shares if share.is_recall is is_recall]
    return Share(key, sum(share.hits for share in counted), sum(share.total for share in counted), is_recall)


def disguised(texts: Iterable[str], screen: Screen) -> list[Share]:
    """Of the messages that are found as they are and hold a common word: how many are found in each disguise."""
    found = [text for text in texts if holds_trigger(text) and _is_danger(text, screen)]
    dice = Random(0)
    return [
        Share(
            f"disguise: {name}",
            sum(_is_danger(change(text, dice), screen) for text in found),
            len(found),
            is_recall=True,
        )
        for name, change in FAMILIES.items()
    ]


def talks(key: str, conversations: list[list[str]], screen: Screen) -> list[Share]:
    """Of ordinary conversations, how many ever call a person at once, and how many are at least asked a question."""
    signals = [_talk(messages, screen) for messages in conversations]
    called = sum(any(not asks for asks in found) for found in signals)
    disturbed = sum(bool(found) for found in signals)
    return [
        Share(f"{key} conversations: a person is called", called, len(signals), is_recall=False),
        Share(f"{key} conversations: level 2 or 3 at all", disturbed, len(signals), is_recall=False),
    ]


def _talk(messages: list[str], screen: Screen) -> list[bool]:
    """For each message of danger, whether the student would only be asked."""
    memory, found = Memory(), []
    for text in messages:
        reading = read(text, screen)
        signal = read_in_context(text, reading, memory, screen)
        memory = memory.after(text, reading)
        if signal is not None and signal.level.is_danger:
            found.append(signal.asks_first)
    return found


def _is_danger(text: str, screen: Screen) -> bool:
    return read(text, screen).level.is_danger
