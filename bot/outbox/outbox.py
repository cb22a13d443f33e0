"""The only way to say something to a student: kept in the transcript and put up for delivery, in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from bot.conversations.registry import WEB
from bot.conversations.transcript import Words, keep
from bot.kit.ids import new_id
from bot.levels import RiskLevel
from bot.store.events import OUTBOX
from bot.store.session import LineSession
from bot.store.tables import Author, Conversation, Delivery, Message, OutboxEntry, Student


@dataclass(frozen=True, slots=True)
class Saying:
    """What the line, the bot or a volunteer says to a student. Urgent is what may save a life: it leaves first."""

    author: Author
    text: str
    is_urgent: bool = False
    account_id: str | None = None
    choices: str = ""
    """Which answers are offered with it as buttons (choices.py)."""


def put(session: LineSession, student: Student, conversation: Conversation, saying: Saying, *, at: datetime) -> Message:
    """Keep what is said and, where the platform must be called, leave it for delivery after the commit.

    The web chat asks by itself (long-poll): for it the committed message is the delivery.
    """
    words = Words(saying.author, saying.text, saying.account_id, RiskLevel.NONE, saying.choices)
    message = keep(session, student, conversation, words, at=at)
    if student.channel != WEB and student.is_reachable:
        session.add(
            OutboxEntry(
                id=new_id(),
                message_id=message.id,
                conversation_id=conversation.id,
                student_id=student.id,
                channel=student.channel,
                seq=message.seq,
                part=0,
                state=Delivery.WAITING,
                is_urgent=saying.is_urgent,
                is_bot_talk=saying.author is Author.BOT,
                put_at=at,
                next_try_at=at,
                attempt=0,
                may_repeat=False,
            )
        )
        session.announce(OUTBOX)
    return message


async def withhold_bot_talk(session: LineSession, conversation_id: str) -> None:
    """A person holds the conversation now: what the bot had still to say there is not said any more."""
    await session.execute(
        update(OutboxEntry)
        .where(
            OutboxEntry.conversation_id == conversation_id,
            OutboxEntry.state == Delivery.WAITING,
            OutboxEntry.is_bot_talk.is_(True),
            OutboxEntry.owner.is_(None),
        )
        .values(state=Delivery.WITHHELD)
    )
