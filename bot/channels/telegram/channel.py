"""Sending through the Bot API, and asking it for updates."""

from collections.abc import Awaitable
from datetime import timedelta
from typing import Any, Final, TypeVar

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.methods import TelegramMethod
from aiogram.types import KeyboardButton, LinkPreviewOptions, ReplyKeyboardMarkup, ReplyKeyboardRemove
from aiogram.utils.token import TokenValidationError
from typing_extensions import override

from bot.channels.port import Channel, ChannelBlocked, ChannelBusy, ChannelDown, Outbound
from bot.channels.telegram.payload import NAME, WANTED_UPDATES
from bot.errors import RefusedToStart

Result = TypeVar("Result")
_PATIENCE_SECONDS: Final = 10
_READY_SECONDS: Final = 2
_REPEATED: Final = "↻ "
_LIMIT: Final = 4096  # UTF-16 units, https://core.telegram.org/bots/api#sendmessage
_GONE: Final = ("chat not found", "user not found", "PEER_ID_INVALID")


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """The Bot API's getUpdates with the updates as they are (payload.py says why)."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None
    timeout: int
    allowed_updates: list[str]


class TelegramChannel(Channel):
    """One bot's account at Telegram."""

    def __init__(self, token: str, *, api: str) -> None:
        try:
            self._bot = Bot(token, AiohttpSession(api=TelegramAPIServer.from_base(api)))
        except TokenValidationError:
            raise RefusedToStart(
                "TINGJIAN_TELEGRAM_TOKEN is not a bot token; @BotFather gives one like 123456:ABC-DEF."
            ) from None

    @property
    @override
    def name(self) -> str:
        return NAME

    @property
    @override
    def longest_text(self) -> int:
        return _LIMIT - len(_REPEATED)

    @override
    async def send(self, outbound: Outbound) -> None:
        text = _REPEATED + outbound.text if outbound.may_repeat else outbound.text
        await _asked(
            self._bot.send_message(
                chat_id=int(outbound.chat),
                text=text,
                parse_mode=None,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_markup=_keyboard(outbound.choices),
                request_timeout=_PATIENCE_SECONDS,
            )
        )

    @override
    async def is_ready(self) -> str:
        try:
            await _asked(self._bot.get_me(request_timeout=_READY_SECONDS))
        except (ChannelBlocked, ChannelBusy, ChannelDown) as failed:
            return str(failed)
        return "ok"

    async def updates(self, *, offset: int | None, wait: timedelta) -> list[dict[str, Any]]:
        """What has come from `offset` on, at once or within `wait`; asking with an offset confirms all before it."""
        seconds = int(wait.total_seconds())
        method = GetRawUpdates(offset=offset, timeout=seconds, allowed_updates=list(WANTED_UPDATES))
        return await _asked(self._bot(method, request_timeout=seconds + _PATIENCE_SECONDS))

    async def use_polling(self) -> None:
        """Let updates wait at Telegram until they are asked for."""
        await _asked(self._bot.delete_webhook(drop_pending_updates=False))

    async def use_webhook(self, url: str, *, secret: str) -> None:
        """Let Telegram bring updates to `url`, one at a time, so that no message overtakes another."""
        await _asked(
            self._bot.set_webhook(url, secret_token=secret, max_connections=1, allowed_updates=list(WANTED_UPDATES))
        )

    async def close(self) -> None:
        await self._bot.session.close()


def _keyboard(choices: tuple[str, ...]) -> ReplyKeyboardMarkup | ReplyKeyboardRemove:
    """A row for each choice, gone after one tap; without choices an earlier keyboard goes, because its time is over."""
    if not choices:
        return ReplyKeyboardRemove(remove_keyboard=True)
    rows = [[KeyboardButton(text=choice)] for choice in choices]
    return ReplyKeyboardMarkup(keyboard=rows, one_time_keyboard=True, resize_keyboard=True)


async def _asked(request: Awaitable[Result]) -> Result:
    """Telegram's answer, or its refusal in the words of the port."""
    try:
        return await request
    except TelegramForbiddenError:
        raise ChannelBlocked("the student has blocked the bot or is gone") from None
    except TelegramRetryAfter as busy:
        raise ChannelBusy(timedelta(seconds=busy.retry_after)) from None
    except TelegramBadRequest as refused:
        if any(sign in refused.message for sign in _GONE):
            raise ChannelBlocked("there is no such chat any more") from None
        raise ChannelDown("Telegram does not take this message") from None
    except AiogramError as failed:
        # The exception's own text may hold what was sent, so only its name goes on.
        raise ChannelDown(f"Telegram does not answer ({type(failed).__name__})") from None
