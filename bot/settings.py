"""Every setting of the line: an environment variable TINGJIAN_<NAME>, or a line in config/line.yml."""

from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Final

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, YamlConfigSettingsSource
from typing_extensions import override

ROOT: Final = Path(__file__).resolve().parent.parent
_POSTGRESQL: Final = ("postgresql://", "postgresql+asyncpg://", "postgres://")


class Settings(BaseSettings):
    """What whoever runs the line may choose; the defaults are those of `make run`."""

    model_config = SettingsConfigDict(
        env_prefix="TINGJIAN_", yaml_file=ROOT / "config" / "line.yml", extra="forbid", frozen=True
    )

    host: str = Field(default="127.0.0.1", description="Address the line listens on.")
    port: int = Field(default=8355, ge=0, le=65535, description="Port of the line: chat, console, review and API.")
    public_url: str = Field(default="", description="Address people type, for links; empty: made from host and port.")
    demo: bool = Field(
        default=False, description="Print one-time sign-in links at start and allow http; loopback only."
    )
    local_folder: Path = Field(default=ROOT / ".local", description="Database, key, models and logs live here.")
    config_folder: Path = Field(default=ROOT / "config", description="What a coordinator may change.")
    database_url: str = Field(default="", description="PostgreSQL address; empty: SQLite in the local folder.")
    key_file: Path | None = Field(default=None, description="Key file; empty: tingjian.key in the local folder.")
    clock_file: Path | None = Field(
        default=None, description="For tests only, with demo: seconds to add to the clock, read from this file."
    )
    rasa_url: str = Field(default="http://127.0.0.1:5005", description="The Rasa server's REST address.")
    rasa_patience: timedelta = Field(
        default=timedelta(seconds=4), description="How long a student waits for Rasa before the line answers itself."
    )
    gather: timedelta = Field(
        default=timedelta(milliseconds=400), description="How long a turn waits for quick messages that follow."
    )
    student_burst: int = Field(default=300, description="Messages one student may send at once before a 429.")
    student_per_second: float = Field(default=5, description="Messages a second one student may keep up.")
    openings_per_hour: int = Field(default=5000, description="Chats one address may open in an hour.")
    chat_origins: tuple[str, ...] = Field(
        default=(), description='Other pages that may use the public chat API, such as ["https://school.example"].'
    )
    neutral_page: str = Field(
        default="https://www.baidu.com/", description="Where the quick exit of the student's page leads."
    )
    telegram_token: SecretStr = Field(default=SecretStr(""), description="Bot token; empty: Telegram is off.")
    telegram_api: str = Field(default="https://api.telegram.org", description="Bot API server.")
    telegram_webhook_secret: SecretStr = Field(
        default=SecretStr(""), description="Set: updates come to /webhooks/telegram with this secret; empty: polling."
    )
    pager_webhook: str = Field(default="", description="URL that is posted to when nobody answers; empty: none.")
    pager_telegram_chats: tuple[str, ...] = Field(
        default=(), description="Telegram chats of on-call people, paged when nobody answers."
    )

    @field_validator("database_url")
    @classmethod
    def _is_postgresql(cls, url: str) -> str:
        if url and not url.startswith(_POSTGRESQL):
            raise ValueError("write it as postgresql://user:password@host:5432/name, or leave it empty for SQLite")
        return url

    @property
    def database(self) -> str:
        """The SQLAlchemy address of the database in use."""
        if self.database_url:
            return f"postgresql+asyncpg://{self.database_url.partition('://')[2]}"
        return f"sqlite+aiosqlite:///{self.local_folder / 'tingjian.db'}"

    @property
    def key_path(self) -> Path:
        return self.key_file or self.local_folder / "tingjian.key"

    @property
    def address(self) -> str:
        """Where people reach the line, without a slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def is_loopback(self) -> bool:
        try:
            return self.host == "localhost" or ip_address(self.host).is_loopback
        except ValueError:
            return False

    @classmethod
    @override
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings, env_settings, YamlConfigSettingsSource(settings_cls))
