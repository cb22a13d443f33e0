"""Everything a coordinator may change, read once at the start: a broken file refuses to start and names its line."""

from dataclasses import dataclass
from pathlib import Path

from bot.check_ins.protocol import Protocol, load_protocol
from bot.crisis.screen import Screen, load_screen
from bot.resources import Resources, load_resources
from bot.shifts.hours import Hours, load_hours
from bot.skills import Skills, load_skills
from bot.wording import Wording


@dataclass(frozen=True, slots=True)
class Config:
    """The files of config/, checked against each other."""

    wording: Wording
    page_wording: Wording
    resources: Resources
    hours: Hours
    protocol: Protocol
    screen: Screen
    skills: Skills


def load_config(folder: Path) -> Config:
    """All of `folder`; raise RefusedToStart (or BrokenTerms, BrokenModel) naming file, line and what is expected."""
    config = Config(
        wording=Wording.load(folder / "wording"),
        page_wording=Wording.load(folder / "wording" / "page"),
        resources=load_resources(folder),
        hours=load_hours(folder),
        protocol=load_protocol(folder),
        screen=load_screen(folder),
        skills=load_skills(folder),
    )
    for desk in config.hours.desks:
        config.resources.region(desk.region)
    return config
