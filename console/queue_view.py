"""What the queue page of a desk shows, gathered in one look; who may see the words is asked at the one door."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from bot.conversations import access
from bot.handoffs.queue import waiting_and_held
from bot.levels import RiskLevel
from bot.shifts.accounts import names_on
from bot.shifts.presence import on_duty
from bot.store.session import LineSession
from bot.store.tables import Account, Conversation, Handoff, HandoffState, Shift, Student

MOST_CARDS: Final = 60
"""A night of five hundred crises still shows the most urgent first; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Card:
    """One open Handoff as the desk sees it before anybody opens it."""

    handoff: Handoff
    topic: str
    language: str
    place: int | None
    holder: str | None
    raised: tuple[str, ...]

    @property
    def is_ringing(self) -> bool:
        return rings(self.handoff)


@dataclass(frozen=True, slots=True)
class QueueView:
    """The desk at one moment: waiting first, then what colleagues hold."""

    waiting: tuple[Card, ...]
    held: tuple[Card, ...]
    more_waiting: int
    on_duty: tuple[str, ...]
    shifts: Mapping[str, Shift]

    def held_by(self, account_id: str) -> tuple[Card, ...]:
        return tuple(card for card in self.held if card.handoff.volunteer_id == account_id)

    @property
    def ringing(self) -> tuple[Card, ...]:
        return tuple(card for card in (*self.waiting, *self.held) if card.is_ringing)


def rings(handoff: Handoff) -> bool:
    """Whether the alarm rings for it: danger that waits or has risen in a talk, and nobody has said that they heard."""
    return handoff.level.is_danger and handoff.state is not HandoffState.CLOSED and handoff.acknowledged_at is None


async def look_at_queue(session: LineSession, reader: Account, *, at: datetime) -> QueueView:
    """The queue of the reader's desk."""
    handoffs = await waiting_and_held(session, desk=reader.desk)
    waiting = [handoff for handoff in handoffs if handoff.state is HandoffState.WAITING]
    held = [handoff for handoff in handoffs if handoff.state is HandoffState.CLAIMED]
    names = await names_on(session, reader.desk)
    shifts = await session.scalars(select(Shift).where(Shift.desk == reader.desk, Shift.ended_at.is_(None)))
    duty = await on_duty(session, desk=reader.desk, at=at)
    return QueueView(
        waiting=tuple(
            [await _card(session, reader, h, names, place) for place, h in enumerate(waiting[:MOST_CARDS], 1)]
        ),
        held=tuple([await _card(session, reader, h, names, None) for h in held[:MOST_CARDS]]),
        more_waiting=max(0, len(waiting) - MOST_CARDS),
        on_duty=tuple(account.name for account in duty),
        shifts={shift.account_id: shift for shift in shifts},
    )


async def _card(
    session: LineSession, reader: Account, handoff: Handoff, names: dict[str, str], place: int | None
) -> Card:
    conversation = await session.get_one(Conversation, handoff.conversation_id)
    raised = await access.raised_words(session, reader=reader, conversation=conversation)
    language = await session.scalar(select(Student.language).where(Student.id == handoff.student_id))
    return Card(
        handoff=handoff,
        topic=conversation.topic,
        language=language or "",
        place=place,
        holder=names.get(handoff.volunteer_id or ""),
        raised=tuple(dict.fromkeys(found.words for found in raised if found.level >= RiskLevel.CONCERN)),
    )
