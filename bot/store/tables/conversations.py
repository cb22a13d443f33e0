"""Conversations and what was said in them; words are sealed with the student's own key."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.levels import RiskLevel
from bot.store.tables.base import Table, belongs_to, refers_to
from bot.store.types import Words, word_of


class Holder(StrEnum):
    """Who answers the student now."""

    BOT = "bot"
    QUEUE = "queue"
    VOLUNTEER = "volunteer"
    NOBODY = "nobody"


class Author(StrEnum):
    """Who said it: `line` is a fixed sentence of the line itself, `bot` an answer of the dialogue."""

    STUDENT = "student"
    BOT = "bot"
    VOLUNTEER = "volunteer"
    LINE = "line"


class MessageKind(StrEnum):
    """What came in; everything but text is answered honestly and kept as a word, never as a file."""

    TEXT = "text"
    PHOTO = "photo"
    STICKER = "sticker"
    VOICE = "voice"
    VIDEO = "video"
    LOCATION = "location"
    OTHER = "other"


class DangerFrom(StrEnum):
    """Where the danger comes from, as far as it was said."""

    NOTHING = ""
    SAID = "said"
    """A yes to the safety question, which asks about either."""
    SELF = "self"
    OTHERS = "others"
    """Others do it to the student."""
    BOTH = "both"
    SOMEBODY_ELSES = "other"
    """It was somebody else's danger all along."""


class Conversation(Table):
    """One talk from its first message to its close, held by exactly one holder at any instant."""

    __tablename__ = "conversations"
    __table_args__ = (
        # At most one open conversation for a student, whatever two processes try at once.
        Index(
            "uq_conversations_open",
            "student_id",
            unique=True,
            sqlite_where=text("holder != 'nobody'"),
            postgresql_where=text("holder != 'nobody'"),
        ),
        Index("ix_conversations_turn_due_at", "turn_due_at"),
        # Few are asked at any moment, and a job looks for them every other second.
        Index(
            "ix_conversations_safety_asked_at",
            "safety_asked_at",
            sqlite_where=text("safety_asked_at IS NOT NULL"),
            postgresql_where=text("safety_asked_at IS NOT NULL"),
        ),
        Index("ix_conversations_student_id_opened_at", "student_id", "opened_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    student_id: Mapped[str] = mapped_column(belongs_to("students.id"))
    desk: Mapped[str]
    channel: Mapped[str]
    holder: Mapped[Holder] = mapped_column(word_of(Holder))
    volunteer_id: Mapped[str | None] = mapped_column(index=True)
    level: Mapped[RiskLevel] = mapped_column(default=RiskLevel.NONE)
    topic: Mapped[str] = mapped_column(default="")
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None] = mapped_column(index=True)
    last_message_at: Mapped[datetime]
    turn_due_at: Mapped[datetime | None]
    turn_owner: Mapped[str | None]
    turn_until: Mapped[datetime | None]
    safety_step: Mapped[int] = mapped_column(default=0)
    fallback_step: Mapped[int] = mapped_column(default=0)
    memory_sealed: Mapped[bytes | None]
    """What the screen remembers of the last messages: the student's words, sealed like them."""
    safety_asked_at: Mapped[datetime | None]
    """Since when the safety question waits for its answer; the bot is silent for so long."""
    safety_reminded: Mapped[bool] = mapped_column(default=False)
    """They were told once that it waits."""
    safety_explained: Mapped[int] = mapped_column(default=0)
    """How often it was explained to them, in reply to what they asked back."""
    safety_denied_at: Mapped[datetime | None]
    """When the student last answered it with a clear no."""
    waiting_question: Mapped[str] = mapped_column(default="")
    """The question of the waiting room whose answer is the next message (waiting_questions.py), or nothing."""
    is_about_other: Mapped[bool] = mapped_column(default=False)
    """The danger that was spoken of is somebody else's: a friend's, a child's (handoffs/rules.py)."""
    danger_from: Mapped[DangerFrom] = mapped_column(word_of(DangerFrom), default=DangerFrom.NOTHING)
    """Where the danger comes from, as far as words of danger said it (handoffs/rules.py)."""
    is_at_ease: Mapped[bool] = mapped_column(default=False)
    """They said that the line misunderstood: no safety question any more, and a talk goes on while they wait."""
    eased_at: Mapped[datetime | None]
    """When they were put at ease last."""
    settled: Mapped[frozenset[str]] = mapped_column(Words, default=frozenset())
    """The questions of the waiting room that need not be asked, because it was told."""
    is_with_adult: Mapped[bool] = mapped_column(default=False)
    """Whoever writes has said that they are a parent or a teacher (dialogue/adults.py)."""
    answered_by: Mapped[str] = mapped_column(default="")
    """Which part of the line gave the bot's last answer …"""
    answered_with: Mapped[str] = mapped_column(default="")
    """… and which of the waiting room's it was (asked.py)."""
    urged_at: Mapped[datetime | None]
    """When it was last said that help must be called now."""
    lines_told_at: Mapped[datetime | None]
    """When a worried adult was told whom to call."""
    topic_turns: Mapped[int] = mapped_column(default=0)
    """How many messages in a row were about `topic`."""
    not_understood: Mapped[int] = mapped_column(default=0)
    """How many messages in a row the dialogue model did not understand."""
    talk_began_at: Mapped[datetime | None]
    """When the talk without a long pause began …"""
    reminded_at: Mapped[datetime | None]
    """… and when the student was last told in it that a program answers."""

    @property
    def is_open(self) -> bool:
        return self.holder is not Holder.NOBODY

    @property
    def is_for_other(self) -> bool:
        """Whether somebody else is the one to be asked about."""
        return self.is_about_other or (self.is_with_adult and not self.level.is_danger)

    @property
    def rests_on_doubt(self) -> bool:
        """Whether a person was called though no words of danger were found: somebody did not answer with a no."""
        return self.level is RiskLevel.SERIOUS and not self.danger_from

    @property
    def has_harm(self) -> bool:
        """Whether others hurt the student, whatever else there is."""
        return self.danger_from in {DangerFrom.OTHERS, DangerFrom.BOTH}

    @property
    def is_harmed(self) -> bool:
        """Whether the danger that was spoken of is only what others do to the student."""
        return self.danger_from is DangerFrom.OTHERS

    def ask_anew(self) -> None:
        """All questions of the waiting room, from the first: what was asked and told does not count any more."""
        self.safety_step = 0
        self.waiting_question = ""
        self.settled = frozenset()


class Turn(Table):
    """One answer of the bot, naming every message it answers (messages.turn_id)."""

    __tablename__ = "turns"

    id: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(belongs_to("conversations.id"), index=True)
    at: Mapped[datetime]
    source: Mapped[str]


class Message(Table):
    """One thing said, by anyone. `seq` runs over the student's whole history; an edit is a further revision."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("student_id", "seq"),
        # Exactly once: a platform may deliver the same message many times. Our own words have no platform id.
        UniqueConstraint("student_id", "platform_id", "revision"),
        Index("ix_messages_conversation_id_seq", "conversation_id", "seq"),
        # Without it, deleting a turn would look through all messages. Nothing is paid for before the answer.
        Index(
            "ix_messages_turn_id",
            "turn_id",
            sqlite_where=text("turn_id IS NOT NULL"),
            postgresql_where=text("turn_id IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    student_id: Mapped[str] = mapped_column(belongs_to("students.id"))
    conversation_id: Mapped[str] = mapped_column(belongs_to("conversations.id"))
    seq: Mapped[int]
    author: Mapped[Author] = mapped_column(word_of(Author))
    kind: Mapped[MessageKind] = mapped_column(word_of(MessageKind), default=MessageKind.TEXT)
    platform_id: Mapped[str | None]
    revision: Mapped[int] = mapped_column(default=0)
    text_sealed: Mapped[bytes]
    at: Mapped[datetime]
    level: Mapped[RiskLevel] = mapped_column(default=RiskLevel.NONE)
    awaits_turn: Mapped[bool] = mapped_column(default=False)
    turn_id: Mapped[str | None] = mapped_column(refers_to("turns.id"))
    account_id: Mapped[str | None]
    choices: Mapped[str] = mapped_column(default="")
    """Which answers were offered with it as buttons (choices.py), or none."""


class CrisisSignal(Table):
    """What the screen found in one message; the matched words are sealed like the message itself."""

    __tablename__ = "crisis_signals"

    id: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(belongs_to("messages.id"), index=True)
    conversation_id: Mapped[str] = mapped_column(belongs_to("conversations.id"), index=True)
    level: Mapped[RiskLevel]
    categories: Mapped[str]
    matched_sealed: Mapped[bytes]
    at: Mapped[datetime]
