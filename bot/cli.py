"""The `tingjian` command. Each command imports what it needs itself: the screen must start without the rest."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.errors import LineError, RefusedToStart

if TYPE_CHECKING:
    from bot.json_lines import Row
    from bot.kit.clock import Clock
    from bot.settings import Settings
    from bot.store.tables import Role

REFUSED = 2

app = typer.Typer(
    name="tingjian",
    help="Tingjian 听见: a chat line for students in distress.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
user = typer.Typer(help="Accounts of volunteers, supervisors, coordinators and administrators.", no_args_is_help=True)
app.add_typer(user, name="user")


def main() -> None:
    """What is expected to go wrong ends in one sentence and exit code 2, never in a traceback."""
    try:
        app()
    except LineError as error:
        _end_with(str(error), REFUSED)


@app.command()
def run() -> None:
    """Start the line and Rasa, and keep them running."""
    from bot.parts import RasaPlace, plan
    from bot.processes import keep_all_running, require_free_ports

    planned = plan(_settings(), RasaPlace())
    require_free_ports(planned.parts)
    if planned.remark:
        typer.echo(planned.remark)
    raise typer.Exit(asyncio.run(keep_all_running(planned.parts, say=typer.echo)))


@app.command()
def serve() -> None:
    """Start the line alone: student chat, console, review pages and API in one process."""
    from bot.main import serve as serve_line

    try:
        serve_line(_settings())
    except RefusedToStart:
        raise
    except LineError as error:  # not a refusal: whoever watches this process may start it again
        _end_with(str(error), 1)


@app.command()
def migrate() -> None:
    """Bring the database to the shape this version needs."""
    from bot.store.migrate import upgrade

    upgrade(_settings().database)


@app.command()
def backup(
    into: Annotated[Path | None, typer.Option(help="Folder that gets the backup; default: .local/backups")] = None,
) -> None:
    """Copy database and key together, while the line runs: one without the other cannot be read."""
    from bot.backup import back_up

    settings = _settings()
    made = back_up(
        settings.database, settings.key_path, into=into or settings.local_folder / "backups", at=_clock().now()
    )
    typer.echo(f"{made.folder}\n{made.remark}")


@app.command()
def talk(
    address: Annotated[str, typer.Option(help="Where the line is; default: where the settings say.")] = "",
) -> None:
    """Chat in the terminal with the line that runs."""
    import httpx

    from bot.terminal_chat import LONG_POLL_SECONDS, TerminalChat

    typer.echo("Type, and press Enter. Ctrl-D ends.")
    with httpx.Client(base_url=address or _settings().address, timeout=LONG_POLL_SECONDS + 10) as client:
        TerminalChat(client, say=typer.echo).talk(sys.stdin)


@app.command()
def screen() -> None:
    """Screen JSON lines: {"id", "text"} in, {"id", "level", "categories", "matched"} out."""
    from bot.crisis.answer import as_answer
    from bot.crisis.screen import load_screen, read

    known = load_screen(_settings().config_folder)

    def answer(row: "Row") -> "Row":
        text = str(row["text"])
        return {**as_answer(str(row["id"]), read(text, known).signal, text), "id": row["id"]}

    _answer_lines(answer)


@app.command()
def explain(
    text: Annotated[str, typer.Argument(help="What a student might write.")],
    language: Annotated[str, typer.Option(help="zh-Hans or en: the language of the explanation.")] = "zh-Hans",
) -> None:
    """Say why the screen answers a message as it does: which terms fired, where they are written, what the model saw."""
    from bot.crisis.explain import explain as explained
    from bot.crisis.screen import load_screen
    from bot.explained import told
    from bot.shifts.accounts import LANGUAGES
    from console.words import load_words

    language = {"zh": "zh-Hans"}.get(language, language)
    if language not in LANGUAGES:
        raise LineError(f"'{language}' is no language here; choose one of {', '.join(LANGUAGES)}.")
    known = load_screen(_settings().config_folder)
    typer.echo("\n".join(told(explained(text, known), load_words(), language)))


@app.command()
def redact() -> None:
    """Hide who is meant in JSON lines: {"id", "text"} in, {"id", "text", "spans"} out."""
    from bot.redact.answer import answer
    from bot.redact.name_model import LacNames, model_directory
    from bot.redact.redactor import Redactor

    redactor = Redactor(LacNames(model_directory()))
    _answer_lines(lambda row: {**answer(redactor, row)})


@app.command()
def language() -> None:
    """Recognise the language of JSON lines: {"id", "text"} in, {"id", "language"} out."""
    from bot.language.answer import answer

    _answer_lines(lambda row: {**answer(row)})


@user.command("add")
def user_add(
    login: Annotated[str, typer.Argument(help="What they type to sign in: 2 to 64 of a-z, 0-9, . - _ @")],
    role: Annotated[str, typer.Option(help="volunteer, supervisor, coordinator or administrator")],
    name: Annotated[str, typer.Option(help="What colleagues see; default: the login.")] = "",
    desk: Annotated[str, typer.Option(help="The desk they belong to.")] = "main",
) -> None:
    """Make an account and print the link that signs in once, within 24 hours; they choose a password behind it."""
    from bot import accounts
    from bot.shifts.accounts import NewAccount

    new = NewAccount(login=login, name=name, role=_role(role), desk=desk)
    typer.echo(asyncio.run(accounts.add(_settings(), new, clock=_clock())))


@user.command("link")
def user_link(login: str) -> None:
    """Print a fresh one-time link for somebody who cannot sign in; earlier links stop working."""
    from bot import accounts

    typer.echo(asyncio.run(accounts.link(_settings(), login, clock=_clock())))


@user.command("end")
def user_end(login: str) -> None:
    """End an account: nobody signs in with it again, and whoever is signed in is out at once."""
    from bot import accounts

    asyncio.run(accounts.end(_settings(), login, clock=_clock()))
    typer.echo(f"{login} has ended.")


@user.command("list")
def user_list() -> None:
    """Show everybody, those who are still with us first."""
    from bot import accounts

    typer.echo("\n".join(asyncio.run(accounts.everybody(_settings()))) or "Nobody yet: tingjian user add --help")


def _role(named: str) -> "Role":
    from bot.store.tables import Role

    try:
        return Role(named.strip().lower())
    except ValueError as unknown:
        raise LineError(f"'{named}' is no role here; choose one of {', '.join(Role)}.") from unknown


def _clock() -> "Clock":
    """The same time as the line's, also where a test has moved it."""
    from bot.kit.clock import MovedClock, SystemClock

    file = _settings().clock_file
    return SystemClock() if file is None else MovedClock(file)


def _answer_lines(answer: Callable[["Row"], "Row"]) -> None:
    from bot.json_lines import answer_lines

    if answer_lines(sys.stdin.buffer, sys.stdout.buffer, answer=answer):
        raise typer.Exit(1)


def _settings() -> "Settings":
    """The settings, or a sentence naming each one that cannot be read."""
    import yaml
    from pydantic import ValidationError
    from pydantic_settings import SettingsError

    from bot.settings import Settings

    try:
        return Settings()
    except ValidationError as invalid:
        wrong = "; ".join(f"TINGJIAN_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in invalid.errors())
        raise RefusedToStart(f"A setting cannot be used. {wrong}.") from invalid
    except (SettingsError, yaml.YAMLError) as broken:
        raise RefusedToStart(f"The settings cannot be read. {broken}") from broken


def _end_with(sentence: str, exit_code: int) -> NoReturn:
    typer.echo(sentence, err=True)
    sys.exit(exit_code)
