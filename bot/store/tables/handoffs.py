"""Requests for a person, who is there to take them, and who was called."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.levels import RiskLevel
from bot.store.tables.base import Table, belongs_to, refers_to
from bot.store.types import word_of


class HandoffState(StrEnum):
    """A Handoff waits, is claimed, and is closed; a release makes it wait again."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    CLOSED = "closed"


class Reason(StrEnum):
    """Why a person is needed."""

    REQUEST = "request"
    DANGER = "danger"
    CHECK_IN = "check_in"


class Outcome(StrEnum):
    """How a Handoff ended, in the words of the close form."""

    CALMER = "calmer"
    REFERRED = "referred"
    EMERGENCY = "emergency"
    STUDENT_LEFT = "student_left"
    NOT_NEEDED = "not_needed"


class Handoff(Table):
    """One request for a person and what became of it; at most one is open for a conversation."""

    __tablename__ = "handoffs"
    __table_args__ = (
        Index(
            "uq_handoffs_open",
            "conversation_id",
            unique=True,
            sqlite_where=text("state != 'closed'"),
            postgresql_where=text("state != 'closed'"),
        ),
        Index("ix_handoffs_state_level_requested_at", "state", "level", "requested_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(belongs_to("conversations.id"), index=True)
    student_id: Mapped[str] = mapped_column(belongs_to("students.id"), index=True)
    desk: Mapped[str]
    state: Mapped[HandoffState] = mapped_column(word_of(HandoffState), default=HandoffState.WAITING)
    reason: Mapped[Reason] = mapped_column(word_of(Reason))
    level: Mapped[RiskLevel]
    requested_at: Mapped[datetime]
    waiting_since: Mapped[datetime]
    volunteer_id: Mapped[str | None] = mapped_column(index=True)
    claimed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None]
    confirmed_by: Mapped[str | None]
    outcome: Mapped[Outcome | None] = mapped_column(word_of(Outcome))
    note_sealed: Mapped[bytes | None]
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str | None]
    pages_made: Mapped[int] = mapped_column(default=0)
    # When the student was told that nobody is on duty; empty while they believe that somebody is.
    told_nobody_at: Mapped[datetime | None]


class WaitingAnswer(Table):
    """What a student answered to one question of the waiting room, for the volunteer's brief; the words are a message."""

    __tablename__ = "waiting_answers"

    id: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(belongs_to("conversations.id"), index=True)
    message_id: Mapped[str] = mapped_column(belongs_to("messages.id"), index=True)
    question: Mapped[str]
    answer: Mapped[str]
    is_about_other: Mapped[bool] = mapped_column(default=False)
    """It was asked about somebody else."""
    at: Mapped[datetime]


class Page(Table):
    """One call to one on-call person about one Handoff, kept until it went out or was given up."""

    __tablename__ = "pages"

    id: Mapped[str] = mapped_column(primary_key=True)
    handoff_id: Mapped[str] = mapped_column(belongs_to("handoffs.id"), index=True)
    step: Mapped[int]
    target: Mapped[str]
    made_at: Mapped[datetime]
    attempt: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]
    failed_with: Mapped[str | None]


class Shift(Table):
    """A volunteer's time on duty: from "start shift" to "end shift" or two missed heartbeats."""

    __tablename__ = "shifts"
    __table_args__ = (
        Index(
            "uq_shifts_open",
            "account_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(refers_to("accounts.id"), index=True)
    desk: Mapped[str]
    started_at: Mapped[datetime]
    heartbeat_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str | None]
