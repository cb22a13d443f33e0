"""Which check-ins are proposed after a chat of each risk level, from config/check_ins.yml."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.check_ins.rules import due_after, is_after
from bot.kit.config_file import read_config
from bot.levels import RiskLevel


def _known(words: str) -> str:
    if not is_after(words):
        raise ValueError('write a number and hours, days, weeks or months, such as "24 hours"')
    return words


After = Annotated[str, AfterValidator(_known)]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One check-in the close form offers: how long after ("24 hours"), and when that is."""

    after: str
    due_at: datetime


class Levels(BaseModel):
    """The four levels, each with its list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    none: tuple[After, ...] = Field(alias="0")
    concern: tuple[After, ...] = Field(alias="1")
    serious: tuple[After, ...] = Field(alias="2")
    critical: tuple[After, ...] = Field(alias="3")


class Protocol(BaseModel):
    """When to ask again, by level."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    levels: Levels

    def proposals(self, level: RiskLevel, *, at: datetime) -> tuple[Proposal, ...]:
        """What the close form of a chat of this level offers."""
        by_level = (self.levels.none, self.levels.concern, self.levels.serious, self.levels.critical)
        return tuple(Proposal(words, due_after(words, at)) for words in by_level[level])


def load_protocol(folder: Path) -> Protocol:
    """config/check_ins.yml; raise RefusedToStart naming file and line if it is broken."""
    return read_config(folder / "check_ins.yml", Protocol)
