"""What the screen remembers of a conversation: on the conversation's row, sealed like every word, and gone with it."""

import json
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.crisis.context import Memory, Remembered
from bot.errors import LineError
from bot.kit.crypto import CannotOpen
from bot.levels import RiskLevel
from bot.store.session import LineSession
from bot.store.tables import Conversation, Student

log = structlog.get_logger()
# After a longer silence it is another talk: its first words are no second half, and the mood may have changed.
HOLDS: Final = timedelta(minutes=30)


class UnknownMemory(LineError):
    """Opened well, and yet nothing that this version has written."""


def recall(session: LineSession, student: Student, conversation: Conversation, *, at: datetime) -> Memory:
    """What the student's last messages left behind; nothing after a long silence, or where it cannot be read.

    Asked before the new message is kept: that would end the silence.
    """
    sealed, heard_at = conversation.memory_sealed, student.last_heard_at
    if sealed is None or heard_at is None or at - heard_at > HOLDS:
        return Memory()
    try:
        return from_json(student.key(session.vault).open(sealed, row=_row_of(conversation)))
    except (CannotOpen, UnknownMemory) as damaged:
        log.error("memory_unreadable", conversation=conversation.id, reason=type(damaged).__name__)  # noqa: TRY400  # a traceback could hold words
        return Memory()


def remember(session: LineSession, student: Student, conversation: Conversation, memory: Memory) -> None:
    """Keep `memory` in the place of what was remembered before."""
    if memory == Memory():
        conversation.memory_sealed = None
    else:
        conversation.memory_sealed = student.key(session.vault).seal(to_json(memory), row=_row_of(conversation))


def to_json(memory: Memory) -> str:
    """Lone surrogates survive: JSON writes them as signs of its own."""
    recent = [(int(earlier.level), round(earlier.score, 3), earlier.unclear) for earlier in memory.recent]
    return json.dumps((recent, memory.last_words), separators=(",", ":"))


def from_json(text: str) -> Memory:
    """The memory again; raise UnknownMemory for anything else."""
    try:
        recent, last_words = json.loads(text)
        remembered = tuple(Remembered(RiskLevel(level), float(score), str(unclear)) for level, score, unclear in recent)
    except (ValueError, TypeError):
        raise UnknownMemory("not in the shape of this version") from None
    if not isinstance(last_words, str):
        raise UnknownMemory("its words are no text")
    return Memory(remembered, last_words)


def _row_of(conversation: Conversation) -> str:
    return f"conversations:{conversation.id}:memory"
