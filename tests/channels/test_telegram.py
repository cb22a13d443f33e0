"""Telegram against a Bot API server on loopback: nothing is confirmed before it is kept."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI

from bot.channels.port import ChannelBlocked, ChannelBusy, ChannelDown, Inbound, NotKept, Outbound
from bot.channels.telegram import webhook
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.inbox import Inbox
from bot.channels.telegram.polling import MOST_SURPRISES, Polling
from bot.errors import LineError, RefusedToStart
from tests.channels.payloads import payload, text_update
from tests.fake_telegram import TOKEN, FakeTelegram, Refusal, fake_telegram

SECRET = "invented-webhook-secret"
CHAT = 711000001
SOON = timedelta(seconds=0.01)


@dataclass
class Receiver:
    """Intake as a channel sees it: keeps what comes, or fails as it is told to, by the text that comes."""

    kept: list[Inbound] = field(default_factory=list)
    failures: dict[str, list[Exception]] = field(default_factory=dict)

    async def __call__(self, inbound: Inbound, *, is_limited: bool = False) -> object:
        if self.failures.get(inbound.text):
            raise self.failures[inbound.text].pop(0)
        self.kept.append(inbound)
        return None

    @property
    def texts(self) -> list[str]:
        return [inbound.text for inbound in self.kept]


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with fake_telegram() as fake:
        yield fake


@pytest.fixture
async def channel(telegram: FakeTelegram) -> AsyncIterator[TelegramChannel]:
    channel = TelegramChannel(TOKEN, api=telegram.address)
    yield channel
    await channel.close()


@asynccontextmanager
async def polled(channel: TelegramChannel, receiver: Receiver) -> AsyncIterator[None]:
    """A running getUpdates loop."""
    polling = Polling(channel, Inbox(receiver, channel.send), wait=timedelta(seconds=1), pause=SOON)
    running = asyncio.create_task(polling.run())
    try:
        yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not is_so():  # noqa: ASYNC110  # the loop under test tells nobody
            await asyncio.sleep(0.01)


class TestSending:
    async def test_a_text_arrives_as_it_is(self, telegram: FakeTelegram, channel: TelegramChannel) -> None:
        await channel.send(Outbound(str(CHAT), "<b>*在*</b> _吗_"))

        assert telegram.texts_to(CHAT) == ["<b>*在*</b> _吗_"]

    async def test_choices_are_a_keyboard_for_one_tap_that_goes_when_its_time_is_over(
        self, telegram: FakeTelegram, channel: TelegramChannel
    ) -> None:
        await channel.send(Outbound(str(CHAT), "安全吗？", choices=("安全", "不安全")))
        await channel.send(Outbound(str(CHAT), "好。"))

        offered, gone = (json.loads(message["reply_markup"]) for message in telegram.sent)
        assert [[key["text"] for key in row] for row in offered["keyboard"]] == [["安全"], ["不安全"]]
        assert offered["one_time_keyboard"] is True
        assert gone == {"remove_keyboard": True}

    async def test_what_may_have_arrived_before_is_marked(
        self, telegram: FakeTelegram, channel: TelegramChannel
    ) -> None:
        await channel.send(Outbound(str(CHAT), "在" * channel.longest_text, may_repeat=True))

        assert telegram.texts_to(CHAT)[0].startswith("↻ 在")

    @pytest.mark.parametrize(
        ("refusal", "raised"),
        [
            (Refusal(403, "Forbidden: bot was blocked by the user"), ChannelBlocked),
            (Refusal(403, "Forbidden: user is deactivated"), ChannelBlocked),
            (Refusal(400, "Bad Request: chat not found"), ChannelBlocked),
            (Refusal(400, "Bad Request: can't parse entities"), ChannelDown),
            (Refusal(500, "Internal Server Error"), ChannelDown),
            (Refusal(401, "Unauthorized"), ChannelDown),
        ],
    )
    async def test_a_refusal_is_told_in_the_words_of_the_port(
        self, telegram: FakeTelegram, channel: TelegramChannel, refusal: Refusal, raised: type[LineError]
    ) -> None:
        telegram.refusals.append(refusal)

        with pytest.raises(raised):
            await channel.send(Outbound(str(CHAT), "在"))

    async def test_a_429_says_how_long_to_wait(self, telegram: FakeTelegram, channel: TelegramChannel) -> None:
        telegram.refusals.append(Refusal(429, "Too Many Requests: retry after 17", retry_after=17))

        with pytest.raises(ChannelBusy) as busy:
            await channel.send(Outbound(str(CHAT), "在"))

        assert busy.value.retry_after == timedelta(seconds=17)

    async def test_garbage_or_nobody_there_is_down_and_not_ready(
        self, telegram: FakeTelegram, channel: TelegramChannel
    ) -> None:
        assert await channel.is_ready() == "ok"
        telegram.is_garbled = True
        assert "does not answer" in await channel.is_ready()
        with pytest.raises(ChannelDown):
            await channel.send(Outbound(str(CHAT), "在"))

    def test_what_is_no_token_refuses_to_start(self) -> None:
        with pytest.raises(RefusedToStart, match="TINGJIAN_TELEGRAM_TOKEN"):
            TelegramChannel("not a token", api="http://127.0.0.1:1")


class TestPolling:
    async def test_what_is_kept_is_confirmed_in_order(self, telegram: FakeTelegram, channel: TelegramChannel) -> None:
        receiver = Receiver()
        for number in range(1, 6):
            telegram.give(text_update(number, f"第{number}句"))
        async with polled(channel, receiver):
            await until(lambda: not telegram.unconfirmed)

        assert receiver.texts == [f"第{number}句" for number in range(1, 6)]

    async def test_what_could_not_be_kept_is_asked_for_again_and_nothing_overtakes_it(
        self, telegram: FakeTelegram, channel: TelegramChannel
    ) -> None:
        receiver = Receiver(failures={"一": [NotKept(), NotKept()]})
        telegram.give(text_update(1, "一"))
        telegram.give(text_update(2, "二"))
        telegram.give(text_update(3, "别人的", chat=711000002))
        async with polled(channel, receiver):
            await until(lambda: not telegram.unconfirmed)

        assert [text for text in receiver.texts if text != "别人的"] == ["一", "二"]
        assert "别人的" in receiver.texts

    async def test_danger_that_could_not_be_kept_gets_the_safety_text_once(
        self, telegram: FakeTelegram, channel: TelegramChannel
    ) -> None:
        receiver = Receiver(failures={"不想活了": [NotKept("请先打 110"), NotKept("请先打 110")]})
        telegram.give(text_update(1, "不想活了"))
        async with polled(channel, receiver):
            await until(lambda: receiver.texts == ["不想活了"])

        assert telegram.texts_to(CHAT) == ["请先打 110"]

    @pytest.mark.parametrize("surprise", [ValueError(), NotKept("请先打 110", is_unforeseen=True)])
    async def test_one_update_nobody_foresaw_does_not_stop_everybody(
        self, telegram: FakeTelegram, channel: TelegramChannel, surprise: Exception
    ) -> None:
        receiver = Receiver(failures={"怪": [surprise for _ in range(MOST_SURPRISES)]})
        telegram.give(text_update(1, "怪"))
        telegram.give(text_update(2, "后来的"))
        async with polled(channel, receiver):
            await until(lambda: not telegram.unconfirmed)

        assert receiver.texts == ["后来的"]

    async def test_a_platform_that_is_away_is_asked_again(
        self, telegram: FakeTelegram, channel: TelegramChannel
    ) -> None:
        receiver = Receiver()
        telegram.is_garbled = True
        async with polled(channel, receiver):
            await asyncio.sleep(0.05)
            telegram.give(text_update(1, "在吗"))
            telegram.is_garbled = False
            await until(lambda: receiver.texts == ["在吗"])


class TestWebhook:
    @pytest.fixture
    def receiver(self) -> Receiver:
        return Receiver()

    @pytest.fixture
    async def client(self, channel: TelegramChannel, receiver: Receiver) -> AsyncIterator[httpx.AsyncClient]:
        app = FastAPI()
        app.include_router(webhook.make_router(Inbox(receiver, channel.send), SECRET))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://line.test") as client:
            client.headers["X-Telegram-Bot-Api-Secret-Token"] = SECRET
            yield client

    async def test_kept_first_and_then_acknowledged(self, client: httpx.AsyncClient, receiver: Receiver) -> None:
        answer = await client.post(webhook.PATH, json=payload("text"))

        assert answer.status_code == 200
        assert receiver.texts == ["考试考砸了"]

    @pytest.mark.parametrize("failure", [NotKept(), ValueError()])
    async def test_what_could_not_be_kept_is_a_500(
        self, client: httpx.AsyncClient, receiver: Receiver, failure: Exception
    ) -> None:
        receiver.failures["考试考砸了"] = [failure]

        assert (await client.post(webhook.PATH, json=payload("text"))).status_code == 500
        assert (await client.post(webhook.PATH, json=payload("text"))).status_code == 200

    @pytest.mark.parametrize("secret", ["", "guessed", "密"])
    async def test_nobody_else_can_speak_for_telegram(
        self, client: httpx.AsyncClient, receiver: Receiver, secret: str
    ) -> None:
        client.headers["X-Telegram-Bot-Api-Secret-Token"] = secret.encode().decode("latin-1")

        assert (await client.post(webhook.PATH, json=payload("text"))).status_code == 401
        assert receiver.kept == []

    @pytest.mark.parametrize("body", ["", "[]", "{", "\ufeff"])
    async def test_what_is_no_update_is_refused(self, client: httpx.AsyncClient, body: str) -> None:
        assert (await client.post(webhook.PATH, content=body)).status_code == 422

    async def test_telegram_is_told_where_to_bring_updates(
        self, telegram: FakeTelegram, channel: TelegramChannel
    ) -> None:
        running = asyncio.create_task(
            webhook.keep_registered(channel, "https://line.example/webhooks/telegram", SECRET)
        )
        await until(lambda: telegram.webhook is not None)
        running.cancel()

        assert telegram.webhook is not None
        assert telegram.webhook["url"] == "https://line.example/webhooks/telegram"
        assert (telegram.webhook["secret_token"], telegram.webhook["max_connections"]) == (SECRET, "1")
