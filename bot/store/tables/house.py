"""Facts about the running line itself."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from bot.store.tables.base import Table


class HouseFact(Table):
    """A named fact of this database, such as the proof that the key file belongs to it."""

    __tablename__ = "house_facts"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes]


class LineProcess(Table):
    """A running process of the line; leases name it, and are broken when it is found dead."""

    __tablename__ = "line_processes"

    id: Mapped[str] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
