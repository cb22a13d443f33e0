"""`make eval-screen`: how much danger the screen finds, how often it is wrong, and whether that has become worse."""

import json
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from bot.crisis.screen import Screen, load_screen
from tools.eval_screen.figures import Share, worse
from tools.eval_screen.measure import disguised, shares_of, talks, total
from tools.eval_screen.sets import conversations, invented_groups, research_groups, term_examples

CONFIG: Final = Path("config")
FROZEN: Final = CONFIG / "crisis_model" / "figures.json"

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    data: Annotated[Path | None, typer.Argument(help="Folder with the research sets, to measure on them too.")] = None,
    *,
    freeze: Annotated[bool, typer.Option(help="Hold later versions to what is measured now.")] = False,
) -> None:
    """Measure, print, and fail where a figure fell by more than its interval."""
    shares = _measure(load_screen(CONFIG), data)
    frozen: dict[str, float] = json.loads(FROZEN.read_text(encoding="utf-8")) if FROZEN.is_file() else {}
    fallen = worse(shares, frozen)
    _show(shares, frozen, {share.key for share in fallen})
    if freeze:
        kept = frozen | {share.key: round(share.value, 4) for share in shares}
        FROZEN.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    elif fallen:
        raise typer.Exit(1)


def _measure(screen: Screen, data: Path | None) -> list[Share]:
    groups = invented_groups()
    by_group = shares_of(groups, screen)
    found: list[Share] = []
    for language in ("zh", "en"):
        own = [share for share in by_group if share.key.startswith(language)]
        found += own
        found.append(total(f"{language}: all danger", own, is_recall=True))
        found.append(total(f"{language}: all harmless", own, is_recall=False))
    plain = [text for group in groups if group.is_danger for text in group.texts]
    found += disguised([*plain, *term_examples()], screen)
    for language, ordinary in conversations().items():
        found += talks(language, ordinary, screen)
    return found if data is None else found + shares_of(research_groups(data), screen)


def _show(shares: list[Share], frozen: dict[str, float], fallen: set[str]) -> None:
    table = Table("messages", "n", "level 2 or 3", "95 % interval", "frozen at", "")
    for share in shares:
        low, high = share.interval
        before = f"{frozen[share.key]:.1%}" if share.key in frozen else ""
        verdict = "worse" if share.key in fallen else ""
        table.add_row(share.key, str(share.total), f"{share.value:.1%}", f"{low:.1%} to {high:.1%}", before, verdict)
    Console(width=120).print(table)


if __name__ == "__main__":
    app()
