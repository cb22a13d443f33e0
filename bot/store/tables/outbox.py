"""What still has to leave the house for a platform."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.base import Table, belongs_to
from bot.store.types import word_of


class Delivery(StrEnum):
    """How far one part of a message has come."""

    WAITING = "waiting"
    SENT = "sent"
    WITHHELD = "withheld"
    FAILED = "failed"


class OutboxEntry(Table):
    """One part of one message for one chat; claimed by lease, sent, marked. `attempt` > 1 after a crash may be a repeat."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_state_is_urgent_next_try_at", "state", "is_urgent", "next_try_at"),
        Index("ix_outbox_student_id_seq_part", "student_id", "seq", "part"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(belongs_to("messages.id"), index=True)
    conversation_id: Mapped[str] = mapped_column(belongs_to("conversations.id"), index=True)
    student_id: Mapped[str] = mapped_column(belongs_to("students.id"))
    channel: Mapped[str]
    seq: Mapped[int]
    part: Mapped[int] = mapped_column(default=0)
    state: Mapped[Delivery] = mapped_column(word_of(Delivery), default=Delivery.WAITING)
    is_urgent: Mapped[bool] = mapped_column(default=False)
    is_bot_talk: Mapped[bool] = mapped_column(default=False)
    put_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    attempt: Mapped[int] = mapped_column(default=0)
    owner: Mapped[str | None]
    owned_until: Mapped[datetime | None]
    may_repeat: Mapped[bool] = mapped_column(default=False)
    sent_at: Mapped[datetime | None]
    failed_with: Mapped[str | None]
