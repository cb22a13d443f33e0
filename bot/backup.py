"""A copy of the database and of its key, together, while the line runs.

One without the other cannot be read: the database holds sealed text, the key is all that opens it.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url

from bot.errors import LineError

README: Final = """The database and the key in this folder belong together: the key opens what the database holds.
Keep them together to be able to restore, and keep this folder as safe as the conversations themselves.
To restore: stop the line, put both files back where they were (tingjian.db, tingjian.key), start the line.
"""


class CannotBackUp(LineError):
    """Something the backup needs is missing or broken; the text says what."""


@dataclass(frozen=True)
class Backup:
    folder: Path
    remark: str


def back_up(database: str, key: Path, *, into: Path, at: datetime) -> Backup:
    """A new folder under `into`, readable by its owner alone."""
    if not key.exists():
        raise CannotBackUp(f"There is no key at {key}, so there is nothing a backup could open. Start the line once.")
    url = make_url(database)
    is_sqlite = url.get_backend_name() == "sqlite"
    if is_sqlite and not Path(url.database or "").exists():
        raise CannotBackUp(f"There is no database at {url.database}. Start the line once.")
    folder = into / at.strftime("%Y%m%d-%H%M%S-%f")
    folder.mkdir(parents=True, mode=0o700)
    _copy_for_owner(key, folder / "tingjian.key")
    (folder / "README.txt").write_text(README, encoding="utf-8")
    if not is_sqlite:
        remark = f"The key is there. PostgreSQL's own tool copies the database beside it:\n{_dump_command(url, folder)}"
        return Backup(folder, remark)
    try:
        _copy_sqlite(Path(url.database or ""), folder / "tingjian.db")
    except sqlite3.DatabaseError as broken:
        shutil.rmtree(folder)  # half a backup would be believed
        raise CannotBackUp(f"The database {url.database} cannot be copied: {broken}.") from broken
    return Backup(folder, remark="Database and key are there together: one without the other cannot be read.")


def _dump_command(url: URL, folder: Path) -> str:
    shown = URL.create("postgresql", username=url.username, host=url.host, port=url.port, database=url.database)
    return f"pg_dump --format=custom --file={folder / 'tingjian.dump'} '{shown.render_as_string()}'"


def _copy_for_owner(source: Path, target: Path) -> None:
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as copy:
        copy.write(source.read_bytes())


def _copy_sqlite(source: Path, target: Path) -> None:
    """SQLite's own online copy: consistent, also while the line writes."""
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("the copy is not sound")
