"""What whoever runs the line may choose, and what is refused before anything starts."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import Settings


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine that runs the tests may have settings of its own."""
    monkeypatch.delenv("TINGJIAN_DATABASE_URL", raising=False)


class TestDatabase:
    def test_sqlite_in_the_local_folder_is_the_default(self, tmp_path: Path) -> None:
        assert Settings(local_folder=tmp_path).database == f"sqlite+aiosqlite:///{tmp_path}/tingjian.db"

    @pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+asyncpg"])
    def test_postgresql_may_be_written_as_people_write_it(self, scheme: str) -> None:
        assert Settings(database_url=f"{scheme}://u:p@db/x").database == "postgresql+asyncpg://u:p@db/x"

    @pytest.mark.parametrize("url", ["mysql://u:hush@db/x", "what", "sqlite:///x.db", "postgresql:"])
    def test_any_other_address_is_refused_with_what_is_expected(self, url: str) -> None:
        with pytest.raises(ValidationError, match="write it as postgresql://user:password@host"):
            Settings(database_url=url)


class TestAddress:
    def test_is_made_of_host_and_port(self) -> None:
        assert Settings(host="127.0.0.1", port=9000).address == "http://127.0.0.1:9000"

    def test_a_public_one_goes_before_it(self) -> None:
        assert Settings(public_url="https://line.example/").address == "https://line.example"

    @pytest.mark.parametrize(
        ("host", "is_loopback"),
        [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("0.0.0.0", False),
         ("192.168.1.2", False), ("line.example", False)],
    )  # fmt: skip
    def test_only_this_machine_is_loopback(self, host: str, is_loopback: bool) -> None:  # noqa: FBT001  # a table
        assert Settings(host=host).is_loopback is is_loopback


class TestKey:
    def test_lies_beside_the_database_unless_said_otherwise(self, tmp_path: Path) -> None:
        assert Settings(local_folder=tmp_path).key_path == tmp_path / "tingjian.key"
        assert Settings(local_folder=tmp_path, key_file=tmp_path / "safe").key_path == tmp_path / "safe"


def test_the_environment_sets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINGJIAN_PORT", "9123")
    monkeypatch.setenv("TINGJIAN_GATHER", "PT0.2S")
    monkeypatch.setenv("TINGJIAN_CHAT_ORIGINS", '["https://school.example"]')

    settings = Settings()

    assert settings.port == 9123
    assert settings.gather.total_seconds() == 0.2
    assert settings.chat_origins == ("https://school.example",)


@pytest.mark.parametrize("wrong", [{"port": 70_000}, {"port": "soon"}, {"prot": 1}, {"gather": "a while"}])
def test_what_cannot_be_meant_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Settings(**wrong)  # type: ignore[arg-type]  # what is refused


def test_secrets_are_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "hush" not in repr(Settings(telegram_token="hush", telegram_webhook_secret="hush-too"))  # type: ignore[arg-type]  # pydantic reads text


def test_no_setting_can_be_changed_while_the_line_runs() -> None:
    with pytest.raises(ValidationError):
        Settings().port = 1
