"""Where the model begins to speak: as low as a limit on disturbing people in vain allows, in each band by itself."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.crisis.features import Band
from bot.crisis.model import Model
from tools.train_screen.fit import Read

# Of the calm messages of a band so many may be flagged. Where a grave word stands: in Chinese of PsySUICIDE's, which were
# chosen to be hard. Elsewhere of ordinary talk: in fourteen messages one student in fifty is then asked in vain.
_ALLOWED: Final = {Band.HAN: 0.0007, Band.HAN_GRAVE: 0.019, Band.LATIN: 0.0025, Band.LATIN_GRAVE: 0.05}
_ORDINARY: Final = ("daily", "student-turns", "wishes-to-the-line", "posts")


def with_thresholds(model: Model, rows: Sequence[Read], scores: NDArray[np.float64]) -> Model:
    """`model` with its thresholds frozen; `scores` are of models that had not seen the messages."""
    biases = {band: model.biases[band] - _threshold(band, rows, scores) for band in Band}
    return replace(model, biases=biases)


def _threshold(band: Band, rows: Sequence[Read], scores: NDArray[np.float64]) -> float:
    """The score that only the allowed share of the band's calm messages lie above; 0 where there are too few to say."""
    calm = np.array([row.evidence.band is band and not row.is_named and _is_measure(row, band) for row in rows])
    allowed = int(_ALLOWED[band] * calm.sum())
    return float(np.sort(scores[calm])[::-1][allowed]) if allowed else 0.0


def _is_measure(row: Read, band: Band) -> bool:
    """Whether this calm message is one of those that the band is measured by."""
    if row.example.is_danger:
        return False
    if band is Band.HAN_GRAVE:
        return row.example.source == "psysuicide"
    return band.is_grave or row.example.source == "dialogue" or any(name in row.example.id for name in _ORDINARY)
