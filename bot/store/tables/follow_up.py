"""What happens after a chat: check-ins, tasks for a person, and reviews."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.base import Table, belongs_to
from bot.store.types import word_of


class CheckInState(StrEnum):
    """How far a check-in has come."""

    BOOKED = "booked"
    SENT = "sent"
    ANSWERED = "answered"
    CANCELLED = "cancelled"
    NOT_NEEDED = "not_needed"
    FOR_A_PERSON = "for_a_person"


class CheckIn(Table):
    """A promise to ask again; the row is the plan, APScheduler is only the clock."""

    __tablename__ = "check_ins"
    __table_args__ = (Index("ix_check_ins_state_due_at", "state", "due_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    student_id: Mapped[str] = mapped_column(belongs_to("students.id"), index=True)
    conversation_id: Mapped[str] = mapped_column(belongs_to("conversations.id"), index=True)
    booked_by: Mapped[str | None]
    booked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    state: Mapped[CheckInState] = mapped_column(word_of(CheckInState), default=CheckInState.BOOKED)
    settled_at: Mapped[datetime | None]
    message_id: Mapped[str | None]


class TaskKind(StrEnum):
    """What a person has to look after because the line cannot."""

    CHECK_IN_UNREACHABLE = "check_in_unreachable"
    CHECK_IN_LATE = "check_in_late"
    CHECK_IN_SILENCE = "check_in_silence"
    NOT_DELIVERED = "not_delivered"


class Task(Table):
    """Something for a person to do, shown in the console until somebody ticks it off."""

    __tablename__ = "tasks"

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[TaskKind] = mapped_column(word_of(TaskKind))
    desk: Mapped[str]
    student_id: Mapped[str] = mapped_column(belongs_to("students.id"), index=True)
    conversation_id: Mapped[str] = mapped_column(belongs_to("conversations.id"), index=True)
    made_at: Mapped[datetime]
    done_at: Mapped[datetime | None] = mapped_column(index=True)
    done_by: Mapped[str | None]


class Judgement(StrEnum):
    """What a coordinator found about the danger in a conversation."""

    RIGHT = "right"
    MISSED_DANGER = "missed_danger"
    FALSE_ALARM = "false_alarm"


class Review(Table):
    """A coordinator's verdict on one closed conversation."""

    __tablename__ = "reviews"

    conversation_id: Mapped[str] = mapped_column(belongs_to("conversations.id"), primary_key=True)
    reviewer_id: Mapped[str]
    judgement: Mapped[Judgement] = mapped_column(word_of(Judgement))
    is_helpful: Mapped[bool]
    at: Mapped[datetime]


class Helpfulness(StrEnum):
    """What a student says of a talk that has ended."""

    HELPED = "helped"
    PARTLY = "partly"
    NOT_HELPED = "not_helped"


class Feedback(Table):
    """Two questions after a talk: whether it helped, and what the student wants to say about it."""

    __tablename__ = "feedback"

    id: Mapped[str] = mapped_column(primary_key=True)
    student_id: Mapped[str] = mapped_column(belongs_to("students.id"), index=True)
    conversation_id: Mapped[str] = mapped_column(belongs_to("conversations.id"), index=True)
    asked_at: Mapped[datetime]
    helped: Mapped[Helpfulness | None] = mapped_column(word_of(Helpfulness))
    answered_at: Mapped[datetime | None]
    message_id: Mapped[str | None]
    """The message with the words, if there were any."""
