"""Desks, when they are open, and who is called when nobody answers, from config/hours.yml."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Final

from pydantic import BeforeValidator, Field, model_validator

from bot.kit.clock import SHANGHAI
from bot.kit.config_file import Strict, read_config
from bot.wording import InLanguages, Wording

_MIDNIGHT: Final = time()
_CLOCK_FACE: Final = r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$"


class Region(StrEnum):
    """Where a desk's students are, which decides the telephone lines they are given."""

    MAINLAND = "mainland"
    HONGKONG = "hongkong"
    TAIWAN = "taiwan"
    MACAO = "macao"


class Day(StrEnum):
    """The days of the week in the order of datetime.weekday()."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"


WEEK: Final = tuple(Day)


def _as_written(value: object) -> object:
    # YAML 1.1 reads an unquoted 22:00 as the number 1320 (base 60).
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value // 60:02d}:{value % 60:02d}"
    return value


ClockFace = Annotated[str, BeforeValidator(_as_written), Field(pattern=_CLOCK_FACE)]


class Opening(Strict):
    """From when to when a desk is open on some days; an end before the start is on the next day."""

    days: tuple[Day, ...] = Field(default=WEEK, min_length=1)
    opens: ClockFace = Field(alias="from")
    closes: ClockFace = Field(alias="to")

    def holds(self, local: datetime) -> bool:
        """Whether this opening, begun today or yesterday, lasts at `local` (a time in Shanghai)."""
        begin, end, now = _on_clock(self.opens), _on_clock(self.closes), local.time()
        today = WEEK[local.weekday()] in self.days
        if begin < end or end == _MIDNIGHT:
            return today and begin <= now and (now < end or end == _MIDNIGHT)
        return (today and now >= begin) or (WEEK[local.weekday() - 1] in self.days and now < end)


class OnCall(Strict):
    """Somebody who is called when nobody answers, from which step on, and how they are reached."""

    name: str = Field(min_length=1)
    webhook: str = Field(default="", pattern=r"^(https?://.+)?$")
    telegram: str = ""
    from_step: int = Field(default=1, ge=1)
    language: str = "zh-Hans"

    @model_validator(mode="after")
    def _is_reached_one_way(self) -> "OnCall":
        if bool(self.webhook) == bool(self.telegram):
            raise ValueError("name either a webhook (a URL) or a telegram chat")
        return self


class Desk(Strict):
    """One desk of the line: what it is called, whom it serves, when it is open, who is on call for it."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    name: InLanguages
    region: Region
    open: tuple[Opening, ...] = ()
    on_call: tuple[OnCall, ...] = ()

    @model_validator(mode="after")
    def _calls_each_by_one_name(self) -> "Desk":
        names = [person.name for person in self.on_call]
        if len(set(names)) < len(names):
            raise ValueError("every on_call entry of a desk needs a name of its own")
        return self


class PagingSteps(Strict):
    """After how many minutes without an answer on-call people are called; then again each last interval."""

    after_minutes: tuple[float, ...] = Field(default=(1, 5, 10), min_length=1)

    @model_validator(mode="after")
    def _rises(self) -> "PagingSteps":
        steps = (0.0, *self.after_minutes)
        if any(later <= earlier for earlier, later in pairwise(steps)):
            raise ValueError("the minutes must rise, such as [1, 5, 10]")
        return self

    @property
    def after(self) -> tuple[timedelta, ...]:
        return tuple(timedelta(minutes=minutes) for minutes in self.after_minutes)


class Hours(Strict):
    """All desks, the first being the one a student comes to who names none."""

    desks: tuple[Desk, ...] = Field(min_length=1)
    paging: PagingSteps = PagingSteps()

    @model_validator(mode="after")
    def _names_each_desk_once(self) -> "Hours":
        ids = [desk.id for desk in self.desks]
        if len(set(ids)) < len(ids):
            raise ValueError("every desk needs an id of its own")
        return self

    @property
    def first(self) -> Desk:
        return self.desks[0]

    def find_desk(self, desk_id: str) -> Desk | None:
        return next((desk for desk in self.desks if desk.id == desk_id), None)

    def with_pagers(self, *, webhook: str, chats: Sequence[str]) -> "Hours":
        """The same with the pagers of this machine's settings, which are on call for every desk from the first step."""
        people = [OnCall(name=f"telegram {number}", telegram=chat) for number, chat in enumerate(chats, start=1)]
        if webhook:
            people.append(OnCall(name="webhook", webhook=webhook))
        desks = [desk.model_copy(update={"on_call": (*desk.on_call, *people)}) for desk in self.desks]
        return self.model_copy(update={"desks": tuple(desks)})


def load_hours(folder: Path) -> Hours:
    """config/hours.yml; raise RefusedToStart naming file and line if it is broken."""
    return read_config(folder / "hours.yml", Hours)


def is_open(desk: Desk, moment: datetime) -> bool:
    """Whether the desk says it is open at this moment; people may be on duty at any other time too."""
    local = moment.astimezone(SHANGHAI)
    return any(opening.holds(local) for opening in desk.open)


def opening_text(desk: Desk, wording: Wording, language: str) -> str:
    """The hours as a student is told them, such as "Mon to Fri 08:00-24:00 (Beijing time)" in their language."""
    if not desk.open:
        return wording.say("hours.unsaid", language)
    join = "; " if language == "en" else "；"
    times = join.join(
        f"{_days(opening.days, wording, language)} {opening.opens}-{opening.closes}" for opening in desk.open
    )
    return wording.say("hours.beijing", language, times=times)


def _days(days: tuple[Day, ...], wording: Wording, language: str) -> str:
    places = sorted(WEEK.index(day) for day in days)
    if len(places) == len(WEEK):
        return wording.say("hours.every_day", language)
    names = [wording.say(f"hours.days.{WEEK[place]}", language) for place in places]
    is_in_a_row = places == list(range(places[0], places[-1] + 1))
    if is_in_a_row and len(places) > 1:
        blank = " " if language == "en" else ""
        return f"{names[0]}{blank}{wording.say('hours.to', language)}{blank}{names[-1]}"
    return (", " if language == "en" else "、").join(names)


def _on_clock(face: str) -> time:
    hour, minute = (int(part) for part in face.split(":"))
    return time(hour % 24, minute)
