"""Journey 5: twenty students on Telegram at once, with everything a platform and a failing store do to messages."""

import asyncio
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

import pytest
from sqlalchemy import func, select

from bot.conversations.transcript import of_student_after
from bot.kit.crypto import load_or_create_vault
from bot.store.database import Database
from bot.store.events import Events
from bot.store.tables import Author, Message, Student
from tests.journeys.other_rasa import other_rasa
from tests.journeys.processes import RunningLine, wait_until
from tests.journeys.telegram import Telegram, telegram
from tests.journeys.words import words_of

pytestmark = pytest.mark.journey
STUDENTS: Final = range(9001, 9021)
MESSAGES: Final = range(1, 5)
EDITS: Final = STUDENTS[7]
DANGER: Final = "遗书写好了，今晚就走"
_ENTRY: Final = Path(__file__).with_name("line_with_failing_store.py")


@dataclass(frozen=True, slots=True)
class Row:
    """One message of a student as it is kept."""

    platform_id: str
    text: str
    is_revision: bool
    has_turn: bool


def test_each_message_is_kept_once_and_answered_once_in_its_own_chat(tmp_path: Path) -> None:
    with other_rasa() as rasa, telegram() as platform:
        settings = {"TINGJIAN_RASA_URL": rasa.address, **platform.settings}
        line = RunningLine(tmp_path, settings, command=(sys.executable, str(_ENTRY)))
        try:
            line.start()
            everybody_writes(platform, line)
            platform.wait_until_taken(within=60)
            for chat in STUDENTS:
                wait_until(partial(is_answered, platform, chat), within=20, what=f"answers to {chat}")
            one_changes_their_words(platform, line)
        finally:
            line.stop()
        assert "message_not_kept" in line.printed(), "the store has failed now and then"

        for chat in STUDENTS:
            assert_nobody_elses_words(platform.read(chat), chat)
    assert_kept_once(tmp_path)


def words(chat: int, number: int) -> str:
    return f"我是{chat}，这是第{number}句"


def everybody_writes(platform: Telegram, line: RunningLine) -> None:
    dice = Random(5)
    for number in MESSAGES:
        for chat in STUDENTS:
            at = int(line.now().timestamp())
            platform.write(chat, words(chat, number), message_id=number, at=at, times=dice.randint(1, 5))


def is_answered(platform: Telegram, chat: int) -> bool:
    said = "\n".join(platform.read(chat))
    return all(words(chat, number) in said for number in MESSAGES)


def one_changes_their_words(platform: Telegram, line: RunningLine) -> None:
    platform.edit(EDITS, DANGER, message_id=MESSAGES[1], at=int(line.now().timestamp()), times=3)
    wait_until(lambda: any("120" in text for text in platform.read(EDITS)), within=10, what="the safety text")
    platform.wait_until_taken()


def assert_nobody_elses_words(read: list[str], chat: int) -> None:
    said = "\n".join(read)
    for other in STUDENTS:
        for number in MESSAGES:
            assert said.count(words(other, number)) == (1 if other == chat else 0), (chat, other, number)
    assert sum(words_of("safety.critical") in text for text in kept(read)) == (1 if chat == EDITS else 0)
    assert sum(words_of("first_words") in text for text in read) == 1


def kept(read: list[str]) -> list[str]:
    """All but the one thing that is said without being kept: the safety text, while the store refuses the danger."""
    unkept = [text for text in read if words_of("safety.next_unsaved") in text]
    assert len(unkept) <= 1
    return [text for text in read if text not in unkept]


def assert_kept_once(folder: Path) -> None:
    rows = asyncio.run(kept_rows(folder))
    for chat in STUDENTS:
        expected = {(str(number), words(chat, number), False) for number in MESSAGES}
        if chat == EDITS:
            expected.add((str(MESSAGES[1]), DANGER, True))
        of_chat = rows[chat]
        assert len(of_chat) == len(expected)
        assert {(row.platform_id, row.text, row.is_revision) for row in of_chat} == expected
        assert all(row.has_turn is not row.is_revision for row in of_chat), (
            "each message has its turn, an edit has none"
        )


async def kept_rows(folder: Path) -> dict[int, list[Row]]:
    database = Database(
        f"sqlite+aiosqlite:///{folder / 'tingjian.db'}", load_or_create_vault(folder / "tingjian.key"), Events()
    )
    try:
        async with database.begin() as session:
            assert await session.scalar(select(func.count()).select_from(Student)) == len(STUDENTS)
            rows: dict[int, list[Row]] = {}
            for chat in STUDENTS:
                lookup = database.vault.lookup("telegram", str(chat))
                (student,) = await session.scalars(select(Student).where(Student.chat_lookup == lookup))
                said = [
                    one for one in await of_student_after(session, student, after=0) if one.author is Author.STUDENT
                ]
                texts = {one.id: one.text for one in said}
                found = await session.scalars(select(Message).where(Message.id.in_(texts)))
                rows[chat] = [
                    Row(str(one.platform_id), texts[one.id], one.revision > 0, one.turn_id is not None) for one in found
                ]
            return rows
    finally:
        await database.close()
