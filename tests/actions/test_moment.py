"""Which answer fits a moment of a talk."""

import pytest

from actions.rasa_side.matters import Matters
from actions.rasa_side.moment import ASKS, BEGIN, HEAVIEST, LATER, MISHEARD, THEN, Moment

MATTERS = Matters.of(
    {
        "topic_peers": {"matters": {"quarrel": {"said": ["quarrel"]}}},
        "topic_rights": {"everywhere": ["fraud"], "matters": {"fraud": {"said": ["cheated"]}}},
        "told": {"matters": {"good_news": {"said": ["won"]}, "silent": {"said": ["ignores"]}}},
        "going_on": {
            "matters": {
                "misheard": {"said": ["i said"]},
                "plan": {"said": ["i will"]},
                "ashamed": {"said": ["embarrassing"]},
            }
        },
    }
)


def answers(
    text: str, *, wanted: str = "utter_topic_peers", sure: float = 0.7, topic: str | None = "peers", kind: str = ""
) -> list[str]:
    """What fits `text`, without the names of what was not found."""
    intent = wanted.removeprefix("utter_")
    found = Moment(wanted, text, intent, sure, topic, kind=kind).answers(MATTERS)
    return [name for name in found if not name.endswith("/")]


def test_a_first_message_is_answered_by_what_it_is_about() -> None:
    said = answers("a quarrel, i will go", topic=None, sure=0.9)
    assert said == ["utter_topic_peers/quarrel", "utter_going_on/plan"]
    assert answers("hm", topic=None, sure=0.9) == []


def test_a_first_message_that_is_faintly_understood_is_not_answered_with_a_topic() -> None:
    assert answers("hm", topic=None, sure=0.3) == [BEGIN]
    assert answers("hm", topic=None, sure=0.3, wanted="utter_listening") == [BEGIN]


def test_in_a_talk_its_next_word_goes_first_and_something_that_fits_comes_last() -> None:
    assert answers("a quarrel, i will go") == ["utter_going_on/plan", "utter_topic_peers/quarrel", LATER]


def test_what_the_words_name_plainly_is_answered_whatever_the_topic_but_not_for_the_heaviest() -> None:
    assert answers("they cheated us") == ["utter_topic_rights/fraud", THEN, LATER]
    assert answers("they cheated us", wanted="utter_topic_life", topic="life") == [THEN, LATER]


def test_a_correction_brings_the_right_answer_and_else_an_apology() -> None:
    assert answers("i said they cheated us") == ["utter_topic_rights/fraud", MISHEARD]
    assert answers("i said a quarrel, and i will go") == ["utter_topic_peers/quarrel", "utter_going_on/plan", MISHEARD]
    assert answers("i said no") == [MISHEARD]


def test_a_question_without_an_answer_is_admitted() -> None:
    assert answers("how do i tell her") == [ASKS, LATER]
    assert answers("how do i tell her", kind="what_now") == ["utter_told/what_now", ASKS, LATER]


def test_where_nothing_is_known_a_short_answer_is_taken_for_one_and_else_somebody_listens() -> None:
    assert answers("hm", sure=0.59) == [THEN, LATER]
    assert answers("we were six in that room at the time", sure=0.99, wanted="utter_story") == [LATER]


def test_the_kind_of_what_is_told_goes_before_what_follows_on_our_question() -> None:
    assert answers("we work a lot", kind="strain") == ["utter_told/strain", THEN, LATER]
    assert answers("a quarrel again", kind="hurt_by")[:2] == ["utter_topic_peers/quarrel", "utter_told/hurt_by"]
    assert answers("we do nothing", topic=None, sure=0.3, kind="numb") == ["utter_told/numb", BEGIN]
    assert answers("yes", wanted="utter_go_on", kind="strain") == []


def test_only_who_asks_about_themself_is_told_that_they_are_not_bad() -> None:
    assert "utter_told/about_me" in answers("am i a bad friend then", kind="about_me")
    assert "utter_told/about_me" not in answers("will the cat get better", kind="about_me")


def test_nothing_is_cheered_on_where_it_could_mean_an_end() -> None:
    assert answers("i will do it", kind="will_try", wanted="utter_topic_life", topic="life")[0] != "utter_told/will_try"
    assert answers("i do it soon", kind="will_try")[0] == "utter_told/will_try"


def test_who_weighs_something_is_asked_for_the_other_side_whatever_they_answered() -> None:
    found = Moment("utter_story", "a quarrel maybe", "story", 0.9, "peers", kind="worry", is_step=True).answers(MATTERS)
    assert found[:2] == ["utter_going_on/", THEN]
    planned = Moment("utter_story", "i write to her", "story", 0.9, "peers", kind="will_try", is_step=True)
    assert THEN not in planned.answers(MATTERS)[:2]


def test_once_begun_a_faint_guess_begins_no_topic() -> None:
    def once_begun(wanted: str, sure: float) -> list[str]:
        found = Moment(wanted, "hm", wanted.removeprefix("utter_"), sure, None, has_begun=True).answers(MATTERS)
        return [name for name in found if not name.endswith("/")]

    assert once_begun("utter_topic_peers", 0.84) == [THEN, LATER]
    assert once_begun("utter_topic_peers", 0.85) == []
    assert once_begun("utter_story", 0.9) == [THEN, LATER]


def test_what_the_words_show_goes_before_the_sequel_of_a_question_and_one_word_after_it() -> None:
    assert answers("my cat won", wanted="utter_story") == ["utter_told/good_news", THEN, LATER]
    assert answers("she ignores it", wanted="utter_story") == ["utter_told/silent", THEN, LATER]
    assert answers("so embarrassing", wanted="utter_story") == [THEN, "utter_going_on/ashamed", LATER]
    assert answers("an embarrassing quarrel")[0] == "utter_topic_peers/quarrel"


def test_a_matter_of_the_talks_own_topic_counts_whatever_the_message_was_taken_for() -> None:
    assert answers("a quarrel", wanted="utter_story")[0] == "utter_topic_peers/quarrel"
    assert "utter_topic_peers/quarrel" not in answers("a quarrel", wanted="utter_topic_family", sure=0.95)


def test_a_complaint_that_is_not_about_us_is_how_they_feel() -> None:
    def told(text: str) -> list[str]:
        return Moment("utter_feedback_bad", text, "feedback_bad", 0.9, "peers", has_begun=True).answers(MATTERS)

    assert THEN in told("disappointed probably")
    assert THEN not in told("your answers are useless")


def test_what_is_asked_is_no_answer_to_our_question() -> None:
    assert answers("is that embarrassing?")[0] == ASKS


def test_a_reply_to_our_own_question_is_taken_for_one() -> None:
    said = Moment("utter_no_pressure", "no", "deny", 1, "peers", has_begun=True, last="Does somebody know?").answers(
        MATTERS
    )
    assert said[0] == "utter_going_on/somebody_no"


def test_a_new_topic_that_is_surely_understood_gets_its_own_first_answer() -> None:
    assert answers("something else", wanted="utter_topic_family", sure=0.95) == []
    assert answers("something else", wanted="utter_topic_family", sure=0.8) == [THEN, LATER]
    assert answers("more of it", sure=0.9) == [THEN, LATER]


def test_a_short_yes_is_a_yes_and_a_long_one_tells_something() -> None:
    assert answers("yes", wanted="utter_go_on") == []
    assert answers("yes since it happened", wanted="utter_go_on") == [THEN, LATER]


def test_thanks_with_a_question_are_more_than_thanks() -> None:
    assert answers("thanks", wanted="utter_thanks") == []
    assert answers("thanks, how do i go there?", wanted="utter_thanks") == [ASKS]
    assert answers("thanks, how do i go there?", wanted="utter_cost") == []


def test_the_heaviest_topic_is_begun_by_a_surer_guess() -> None:
    assert answers("hm", topic=None, sure=0.59, wanted=HEAVIEST) == [BEGIN]
    assert answers("hm", topic=None, sure=0.6, wanted=HEAVIEST) == []


@pytest.mark.parametrize(("wanted", "topic"), [("utter_topic_loss", "loss"), ("utter_topic_life", "peers")])
def test_where_a_plan_may_mean_an_end_it_is_not_cheered_on(wanted: str, topic: str) -> None:
    moment = Moment(wanted, "i will go, we won", wanted.removeprefix("utter_"), 0.5, topic, has_begun=True)
    found = [name for name in moment.answers(MATTERS) if not name.endswith("/")]
    assert {"utter_going_on/plan", "utter_told/good_news"}.isdisjoint(found)
