"""Whether a Handoff ever gets two owners: 50 volunteers press "claim" at once, 10,000 claims in all, PostgreSQL."""

import asyncio
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import make_url

from bot.conversations.registry import NewStudent, add_student, open_conversation
from bot.handoffs import queue
from bot.kit.clock import SystemClock
from bot.kit.crypto import load_or_create_vault
from bot.levels import RiskLevel
from bot.shifts.accounts import NewAccount, add_account
from bot.store.database import Database
from bot.store.events import Events
from bot.store.migrate import upgrade_async
from bot.store.tables import Account, Reason, Role
from tools.bench.figures import owners_a_claim

VOLUNTEERS = 50
HANDOFFS = 200
_CLOCK = SystemClock()


async def measure(url: str) -> dict[str, float]:
    """`claim_races`: how many won the same Handoff, at most; 0 if nobody won one."""
    address = make_url(url).set(drivername="postgresql+asyncpg").render_as_string(hide_password=False)
    await upgrade_async(address)
    with TemporaryDirectory() as folder:
        vault = load_or_create_vault(Path(folder) / "key")
        # Two pools of connections, as two processes of the line would have.
        databases = [Database(address, vault, Events()) for _ in range(2)]
        try:
            return {"claim_races": await _race(databases)}
        finally:
            for database in databases:
                await database.close()


async def _race(databases: list[Database]) -> float:
    volunteers = await _volunteers(databases[0])
    owners: Counter[str] = Counter()
    for _ in range(HANDOFFS):
        handoff_id = await _waiting_handoff(databases[0])
        claims = (_has_won(databases[number % 2], handoff_id, volunteer) for number, volunteer in enumerate(volunteers))
        owners[handoff_id] = sum(await asyncio.gather(*claims))
    return owners_a_claim(owners)


async def _has_won(database: Database, handoff_id: str, volunteer: Account) -> bool:
    try:
        async with database.begin() as session:
            await queue.claim(session, handoff_id, volunteer=volunteer, at=_CLOCK.now())
    except queue.AlreadyClaimed:
        return False
    return True


async def _volunteers(database: Database) -> list[Account]:
    async with database.begin() as session:
        return [
            await add_account(
                session, NewAccount(f"volunteer-{number}", "Volunteer", Role.VOLUNTEER, "main"), at=_CLOCK.now()
            )
            for number in range(VOLUNTEERS)
        ]


async def _waiting_handoff(database: Database) -> str:
    now = _CLOCK.now()
    async with database.begin() as session:
        new = NewStudent("telegram", "bench", "main", "zh-Hans", "mainland")
        student = add_student(session, new, at=now)
        student.chat_lookup = student.id  # each a chat of its own
        conversation = open_conversation(session, student, at=now)
        await session.flush()
        handoff = await queue.request(session, conversation, reason=Reason.DANGER, level=RiskLevel.CRITICAL, at=now)
        return handoff.id
