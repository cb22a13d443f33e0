"""What the pages are given by whoever starts the line; nothing here is made by the console itself."""

from dataclasses import dataclass

from bot.check_ins.protocol import Protocol
from bot.kit.clock import Clock
from bot.reviews.redaction import RedactorOnDemand
from bot.settings import Settings
from bot.store.database import Database
from bot.wording import Wording


@dataclass(frozen=True)
class Parts:
    """The line as the pages see it. The redactor is loaded when a coordinator first needs it: it is large."""

    database: Database
    clock: Clock
    settings: Settings
    wording: Wording
    protocol: Protocol
    desks: tuple[str, ...]
    has_pager: bool
    redactor: RedactorOnDemand
