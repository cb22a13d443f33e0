"""One open console, as the line sees it: what it is told waits here and never holds up anybody else."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any, Final

from bot.shifts.sign_in import SignedIn
from bot.store.tables import Account

_OUTGOING: Final = 200
TOO_SLOW: Final = 4408


@dataclass(eq=False)
class Connected:
    """One open console. What it is told waits here, so that a slow one never holds up the others."""

    signed_in: SignedIn
    outgoing: asyncio.Queue[str] = field(default_factory=lambda: asyncio.Queue(_OUTGOING))
    ended: asyncio.Future[int] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    shown: dict[str, str] = field(default_factory=dict)
    is_on_duty: bool = False
    own: object = None
    following: asyncio.Task[None] | None = None

    @property
    def account(self) -> Account:
        return self.signed_in.account

    def tell(self, event: str, **facts: Any) -> None:
        self.tell_packed(packed(event, **facts))

    def tell_packed(self, message: str) -> None:
        try:
            self.outgoing.put_nowait(message)
        except asyncio.QueueFull:
            self.end(TOO_SLOW)

    def show(self, place: str, html: str, message: str = "") -> None:
        """Replace what stands at `place` on the page, unless it stands there already; `message` is that, packed."""
        if self.shown.get(place) != html:
            self.shown[place] = html
            self.tell_packed(message or packed("html", place=place, html=html))

    def follow_instead(self, task: asyncio.Task[None] | None) -> None:
        """Only one conversation is on the page, so what was followed before is not any more."""
        if self.following is not None:
            self.following.cancel()
        self.following = task
        self.shown.clear()
        self.own = None

    def end(self, code: int) -> None:
        if not self.ended.done():
            self.ended.set_result(code)


def packed(event: str, **facts: Any) -> str:
    return json.dumps({"event": event, **facts})
