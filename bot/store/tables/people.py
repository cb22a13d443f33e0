"""The people who answer: accounts, sign-ins, and the record of what they looked at."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.base import Table, refers_to
from bot.store.types import word_of


class Role(StrEnum):
    """What somebody may do; checked at one door (bot/conversations/access.py)."""

    VOLUNTEER = "volunteer"
    SUPERVISOR = "supervisor"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


class Account(Table):
    """Somebody who signs in; there is no default account and no default password."""

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(word_of(Role))
    desk: Mapped[str]
    language: Mapped[str]
    password_hash: Mapped[str | None]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SignInLink(Table):
    """A link that signs in once, made by `tingjian user add` and, in demo mode, at every start."""

    __tablename__ = "sign_in_links"

    token_lookup: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(refers_to("accounts.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignIn(Table):
    """A browser that is signed in; ending it ends its pages and sockets."""

    __tablename__ = "sign_ins"

    token_lookup: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(refers_to("accounts.id"), index=True)
    form_token: Mapped[str]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class AuditEntry(Table):
    """Who did what to which conversation; written in the transaction of the reading itself, never changed."""

    __tablename__ = "audit_entries"

    id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    account_id: Mapped[str]
    deed: Mapped[str]
    conversation_id: Mapped[str | None] = mapped_column(index=True)
    facts: Mapped[str] = mapped_column(default="")
