"""Two processes of the line on one PostgreSQL look after the same people at once: each deed is done once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import func, select

from bot.check_ins.booking import book
from bot.check_ins.sending import note_silence, send_due
from bot.conversations.registry import close_conversation, lock_student
from bot.handoffs import queue
from bot.handoffs.leaving import Attention, end_silent_shifts
from bot.handoffs.pagers import WebhookPager
from bot.handoffs.paging import Paging, page_unanswered
from bot.kit.clock import FixedClock
from bot.kit.crypto import Vault
from bot.privacy.erase import ask_erasure, erase_waiting, forget_blank_students, scrub_write_ahead_log
from bot.shifts.hours import load_hours
from bot.shifts.presence import start_shift
from bot.store.database import Database
from bot.store.events import Events
from bot.store.tables import Conversation, Handoff, HandoffState, Message, OutboxEntry, Student, Table, Task
from bot.wording import Wording
from tests.conftest import CONFIG
from tests.factories import EVENING, make_account, make_conversation, make_handoff, make_message, make_student
from tests.handoffs.loopback import webhook

pytestmark = pytest.mark.postgres
MANY = 20
DAY = timedelta(hours=24)


@pytest.fixture
async def both(postgres_database: Database, postgres_address: str, vault: Vault) -> AsyncIterator[list[Database]]:
    """Two processes on one database."""
    second = Database(postgres_address, vault, Events())
    yield [postgres_database, second]
    await second.close()


async def count(database: Database, table: type[Table]) -> int:
    async with database.read() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def test_every_check_in_is_asked_once_and_its_silence_noted_once(both: list[Database], wording: Wording) -> None:
    async with both[0].begin() as session:
        for _ in range(MANY):
            conversation = await make_conversation(session, await make_student(session, channel="telegram"))
            await book(session, conversation, booked_by=None, due_at=EVENING + DAY, at=EVENING)
            close_conversation(session, conversation, at=EVENING)

    asked = await asyncio.gather(*(send_due(one, wording=wording, at=EVENING + DAY) for one in both))
    await asyncio.gather(*(note_silence(one, at=EVENING + 2 * DAY) for one in both))

    assert sum(asked) == MANY
    assert await count(both[0], Message) == await count(both[0], OutboxEntry) == MANY
    assert await count(both[0], Task) == MANY


async def test_every_call_goes_out_once(both: list[Database], clock: FixedClock) -> None:
    async with both[0].begin() as session:
        for _ in range(MANY):
            await make_handoff(session)
    clock.move(timedelta(minutes=1))

    async with webhook() as called, httpx.AsyncClient(timeout=5) as client:
        hours = load_hours(CONFIG).with_pagers(webhook=called.url, chats=())
        pagers = (WebhookPager(client),)
        made = await asyncio.gather(*(page_unanswered(Paging(one, clock, hours, pagers, "")) for one in both))
        late = await asyncio.gather(*(page_unanswered(Paging(one, clock, hours, pagers, "")) for one in both))
        assert len(called.bodies) == MANY

    assert sum(made) + sum(late) == MANY


async def test_every_chat_of_a_volunteer_who_is_gone_waits_again_once(both: list[Database], wording: Wording) -> None:
    async with both[0].begin() as session:
        volunteer = await make_account(session)
        await start_shift(session, volunteer, at=EVENING)
        for _ in range(MANY):
            handoff = await make_handoff(session)
            await queue.claim(session, handoff.id, volunteer=volunteer, at=EVENING)

    at = EVENING + timedelta(seconds=30)
    attentions = [Attention(EVENING, monotonic=iter((0.0, 30.0)).__next__) for _ in both]

    given_back = await asyncio.gather(
        *(
            end_silent_shifts(one, attention, wording=wording, at=at)
            for one, attention in zip(both, attentions, strict=True)
        )
    )

    assert sum(given_back) == MANY
    assert await count(both[0], Message) == MANY
    async with both[0].read() as session:
        assert set(await session.scalars(select(Handoff.state))) == {HandoffState.WAITING}


async def test_a_deletion_leaves_nothing_but_its_answer(postgres_database: Database, wording: Wording) -> None:
    database = postgres_database
    async with database.begin() as session:
        student = await make_student(session)
        await make_message(session, await make_conversation(session, student), "an invented secret")
    async with database.begin() as session:
        student = await lock_student(session, student.id)
        conversation = (await session.scalars(select(Conversation))).one()
        await ask_erasure(session, student, conversation, wording=wording, at=EVENING + DAY)

    assert await count(database, Message) == 1
    assert await count(database, Conversation) == 1
    assert await erase_waiting(database, wording=wording, at=EVENING + DAY) == 0
    assert not await scrub_write_ahead_log(database, at=EVENING + DAY)
    assert await forget_blank_students(database, at=EVENING + 3 * DAY) == 1
    assert await count(database, Student) == 0
