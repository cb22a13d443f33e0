"""What the platform refuses, whom it cannot reach, and when the line gives up or falls silent for a person."""

from datetime import timedelta

from sqlalchemy import select

from bot.channels.port import ChannelBlocked, ChannelBusy, ChannelDown
from bot.handoffs import queue
from bot.outbox.rules import GIVE_UP_AFTER
from bot.store.tables import (
    Author,
    Delivery,
    Holder,
    Task,
    TaskKind,
)
from tests.core import Core
from tests.outbox.saying import say, states

SECOND = timedelta(seconds=1)


async def tasks(core: Core) -> list[TaskKind]:
    async with core.database.read() as session:
        return list(await session.scalars(select(Task.kind)))


class TestRefusals:
    async def test_a_platform_that_wants_quiet_is_obeyed_to_the_second(self, core: Core) -> None:
        await say(core, "一", "二")
        core.channel.refusals = [ChannelBusy(timedelta(seconds=30))]
        assert await core.deliver() == []
        core.clock.move(timedelta(seconds=29))
        assert await core.deliver() == []

        core.clock.move(SECOND)
        assert await core.deliver() == ["一", "二"]
        assert not any(sent.may_repeat for sent in core.channel.sent)

    async def test_quiet_holds_for_danger_too_which_is_then_first(self, core: Core) -> None:
        await say(core, "一")
        core.channel.refusals = [ChannelBusy(timedelta(seconds=30))]
        await core.deliver()
        await say(core, "安全", is_urgent=True)
        assert await core.deliver() == []

        core.clock.move(timedelta(seconds=30))
        assert await core.deliver() == ["安全", "一"]

    async def test_a_platform_that_was_away_is_tried_at_once_for_danger(self, core: Core) -> None:
        await say(core, "一")
        core.channel.refusals = [ChannelDown("away")]
        await core.deliver()
        await say(core, "安全", is_urgent=True)

        assert await core.deliver() == ["安全"]

    async def test_a_platform_that_is_away_is_tried_again_and_again_ever_later(self, core: Core) -> None:
        await say(core, "一")
        core.channel.refusals = [ChannelDown("away")] * 3
        waited = 0
        for _ in range(20):
            if await core.deliver():
                break
            core.clock.move(SECOND)
            waited += 1

        assert waited == 1 + 2 + 4
        assert core.channel.texts == ["一"]

    async def test_one_students_quiet_does_not_silence_another(self, core: Core) -> None:
        await say(core, "一", chat="lin")
        core.channel.refusals = [ChannelBusy(timedelta(minutes=5))]
        await core.deliver()
        await say(core, "在", chat="mei")

        assert await core.deliver() == ["在"]


class TestBlocked:
    async def test_nothing_more_is_sent_to_who_has_blocked_us(self, core: Core) -> None:
        await say(core, "一", "二", "三")
        core.channel.refusals = [ChannelBlocked("bot was blocked by the user")]
        assert await core.deliver() == []
        core.clock.move(timedelta(hours=1))

        assert await core.deliver() == []
        assert set(await states(core)) == {Delivery.FAILED}
        await say(core, "四")
        assert await core.deliver() == []

    async def test_others_still_get_theirs(self, core: Core) -> None:
        await say(core, "一", chat="lin")
        core.channel.refusals = [ChannelBlocked("bot was blocked by the user")]
        await core.deliver()
        await say(core, "在", chat="mei")

        assert await core.deliver() == ["在"]

    async def test_nobody_is_bothered_about_a_talk_with_the_bot(self, core: Core) -> None:
        await say(core, "一")
        core.channel.refusals = [ChannelBlocked("bot was blocked by the user")]
        await core.deliver()

        assert await tasks(core) == []

    async def test_whoever_waits_for_this_student_is_told(self, core: Core) -> None:
        await core.receive("遗书写好了，今晚就走")
        core.channel.refusals = [ChannelBlocked("bot was blocked by the user")]
        await core.deliver()

        assert await tasks(core) == [TaskKind.NOT_DELIVERED]

    async def test_somebody_erased_meanwhile_leaves_no_trace(self, core: Core) -> None:
        await say(core, "一")
        core.channel.meanwhile = lambda: core.receive("删除我的记录")
        core.channel.refusals = [ChannelBlocked("bot was blocked by the user")]
        await core.deliver()

        assert await tasks(core) == []


class TestGivingUp:
    async def test_after_a_day_it_becomes_one_task_for_a_person(self, core: Core) -> None:
        await say(core, "一", "二")
        core.clock.move(GIVE_UP_AFTER + SECOND)

        assert await core.deliver() == []
        assert set(await states(core)) == {Delivery.FAILED}
        assert await tasks(core) == [TaskKind.NOT_DELIVERED]

    async def test_what_is_younger_is_still_sent_after_it(self, core: Core) -> None:
        await say(core, "一")
        core.clock.move(GIVE_UP_AFTER + SECOND)
        await say(core, "二")

        assert await core.deliver() == ["二"]


class TestAPersonTakesOver:
    async def claim(self, core: Core) -> None:
        volunteer = await core.volunteer_on_duty()
        handoff = await core.handoff()
        async with core.database.begin() as session:
            await queue.claim(session, handoff.id, volunteer=volunteer, at=core.clock.now())

    async def test_what_the_bot_had_still_to_say_is_withheld(self, core_on_any: Core) -> None:
        core = core_on_any
        await core.receive("转人工")
        await core.receive("我和室友吵架了")
        await core.answer()
        await self.claim(core)

        assert "我在听。" not in await core.deliver()
        assert Delivery.WITHHELD in await states(core)

    async def test_also_what_was_claimed_for_sending_a_moment_before(self, core_on_any: Core) -> None:
        """Taken from the Outbox, not yet given to the platform: the look again finds the volunteer."""
        core = core_on_any
        await core.receive("转人工")
        await core.receive("我和室友吵架了")
        await core.answer()
        while (await states(core)).count(Delivery.WAITING) > 1:  # the line's own sentences
            await core.deliveries.send_waiting()
        (entry_id,) = await core.deliveries._claim(1)
        await self.claim(core)

        await core.deliveries._deliver(entry_id)

        assert "我在听。" not in core.channel.texts
        assert (await states(core))[-1] is Delivery.WITHHELD

    async def test_what_the_line_itself_promised_is_still_said(self, core: Core) -> None:
        await core.receive("转人工")
        await self.claim(core)

        assert core.says("first_words") in await core.deliver()

    async def test_the_volunteers_words_follow(self, core: Core) -> None:
        await core.receive("转人工")
        await self.claim(core)
        await say(core, "你好，我是志愿者", author=Author.VOLUNTEER)

        assert (await core.deliver())[-1] == "你好，我是志愿者"
        assert (await core.conversation()).holder is Holder.VOLUNTEER
