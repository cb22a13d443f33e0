"""Where the model begins to speak: as low as three limits on disturbing people in vain allow."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.crisis.features import Script
from bot.crisis.model import Model
from tools.train_screen.fit import Read

# Of PsySUICIDE's calm messages (most of them full of dark words), so many more than the terms flag already.
_CALM_COUNSELLING: Final = 0.015
# Of ordinary talk. In fourteen messages one student in twenty-five is then asked in vain.
_ORDINARY_TALK: Final = 0.003
_ORDINARY: Final = ("daily", "student-turns", "wishes-to-the-line")


def with_thresholds(model: Model, rows: Sequence[Read], scores: NDArray[np.float64]) -> Model:
    """`model` with its thresholds frozen; `scores` are of models that had not seen the messages."""
    biases = {script: model.biases[script] - _threshold(script, rows, scores) for script in Script}
    return replace(model, biases=biases)


def _threshold(script: Script, rows: Sequence[Read], scores: NDArray[np.float64]) -> float:
    calm = [_is_calm_counselling(row) for row in rows]
    ordinary = [_is_ordinary_talk(row) for row in rows]
    own = np.array([row.evidence.script is script and not row.is_named for row in rows])
    limits = [(np.array(calm), _CALM_COUNSELLING), (np.array(ordinary), _ORDINARY_TALK)]
    return max(_lowest(scores[group & own], share) for group, share in limits)


def _lowest(scores: NDArray[np.float64], share: float) -> float:
    """The score that only `share` of these lie above; 0 (even odds) where there are too few to say."""
    allowed = int(share * len(scores))
    return float(np.sort(scores)[::-1][allowed]) if allowed else 0.0


def _is_calm_counselling(row: Read) -> bool:
    return row.example.source == "psysuicide" and not row.example.is_danger


def _is_ordinary_talk(row: Read) -> bool:
    return not row.example.is_danger and any(name in row.example.id for name in _ORDINARY)
