"""What is taken for meant, beside what is known of the talk."""

import numpy as np
import pytest

from actions.rasa_side.likeliest import DANGER, LEAST_SURE, LEAST_SURE_IN_A_TALK, odds_beside, ranked, weighed

INTENTS = (DANGER, "topic_peers", "chitchat")


def names(*shares: float) -> list[str]:
    return [each["name"] for each in ranked(np.array(shares), INTENTS)]


def test_the_likeliest_comes_first_with_its_confidence() -> None:
    assert ranked(np.array([0.5, 0.2, 0.3]), INTENTS)[0] == {"name": DANGER, "confidence": 0.5}
    assert names(0.5, 0.2, 0.3) == [DANGER, "chitchat", "topic_peers"]


def test_a_faint_guess_of_danger_is_none_and_a_sure_one_stays() -> None:
    least = LEAST_SURE[DANGER]
    assert names(least - 0.01, 0.28, 0.25) == ["topic_peers", "chitchat"]
    assert names(least, 0.28, 0.25)[0] == DANGER


def test_in_the_middle_of_a_talk_danger_is_guessed_more_surely() -> None:
    least = LEAST_SURE_IN_A_TALK[DANGER]
    told = [
        ranked(np.array([share, 0.2, 0.1]), INTENTS, {"topic": "peers"})[0]["name"] for share in (least, least - 0.01)
    ]

    assert told == [DANGER, "topic_peers"]


def test_where_the_screen_is_far_from_fearing_anything_a_faint_guess_of_danger_is_none() -> None:
    told = [
        ranked(np.array([share, 0.2, 0.1]), INTENTS, {"screen": screen})[0]["name"]
        for share, screen in ((0.49, "near"), (0.49, "far"), (0.5, "far"))
    ]

    assert told == [DANGER, "topic_peers", DANGER]


def test_what_was_spoken_of_is_likelier_meant_and_small_talk_less() -> None:
    shares = np.array([0.2, 0.3, 0.5])
    beside = weighed(shares, INTENTS, odds_beside({"topic": "peers"}))

    assert INTENTS[int(beside.argmax())] == "topic_peers"
    assert beside.sum() == pytest.approx(1)
    assert odds_beside({}) == {}


def test_who_spoke_of_a_child_is_still_an_adult() -> None:
    assert odds_beside({"about": "other", "topic": "peers"})["parent_or_teacher"] > 1


def test_once_a_talk_has_begun_a_person_is_asked_for_by_name() -> None:
    intents, shares = ("ask_human", "topic_study"), np.array([0.9, 0.1])

    def meant(text: str, facts: dict[str, str]) -> str:
        return str(ranked(shares, intents, facts, text)[0]["name"])

    assert meant("我要不要跟班主任说啊", {"before": "rasa"}) == "topic_study"
    assert meant("我要不要跟班主任说啊", {}) == "ask_human"
    assert meant("can I talk to a real person", {"before": "rasa"}) == "ask_human"


def test_once_a_talk_has_begun_records_are_deleted_for_whoever_names_them() -> None:
    intents, shares = ("delete_data", "topic_love"), np.array([0.95, 0.05])

    def meant(text: str) -> str:
        return str(ranked(shares, intents, {"topic": "love"}, text)[0]["name"])

    assert meant("i wrote five drafts and deleted them all") == "topic_love"
    assert meant("delete everything i said, my messages too") == "delete_data"
    assert meant("把我的记录删掉") == "delete_data"
