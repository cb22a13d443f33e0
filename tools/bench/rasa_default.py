"""A default Rasa project of the same data, to measure ours against: jieba, counts, DIET and TED of 100 epochs, no patch.

Trained once into build/rasa-default/, which takes minutes; trained anew when the data has changed. It learns thirty
examples of each intent: with all of them it would take the better part of an hour, and a turn costs the same.
"""

import hashlib
import os
import subprocess
from pathlib import Path
from typing import Final

from bot.parts import RasaPlace
from bot.settings import ROOT

FOLDER: Final = ROOT / "build" / "rasa-default"
MODEL: Final = FOLDER / "default.tar.gz"
EXAMPLES_AN_INTENT: Final = 30
_KNOWLEDGE: Final = ROOT / "nlu_data"
_CONFIG: Final = """recipe: default.v1
language: zh
assistant_id: default
pipeline:
  - name: JiebaTokenizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: 100
  - name: FallbackClassifier
    threshold: 0.3
policies:
  - name: MemoizationPolicy
  - name: RulePolicy
  - name: TEDPolicy
    epochs: 100
"""
ENDPOINTS: Final = "action_endpoint:\n  url: http://127.0.0.1:{actions}/webhook\n"
CREDENTIALS: Final = "rest:\n"


def train() -> Path:
    """The model, trained now if it has not been; raise CalledProcessError if Rasa cannot."""
    mark, wanted = FOLDER / "of", _mark()
    if MODEL.exists() and mark.exists() and mark.read_text(encoding="utf-8") == wanted:
        return MODEL
    (FOLDER / "nlu").mkdir(parents=True, exist_ok=True)
    (FOLDER / "config.yml").write_text(_CONFIG, encoding="utf-8")
    for file in (_KNOWLEDGE / "nlu").glob("*.yml"):
        (FOLDER / "nlu" / file.name).write_text(shortened(file.read_text(encoding="utf-8")), encoding="utf-8")
    data = [str(FOLDER / "nlu"), str(_KNOWLEDGE / "rules"), str(_KNOWLEDGE / "tests" / "conversations")]
    subprocess.run(
        [
            str(RasaPlace().python), "-W", "ignore", "-m", "rasa", "train", "--config", str(FOLDER / "config.yml"),
            "--domain", str(_KNOWLEDGE), "--data", *data, "--out", str(FOLDER), "--fixed-model-name", MODEL.name,
            "--augmentation", "0",
        ],
        cwd=FOLDER, env=environment(), check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    mark.write_text(wanted, encoding="utf-8")
    return MODEL


def environment() -> dict[str, str]:
    return {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONPATH": str(ROOT), "CUDA_VISIBLE_DEVICES": "-1"}


def shortened(examples: str) -> str:
    """A file of examples with about so many of them, from all over, so that both languages are there."""
    lines = examples.splitlines(keepends=True)
    places = [place for place, line in enumerate(lines) if line.startswith("      - ")]
    kept = set(places[:: max(1, len(places) // EXAMPLES_AN_INTENT)])
    dropped = set(places) - kept
    return "".join(line for place, line in enumerate(lines) if place not in dropped)


def _mark() -> str:
    digest = hashlib.sha256(_CONFIG.encode())
    for file in sorted(_KNOWLEDGE.rglob("*.yml")):
        digest.update(file.read_bytes())
    return digest.hexdigest()
