"""Column types that keep one meaning on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, Enum, SmallInteger, String
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

from bot.levels import RiskLevel


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC; SQLite would give it back naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone means nothing here")
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Level(TypeDecorator[RiskLevel]):
    """A RiskLevel as a small number, so that the database can order by urgency."""

    impl = SmallInteger
    cache_ok = True

    @override
    def process_bind_param(self, value: RiskLevel | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> RiskLevel | None:
        return None if value is None else RiskLevel(value)


class Words(TypeDecorator[frozenset[str]]):
    """A set of single words, kept as one text with blanks between them."""

    impl = String
    cache_ok = True

    @override
    def process_bind_param(self, value: frozenset[str] | None, dialect: Dialect) -> str | None:
        return None if value is None else " ".join(sorted(value))

    @override
    def process_result_value(self, value: Any | None, dialect: Dialect) -> frozenset[str] | None:
        return None if value is None else frozenset(value.split())


def word_of(words: type[StrEnum]) -> Enum:
    """A column that holds one of `words` as plain text."""
    return Enum(
        words, native_enum=False, length=24, validate_strings=True, values_callable=lambda kind: [w.value for w in kind]
    )
