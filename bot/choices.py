"""Answers that a student can give with one tap. Each is an ordinary message: typed by hand it means the same.

A message keeps only the word for its choices (messages.choices); the sentences are looked up when it is delivered.
"""

from dataclasses import dataclass
from typing import Final

from actions.commands import TOPICS as ALL_TOPICS
from bot.skills import Skills
from bot.wording import Wording

NONE: Final = ""
YES_NO: Final = "yes_no"
SAFE: Final = "safe"
CAN: Final = "can"
PERSON: Final = "person"
PERSON_OR_PAUSE: Final = "person_or_pause"
TOPICS: Final = "topics"
MORE_TOPICS: Final = "more_topics"
HELPED: Final = "helped"
NOTHING_MORE: Final = "nothing_more"
CONTACT_AGAIN: Final = "contact_again"
_SKILLS: Final = "skills:"
# Thirteen buttons are a wall: first what most people write about, and the rest for who asks for it.
_FIRST_TOPICS: Final = ("emotion", "study", "peers", "family", "love", "bullying")
_OTHER_TOPICS: Final = tuple(topic for topic in ALL_TOPICS if topic not in _FIRST_TOPICS)

_SENTENCES: Final = {
    YES_NO: ("choice.yes", "choice.no"),
    SAFE: ("choice.safe", "choice.unsafe"),
    CAN: ("choice.can", "choice.cannot"),
    PERSON: ("choice.person",),
    PERSON_OR_PAUSE: ("choice.person", "choice.pause"),
    HELPED: ("choice.helped", "choice.partly", "choice.not_helped"),
    NOTHING_MORE: ("choice.nothing_more",),
    CONTACT_AGAIN: ("choice.contact_again",),
}


def skills_for(topic: str) -> str:
    """The word for "one of the skills of `topic`"."""
    return f"{_SKILLS}{topic}"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the words above look like to a student."""

    wording: Wording
    skills: Skills

    def labels(self, word: str, language: str) -> tuple[str, ...]:
        """The answers to offer in `language`, in order; none for a word of an older or newer version."""
        if word == TOPICS:
            more = self.wording.say("choice.more_topics", language)
            return (*self.skills.topic_names(_FIRST_TOPICS, language), more)
        if word == MORE_TOPICS:
            return self.skills.topic_names(_OTHER_TOPICS, language)
        if word.startswith(_SKILLS) and (topic := word.removeprefix(_SKILLS)) in self.skills.topics:
            return self.skills.names(topic, language)
        return tuple(self.wording.say(key, language) for key in _SENTENCES.get(word, ()))
