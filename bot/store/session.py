"""The line's database session: a transaction that carries its vault and what to announce when it is committed."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit.crypto import Vault
from bot.store.events import conversation_key, student_key


class LineSession(AsyncSession):
    """An AsyncSession with the keys for sealed columns and the events of its transaction."""

    def __init__(self, *args: Any, vault: Vault, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vault = vault
        self.announced: set[str] = set()

    def announce(self, *keys: str) -> None:
        """Tell listeners of `keys` after the commit, and only then."""
        self.announced.update(keys)

    def announce_chat(self, *, student_id: str, conversation_id: str) -> None:
        """Something was said or changed hands in this chat."""
        self.announce(student_key(student_id), conversation_key(conversation_id))
