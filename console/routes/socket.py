"""The WebSocket of an open console: it hears the desk, follows one conversation, and carries the volunteer's words."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, cast
from uuid import UUID

import structlog
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.errors import LineError, NotAllowed
from bot.handoffs import talk
from bot.handoffs.talk import NothingSaid, Typed
from bot.store.database import STORE_FAILURES
from bot.store.tables import Account
from console.connected import Connected
from console.door import TALKERS, Door, ForgedForm, require_our_origin
from console.following import Place, follow
from console.hub import SIGNED_OUT, Hub
from console.pages import Pages
from console.parts import Parts

log = structlog.get_logger()

_LONGEST_MESSAGE: Final = 64 * 1024
_REFUSED: Final = 4403
_NOT_UNDERSTOOD: Final = 4400


class NotUnderstood(LineError):
    """A page of ours never sends this."""


@dataclass(frozen=True, slots=True)
class Told:
    """One message of the page; `what` is beat, look, watch or say."""

    what: str
    conversation_id: str = ""
    after: int = 0
    typed: Typed | None = None


def read_told(message: str) -> Told:
    """What the page says; raise NotUnderstood for anything else."""
    if len(message) > _LONGEST_MESSAGE:
        raise NotUnderstood("longer than any page of ours writes")
    try:
        payload: dict[str, Any] = json.loads(message)
        what = str(payload["do"])
        typed = Typed(UUID(payload["client_id"]), str(payload["text"])) if what == "say" else None
        return Told(what, str(payload.get("conversation", "")), int(payload.get("after", 0)), typed)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError) as broken:
        raise NotUnderstood(type(broken).__name__) from broken


class Socket:
    """Opens, serves and ends the sockets of one process."""

    def __init__(self, parts: Parts, pages: Pages, door: Door, hub: Hub) -> None:
        self._parts = parts
        self._pages = pages
        self._door = door
        self._hub = hub

    async def serve(self, websocket: WebSocket) -> None:
        """From the handshake to the end. A refusal closes with a code the page can read, so after accepting."""
        await websocket.accept()
        try:
            require_our_origin(websocket)
        except ForgedForm:
            await websocket.close(_REFUSED)
            return
        signed_in = await self._door.find(websocket)
        if signed_in is None:
            await websocket.close(SIGNED_OUT)
        elif signed_in.account.role not in TALKERS:
            await websocket.close(_REFUSED)
        else:
            await self._talk(websocket, Connected(signed_in))

    async def _talk(self, websocket: WebSocket, connected: Connected) -> None:
        with self._hub.joined(connected):
            await self._hub.greet(connected)
            hearing = asyncio.create_task(self._hear(websocket, connected))
            telling = asyncio.create_task(_tell(websocket, connected))
            ended = cast("asyncio.Future[Any]", connected.ended)
            await asyncio.wait({hearing, telling, ended}, return_when=asyncio.FIRST_COMPLETED)
            for task in (hearing, telling):
                task.cancel()
            await asyncio.gather(hearing, telling, return_exceptions=True)
        if connected.ended.done():
            with suppress(RuntimeError, WebSocketDisconnect):  # the page may be gone already
                await websocket.close(connected.ended.result())

    async def _hear(self, websocket: WebSocket, connected: Connected) -> None:
        try:
            while True:
                await self._obey(connected, read_told(await websocket.receive_text()))
        except NotUnderstood:
            connected.end(_NOT_UNDERSTOOD)
        finally:
            connected.follow_instead(None)

    async def _obey(self, connected: Connected, told: Told) -> None:
        match told.what:
            case "beat":
                self._hub.beat(connected)
            case "look":
                connected.follow_instead(None)
                await self._hub.greet(connected)
            case "watch":
                place = Place(told.conversation_id, told.after)
                task = asyncio.create_task(follow(connected, place, parts=self._parts, pages=self._pages))
                connected.follow_instead(task)
            case "say":
                await self._say(connected, told)
            case _:
                raise NotUnderstood("an unknown deed")

    async def _say(self, connected: Connected, told: Told) -> None:
        """The page shows a message as sent only when this says so, after the commit."""
        if told.typed is None:
            return
        client_id = str(told.typed.client_id)
        try:
            async with self._parts.database.begin() as session:
                message = await talk.say(
                    session,
                    told.conversation_id,
                    volunteer=await session.get_one(Account, connected.account.id),
                    typed=told.typed,
                    at=self._parts.clock.now(),
                )
        except NothingSaid:
            connected.tell("not_said", client_id=client_id, why="too_long")
        except (NotAllowed, LineError):
            connected.tell("not_said", client_id=client_id, why="gone")
        except STORE_FAILURES as failed:
            log.warning("console_could_not_keep", conversation_id=told.conversation_id, why=type(failed).__name__)
            connected.tell("not_said", client_id=client_id, why="later")
        else:
            connected.tell("said", client_id=client_id, seq=message.seq)


async def _tell(websocket: WebSocket, connected: Connected) -> None:
    while True:
        await websocket.send_text(await connected.outgoing.get())
