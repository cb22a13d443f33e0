"""Plainly invented students, conversations and staff; each takes only the facts that matter to a test."""

from datetime import UTC, datetime, timedelta
from itertools import count

from bot.channels.port import Inbound
from bot.conversations import registry, transcript
from bot.conversations.registry import NewStudent
from bot.crisis.features import Band
from bot.crisis.lexicon import Lexicon
from bot.crisis.model import Model
from bot.crisis.screen import Screen
from bot.handoffs.queue import request
from bot.kit.ids import new_id
from bot.levels import RiskLevel
from bot.store.session import LineSession
from bot.store.tables import Account, Conversation, Handoff, Message, Reason, Role, Student

EVENING = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)  # 20:00 in Shanghai
MINUTE = timedelta(minutes=1)
DOUBTFUL_WORDS = "风铃碎了"
"""What only the model of `make_screen` takes for danger: no term names it."""
NEARLY_DOUBTFUL_WORDS = "天色发灰"
"""What comes near: one such message is nothing, five are a mood."""
_numbers = count(1)


def make_screen(terms: Lexicon) -> Screen:
    """The shipped terms beside a model that knows invented signs, so that no test rests on what training found.

    It also takes one of the line's own commands for danger, as a trained model may.
    """
    weights = {"风铃碎": 40_000, "发灰": 9_500, "再联系": 40_000}
    return Screen(terms, Model(weights, categories={"风铃碎": "suicide"}, biases=dict.fromkeys(Band, -2.0)))


async def make_student(
    session: LineSession, *, channel: str = "web", chat: str | None = None, language: str = "zh-Hans"
) -> Student:
    """A student who has just arrived."""
    new = NewStudent(channel, chat or f"chat-{next(_numbers)}", "main", language, "mainland")
    student = registry.add_student(session, new, at=EVENING)
    await session.flush()
    return student


async def make_conversation(
    session: LineSession, student: Student | None = None, *, level: RiskLevel = RiskLevel.NONE
) -> Conversation:
    """An open conversation held by the bot."""
    student = student or await make_student(session)
    conversation = registry.open_conversation(session, student, at=EVENING)
    conversation.level = level
    await session.flush()
    return conversation


async def make_message(
    session: LineSession, conversation: Conversation, text: str, *, at: datetime = EVENING
) -> Message:
    """Something the student wrote in this conversation."""
    student = await session.get_one(Student, conversation.student_id)
    inbound = Inbound(conversation.channel, "", new_id(), text)
    message = transcript.keep_inbound(session, student, conversation, inbound, at=at)
    await session.flush()
    return message


async def make_handoff(
    session: LineSession,
    conversation: Conversation | None = None,
    *,
    level: RiskLevel = RiskLevel.SERIOUS,
    at: datetime = EVENING,
) -> Handoff:
    """A Handoff that waits."""
    conversation = conversation or await make_conversation(session)
    reason = Reason.DANGER if level.is_danger else Reason.REQUEST
    handoff = await request(session, conversation, reason=reason, level=level, at=at)
    await session.flush()
    return handoff


async def make_account(
    session: LineSession, *, login: str | None = None, role: Role = Role.VOLUNTEER, desk: str = "main"
) -> Account:
    """Somebody who can sign in once a link or a password is made."""
    login = login or f"{role}-{next(_numbers)}"
    account = Account(
        id=new_id(), login=login, name=login.title(), role=role, desk=desk, language="zh-Hans", created_at=EVENING
    )
    session.add(account)
    await session.flush()
    return account
