"""What a coordinator works through: closed conversations, each pseudonymised, and a verdict on each.

No name of a student or a volunteer and no id of a student leaves this file; without a Redactor no text does.
"""

import asyncio
import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, func, select

from bot.conversations import access
from bot.conversations.transcript import Said
from bot.errors import NotAllowed
from bot.levels import RiskLevel
from bot.redact.redactor import Redactor
from bot.reviews.rules import is_for_review
from bot.store.database import Database
from bot.store.session import LineSession
from bot.store.tables import (
    Account,
    Author,
    Conversation,
    CrisisSignal,
    Feedback,
    Handoff,
    Helpfulness,
    Holder,
    Judgement,
    MessageKind,
    Outcome,
    Review,
    Role,
    Student,
)

_LOOKED_THROUGH: Final = 500
_STAFF: Final = "[志愿者]"


@dataclass(frozen=True, slots=True)
class _Case:
    key: bytes
    staff_names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a coordinator found: about the danger, and whether the talk helped."""

    judgement: Judgement
    is_helpful: bool


@dataclass(frozen=True, slots=True)
class ClosedConversation:
    """One row of the review list."""

    id: str
    level: RiskLevel
    topic: str
    opened_at: datetime
    closed_at: datetime
    outcome: Outcome | None
    verdict: Verdict | None
    helped: Helpfulness | None = None
    """What the student said of it, if anything."""


@dataclass(frozen=True, slots=True)
class RedactedLine:
    """One message with stand-ins; `text` is None where no text may be shown."""

    seq: int
    author: Author
    kind: MessageKind
    level: RiskLevel
    at: datetime
    revision: int
    text: str | None


@dataclass(frozen=True, slots=True)
class RedactedTranscript:
    """One closed conversation as a coordinator sees it."""

    summary: ClosedConversation
    lines: tuple[RedactedLine, ...]
    has_text: bool


async def closed_conversations(
    session: LineSession, *, reader: Account, before: datetime | None = None, limit: int = 50
) -> list[ClosedConversation]:
    """What this coordinator's desk has to review, the last closed first; NotAllowed for anybody else.

    For the next page, `before` is the `closed_at` of the last row.
    """
    if reader.role is not Role.COORDINATOR:
        raise NotAllowed(reader.id)
    found: list[ClosedConversation] = []
    while len(found) < limit:
        rows = await _closed_before(session, desk=reader.desk, before=before)
        found += [row for row in rows if is_for_review(row.id, level=row.level)]
        if len(rows) < _LOOKED_THROUGH:
            break
        before = rows[-1].closed_at
    return found[:limit]


async def redacted_transcript(
    database: Database, *, reader: Account, conversation_id: str, redactor: Redactor | None, at: datetime
) -> RedactedTranscript:
    """A closed conversation, pseudonymised as one case; without a Redactor its facts and no text.

    Raise NotAllowed for anybody but a coordinator of its desk, and for what is open or does not exist.
    """
    async with database.begin() as session:
        conversation, lines = await access.closed_for_review(
            session, reader=reader, conversation_id=conversation_id, at=at
        )
        summary = (await _summaries(session, Conversation.id == conversation_id))[0]
        case = _Case(await _case_key(session, conversation), await _staff_names(session, lines))
    # Outside of the transaction, and beside the loop: redacting a long talk takes a second.
    texts = None if redactor is None else await asyncio.to_thread(_redacted, redactor, lines, case)
    return RedactedTranscript(
        summary=summary,
        lines=tuple(_line(said, None if texts is None else texts[place]) for place, said in enumerate(lines)),
        has_text=texts is not None,
    )


async def give_verdict(
    session: LineSession, verdict: Verdict, *, reader: Account, conversation_id: str, at: datetime
) -> Review:
    """Keep a coordinator's verdict, instead of an earlier one; NotAllowed as for reading."""
    conversation = await session.get(Conversation, conversation_id)
    if conversation is None or not access.may_review(reader, conversation):
        raise NotAllowed(conversation_id)
    access.note_reading(session, reader=reader, conversation_id=conversation_id, deed="review", at=at)
    review = await session.get(Review, conversation_id)
    if review is None:
        review = Review(conversation_id=conversation_id)
        session.add(review)
    review.reviewer_id = reader.id
    review.judgement = verdict.judgement
    review.is_helpful = verdict.is_helpful
    review.at = at
    return review


async def _closed_before(session: LineSession, *, desk: str, before: datetime | None) -> list[ClosedConversation]:
    chosen = [Conversation.desk == desk, Conversation.holder == Holder.NOBODY]
    if before is not None:
        chosen.append(Conversation.closed_at < before)
    return await _summaries(session, *chosen)


async def _summaries(session: LineSession, *chosen: ColumnElement[bool]) -> list[ClosedConversation]:
    worst = select(func.max(Handoff.level)).where(Handoff.conversation_id == Conversation.id).scalar_subquery()
    seen = select(func.max(CrisisSignal.level)).where(CrisisSignal.conversation_id == Conversation.id).scalar_subquery()
    ended = (
        select(Handoff.outcome)
        .where(Handoff.conversation_id == Conversation.id)
        .order_by(Handoff.closed_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    told = select(Feedback.helped).where(Feedback.conversation_id == Conversation.id).limit(1).scalar_subquery()
    rows = await session.execute(
        select(Conversation, worst, seen, ended, told, Review)
        .outerjoin(Review, Review.conversation_id == Conversation.id)
        .where(Conversation.closed_at.is_not(None), *chosen)
        .order_by(Conversation.closed_at.desc(), Conversation.id)
        .limit(_LOOKED_THROUGH)
    )
    return [
        replace(_summary(conversation, levels, outcome, review), helped=helped)
        for conversation, *levels, outcome, helped, review in rows
    ]


def _summary(
    conversation: Conversation, levels: Sequence[RiskLevel | None], outcome: Outcome | None, review: Review | None
) -> ClosedConversation:
    return ClosedConversation(
        id=conversation.id,
        # A person may have lowered the level, or the student said no when they were asked; what was seen stays.
        level=max(conversation.level, *(level or RiskLevel.NONE for level in levels)),
        topic=conversation.topic,
        opened_at=conversation.opened_at,
        closed_at=conversation.closed_at or conversation.last_message_at,
        outcome=outcome,
        verdict=None if review is None else Verdict(review.judgement, review.is_helpful),
    )


async def _case_key(session: LineSession, conversation: Conversation) -> bytes:
    """A key for this conversation alone, which dies with the student's key: nothing links two cases."""
    student = await session.get_one(Student, conversation.student_id)
    secret = student.key(session.vault).secret
    return hmac.digest(secret, f"pseudonyms of {conversation.id}".encode(), hashlib.sha256)


async def _staff_names(session: LineSession, lines: tuple[Said, ...]) -> list[str]:
    """What the volunteers of this talk are called, which is not for a coordinator's eyes either."""
    spoke = {said.account_id for said in lines if said.account_id is not None}
    names = await session.scalars(select(Account.name).where(Account.id.in_(spoke)))
    return sorted((name for name in names if len(name) > 1), key=len, reverse=True)


def _redacted(redactor: Redactor, lines: tuple[Said, ...], case: _Case) -> list[str]:
    # The line's own sentences are fixed and hold nobody's words: a heading must not read 地点1.
    texts = ["" if said.author is Author.LINE else _without_staff(said.text, case.staff_names) for said in lines]
    redacted = redactor.redact_case(texts, key=case.key)
    return [said.text if said.author is Author.LINE else own.text for said, own in zip(lines, redacted, strict=True)]


def _without_staff(text: str, names: Sequence[str]) -> str:
    for name in names:
        whole = rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])" if name.isascii() else re.escape(name)
        text = re.sub(whole, _STAFF, text, flags=re.IGNORECASE)
    return text


def _line(said: Said, text: str | None) -> RedactedLine:
    return RedactedLine(
        seq=said.seq,
        author=said.author,
        kind=said.kind,
        level=said.level,
        at=said.at,
        revision=said.revision,
        text=text,
    )
