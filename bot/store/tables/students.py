"""Students: an address, a key, and what they asked of us."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.kit.crypto import SealingKey, Vault
from bot.store.tables.base import Table


class Student(Table):
    """One chat on one channel. Nobody asks for a name; the address is a look-up hash and, to answer, a sealed text."""

    __tablename__ = "students"
    __table_args__ = (UniqueConstraint("channel", "chat_lookup"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    desk: Mapped[str]
    channel: Mapped[str]
    chat_lookup: Mapped[str]
    chat_sealed: Mapped[bytes]
    wrapped_key: Mapped[bytes]
    language: Mapped[str]
    chosen_language: Mapped[str] = mapped_column(default="")
    """The language they asked for, if they did; what they write in does not change that script."""
    region: Mapped[str]
    created_at: Mapped[datetime]
    last_seq: Mapped[int] = mapped_column(default=0)
    accepts_contact: Mapped[bool] = mapped_column(default=True)
    is_reachable: Mapped[bool] = mapped_column(default=True)
    first_words_at: Mapped[datetime | None]
    last_heard_at: Mapped[datetime | None]
    last_seen_at: Mapped[datetime | None]
    check_in_asked_at: Mapped[datetime | None]
    feedback_id: Mapped[str | None]
    """The feedback that waits for their answer."""
    erasure_asked_at: Mapped[datetime | None] = mapped_column(index=True)
    erased_at: Mapped[datetime | None] = mapped_column(index=True)

    def key(self, vault: Vault) -> SealingKey:
        """The student's own key, with which everything they wrote is sealed."""
        return vault.student_key(self.id, self.wrapped_key)

    def chat(self, vault: Vault) -> str:
        """The address on the channel, in the clear, for delivery only."""
        return vault.master.open(self.chat_sealed, row=f"students:{self.id}:chat")
