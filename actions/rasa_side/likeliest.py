"""From how likely each intent is by the words to what is taken for meant: what is known of the talk counts too.

Pure. A likelihood is a number from 0 to 1; those of all intents add up to 1.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

RANKED = 5
NO_FACTS: Mapping[str, str] = MappingProxyType({})

# Less sure than this, an intent is not meant: the next likely one is. Measured on our tests, where nothing right is lost by it
# (docs/decisions/0014-a-guess-of-danger-has-weight.md). The screen has read every message for danger before.
DANGER = "disclose_risk"
LEAST_SURE = {DANGER: 0.3, "topic_life": 0.35, "ask_check_in": 0.6}
# Once a talk has begun come fragments ("they asked whom", "since September"), which look like anything: a question about
# the line, a greeting or a judgement of it is meant by whoever says it plainly.
LEAST_SURE_ONCE_BEGUN = LEAST_SURE | {
    DANGER: 0.4,
    "ask_cost": 0.95,
    "ask_hours": 0.6,
    "ask_privacy": 0.75,
    "ask_check_in": 0.9,
    "ask_if_bot": 0.75,
    "ask_human": 0.7,
    "stop_contact": 0.7,
    "delete_data": 0.9,
    "parent_or_teacher": 0.8,
    "feedback_good": 0.85,
    "feedback_bad": 0.75,
    "change_language": 0.9,
    "greet": 0.6,
    "thanks": 0.6,
    "bye": 0.9,
}
LEAST_SURE_IN_A_TALK = LEAST_SURE_ONCE_BEGUN | {DANGER: 0.6}
# Where the screen's own model is far from fearing anything, a faint guess of danger alone is none.
LEAST_SURE_ALONE = 0.5

# What was spoken of a moment ago is likelier meant, and small talk less, wherever the words could mean both.
_SAME_TOPIC = 2.0
_SMALL_TALK = {"chitchat": 1 / 3, "greet": 1 / 3}
# In the middle of a talk money, English, a teacher are part of the story sooner than questions about the line.
_BESIDE_THE_TALK = {
    "ask_cost": 1 / 4,
    "change_language": 1 / 4,
    "parent_or_teacher": 1 / 4,
    "out_of_scope": 1 / 3,
    "feedback_good": 1 / 2,
}
# Who has spoken of a child of theirs is still an adult in the next sentence, though it may sound like a student's.
_ADULT = {"parent_or_teacher": 20.0, "out_of_scope": 1 / 4}


# Once a talk has begun, whoever wants one of these names it: "should I tell my teacher?" asks for nobody of ours.
_NAMED = {
    "ask_human": re.compile(
        r"真人|人工|志愿|有人|活人|客服|转接|转给|督导|找人|换人|人(?:来|聊|说|接)|\b(?:person|human|someone|somebody|anyone|volunteers?|real|agent|operator|staff|counsell?or|people|actual)\b",
        re.IGNORECASE,
    ),
    "delete_data": re.compile(
        r"(?:删|清|抹|销毁|忘).{0,8}(?:记录|数据|聊天|信息|资料|对话|内容|痕迹|账号|我(?:说|写)|掉|全部|所有)|(?:记录|数据|聊天|信息|资料|对话|内容|痕迹|账号|我(?:说|写)的).{0,8}(?:删|清|抹|销毁)"
        r"|\b(?:delet\w*|eras\w*|remov\w*|wip\w*|clear|forget|get rid)\b.{0,20}\b(?:records?|data|chats?|history|conversations?|account|messages|what i|info\w*|me|my)\b",
        re.IGNORECASE,
    ),
}


def odds_beside(facts: dict[str, str]) -> dict[str, float]:
    """How much likelier some intents are for what is known of the talk; nothing where nothing is known."""
    if facts.get("about") == "other":
        return _SMALL_TALK | _ADULT
    topic = facts.get("topic")
    return {} if topic is None else _SMALL_TALK | _BESIDE_THE_TALK | {f"topic_{topic}": _SAME_TOPIC}


def weighed(shares: NDArray[np.float64], intents: tuple[str, ...], odds: dict[str, float]) -> NDArray[np.float64]:
    """The likelihoods of `intents` once `odds` are known; they add up to 1."""
    changed: NDArray[np.float64] = shares * np.array([odds.get(intent, 1.0) for intent in intents])
    return changed / changed.sum()


def ranked(
    shares: NDArray[np.float64], intents: tuple[str, ...], facts: Mapping[str, str] = NO_FACTS, text: str = ""
) -> list[dict[str, Any]]:
    """The likeliest intents of `text`, each with its confidence, the first one first, without those that are guessed too faintly."""
    least = _least_sure(facts)
    unnamed = _unnamed_in(text) if facts.get("before", "none") != "none" or facts.get("topic") is not None else ()
    best = [
        at for at in shares.argsort()[::-1] if shares[at] >= least.get(intents[at], 0) and intents[at] not in unnamed
    ]
    return [{"name": intents[at], "confidence": float(shares[at])} for at in best[:RANKED]]


def _unnamed_in(text: str) -> tuple[str, ...]:
    """The intents that `text` would have to name, and does not."""
    return tuple(intent for intent, words in _NAMED.items() if words.search(text) is None)


def _least_sure(facts: Mapping[str, str]) -> Mapping[str, float]:
    if facts.get("topic") is not None:
        least = LEAST_SURE_IN_A_TALK
    else:
        least = LEAST_SURE if facts.get("before", "none") == "none" else LEAST_SURE_ONCE_BEGUN
    if facts.get("screen") == "far":
        least = {**least, DANGER: max(least[DANGER], LEAST_SURE_ALONE)}
    # Who has spoken of a child of theirs is heard as an adult.
    return {
        intent: bar for intent, bar in least.items() if intent != "parent_or_teacher" or facts.get("about") != "other"
    }
