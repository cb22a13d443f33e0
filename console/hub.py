"""One switchboard for all open consoles of this process: the alarm first, then the page, each rendered once.

Nothing is kept here that the database does not know: a console that reconnects gets the whole state again.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import structlog
from sqlalchemy import select

from bot.levels import RiskLevel
from bot.shifts.presence import heartbeat
from bot.shifts.sign_in import note_seen, still_signed_in
from bot.store.events import PRESENCE, QUEUE, SIGN_INS
from bot.store.tables import Account, Handoff, HandoffState
from console.connected import Connected, packed
from console.pages import Pages
from console.parts import Parts
from console.queue_view import QueueView, look_at_queue

log = structlog.get_logger()

_LOOK_AGAIN_S: Final = 5.0
_SHOW_AT_MOST_EVERY_S: Final = 0.25
_GUARD_S: Final = 3.0
_BEAT_S: Final = 10.0
_WRITE_BEATS_S: Final = 2.0
SIGNED_OUT: Final = 4401

Ringing = dict[str, RiskLevel]


class Hub:
    """Tells every console of a desk what changed there, and hears that they are still open."""

    def __init__(self, parts: Parts, pages: Pages) -> None:
        self._parts = parts
        self._pages = pages
        self._open: set[Connected] = set()
        self._beats: set[Connected] = set()
        self._ringing: dict[str, Ringing] = {}
        self._loops: list[asyncio.Task[None]] = []

    @contextmanager
    def joined(self, connected: Connected) -> Iterator[None]:
        """`connected` hears everything until the block ends; the loops run while anybody is here."""
        self._open.add(connected)
        if not self._loops:
            loops = (
                self._follow_alarms, self._follow_queue, self._guard_sign_ins, self._ask_for_beats, self._write_beats
            )  # fmt: skip
            self._loops = [asyncio.create_task(self._keep_up(loop)) for loop in loops]
        try:
            yield
        finally:
            self._open.discard(connected)
            self._beats.discard(connected)
            if not self._open:
                for task in self._loops:
                    task.cancel()
                self._loops = []
                self._ringing = {}

    async def greet(self, connected: Connected) -> None:
        """The whole state for a console that has just come, or come back."""
        desk = connected.account.desk
        ringing = await self._what_rings()
        connected.tell("ringing", handoffs=_listed(ringing.get(desk, {})))
        await self._show_desk([connected])

    def beat(self, connected: Connected) -> None:
        """It is still open; written together with the others'."""
        self._beats.add(connected)

    async def _keep_up(self, loop: Any) -> None:
        while True:
            try:
                await loop()
            except Exception as failed:  # noqa: BLE001  # the outermost edge: an alarm loop that ended would ring for nobody
                log.warning("console_hub_waits", why=type(failed).__name__)
                await asyncio.sleep(1)

    async def _follow_alarms(self) -> None:
        with self._parts.database.events.listen(QUEUE) as listener:
            while True:
                await self._ring()
                await listener.wait(_LOOK_AGAIN_S)

    async def _follow_queue(self) -> None:
        with self._parts.database.events.listen(QUEUE, PRESENCE) as listener:
            while True:
                # The alarm has the processor first, and a storm of events is shown a few times a second.
                await asyncio.sleep(_SHOW_AT_MOST_EVERY_S)
                for desk in {connected.account.desk for connected in self._open}:
                    await self._show_desk([c for c in self._open if c.account.desk == desk])
                await listener.wait(_LOOK_AGAIN_S)

    async def _ring(self) -> None:
        """The tiny event first: rendering a page must not hold up an alarm."""
        now = await self._what_rings()
        for desk in {connected.account.desk for connected in self._open}:
            before, after = self._ringing.get(desk, {}), now.get(desk, {})
            new = {handoff: level for handoff, level in after.items() if before.get(handoff) != level}
            told = [packed("alarm", handoff=handoff, level=int(level)) for handoff, level in new.items()]
            if before != after:
                told.append(packed("ringing", handoffs=_listed(after)))
            for connected in tuple(self._open):
                if connected.account.desk == desk:
                    for message in told:
                        connected.tell_packed(message)
        self._ringing = now

    async def _what_rings(self) -> dict[str, Ringing]:
        async with self._parts.database.read() as session:
            rows = await session.execute(
                select(Handoff.desk, Handoff.id, Handoff.level)
                .where(
                    # Held ones too: the danger may have risen while its volunteer looks elsewhere.
                    Handoff.state != HandoffState.CLOSED,
                    Handoff.level >= RiskLevel.SERIOUS,
                    Handoff.acknowledged_at.is_(None),
                )
                .order_by(Handoff.level.desc(), Handoff.requested_at)
            )
            ringing: dict[str, Ringing] = {}
            for desk, handoff_id, level in rows:
                ringing.setdefault(desk, {})[handoff_id] = level
        return ringing

    async def _show_desk(self, consoles: list[Connected]) -> None:
        """One desk: the queue for each language and role once, and everybody's own chats."""
        if not consoles:
            return
        async with self._parts.database.read() as session:
            view = await look_at_queue(session, consoles[0].account, at=self._parts.clock.now())
        rendered: dict[tuple[str, str], tuple[str, str]] = {}
        for connected in consoles:
            account = connected.account
            kind = (account.language, account.role)
            if kind not in rendered:
                html = self._render("_queue.html", account, view)
                rendered[kind] = (html, packed("html", place="queue", html=html))
                # A hundred consoles are a tenth of a second of work: an alarm may pass in between.
                await asyncio.sleep(0)
            connected.show("queue", *rendered[kind])
            self._show_own(connected, view)

    def _show_own(self, connected: Connected, view: QueueView) -> None:
        account = connected.account
        held, shift = view.held_by(account.id), view.shifts.get(account.id)
        own = (account.language, tuple((card.handoff.id, card.handoff.level) for card in held), shift and shift.id)
        if connected.own == own:
            return
        connected.own = own
        connected.show("shift", self._render("_shift.html", account, view))
        connected.show("mine", self._render("_mine.html", account, view))
        if connected.is_on_duty != (shift is not None):
            connected.is_on_duty = shift is not None
            connected.tell("duty", is_on=connected.is_on_duty)

    def _render(self, template: str, account: Account, view: QueueView) -> str:
        return self._pages.fragment(template, account.language, view=view, me=account, has_pager=self._parts.has_pager)

    async def _guard_sign_ins(self) -> None:
        """Close the sockets of those who are signed out, ended or changed: at once, and at the latest in 3 s."""
        with self._parts.database.events.listen(SIGN_INS) as listener:
            while True:
                await listener.wait(_GUARD_S)
                consoles = tuple(self._open)
                async with self._parts.database.read() as session:
                    tokens = [connected.signed_in.token for connected in consoles]
                    holding = await still_signed_in(session, tokens, at=self._parts.clock.now())
                for connected in consoles:
                    if connected.signed_in.token not in holding:
                        connected.end(SIGNED_OUT)

    async def _ask_for_beats(self) -> None:
        """The line asks and the page answers: a browser slows down the clocks of hidden pages, not their sockets."""
        while True:
            for connected in tuple(self._open):
                connected.tell("beat", at=self._parts.clock.now().timestamp())
            await asyncio.sleep(_BEAT_S / 2)

    async def _write_beats(self) -> None:
        while True:
            await asyncio.sleep(_WRITE_BEATS_S)
            heard, self._beats = self._beats, set()
            if not heard:
                continue
            now = self._parts.clock.now()
            async with self._parts.database.begin() as session:
                for connected in heard:
                    await heartbeat(session, connected.account, at=now)
                    await note_seen(session, connected.signed_in.token, at=now)


def _listed(ringing: Ringing) -> list[dict[str, object]]:
    return [{"handoff": handoff, "level": int(level)} for handoff, level in ringing.items()]
