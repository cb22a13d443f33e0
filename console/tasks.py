"""What the line could not do by itself and a person has to look after, until somebody ticks it off."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from bot.errors import NotAllowed
from bot.store.events import QUEUE
from bot.store.session import LineSession
from bot.store.tables import Account, Task


async def open_tasks(session: LineSession, *, desk: str) -> Sequence[Task]:
    """What a desk has still to do, the oldest first."""
    rows = await session.scalars(
        select(Task).where(Task.desk == desk, Task.done_at.is_(None)).order_by(Task.made_at).limit(100)
    )
    return rows.all()


async def tick_off(session: LineSession, task_id: str, *, by: Account, at: datetime) -> None:
    """It is done; a second tick changes nothing. NotAllowed for another desk's, as for one that never was."""
    task = await session.get(Task, task_id)
    if task is None or task.desk != by.desk:
        raise NotAllowed(task_id)
    await session.execute(
        update(Task).where(Task.id == task_id, Task.done_at.is_(None)).values(done_at=at, done_by=by.id)
    )
    session.announce(QUEUE)
