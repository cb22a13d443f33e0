"""However often a platform brings a message, and however many come at once: one row, one answer."""

import asyncio
import random
from collections import Counter

import pytest
from sqlalchemy import select

from bot.channels.port import Inbound, NotKept
from bot.conversations.registry import NoSuchStudent
from bot.store.database import Database
from bot.store.tables import Author, Conversation, Message, Student
from tests.core import Core


async def rows(database: Database) -> Counter[tuple[str, str | None, int]]:
    """How often each (student, platform id, revision) of a student is kept."""
    async with database.read() as session:
        found = await session.execute(
            select(Message.student_id, Message.platform_id, Message.revision).where(Message.author == Author.STUDENT)
        )
        return Counter((row.student_id, row.platform_id, row.revision) for row in found)


async def test_a_message_brought_again_has_the_same_place_and_no_second_row(core_on_any: Core) -> None:
    first = await core_on_any.receive("你好", platform_id="7")

    again = [await core_on_any.receive("你好", platform_id="7") for _ in range(3)]

    assert first.is_new
    assert {receipt.seq for receipt in again} == {first.seq}
    assert not any(receipt.is_new for receipt in again)
    assert rows_are_single(await rows(core_on_any.database), 1)


async def test_copies_that_come_in_the_same_moment_are_kept_once(core_on_any: Core) -> None:
    receipts = await asyncio.gather(*(core_on_any.receive("你好", platform_id="7") for _ in range(20)))

    assert [receipt.is_new for receipt in receipts].count(True) == 1
    assert len({receipt.seq for receipt in receipts}) == 1
    assert rows_are_single(await rows(core_on_any.database), 1)


async def test_the_same_number_in_two_chats_is_two_messages(core_on_any: Core) -> None:
    await asyncio.gather(*(core_on_any.receive("你好", platform_id="7", chat=chat) for chat in ("lin", "mei")))

    assert rows_are_single(await rows(core_on_any.database), 2)


async def test_each_revision_is_kept_once(core_on_any: Core) -> None:
    for revision in (0, 1, 1, 2, 0, 2):
        await core_on_any.receive(f"第 {revision} 版", platform_id="7", revision=revision)

    assert rows_are_single(await rows(core_on_any.database), 3)
    assert [said.text for said in await core_on_any.history() if said.author is Author.STUDENT] == [
        "第 0 版", "第 1 版", "第 2 版",
    ]  # fmt: skip


async def test_what_one_student_sends_quickly_keeps_its_order(core_on_any: Core) -> None:
    texts = [f"第 {number} 句" for number in range(200)]

    receipts = await asyncio.gather(*(core_on_any.receive(text) for text in texts))

    assert [said.text for said in await core_on_any.history() if said.author is Author.STUDENT] == texts
    assert [receipt.seq for receipt in receipts] == sorted(receipt.seq for receipt in receipts)


async def test_a_repeat_is_answered_once(core_on_any: Core) -> None:
    await asyncio.gather(*(core_on_any.receive("考试考砸了", platform_id="7") for _ in range(5)))
    await core_on_any.answer()
    await core_on_any.receive("考试考砸了", platform_id="7")
    await core_on_any.answer()

    assert (await core_on_any.told()).count("我在听。") == 1


async def test_a_token_that_opens_no_chat_is_refused_and_spoils_nothing(core_on_any: Core) -> None:
    refused, kept = await asyncio.gather(
        core_on_any.intake.receive(Inbound("web", "not-a-token", "1", "你好")),
        core_on_any.receive("你好"),
        return_exceptions=True,
    )

    assert isinstance(refused, NoSuchStudent)
    assert not isinstance(kept, BaseException)


async def test_one_student_whose_key_is_damaged_does_not_spoil_the_others(core_on_any: Core) -> None:
    await core_on_any.receive("你好", chat="mei")
    async with core_on_any.database.begin() as session:
        (mei,) = await session.scalars(select(Student))
        mei.wrapped_key = b"damaged"

    results = await asyncio.gather(
        *(core_on_any.receive("你好", chat=chat) for chat in ("lin", "mei", "bo")), return_exceptions=True
    )

    assert isinstance(results[1], NotKept)
    assert not any(isinstance(result, BaseException) for result in results[0::2])
    assert len(await core_on_any.history(chat="lin")) == 2


@pytest.mark.postgres
class TestTwoProcesses:
    async def test_copies_that_reach_both_are_kept_once(self, two_processes: list[Core]) -> None:
        for number in range(10):
            brought = [(core, f"{number}-{message}") for core in two_processes for message in range(5)] * 2
            random.Random(number).shuffle(brought)
            receipts = await asyncio.gather(
                *(core.receive("你好", chat=f"chat-{number}", platform_id=platform_id) for core, platform_id in brought)
            )
            assert [receipt.is_new for receipt in receipts].count(True) == 5

        assert rows_are_single(await rows(two_processes[0].database), 50)

    async def test_a_student_has_one_open_conversation(self, two_processes: list[Core]) -> None:
        for number in range(10):
            await asyncio.gather(*(core.receive("你好", chat=f"chat-{number}") for core in two_processes))

        async with two_processes[0].database.read() as session:
            owners = (await session.scalars(select(Conversation.student_id))).all()
        assert len(owners) == len(set(owners)) == 10


def rows_are_single(kept: Counter[tuple[str, str | None, int]], count: int) -> bool:
    return len(kept) == count and set(kept.values()) == {1}
