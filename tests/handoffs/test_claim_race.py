"""Two volunteers press "claim" in the same moment, 200 times: one owner each, on both databases."""

import asyncio
from collections import Counter
from typing import Final

import pytest
from sqlalchemy import select

from bot.handoffs import queue
from bot.handoffs.queue import AlreadyClaimed
from bot.store.database import Database
from bot.store.tables import Account, AuditEntry, Conversation, Handoff, HandoffState, Holder
from tests.factories import EVENING, make_account, make_handoff

RACES: Final = 200


async def has_won(database: Database, handoff_id: str, volunteer: Account) -> bool:
    try:
        async with database.begin() as session:
            await queue.claim(session, handoff_id, volunteer=volunteer, at=EVENING)
    except AlreadyClaimed:
        return False
    return True


async def race(database: Database) -> None:
    async with database.begin() as session:
        pair = [await make_account(session), await make_account(session)]
        handoff_ids = [(await make_handoff(session)).id for _ in range(RACES)]

    wins: Counter[str] = Counter()
    for handoff_id in handoff_ids:
        results = await asyncio.gather(*(has_won(database, handoff_id, volunteer) for volunteer in pair))
        assert results.count(True) == 1, handoff_id
        wins[handoff_id] += results.count(True)

    assert wins.total() == RACES
    async with database.read() as session:
        rows = await session.execute(
            select(Handoff.state, Conversation.holder).join(Conversation, Handoff.conversation_id == Conversation.id)
        )
        assert set(rows.all()) == {(HandoffState.CLAIMED, Holder.VOLUNTEER)}
        owners = await session.execute(
            select(Handoff.volunteer_id, Conversation.volunteer_id).join(
                Conversation, Handoff.conversation_id == Conversation.id
            )
        )
        assert all(of_handoff == of_conversation for of_handoff, of_conversation in owners)
        assert len((await session.scalars(select(AuditEntry.id))).all()) == RACES


async def test_every_race_has_one_winner_on_sqlite(database: Database) -> None:
    await race(database)


@pytest.mark.postgres
async def test_every_race_has_one_winner_on_postgresql(postgres_database: Database) -> None:
    await race(postgres_database)
