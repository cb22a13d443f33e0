"""With the store away nothing is acknowledged, and only danger is answered: with the numbers, unsaved and saying so."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import make_url, select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.port import Inbound, NotKept
from bot.conversations.registry import NoSuchStudent
from bot.kit.crypto import Vault
from bot.store.database import Database
from bot.store.events import Events
from bot.store.tables import Student
from tests.core import Core, MakeCore
from tests.factories import DOUBTFUL_WORDS

DANGER = "遗书写好了，今晚就走"


@pytest.fixture
async def core_without_store(make_core: MakeCore, vault: Vault, tmp_path: Path) -> Core:
    return make_core(Database(f"sqlite+aiosqlite:///{tmp_path}/gone/tingjian.db", vault, Events()))


class TestNoStore:
    async def test_ordinary_talk_is_refused_without_a_word(self, core_without_store: Core) -> None:
        with pytest.raises(NotKept) as refused:
            await core_without_store.receive("考试考砸了")

        assert refused.value.safety_text is None

    @pytest.mark.parametrize(("text", "language"), [(DANGER, "zh-Hans"), ("I want to kill myself tonight", "en")])
    async def test_danger_brings_the_numbers_and_says_it_may_not_be_kept(
        self, core_without_store: Core, text: str, language: str
    ) -> None:
        with pytest.raises(NotKept) as refused:
            await core_without_store.receive(text)

        told = refused.value.safety_text
        assert told is not None
        assert told.startswith(core_without_store.safety_text(language))
        assert "12356" in told
        assert told.endswith(core_without_store.says("safety.next_unsaved", language))

    async def test_a_doubt_that_cannot_be_asked_about_brings_the_numbers_too(self, core_without_store: Core) -> None:
        with pytest.raises(NotKept) as refused:
            await core_without_store.receive(DOUBTFUL_WORDS)

        assert refused.value.safety_text is not None
        assert refused.value.safety_text.startswith(core_without_store.says("safety.serious"))

    async def test_each_of_a_crowd_gets_its_own_answer(self, core_without_store: Core) -> None:
        results = await asyncio.gather(
            *(core_without_store.receive(text, chat=text) for text in ("你好", DANGER, "在吗")), return_exceptions=True
        )

        assert [isinstance(result, NotKept) and result.safety_text is not None for result in results] == [
            False, True, False,
        ]  # fmt: skip

    async def test_no_new_chat_is_opened(self, core_without_store: Core) -> None:
        with pytest.raises(NotKept):
            await core_without_store.intake.open_chat(language=None, desk=None)


class TestAStoreThatComesBack:
    async def test_what_was_refused_is_kept_when_it_is_brought_again(self, core: Core, database_file: Path) -> None:
        with closing(sqlite3.connect(database_file, isolation_level=None)) as connection:
            connection.execute("ALTER TABLE messages RENAME TO away")
            with pytest.raises(NotKept):
                await core.receive("你好", platform_id="7")
            connection.execute("ALTER TABLE away RENAME TO messages")

        assert (await core.receive("你好", platform_id="7")).is_new
        assert next(said.text for said in await core.history()) == "你好"

    async def test_turns_and_delivery_wait_for_it(self, core: Core, database_file: Path) -> None:
        await core.receive("你好")
        with closing(sqlite3.connect(database_file, isolation_level=None)) as connection:
            connection.execute("ALTER TABLE conversations RENAME TO away")
            assert await core.turns._take_up_due() > 0
            with pytest.raises(SQLAlchemyError):
                await core.answer()
            connection.execute("ALTER TABLE away RENAME TO conversations")

        assert await core.answer() == 1


async def test_whatever_else_breaks_danger_still_gets_the_numbers(core: Core) -> None:
    await core.receive("你好")
    async with core.database.begin() as session:
        (student,) = await session.scalars(select(Student))
        student.wrapped_key = b"damaged"

    with pytest.raises(NotKept) as refused:
        await core.receive(DANGER)

    assert refused.value.safety_text is not None


@pytest.mark.postgres
class TestPostgres:
    async def test_a_server_that_lets_nobody_in_is_a_store_that_is_away(
        self, make_core: MakeCore, postgres_database: Database, postgres_server: str
    ) -> None:
        core = make_core(postgres_database)
        await core.receive("你好")
        name = make_url(postgres_database.url).database
        door = await asyncpg.connect(postgres_server)
        await door.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        await door.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1", name)

        with pytest.raises(NotKept) as refused:
            await core.receive(DANGER, platform_id="7")

        assert refused.value.safety_text is not None
        await door.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        await door.close()
        assert (await core.receive(DANGER, platform_id="7")).is_new

    async def test_a_restart_between_two_messages_is_not_noticed(
        self, make_core: MakeCore, postgres_database: Database
    ) -> None:
        core = make_core(postgres_database)
        await core.receive("你好")
        async with postgres_database.begin() as session:
            await session.execute(
                text("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                     "WHERE datname = current_database() AND pid <> pg_backend_pid()")
            )  # fmt: skip

        assert (await core.receive("在吗")).is_new


async def test_an_unknown_token_is_no_matter_of_the_store(core: Core) -> None:
    with pytest.raises(NoSuchStudent):
        await core.intake.receive(Inbound("web", "nobody", "1", DANGER))
