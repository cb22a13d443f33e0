"""What is offered with an answer, and when: decisions only. Listening comes first, and never two offers at once."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

SKILLS_AFTER: Final = 8
"""Messages about one topic before something to try is offered: whoever wants it sooner asks for it."""
PERSON_EVERY: Final = 2
"""Messages in a row that were not understood before a person is offered."""
LONG_TALK: Final = timedelta(minutes=30)
REMINDED_EVERY: Final = timedelta(hours=1)
"""California's Companion Chatbots Act (SB 243, 2025) asks for every three hours; the line is plainer with its students."""
NEW_TALK_AFTER: Final = timedelta(minutes=30)
"""A pause as long as this ends a talk: the next one is counted anew."""


class Offer(StrEnum):
    """What stands under an answer."""

    NOTHING = "nothing"
    TOPICS = "topics"
    """What it might be about, as buttons."""
    PERSON = "person"
    SKILLS = "skills"
    """Two or three things to try."""
    REMINDER = "reminder"
    """That a program answers; a person, or a pause."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What is known about a talk when an answer is about to be said. Times may be negative: clocks are set back."""

    not_understood: int = 0
    """Messages in a row, this one included."""
    topic_turns: int = 0
    """Messages in a row about this topic, this one included; 0 where this one is about none."""
    person_after: int = 0
    """After how many of them a person is offered."""
    is_about_other: bool = False
    """A worried adult, or a friend: what a student could try, and a student's topics, are not theirs."""
    has_topic: bool = False
    """In the middle of a talk nobody needs to be asked what it is about."""
    lasts: timedelta = timedelta()
    since_reminder: timedelta | None = None


def offer_for(talk: Talk) -> Offer:
    """The one offer that fits now."""
    if talk.not_understood:
        if talk.not_understood % PERSON_EVERY == 0:
            return Offer.PERSON
        return Offer.NOTHING if talk.is_about_other or talk.has_topic else Offer.TOPICS
    if talk.topic_turns and talk.topic_turns == talk.person_after:
        return Offer.PERSON
    if talk.topic_turns == SKILLS_AFTER and not talk.is_about_other:
        return Offer.SKILLS
    return Offer.REMINDER if _is_time_to_remind(talk) else Offer.NOTHING


def begins_anew(*, pause: timedelta) -> bool:
    """Whether a talk begins with a message that comes so long after the one before."""
    return abs(pause) >= NEW_TALK_AFTER


def _is_time_to_remind(talk: Talk) -> bool:
    if talk.since_reminder is None:
        return talk.lasts >= LONG_TALK
    return abs(talk.since_reminder) >= REMINDED_EVERY
