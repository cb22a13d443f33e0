"""What stands under an answer, and when."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.offers import LONG_TALK, REMINDED_EVERY, SKILLS_AFTER, Offer, Talk, begins_anew, offer_for

LONG = timedelta(minutes=31)


@pytest.mark.parametrize(
    ("talk", "offer"),
    [
        (Talk(), Offer.NOTHING),
        (Talk(not_understood=1), Offer.TOPICS),
        (Talk(not_understood=1, has_topic=True), Offer.NOTHING),
        (Talk(not_understood=2, has_topic=True), Offer.PERSON),
        (Talk(not_understood=2), Offer.PERSON),
        (Talk(not_understood=3), Offer.TOPICS),
        (Talk(not_understood=4), Offer.PERSON),
        (Talk(topic_turns=SKILLS_AFTER, person_after=6), Offer.SKILLS),
        (Talk(topic_turns=2, person_after=2), Offer.PERSON),
        (Talk(topic_turns=SKILLS_AFTER, person_after=SKILLS_AFTER), Offer.PERSON),
        (Talk(topic_turns=6, person_after=6), Offer.PERSON),
        (Talk(topic_turns=7, person_after=6), Offer.NOTHING),
        (Talk(lasts=LONG_TALK - timedelta(seconds=1)), Offer.NOTHING),
        (Talk(lasts=LONG_TALK), Offer.REMINDER),
        (Talk(lasts=3 * LONG, since_reminder=timedelta(minutes=59)), Offer.NOTHING),
        (Talk(lasts=3 * LONG, since_reminder=REMINDED_EVERY), Offer.REMINDER),
        (Talk(lasts=LONG, topic_turns=SKILLS_AFTER, person_after=6), Offer.SKILLS),
        (Talk(not_understood=1, is_about_other=True), Offer.NOTHING),
        (Talk(not_understood=2, is_about_other=True), Offer.PERSON),
        (Talk(topic_turns=SKILLS_AFTER, person_after=6, is_about_other=True), Offer.NOTHING),
    ],
)
def test_there_is_one_offer_at_a_time(talk: Talk, offer: Offer) -> None:
    assert offer_for(talk) is offer


def test_a_long_pause_begins_a_new_talk() -> None:
    assert begins_anew(pause=timedelta(minutes=30))
    assert not begins_anew(pause=timedelta(minutes=29))


@given(st.timedeltas(), st.timedeltas() | st.none())
def test_clocks_that_jump_break_nothing(lasts: timedelta, since: timedelta | None) -> None:
    assert offer_for(Talk(lasts=lasts, since_reminder=since)) in {Offer.NOTHING, Offer.REMINDER}
