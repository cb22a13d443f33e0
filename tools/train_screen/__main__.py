"""`make train-screen DATA=folder`: learns the screen's model anew and writes its weights."""

from collections import Counter
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from bot.crisis.lexicon import load_lexicon
from tools.train_screen.examples import DIALOGUE, INVENTED, NoResearchSets, read_dialogue, read_invented, read_research
from tools.train_screen.fit import FOLDS, fit, out_of_fold, read_examples
from tools.train_screen.fold import is_untouched
from tools.train_screen.threshold import with_thresholds
from tools.train_screen.weights import write_model

WEIGHTS: Final = Path("config/crisis_model/weights.tsv")
TERMS: Final = Path("config/crisis_terms")

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    data: Annotated[Path, typer.Argument(help="Folder with psysuicide_valid.jsonl and cold_dev.jsonl.")],
    into: Annotated[Path, typer.Option(help="Where the weights go.")] = WEIGHTS,
    *,
    without_fold: Annotated[bool, typer.Option(help="Leave the untouched fold out, to measure on it.")] = False,
) -> None:
    """Fit the model, freeze its threshold and write its weights."""
    terminal = Console()
    try:
        examples = read_invented(INVENTED) + read_dialogue(DIALOGUE) + read_research(data)
    except NoResearchSets as missing:
        terminal.print(str(missing), markup=False)
        raise typer.Exit(2) from missing
    if without_fold:
        examples = [example for example in examples if example.source != "psysuicide" or not is_untouched(example.id)]
    counts = Counter(f"{each.source} {'danger' if each.is_danger else 'harmless'}" for each in examples)
    terminal.print(f"{len(examples)} messages: {', '.join(f'{n} {name}' for name, n in sorted(counts.items()))}")
    with terminal.status("Reading them as the screen does …"):
        rows = read_examples(examples, load_lexicon(TERMS))
    with terminal.status(f"Freezing the threshold with {FOLDS} models that each leave a part unseen …"):
        scores = out_of_fold(rows)
    with terminal.status("Fitting the model to all of them …"):
        model = with_thresholds(fit(rows), rows, scores)
    size = write_model(model, into)
    terminal.print(f"{into}: {len(model.weights)} features, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    app()
