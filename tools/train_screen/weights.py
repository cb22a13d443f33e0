"""Writes the model's weights as a plain file that a person can read and a diff can show."""

import pathlib

from bot.crisis.features import Band
from bot.crisis.model import HEADER, Model


def write_model(model: Model, file: pathlib.Path) -> int:
    """One line a feature, the same model always in the same order; give the size in bytes."""
    lines = ["\t".join([HEADER, *(f"{model.biases[band]:.4f}" for band in Band)])]
    lines += [
        f"{feature}\t{weight}\t{model.categories.get(feature, '')}" for feature, weight in sorted(model.weights.items())
    ]
    text = "\n".join(lines) + "\n"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return len(text.encode())
