"""Which part of the Outbox may be sent now; one look for all chats, the same on SQLite and PostgreSQL."""

from datetime import datetime
from typing import Final

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from bot.store.tables import Delivery, OutboxEntry

BUSY: Final = "busy"


def due_now(now: datetime, *, channels: list[str]) -> Select[str]:
    """Ids of what may be sent now: the urgent first, nothing before what was said earlier, no chat that wants quiet."""
    earlier, asked_for_quiet = aliased(OutboxEntry), aliased(OutboxEntry)
    is_free = or_(OutboxEntry.owner.is_(None), OutboxEntry.owned_until < now)
    stands_before = and_(
        earlier.student_id == OutboxEntry.student_id,
        earlier.state == Delivery.WAITING,
        or_(
            and_(earlier.is_urgent, ~OutboxEntry.is_urgent),
            and_(earlier.is_urgent == OutboxEntry.is_urgent, earlier.seq < OutboxEntry.seq),
        ),
    )
    wants_quiet = and_(
        asked_for_quiet.student_id == OutboxEntry.student_id,
        asked_for_quiet.state == Delivery.WAITING,
        asked_for_quiet.failed_with == BUSY,
        asked_for_quiet.next_try_at > now,
    )
    return (
        select(OutboxEntry.id)
        .where(
            OutboxEntry.state == Delivery.WAITING,
            OutboxEntry.channel.in_(channels),
            OutboxEntry.next_try_at <= now,
            is_free,
            ~exists().where(stands_before),
            ~exists().where(wants_quiet),
        )
        .order_by(OutboxEntry.is_urgent.desc(), OutboxEntry.put_at)
    )
