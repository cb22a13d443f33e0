"""What all tables share."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, MetaData, String
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeEngine

from bot.levels import RiskLevel
from bot.store.types import Level, UtcDateTime


class Table(DeclarativeBase):
    """A table of the line; ids are text, moments are UTC, private words are sealed bytes."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, TypeEngine[Any]]] = {
        str: String(),
        int: BigInteger(),
        bytes: LargeBinary(),
        datetime: UtcDateTime(),
        RiskLevel: Level(),
    }


def belongs_to(column: str) -> ForeignKey:
    """A row goes when that one goes. Looked at when committing, so rows may be written in any order."""
    return ForeignKey(column, ondelete="CASCADE", deferrable=True, initially="DEFERRED")


def refers_to(column: str) -> ForeignKey:
    """That row must exist when committing."""
    return ForeignKey(column, deferrable=True, initially="DEFERRED")
