"""What the student's page and the public API are made of; bot.main hands it in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.choices import Choices
from bot.intake import Intake
from bot.kit.clock import Clock
from bot.settings import Settings
from bot.store.database import Database

Check = Callable[[], Awaitable[str]]
"""Asks one part whether it works: the word ok, or why not."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Who to ask for /readyz."""

    store: Check
    rasa: Check
    channels: Check


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the public API needs of the line."""

    intake: Intake
    database: Database
    clock: Clock
    settings: Settings
    readiness: Readiness
    choices: Choices
