"""Before anything else a student learns who answers; late and odd things are answered honestly."""

from datetime import timedelta

import pytest

from bot.channels.port import TooFast
from bot.conversations.registry import WEB, NewStudent, load_chats
from bot.handoffs import queue
from bot.intake import NoSuchDesk
from bot.store.tables import Author, Holder, MessageKind
from tests.core import Core, MakeCore
from tests.factories import EVENING

DAY = timedelta(hours=24)
ODD_TEXTS = {
    "empty": "",
    "blanks": "  \n ",
    "NUL": "你\x00好",
    "only NUL": "\x00",
    "a lone surrogate": "你好\ud83d",
    "only surrogates": "\udc00\ud800",
    "right to left": "\u202eأنا متعب\u202c",
    "zero width": "\u200b\u200d\ufeff",
    "emoji only": "🔪🩸😶‍🌫️",
    "full stops": "。。。",
    "one letter": "a",
    "ANSI": "\x1b[31mred\x1b[0m",
    "markup": "<script>alert(1)</script>{{7*7}}=HYPERLINK(1)'; DROP TABLE messages;--",
    "a Rasa command": "　/restart",
    "64 KiB": "字" * 21_845,
    "combining": "a" + "\u0301" * 3000,
}


class TestFirstWords:
    async def test_come_with_the_first_message(self, core: Core) -> None:
        await core.receive("你好")

        assert await core.told() == [core.says("first_words")]

    async def test_come_once(self, core: Core) -> None:
        await core.receive("你好")
        core.clock.move(DAY - timedelta(seconds=1))
        await core.receive("在吗")

        assert await core.told() == [core.says("first_words")]

    async def test_come_again_after_a_day(self, core: Core) -> None:
        await core.receive("你好")
        core.clock.move(DAY)
        await core.receive("在吗")

        assert (await core.told()).count(core.says("first_words")) == 2

    @pytest.mark.parametrize(
        ("text", "language"),
        [("你好，我很难过", "zh-Hans"), ("你好，我很難過，睡不著", "zh-Hant"), ("Hello, I feel so sad", "en")],
    )
    async def test_are_in_the_students_language(self, core: Core, text: str, language: str) -> None:
        await core.receive(text)

        assert await core.told() == [core.says("first_words", language)]

    async def test_a_first_sign_without_language_goes_by_the_platforms_hint(self, core: Core) -> None:
        await core.receive("🌧", language_hint="en")

        assert await core.told() == [core.says("first_words", "en")]

    async def test_are_not_said_while_a_person_talks_because_they_would_not_be_true(self, core: Core) -> None:
        await core.receive("转人工")
        handoff, volunteer = await core.handoff(), await core.volunteer_on_duty()
        async with core.database.begin() as session:
            await queue.claim(session, handoff.id, volunteer=volunteer, at=core.clock.now())
        core.clock.move(DAY)
        before = await core.told()
        await core.receive("你还在吗")

        assert await core.told() == before


class TestOpeningAWebChat:
    async def test_the_first_words_stand_in_it_already(self, core: Core) -> None:
        opened = await core.intake.open_chat(language="en", desk=None)

        conversation = await core.conversation()
        assert conversation.id == opened.conversation_id
        async with core.database.read() as session:
            chats = await load_chats(session, {(WEB, opened.token)})
            assert chats[WEB, opened.token].student.language == "en"
            assert chats[WEB, opened.token].student.last_seq == 1

    async def test_only_the_hash_of_the_token_is_kept(self, core: Core) -> None:
        opened = await core.intake.open_chat(language=None, desk="main")

        async with core.database.read() as session:
            chats = await load_chats(session, {(WEB, opened.token)})
            student = chats[WEB, opened.token].student
            assert opened.token not in student.chat_lookup
            assert student.chat(core.database.vault) == ""

    async def test_a_desk_nobody_knows_is_refused(self, core: Core) -> None:
        with pytest.raises(NoSuchDesk):
            await core.intake.open_chat(language=None, desk="moon")


class TestLate:
    async def test_what_was_sent_a_day_ago_is_apologised_for_and_answered(self, core: Core) -> None:
        await core.receive("考试考砸了", sent_at=EVENING - DAY - timedelta(minutes=1))
        await core.answer()

        assert await core.told() == [core.says("first_words"), core.says("late"), "我在听。"]

    async def test_a_whole_backlog_is_apologised_for_once(self, core: Core) -> None:
        for _ in range(4):
            await core.receive("在吗", sent_at=EVENING - 2 * DAY)

        assert (await core.told()).count(core.says("late")) == 1

    async def test_danger_in_it_still_brings_the_numbers(self, core: Core) -> None:
        await core.receive("我不想活了", sent_at=EVENING - 2 * DAY)

        assert (await core.told())[0].startswith(core.says("safety.serious"))
        assert len(await core.handoffs()) == 1

    async def test_what_is_younger_needs_no_apology(self, core: Core) -> None:
        await core.receive("你好", sent_at=EVENING - DAY)

        assert core.says("late") not in await core.told()


class TestOddTexts:
    @pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS.keys())
    async def test_are_kept_as_they_are_and_answered(self, core_on_any: Core, text: str) -> None:
        await core_on_any.receive(text)
        await core_on_any.answer()

        history = await core_on_any.history()
        assert next(said.text for said in history if said.author is Author.STUDENT) == text
        assert history[-1].author is Author.BOT
        assert history[-1].text

    @pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS.keys())
    async def test_danger_beside_them_is_seen(self, core: Core, text: str) -> None:
        await core.receive(f"{text} 我不想活了")

        assert len(await core.handoffs()) == 1
        await core.answer()
        assert await core.deliver()


class TestThingsThatAreNoText:
    @pytest.mark.parametrize("kind", [kind for kind in MessageKind if kind is not MessageKind.TEXT])
    async def test_get_an_honest_answer(self, core: Core, kind: MessageKind) -> None:
        await core.receive("", kind=kind)
        await core.answer()

        assert (await core.told())[-1] == core.says("unreadable")
        assert core.rasa.heard == []

    async def test_the_words_under_a_photo_are_answered_as_well(self, core: Core) -> None:
        await core.receive("这是我的成绩单", kind=MessageKind.PHOTO)
        await core.answer()

        assert (await core.told())[-2:] == [core.says("unreadable"), "我在听。"]

    async def test_words_under_a_photo_are_screened(self, core: Core) -> None:
        await core.receive("遗书写好了，今晚就走", kind=MessageKind.PHOTO)
        await core.answer()

        assert len(await core.handoffs()) == 1
        assert core.says("unreadable") in await core.told()


class TestTooFast:
    async def test_more_than_the_line_takes_is_refused_and_not_kept(self, make_core: MakeCore, core: Core) -> None:
        core = make_core(core.database, burst=2)
        await core.receive("一", is_limited=True)
        await core.receive("二", is_limited=True)

        with pytest.raises(TooFast):
            await core.receive("三", is_limited=True)

        assert [said.text for said in await core.history() if said.author is Author.STUDENT] == ["一", "二"]

    async def test_danger_is_never_refused_for_its_rate(self, make_core: MakeCore, core: Core) -> None:
        core = make_core(core.database, burst=1)
        await core.receive("一", is_limited=True)

        for _ in range(5):
            await core.receive("我不想活了", is_limited=True)

        assert len(await core.history()) == 8

    async def test_a_platform_that_orders_its_own_updates_is_not_limited(self, make_core: MakeCore, core: Core) -> None:
        core = make_core(core.database, burst=1)

        for _ in range(5):
            await core.receive("你好")


async def test_a_student_who_writes_again_can_be_reached_again(core: Core) -> None:
    await core.receive("你好")
    async with core.database.begin() as session:
        (chat,) = (await load_chats(session, {("fake", "lin")})).values()
        chat.student.is_reachable = False
    await core.receive("我又来了")
    await core.answer()

    assert "我在听。" in await core.deliver()


async def test_a_new_student_belongs_to_the_first_desk(core: Core) -> None:
    await core.receive("你好")

    conversation = await core.conversation()
    assert (conversation.desk, conversation.holder) == (core.config.hours.first.id, Holder.BOT)
    assert NewStudent("fake", "x", "main", "en", "mainland").desk == conversation.desk
