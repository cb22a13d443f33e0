"""The `tingjian` command. Each command imports what it needs itself: the screen must start without the rest."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.errors import LineError, RefusedToStart

if TYPE_CHECKING:
    from bot.json_lines import Row
    from bot.settings import Settings

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
    """Start the line, Rasa and the action server, and keep them running."""
    import asyncio

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
    from bot.kit.clock import SystemClock

    settings = _settings()
    made = back_up(
        settings.database, settings.key_path, into=into or settings.local_folder / "backups", at=SystemClock().now()
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
    from bot.crisis.lexicon import load_lexicon
    from bot.crisis.screen import screen as screen_text

    lexicon = load_lexicon(_settings().config_folder / "crisis_terms")

    def answer(row: "Row") -> "Row":
        text = str(row["text"])
        return {**as_answer(str(row["id"]), screen_text(text, lexicon), text), "id": row["id"]}

    _answer_lines(answer)


@app.command()
def language() -> None:
    """Recognise the language of JSON lines: {"id", "text"} in, {"id", "language"} out."""
    from bot.language.answer import answer

    _answer_lines(lambda row: {**answer(row)})


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
