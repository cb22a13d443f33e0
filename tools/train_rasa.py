"""Trains the dialogue model when what it learns from has changed: nlu_data/, config/rasa/ or actions/.

Needs the standard library only, and starts Rasa's own Python; run it with any Python from 3.10 on.
"""

import hashlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEARNT_FROM = ("nlu_data", "config/rasa", "actions")
SUFFIXES = frozenset({".yml", ".yaml", ".py", ".lock", ".toml"})
MODEL = ROOT / ".local" / "models" / "tingjian.tar.gz"
FINGERPRINT = MODEL.with_name("tingjian.fingerprint")
PYTHON = ROOT / ".local" / "rasa-venv" / "bin" / "python"
SAY_EVERY_SECONDS = 5


def main() -> int:
    if not PYTHON.exists():
        print("There is no Rasa environment at .local/rasa-venv. Run `make run` or `make train`, which set it up.")
        return 1
    content = fingerprint()
    if MODEL.exists() and FINGERPRINT.exists() and FINGERPRINT.read_text(encoding="utf-8").strip() == content:
        print("The dialogue model is up to date.")
        return 0
    return train(content)


def fingerprint(root: Path = ROOT) -> str:
    """What the model depends on, in one line; conversation tests are no part of it."""
    digest = hashlib.sha256()
    for folder in LEARNT_FROM:
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_file() and path.suffix in SUFFIXES and not name.startswith("nlu_data/tests/"):
                digest.update(f"{name}\0{path.stat().st_size}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def train(content: str) -> int:
    """Train beside the old model and change places at the end: a training that fails leaves the old one in use."""
    fresh = MODEL.with_name("fresh.tar.gz")
    MODEL.parent.mkdir(parents=True, exist_ok=True)
    print("Training the dialogue model: about half a minute.", flush=True)
    begun = time.monotonic()
    done = threading.Event()
    ticking = threading.Thread(target=_tell_time, args=(begun, done), daemon=True)
    ticking.start()
    outcome = subprocess.run(
        [str(PYTHON), "-m", "actions.rasa_side.train", "--output", str(fresh)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    done.set()
    ticking.join()
    if outcome.returncode != 0 or not fresh.exists():
        print(outcome.stdout)
        print("The dialogue model could not be trained; the lines above say why. The old one, if any, stays in use.")
        return outcome.returncode or 1
    fresh.replace(MODEL)
    FINGERPRINT.write_text(content + "\n", encoding="utf-8")
    print(f"The dialogue model is trained ({time.monotonic() - begun:.0f} s).")
    return 0


def _tell_time(begun: float, done: threading.Event) -> None:
    while not done.wait(SAY_EVERY_SECONDS):
        print(f"  … training, {time.monotonic() - begun:.0f} s so far", flush=True)


if __name__ == "__main__":
    sys.exit(main())
