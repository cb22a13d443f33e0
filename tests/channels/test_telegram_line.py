"""Telegram's students and the whole line: kept once, answered once, nobody's words mixed with another's."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from sqlalchemy import text as sql

from bot.web.health import OK
from tests.channels.payloads import edit_update, payload, text_update
from tests.fake_telegram import TOKEN, FakeTelegram, Refusal, fake_telegram
from tests.web.conftest import MakeLine, Site

STUDENTS = range(711000001, 711000009)
ANSWERED = 3
"""The first words, and the two sentences of an answer without Rasa."""


@asynccontextmanager
async def line_on_telegram(make_site: MakeLine) -> AsyncIterator[tuple[Site, FakeTelegram]]:
    """A line that polls a Bot API server; Rasa is away."""
    async with fake_telegram() as telegram:
        site = await make_site(telegram_token=TOKEN, telegram_api=telegram.address, rasa_url="http://127.0.0.1:9")
        assert site.line.telegram is not None
        loops = [site.line.telegram.listen, site.line.turns.run, site.line.deliveries.run]
        running = [asyncio.ensure_future(run()) for run in loops]
        try:
            yield site, telegram
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not is_so():  # noqa: ASYNC110  # a platform tells nobody when it has been sent something
            await asyncio.sleep(0.02)


async def count(site: Site, query: str) -> int:
    async with site.line.database.read() as session:
        return int((await session.execute(sql(query))).scalar_one())


class TestStudentsOnTelegram:
    async def test_updates_that_come_again_and_again_are_kept_and_answered_once(self, make_site: MakeLine) -> None:
        async with line_on_telegram(make_site) as (site, telegram):
            for number, chat in enumerate(STUDENTS, start=1):
                update = text_update(number, f"我是第{number}个人", chat=chat, at=int(time.time()))
                telegram.give(update, times=1 + number % 5)
            await until(lambda: not telegram.unconfirmed)
            await until(lambda: all(len(telegram.texts_to(chat)) == ANSWERED for chat in STUDENTS))
            assert (await site.client.get("/readyz")).json()["channels"] == OK

            assert await count(site, "SELECT count(*) FROM messages WHERE author = 'student'") == len(STUDENTS)
            assert await count(site, "SELECT count(*) FROM turns") == len(STUDENTS)
            assert [len(telegram.texts_to(chat)) for chat in STUDENTS] == [ANSWERED] * len(STUDENTS)
            assert all("听见" in telegram.texts_to(chat)[0] for chat in STUDENTS)

    async def test_a_message_edited_into_danger_is_a_revision_that_gets_the_safety_text(
        self, make_site: MakeLine
    ) -> None:
        async with line_on_telegram(make_site) as (site, telegram):
            chat, now = STUDENTS[0], int(time.time())
            telegram.give(text_update(1, "考试考砸了", chat=chat, at=now))
            await until(lambda: len(telegram.texts_to(chat)) == ANSWERED)
            telegram.give(edit_update(1, "考试考砸了，我不想活了", edit=1, chat=chat, at=now), times=3)
            await until(lambda: any("12356" in text for text in telegram.texts_to(chat)))
            await until(lambda: not telegram.unconfirmed)

            assert await count(site, "SELECT count(*) FROM messages WHERE author = 'student'") == 2
            assert sum("12356" in text for text in telegram.texts_to(chat)) == 1

    async def test_who_blocked_us_is_left_alone_until_they_write_again(self, make_site: MakeLine) -> None:
        async with line_on_telegram(make_site) as (_, telegram):
            chat, now = STUDENTS[0], int(time.time())
            telegram.refusals.append(Refusal(403, "Forbidden: bot was blocked by the user"))
            telegram.give(text_update(1, "在吗", chat=chat, at=now))
            await until(lambda: not telegram.refusals)
            await asyncio.sleep(1.5)
            assert telegram.texts_to(chat) == []
            telegram.give(text_update(2, "我回来了", chat=chat, at=now))

            await until(lambda: bool(telegram.texts_to(chat)))

    async def test_a_store_that_fails_for_a_while_loses_nothing(self, make_site: MakeLine) -> None:
        async with line_on_telegram(make_site) as (site, telegram):
            chat = STUDENTS[0]
            await _rename(site, "students", "students_away")
            telegram.give(text_update(1, "我不想活了", chat=chat, at=int(time.time())))
            await until(lambda: bool(telegram.texts_to(chat)))
            assert telegram.unconfirmed
            assert "110" in telegram.texts_to(chat)[0]
            await _rename(site, "students_away", "students")
            await until(lambda: not telegram.unconfirmed)

            assert await count(site, "SELECT count(*) FROM messages WHERE author = 'student'") == 1

    async def test_a_sticker_and_a_voice_get_an_honest_answer(self, make_site: MakeLine) -> None:
        async with line_on_telegram(make_site) as (_, telegram):
            chat = STUDENTS[0]
            for name in ("sticker", "voice"):
                update = payload(name)
                update["message"]["date"] = int(time.time())
                telegram.give(update)
            await until(lambda: any("看不懂图片、语音、表情" in text for text in telegram.texts_to(chat)))


async def _rename(site: Site, before: str, after: str) -> None:
    # The legacy mode leaves other tables' references alone, as a table that is away for a moment should.
    async with site.line.database.begin() as session:
        await session.execute(sql("PRAGMA legacy_alter_table=ON"))
        await session.execute(sql(f"ALTER TABLE {before} RENAME TO {after}"))
