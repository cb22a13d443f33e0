"""Without Rasa the student is still listened to, in changing words, and offered a person."""

from bot.dialogue.fallback import LISTENING_KEYS, OFFER_KEY, reply_without_rasa


def test_the_same_sentence_does_not_come_three_times_running() -> None:
    first_words = [reply_without_rasa(fallbacks_so_far=count, phase="bot")[0] for count in range(7)]

    assert all(first_words[at] != first_words[at + 1] for at in range(6))
    assert set(first_words) == set(LISTENING_KEYS)


def test_a_person_is_offered_at_once_and_not_in_every_sentence() -> None:
    offers = [OFFER_KEY in reply_without_rasa(fallbacks_so_far=count, phase="bot") for count in range(4)]

    assert offers == [True, False, False, True]


def test_who_waits_for_a_person_already_is_not_offered_one() -> None:
    assert OFFER_KEY not in reply_without_rasa(fallbacks_so_far=0, phase="waiting")
