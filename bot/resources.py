"""Telephone lines a student can call, by region, from config/resources.yml."""

from pathlib import Path
from typing import Final, Literal

from pydantic import Field, model_validator

from bot.errors import RefusedToStart
from bot.kit.config_file import Strict, read_config
from bot.wording import InLanguages

MAINLAND: Final = "mainland"
# Who writes in Traditional characters may live in any of these; each list is labelled with its region.
_ELSEWHERE: Final = ("hongkong", "taiwan", "macao")


Topic = Literal[
    "emotion", "study", "peers", "family", "self", "love", "bullying", "life", "sleep", "internet", "career", "loss", "rights"
]  # fmt: skip


class PhoneLine(Strict):
    """A number, what it is, and when somebody answers."""

    number: str = Field(pattern=r"^[0-9 +-]+$")
    name: InLanguages
    hours: InLanguages
    needs: tuple[Topic, ...] = ()
    """Shown only in a talk about one of these topics; empty for the lines that everybody is given."""


class Region(Strict):
    """The lines of one place; `emergency` is what to call when every minute counts."""

    name: InLanguages
    emergency: str
    lines: tuple[PhoneLine, ...] = Field(min_length=1)


class Resources(Strict):
    """All regions by their word in config/hours.yml."""

    regions: dict[str, Region]

    @model_validator(mode="after")
    def _knows_every_region(self) -> "Resources":
        missing = {MAINLAND, *_ELSEWHERE} - self.regions.keys()
        if missing:
            raise ValueError(f"the regions {', '.join(sorted(missing))} are missing")
        return self

    def region(self, word: str) -> Region:
        if word not in self.regions:
            raise RefusedToStart(
                f"config/resources.yml has no region '{word}', which a desk in config/hours.yml names."
            )
        return self.regions[word]

    def lines_text(self, region: str, language: str, *, topic: str = "") -> str:
        """The lines for a student of `region`, each list under its place's name, one line a number.

        In a talk about `topic` also those that are there for it. Who writes in English may be anywhere, and a place that only
        words have shown may be wrong: whom to call in an emergency elsewhere stands below.
        """
        lists = [self._listed(word, language, topic) for word in _places(region, language)]
        others = [word for word in (MAINLAND, *_ELSEWHERE) if word != region]
        if (region == MAINLAND and language == "en") or (region in _ELSEWHERE and language == "zh-Hant"):
            lists.append(
                (", " if language == "en" else "、").join(self._emergency_of(word, language) for word in others)
            )
        return "\n".join(lists)

    def emergency(self, region: str, language: str) -> str:
        """What to call when every minute counts; with the places' names where it is not known which one it is."""
        places = _places(region, language)
        if len(places) == 1:
            return self.region(region).emergency
        return "、".join(self._emergency_of(word, language) for word in places)

    def _emergency_of(self, word: str, language: str) -> str:
        place = self.region(word)
        return f"{place.name.read(language)} {place.emergency}"

    def _listed(self, word: str, language: str, topic: str) -> str:
        region = self.region(word)
        mark, comma = ("：", "，") if language != "en" else (": ", ", ")
        rows = [
            f"{line.number} {line.name.read(language)}{comma}{line.hours.read(language)}"
            for line in region.lines
            if not line.needs or topic in line.needs
        ]
        return f"{region.name.read(language)}{mark.rstrip()}\n" + "\n".join(rows)


def _places(region: str, language: str) -> tuple[str, ...]:
    return (region, *_ELSEWHERE) if region == MAINLAND and language == "zh-Hant" else (region,)


def load_resources(folder: Path) -> Resources:
    """config/resources.yml; raise RefusedToStart naming file and line if it is broken."""
    return read_config(folder / "resources.yml", Resources)
