"""The desk: the queue with the most urgent first, the shift, the alarm, one's own chats, what is left to do."""

from collections.abc import Sequence

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response

from bot.errors import NotAllowed
from bot.handoffs.leaving import leave
from bot.handoffs.queue import acknowledge
from bot.shifts.accounts import names_on
from bot.shifts.presence import start_shift
from bot.store.tables import Conversation, Handoff, Holder, Role
from console.door import ANYBODY, TALKERS, Handler
from console.pages import go_to
from console.queue_view import look_at_queue
from console.routes.sign_in import HOME
from console.setup import Setup
from console.tasks import open_tasks, tick_off


class DeskPages:
    """Pages for volunteers and supervisors; everybody else is led to their own."""

    def __init__(self, setup: Setup) -> None:
        self._parts = setup.parts
        self._pages = setup.pages
        self._door = setup.door

    def routes(self) -> Sequence[tuple[str, str, Handler]]:
        return (
            ("GET", "/console", self.queue),
            ("GET", "/console/live", self.live),
            ("POST", "/console/shift/start", self.start_shift),
            ("POST", "/console/shift/end", self.end_shift),
            ("POST", "/console/handoffs/{handoff}/acknowledge", self.acknowledge),
            ("POST", "/console/tasks/{task}/done", self.tick_off),
        )

    async def queue(self, request: Request) -> Response:
        signed_in = await self._door.require(request, *ANYBODY)
        account = signed_in.account
        if account.role not in TALKERS:
            return go_to(HOME[account.role])
        async with self._parts.database.read() as session:
            view = await look_at_queue(session, account, at=self._parts.clock.now())
            tasks = await open_tasks(session, desk=account.desk)
        return self._pages.page(
            request,
            "desk.html",
            signed_in=signed_in,
            view=view,
            tasks=tasks,
            has_pager=self._parts.has_pager,
        )

    async def live(self, request: Request) -> Response:
        """Every open conversation of the desk, for supervisors: no words, they are behind each door."""
        signed_in = await self._door.require(request, Role.SUPERVISOR)
        async with self._parts.database.read() as session:
            rows = await session.scalars(
                select(Conversation)
                .where(Conversation.desk == signed_in.account.desk, Conversation.holder != Holder.NOBODY)
                .order_by(Conversation.level.desc(), Conversation.last_message_at.desc())
                .limit(200)
            )
            names = await names_on(session, signed_in.account.desk)
        return self._pages.page(request, "live.html", signed_in=signed_in, conversations=rows.all(), names=names)

    async def start_shift(self, request: Request) -> Response:
        signed_in, _ = await self._door.deed(request, *TALKERS)
        async with self._parts.database.begin() as session:
            await start_shift(session, signed_in.account, at=self._parts.clock.now())
        return go_to("/console")

    async def end_shift(self, request: Request) -> Response:
        signed_in, _ = await self._door.deed(request, *TALKERS)
        async with self._parts.database.begin() as session:
            await leave(session, signed_in.account, wording=self._parts.wording, at=self._parts.clock.now())
        return go_to("/console")

    async def acknowledge(self, request: Request) -> Response:
        """Somebody has heard it and looks after it: the sound and the paging stop."""
        signed_in, _ = await self._door.deed(request, *TALKERS)
        handoff_id = request.path_params["handoff"]
        async with self._parts.database.begin() as session:
            handoff = await session.get(Handoff, handoff_id)
            if handoff is None or handoff.desk != signed_in.account.desk:
                raise NotAllowed(handoff_id)
            await acknowledge(session, handoff_id, by=signed_in.account.id, at=self._parts.clock.now())
        return go_to("/console")

    async def tick_off(self, request: Request) -> Response:
        signed_in, _ = await self._door.deed(request, *TALKERS)
        async with self._parts.database.begin() as session:
            await tick_off(session, request.path_params["task"], by=signed_in.account, at=self._parts.clock.now())
        return go_to("/console")
