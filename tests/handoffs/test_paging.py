"""On-call people are called wider and wider, over a real loopback webhook, until somebody has heard it."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select

from bot.channels.port import ChannelDown
from bot.handoffs import queue
from bot.handoffs.pagers import TelegramPager, WebhookPager
from bot.handoffs.paging import Paging, is_pager_configured, page_unanswered
from bot.kit.clock import FixedClock
from bot.levels import RiskLevel
from bot.shifts.hours import Desk, Hours, OnCall
from bot.shifts.presence import start_shift
from bot.store.database import Database
from bot.store.tables import Handoff, Page
from bot.wording import Wording
from tests.factories import make_account, make_handoff
from tests.fakes import FakeChannel
from tests.handoffs.loopback import Webhook, webhook

MINUTE = timedelta(minutes=1)
NAME = {"zh-Hans": "听见", "zh-Hant": "聽見", "en": "Tingjian"}


def hours_with(*people: OnCall) -> Hours:
    return Hours(desks=(Desk.model_validate({"id": "main", "name": NAME, "region": "mainland", "on_call": people}),))


@pytest.fixture
async def called() -> AsyncIterator[Webhook]:
    async with webhook() as hook:
        yield hook


@pytest.fixture
async def paging(database: Database, clock: FixedClock, called: Webhook) -> AsyncIterator[Paging]:
    """One person on call by webhook from the first step, and a second from the second step on."""
    hours = hours_with(
        OnCall(name="first", webhook=called.url + "/first"),
        OnCall(name="second", webhook=called.url + "/second", from_step=2),
    )
    async with httpx.AsyncClient(timeout=2) as client:
        yield Paging(database, clock, hours, (WebhookPager(client),), "http://127.0.0.1:8355/console")


async def make_waiting(database: Database, *, level: RiskLevel = RiskLevel.NONE) -> str:
    async with database.begin() as session:
        return (await make_handoff(session, level=level)).id


async def be_on_duty(database: Database, clock: FixedClock) -> None:
    async with database.begin() as session:
        await start_shift(session, await make_account(session), at=clock.now())


class TestWhen:
    async def test_nobody_on_duty_calls_after_one_five_and_ten_minutes_and_again(
        self, database: Database, paging: Paging, clock: FixedClock, called: Webhook
    ) -> None:
        await make_waiting(database)
        steps: list[list[str]] = []
        for _ in range(16):
            await page_unanswered(paging)
            steps.append(called.take_paths())
            clock.move(MINUTE)

        assert {minute: paths for minute, paths in enumerate(steps) if paths} == {
            1: ["/first"],
            5: ["/first", "/second"],
            10: ["/first", "/second"],
            15: ["/first", "/second"],
        }

    async def test_danger_is_called_out_although_somebody_is_on_duty(
        self, database: Database, paging: Paging, clock: FixedClock, called: Webhook
    ) -> None:
        await make_waiting(database, level=RiskLevel.SERIOUS)
        clock.move(MINUTE)
        await be_on_duty(database, clock)

        assert await page_unanswered(paging) == 1

    async def test_a_request_waits_for_whoever_is_on_duty(
        self, database: Database, paging: Paging, clock: FixedClock, called: Webhook
    ) -> None:
        await make_waiting(database)
        clock.move(MINUTE)
        await be_on_duty(database, clock)

        assert await page_unanswered(paging) == 0

    async def test_nobody_is_called_any_more_once_it_is_acknowledged(
        self, database: Database, paging: Paging, clock: FixedClock, called: Webhook
    ) -> None:
        handoff_id = await make_waiting(database)
        clock.move(MINUTE)
        await page_unanswered(paging)
        async with database.begin() as session:
            assert await queue.acknowledge(session, handoff_id, by="first", at=clock.now())
        clock.move(10 * MINUTE)

        assert await page_unanswered(paging) == 0

    async def test_danger_that_somebody_heard_and_nobody_took_rings_again(
        self, database: Database, paging: Paging, clock: FixedClock, called: Webhook
    ) -> None:
        handoff_id = await make_waiting(database, level=RiskLevel.CRITICAL)
        clock.move(MINUTE)
        await page_unanswered(paging)
        async with database.begin() as session:
            await queue.acknowledge(session, handoff_id, by="first", at=clock.now())
        clock.move(9 * MINUTE)
        assert await page_unanswered(paging) == 0

        clock.move(MINUTE)

        assert await page_unanswered(paging) > 0
        async with database.read() as session:
            assert (await session.get_one(Handoff, handoff_id)).acknowledged_at is None

    async def test_nobody_is_called_any_more_once_it_is_claimed(
        self, database: Database, paging: Paging, clock: FixedClock, called: Webhook
    ) -> None:
        handoff_id = await make_waiting(database, level=RiskLevel.CRITICAL)
        async with database.begin() as session:
            await queue.claim(session, handoff_id, volunteer=await make_account(session), at=clock.now())
        clock.move(10 * MINUTE)

        assert await page_unanswered(paging) == 0

    async def test_after_an_outage_everybody_is_called_once(
        self, database: Database, paging: Paging, clock: FixedClock, called: Webhook
    ) -> None:
        await make_waiting(database)
        clock.move(60 * MINUTE)

        assert await page_unanswered(paging) == 2
        assert await page_unanswered(paging) == 0


class TestWhat:
    async def test_a_call_says_where_to_look_and_nothing_a_student_wrote(
        self, database: Database, paging: Paging, clock: FixedClock, called: Webhook
    ) -> None:
        handoff_id = await make_waiting(database, level=RiskLevel.CRITICAL)
        clock.move(MINUTE)

        await page_unanswered(paging)

        assert json.loads(called.bodies[0]) == {
            "handoff": handoff_id,
            "desk": "main",
            "level": 3,
            "reason": "danger",
            "waiting_seconds": 60,
            "step": 1,
            "link": "http://127.0.0.1:8355/console",
        }

    async def test_a_telegram_chat_is_called_in_a_sentence(
        self, database: Database, paging: Paging, clock: FixedClock, wording: Wording
    ) -> None:
        channel = FakeChannel()
        person = OnCall(name="third", telegram="4711", language="en")
        paging = replace(paging, hours=hours_with(person), pagers=(TelegramPager(channel.send, wording),))
        await make_waiting(database, level=RiskLevel.SERIOUS)
        clock.move(MINUTE)

        assert await page_unanswered(paging) == 1

        assert channel.sent[0].chat == "4711"
        assert "http://127.0.0.1:8355/console" in channel.sent[0].text


class TestFailure:
    @pytest.mark.parametrize("status", [500, 404, 302])
    async def test_a_call_that_is_refused_is_tried_again_later(
        self, database: Database, paging: Paging, clock: FixedClock, called: Webhook, status: int
    ) -> None:
        await make_waiting(database)
        clock.move(MINUTE)
        called.answers_next = [status]

        assert await page_unanswered(paging) == 0
        assert await failures(database) == [f"HTTP {status}"]
        assert await page_unanswered(paging) == 0
        clock.move(timedelta(seconds=15))
        assert await page_unanswered(paging) == 1
        assert await failures(database) == [None]

    async def test_a_call_is_given_up_after_five_attempts_and_the_next_step_still_comes(
        self, database: Database, paging: Paging, clock: FixedClock, wording: Wording
    ) -> None:
        channel = FakeChannel(refusals=[ChannelDown("down") for _ in range(5)])
        person = OnCall(name="third", telegram="4711")
        paging = replace(paging, hours=hours_with(person), pagers=(TelegramPager(channel.send, wording),))
        await make_waiting(database)
        clock.move(MINUTE)
        for seconds in (15, 30, 60, 120, 5):
            await page_unanswered(paging)
            clock.move(timedelta(seconds=seconds))
        assert await page_unanswered(paging) == 0
        assert await failures(database) == ["ChannelDown"]

        clock.move(MINUTE)

        assert await page_unanswered(paging) == 1

    async def test_a_call_that_failed_is_not_repeated_once_somebody_answered(
        self, database: Database, paging: Paging, clock: FixedClock, called: Webhook
    ) -> None:
        handoff_id = await make_waiting(database)
        clock.move(MINUTE)
        called.answers_next = [500]
        await page_unanswered(paging)
        async with database.begin() as session:
            await queue.acknowledge(session, handoff_id, by="first", at=clock.now())
        clock.move(MINUTE)

        assert await page_unanswered(paging) == 0
        async with database.read() as session:
            assert (await session.scalars(select(Page.next_try_at))).all() == [None]

    async def test_a_webhook_that_does_not_answer_holds_up_nothing(
        self, database: Database, paging: Paging, clock: FixedClock
    ) -> None:
        nobody_there = OnCall(name="gone", webhook="http://127.0.0.1:9/")
        paging = replace(paging, hours=hours_with(nobody_there))
        await make_waiting(database)
        clock.move(MINUTE)

        assert await page_unanswered(paging) == 0
        assert await failures(database) == ["ConnectError"]

    async def test_somebody_taken_off_the_list_is_not_called_again(
        self, database: Database, paging: Paging, clock: FixedClock, called: Webhook
    ) -> None:
        await make_waiting(database)
        clock.move(MINUTE)
        called.answers_next = [500]
        await page_unanswered(paging)
        called.take_paths()
        clock.move(MINUTE)

        await page_unanswered(replace(paging, hours=hours_with()))

        assert called.take_paths() == []
        assert await failures(database) == ["not on call any more"]


class TestConfigured:
    def test_without_anybody_to_call_there_is_no_pager(self, paging: Paging, wording: Wording) -> None:
        assert is_pager_configured(paging.hours, paging.pagers)
        assert not is_pager_configured(hours_with(), paging.pagers)
        assert not is_pager_configured(paging.hours, [TelegramPager(FakeChannel().send, wording)])

    async def test_without_a_pager_the_first_call_comes_as_soon_as_there_is_one(
        self, database: Database, paging: Paging, clock: FixedClock
    ) -> None:
        await make_waiting(database)
        clock.move(MINUTE)
        assert await page_unanswered(replace(paging, pagers=())) == 0

        assert await page_unanswered(paging) == 1

    async def test_a_list_that_begins_later_is_called_at_once(
        self, database: Database, paging: Paging, clock: FixedClock, called: Webhook
    ) -> None:
        late = OnCall(name="late", webhook=called.url + "/late", from_step=3)
        await make_waiting(database)
        clock.move(MINUTE)

        assert await page_unanswered(replace(paging, hours=hours_with(late))) == 1


async def failures(database: Database) -> list[str | None]:
    async with database.read() as session:
        return list(await session.scalars(select(Page.failed_with)))
