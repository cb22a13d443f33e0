"""What every channel must do, whoever wrote it: the fake of the fast tests is held to the same as Telegram."""

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.channels.port import Channel, ChannelBlocked, ChannelBusy, ChannelDown, Outbound
from bot.errors import LineError
from bot.kit.text import split_text
from tests.fake_telegram import TOKEN, Refusal, fake_telegram
from tests.fakes import FakeChannel

CHAT = "711000001"


@dataclass
class Platform:
    """A channel, what its platform got, and how to make the platform refuse the next message."""

    channel: Channel
    texts: Callable[[], Sequence[str]]
    refuse: Callable[[LineError], None]


@pytest.fixture(params=["fake", "telegram"])
async def platform(request: pytest.FixtureRequest) -> AsyncIterator[Platform]:
    if request.param == "fake":
        fake = FakeChannel()
        yield Platform(fake, lambda: fake.texts, fake.refusals.append)
        return
    from bot.channels.telegram.channel import TelegramChannel

    async with fake_telegram() as telegram:
        channel = TelegramChannel(TOKEN, api=telegram.address)
        yield Platform(
            channel, lambda: telegram.texts_to(int(CHAT)), lambda error: telegram.refusals.append(_as_telegram(error))
        )
        await channel.close()


def _as_telegram(error: LineError) -> Refusal:
    match error:
        case ChannelBlocked():
            return Refusal(403, "Forbidden: bot was blocked by the user")
        case ChannelBusy():
            seconds = int(error.retry_after.total_seconds())
            return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
        case _:
            return Refusal(502, "Bad Gateway")


class TestEveryChannel:
    async def test_it_has_a_name_and_is_ready(self, platform: Platform) -> None:
        assert platform.channel.name
        assert await platform.channel.is_ready() == "ok"

    async def test_it_sends_in_order_and_changes_nothing(self, platform: Platform) -> None:
        texts = ["在", "<b>&amp;</b> *_`[", "\u202eabc 👨‍👩‍👧"]
        for text in texts:
            await platform.channel.send(Outbound(CHAT, text))

        assert list(platform.texts()) == texts

    async def test_its_longest_text_is_taken_also_when_it_may_be_a_repeat(self, platform: Platform) -> None:
        longest = split_text("🙂" * 5000, limit=platform.channel.longest_text)[0]
        await platform.channel.send(Outbound(CHAT, longest, may_repeat=True))

        assert platform.texts()[0].endswith(longest)

    @pytest.mark.parametrize("refusal", [ChannelBlocked(), ChannelBusy(timedelta(seconds=7)), ChannelDown()])
    async def test_it_tells_apart_gone_wait_and_down(self, platform: Platform, refusal: LineError) -> None:
        platform.refuse(refusal)

        with pytest.raises(type(refusal)) as raised:
            await platform.channel.send(Outbound(CHAT, "在"))
        if isinstance(raised.value, ChannelBusy):
            assert raised.value.retry_after == timedelta(seconds=7)
        await platform.channel.send(Outbound(CHAT, "又好了"))
        assert list(platform.texts()) == ["又好了"]
