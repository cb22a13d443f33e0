import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.backup import CannotBackUp, back_up

EVENING = datetime(2026, 11, 22, 20, 30, tzinfo=UTC)


@pytest.fixture
def key(tmp_path: Path) -> Path:
    key = tmp_path / "tingjian.key"
    key.write_text("an invented key", encoding="utf-8")
    return key


@pytest.fixture
def database(tmp_path: Path) -> Path:
    database = tmp_path / "tingjian.db"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE kept (word TEXT)")
        connection.execute("INSERT INTO kept VALUES ('sealed')")
        connection.commit()
    return database


class TestBackUp:
    def test_database_and_key_are_copied_together(self, tmp_path: Path, database: Path, key: Path) -> None:
        with closing(sqlite3.connect(database)) as writing:  # the line goes on meanwhile
            writing.execute("INSERT INTO kept VALUES ('on its way')")
            made = back_up(f"sqlite+aiosqlite:///{database}", key, into=tmp_path / "backups", at=EVENING)

        with closing(sqlite3.connect(made.folder / "tingjian.db")) as copy:
            assert copy.execute("SELECT word FROM kept").fetchall() == [("sealed",)]
        assert (made.folder / "tingjian.key").read_bytes() == key.read_bytes()
        assert "one without the other cannot be read" in made.remark

    def test_only_its_owner_can_read_it(self, tmp_path: Path, database: Path, key: Path) -> None:
        made = back_up(f"sqlite+aiosqlite:///{database}", key, into=tmp_path / "backups", at=EVENING)

        assert made.folder.stat().st_mode & 0o077 == 0
        assert (made.folder / "tingjian.key").stat().st_mode & 0o077 == 0

    def test_postgresql_is_copied_by_its_own_tool_and_the_password_is_not_shown(
        self, tmp_path: Path, key: Path
    ) -> None:
        address = "postgresql+asyncpg://tingjian:plainly-invented@db:5432/tingjian"

        made = back_up(address, key, into=tmp_path / "backups", at=EVENING)

        assert (made.folder / "tingjian.key").exists()
        assert "pg_dump" in made.remark
        assert "'postgresql://tingjian@db:5432/tingjian'" in made.remark

    def test_missing_key_is_said(self, tmp_path: Path, database: Path) -> None:
        with pytest.raises(CannotBackUp, match="There is no key"):
            back_up(f"sqlite+aiosqlite:///{database}", tmp_path / "none", into=tmp_path, at=EVENING)

    def test_missing_database_is_said(self, tmp_path: Path, key: Path) -> None:
        with pytest.raises(CannotBackUp, match="There is no database"):
            back_up(f"sqlite+aiosqlite:///{tmp_path / 'none.db'}", key, into=tmp_path, at=EVENING)

    def test_broken_database_leaves_no_half_backup(self, tmp_path: Path, key: Path) -> None:
        broken = tmp_path / "broken.db"
        broken.write_bytes(b"not a database at all, and long enough to be taken for one" * 20)

        with pytest.raises(CannotBackUp, match="cannot be copied"):
            back_up(f"sqlite+aiosqlite:///{broken}", key, into=tmp_path / "backups", at=EVENING)

        assert not list((tmp_path / "backups").iterdir())
