"""What was said reaches the platform: in order, danger first, once, and never after a person has taken over."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.channels.port import ChannelDown
from bot.errors import LineError
from bot.kit.crypto import Vault
from bot.outbox.delivery import LEASE, Deliveries
from bot.store.database import Database
from bot.store.events import OUTBOX, Events
from bot.store.neighbours import register
from bot.store.tables import (
    Delivery,
    LineProcess,
)
from tests.core import Core, MakeCore
from tests.factories import EVENING
from tests.fakes import FakeChannel
from tests.outbox.saying import entries, say, states

SECOND = timedelta(seconds=1)


class TestChoices:
    async def test_they_go_with_the_last_part_in_the_student_s_language(self, core: Core) -> None:
        core.channel.longest_text = 20
        await core.receive("轉人工，謝謝")
        await core.deliver()

        offered = [sent.choices for sent in core.channel.sent]
        assert offered[-1] == ("安全", "不安全")
        assert set(offered[:-1]) == {()}


class TestOrder:
    async def test_what_was_said_first_arrives_first(self, core_on_any: Core) -> None:
        await say(core_on_any, "一", "二", "三")

        assert await core_on_any.deliver() == ["一", "二", "三"]
        assert set(await states(core_on_any)) == {Delivery.SENT}

    async def test_danger_leaves_first(self, core_on_any: Core) -> None:
        await say(core_on_any, "一", "二")
        await say(core_on_any, "安全", is_urgent=True)

        assert await core_on_any.deliver() == ["安全", "一", "二"]

    async def test_danger_of_one_student_leaves_before_the_talk_of_others(self, core: Core) -> None:
        for number in range(25):
            await say(core, "慢慢说", chat=f"chat-{number}")
        await say(core, "安全", is_urgent=True)

        await core.deliveries.send_waiting()

        assert "安全" in core.channel.texts

    async def test_each_chat_gets_its_own(self, core: Core) -> None:
        await say(core, "给林", chat="lin")
        await say(core, "给梅", chat="mei")
        await core.deliver()

        assert {(sent.chat, sent.text) for sent in core.channel.sent} == {("lin", "给林"), ("mei", "给梅")}

    async def test_what_cannot_be_sent_holds_up_what_follows_in_its_chat_only(self, core: Core) -> None:
        await say(core, "一", "二", chat="lin")
        core.channel.refusals = [ChannelDown("the platform is away")]
        await core.deliveries.send_waiting()
        await say(core, "在", chat="mei")

        assert await core.deliver() == ["在"]


class TestLongTexts:
    async def test_arrive_in_parts_in_order(self, core: Core) -> None:
        core.channel.longest_text = 10
        await say(core, "一二三四五六七八九十甲乙丙丁", "之后")

        assert await core.deliver() == ["一二三四五六七八九十", "甲乙丙丁", "之后"]

    async def test_go_on_with_the_part_that_failed(self, core: Core) -> None:
        core.channel.longest_text = 2
        await say(core, "一二三四五六")
        core.channel.refusals = [None, ChannelDown("away")]
        assert await core.deliver() == ["一二"]

        core.clock.move(SECOND)
        assert await core.deliver() == ["三四", "五六"]

    async def test_go_on_with_the_right_part_after_a_crash(self, core: Core, make_core: MakeCore, vault: Vault) -> None:
        core.channel.longest_text = 2
        await say(core, "一二三四五六")
        await register(core.database, at=EVENING)
        core.channel.refusals = [None, KilledHere()]
        with pytest.raises(KilledHere):
            await core.deliver()

        again = await started_again(core, make_core, vault)
        again.channel.longest_text = 2

        assert await again.deliver() == ["三四", "五六"]
        assert [sent.may_repeat for sent in again.channel.sent] == [True, False]
        await again.database.close()

    async def test_what_a_platform_cannot_show_is_replaced(self, core: Core) -> None:
        await say(core, "a\0b\ud83d", "")

        assert await core.deliver() == ["a�b?", "…"]


class KilledHere(LineError):
    """Where a test kills the process: nothing after this line of the real one would run."""


async def started_again(core: Core, make_core: MakeCore, vault: Vault) -> Core:
    again = make_core(Database(core.database.url, vault, Events()))
    await register(again.database, at=core.clock.now())
    return again


class TestCrash:
    async def test_before_sending_it_is_sent_at_the_next_start(
        self, core: Core, make_core: MakeCore, vault: Vault
    ) -> None:
        await register(core.database, at=EVENING)
        await say(core, "你好")

        again = await started_again(core, make_core, vault)

        assert await again.deliver() == ["你好"]
        assert [sent.may_repeat for sent in again.channel.sent] == [False]
        await again.database.close()

    async def test_between_the_platforms_yes_and_our_mark_it_is_sent_again_and_marked(
        self, core: Core, make_core: MakeCore, vault: Vault
    ) -> None:
        await register(core.database, at=EVENING)
        await say(core, "你好", "在吗")
        core.channel.breaks_after_sending = KilledHere()
        with pytest.raises(KilledHere):
            await core.deliver()

        again = await started_again(core, make_core, vault)

        assert await again.deliver() == ["你好", "在吗"]
        assert [sent.may_repeat for sent in again.channel.sent] == [True, False]
        assert [entry.may_repeat for entry in await entries(again)] == [True, False]
        await again.database.close()

    async def test_a_mark_that_could_not_be_written_is_made_up_for_and_marked_as_a_repeat(self, core: Core) -> None:
        await say(core, "你好")
        core.channel.breaks_after_sending = OSError("the disk is full")
        await core.deliver()
        assert await core.deliver() == []

        core.clock.move(LEASE + SECOND)
        assert await core.deliver() == ["你好"]
        assert [sent.may_repeat for sent in core.channel.sent] == [False, True]

    async def test_a_living_process_keeps_what_it_is_sending(
        self, core: Core, make_core: MakeCore, vault: Vault
    ) -> None:
        other = make_core(Database(core.database.url, vault, Events()))
        await say(core, "你好")
        core.channel.meanwhile = other.deliver

        await core.deliver()

        assert core.channel.texts == ["你好"]
        assert other.channel.texts == []
        await other.database.close()

    async def test_a_clock_that_jumps_while_it_is_sent_sends_nothing_twice(self, core: Core) -> None:
        await say(core, "你好")

        async def jump() -> list[str]:
            core.clock.move(timedelta(hours=2))
            return await core.deliver()

        core.channel.meanwhile = jump
        await core.deliver()

        assert core.channel.texts == ["你好"]

    @pytest.mark.postgres
    async def test_two_processes_send_each_message_once(
        self, make_core: MakeCore, postgres_address: str, postgres_database: Database, vault: Vault
    ) -> None:
        second = Database(postgres_address, vault, Events())
        cores = [make_core(postgres_database), make_core(second)]
        for number in range(30):
            await say(cores[0], "一", "二", chat=f"chat-{number}")

        for _ in range(6):
            await asyncio.gather(*(core.deliveries.send_waiting() for core in cores))

        sent = [(sent.chat, sent.text) for core in cores for sent in core.channel.sent]
        assert len(sent) == len(set(sent)) == 60
        await second.close()


class TestRunning:
    async def test_what_is_put_up_is_sent_as_long_as_the_line_runs(self, core: Core) -> None:
        running = asyncio.create_task(core.deliveries.run())
        with core.database.events.listen(OUTBOX) as sent:
            await say(core, "你好")
            while not core.channel.sent:
                assert await sent.wait(10)
        await core.deliveries.drain(timedelta(seconds=5))
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

        assert core.channel.texts == ["你好"]

    async def test_with_no_platform_nothing_is_taken(self, core: Core) -> None:
        await say(core, "你好")

        assert await Deliveries(core.database, core.clock, {}, core.choices).send_waiting() == 0

    async def test_another_processs_platform_is_left_to_it(self, core: Core) -> None:
        await say(core, "你好")
        other = Deliveries(core.database, core.clock, {"other": FakeChannel(name="other")}, core.choices)

        assert await other.send_waiting() == 0

    async def test_somebody_erased_between_claim_and_sending_is_sent_nothing(self, core: Core) -> None:
        await core.receive("你好")
        (entry_id,) = await core.deliveries._claim(1)
        await core.receive("删除我的记录")

        await core.deliveries._deliver(entry_id)

        assert core.channel.sent == []

    async def test_somebody_erased_while_it_is_sent_breaks_nothing(self, core: Core) -> None:
        await core.receive("你好")
        core.channel.meanwhile = lambda: core.receive("删除我的记录")

        assert await core.deliver() == [core.says("first_words"), core.says("privacy.erased")]

    async def test_when_it_ends_nothing_is_waited_for_that_is_not_there(self, core: Core) -> None:
        await core.deliveries.drain(timedelta(seconds=1))

    async def test_a_store_that_is_away_is_waited_for(self, core: Core) -> None:
        nowhere = Database(f"{core.database.url}/gone", core.database.vault, Events())
        deliveries = Deliveries(nowhere, core.clock, {"fake": core.channel}, core.choices)
        running = asyncio.create_task(deliveries.run())
        await asyncio.sleep(0.05)

        assert not running.done()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_processes_stand_in_the_book(core: Core) -> None:
    await register(core.database, at=EVENING)

    async with core.database.read() as session:
        assert (await session.scalars(select(LineProcess.started_at))).all() == [EVENING]
