"""The redactor, loaded when the first coordinator needs it: its name model takes 100 MB that most lines never use."""

import asyncio
from collections.abc import Callable

import structlog

from bot.redact.finder import NameModelMissing
from bot.redact.redactor import Redactor, load_redactor

log = structlog.get_logger()


class RedactorOnDemand:
    """Loads once, whoever asks first; without the name model there is none, and nobody is shown any text."""

    def __init__(self, load: Callable[[], Redactor] = load_redactor) -> None:
        self._load = load
        self._redactor: Redactor | None = None
        self._loading = asyncio.Lock()

    async def find(self) -> Redactor | None:
        """The Redactor, or None; a failure is tried again at the next asking, after a repair."""
        async with self._loading:
            if self._redactor is None:
                try:
                    self._redactor = await asyncio.to_thread(self._load)
                except NameModelMissing as missing:
                    log.error("redactor_missing", reason=missing.reason)  # noqa: TRY400  # expected, and said
            return self._redactor
