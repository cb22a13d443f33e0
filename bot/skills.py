"""What a student can try, by topic, from config/skills.yml; chosen by its name, answered by the line itself."""

from collections.abc import Iterable
from pathlib import Path

from pydantic import Field, model_validator

from actions.commands import TOPICS
from bot.kit.config_file import Strict, read_config
from bot.kit.text import clauses, folded
from bot.wording import InLanguages

_LONGEST = 60
"""A longer text tells something, and may say a skill's name by the way, in characters."""


class Skill(Strict):
    """One thing to try: its name is what the student taps or writes, the steps are the answer."""

    name: InLanguages
    steps: InLanguages


class Topic(Strict):
    """A topic's name, its skills, and after how many messages about it a person is offered."""

    name: InLanguages
    person_after: int = Field(ge=1)
    skills: tuple[Skill, ...] = Field(min_length=2, max_length=3)


class Skills(Strict):
    """All topics by their word in actions/commands.py."""

    topics: dict[str, Topic]

    @model_validator(mode="after")
    def _has_every_topic_and_each_name_once(self) -> "Skills":
        if set(self.topics) != set(TOPICS):
            raise ValueError(f"the topics must be {', '.join(TOPICS)}")
        names = [name for topic in self.topics.values() for skill in topic.skills for name in _spellings(skill)]
        doubled = sorted({name for name in names if names.count(name) > 1})
        if doubled:
            raise ValueError(f"every skill needs a name of its own: {', '.join(doubled)}")
        return self

    def topic_names(self, topics: Iterable[str], language: str) -> tuple[str, ...]:
        """The names of `topics`, each one of TOPICS, in their order."""
        return tuple(self.topics[topic].name.read(language) for topic in topics)

    def names(self, topic: str, language: str) -> tuple[str, ...]:
        """The names of the skills for `topic`, one of TOPICS."""
        return tuple(skill.name.read(language) for skill in self.topics[topic].skills)

    def every_name(self) -> frozenset[str]:
        """What topics and skills are called in all languages, as `folded` leaves it."""
        topics = {spelling for topic in self.topics.values() for spelling in _spellings(topic)}
        return frozenset(topics.union(*(_spellings(skill) for topic in self.topics.values() for skill in topic.skills)))

    def find(self, text: str) -> Skill | None:
        """The skill whose name a thought of `text` is, in any of the three languages, or None: "写一封信 写啥" names one."""
        wanted = {folded(text), *map(folded, clauses(text))} if len(text) <= _LONGEST else {folded(text)}
        every = (skill for topic in self.topics.values() for skill in topic.skills)
        return next((skill for skill in every if wanted & _spellings(skill)), None)


def _spellings(skill: Skill | Topic) -> set[str]:
    """A name that is the same in two languages counts once."""
    return {folded(name) for name in (skill.name.hans, skill.name.hant, skill.name.en)}


def load_skills(folder: Path) -> Skills:
    """config/skills.yml; raise RefusedToStart naming file and line if it is broken."""
    return read_config(folder / "skills.yml", Skills)
