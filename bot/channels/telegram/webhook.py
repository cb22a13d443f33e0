"""Updates brought by Telegram: kept first, then acknowledged; a failure is a 500, and Telegram brings it again."""

import asyncio
import hmac
import json
from datetime import timedelta
from typing import Final

import structlog
from fastapi import APIRouter, Request
from starlette.responses import Response

from bot.channels.port import ChannelBlocked, ChannelBusy, ChannelDown, NotKept
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.inbox import Inbox

log = structlog.get_logger()
PATH: Final = "/webhooks/telegram"
_SECRET_HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the header's name
_REGISTERED_AGAIN_EVERY: Final = timedelta(hours=6)
_PAUSE: Final = timedelta(seconds=10)


def make_router(inbox: Inbox, secret: str) -> APIRouter:
    """The route Telegram posts to."""
    router = APIRouter()

    @router.post(PATH, include_in_schema=False)
    async def take_update(request: Request) -> Response:
        given = request.headers.get(_SECRET_HEADER, "")
        # In constant time, or the secret could be guessed letter by letter.
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return Response(status_code=401)
        try:
            update = json.loads(await request.body())
        except ValueError:
            return Response(status_code=422)
        if not isinstance(update, dict):
            return Response(status_code=422)
        try:
            await inbox.take(update)
        except NotKept:
            return Response(status_code=500)
        except Exception as surprise:  # noqa: BLE001  # Telegram must bring it again, whatever broke
            log.error("update_failed", update=update.get("update_id"), reason=type(surprise).__name__)  # noqa: TRY400  # no values in logs
            return Response(status_code=500)
        return Response(status_code=200)

    return router


async def keep_registered(channel: TelegramChannel, url: str, secret: str) -> None:
    """Tell Telegram where to bring updates, again and again, until cancelled."""
    while True:
        try:
            await channel.use_webhook(url, secret=secret)
        except (ChannelBlocked, ChannelBusy, ChannelDown) as failed:
            log.warning("telegram_webhook_not_set", reason=str(failed))
            await asyncio.sleep(_PAUSE.total_seconds())
        else:
            await asyncio.sleep(_REGISTERED_AGAIN_EVERY.total_seconds())
