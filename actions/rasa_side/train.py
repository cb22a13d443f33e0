"""Trains the dialogue model: `python -m actions.rasa_side.train --output FILE`, in Rasa's own environment."""

import argparse
import logging
import sys
from pathlib import Path

import structlog

from actions.rasa_side.settings import ROOT, environment_for_rasa, jieba_at_home
from actions.rasa_side.training_files import BrokenTraining, check

KNOWLEDGE = ROOT / "nlu_data"


def main() -> None:
    parser = argparse.ArgumentParser(prog="actions.rasa_side.train", description="Train the dialogue model.")
    parser.add_argument("--output", type=Path, required=True)
    output: Path = parser.parse_args().output
    try:
        check(KNOWLEDGE)
    except BrokenTraining as broken:
        sys.exit(str(broken))
    environment_for_rasa()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))

    from rasa.model_training import train

    jieba_at_home()

    result = train(
        domain=[str(KNOWLEDGE / "domain"), str(KNOWLEDGE / "responses")],
        config=str(ROOT / "config" / "rasa" / "config.yml"),
        training_files=[str(KNOWLEDGE / part) for part in ("nlu", "lookups", "rules")],
        output=str(output.parent),
        fixed_model_name=output.name,
        # The whole training takes seconds; a cache of its parts would only be one more thing to go stale.
        force_training=True,
    )
    sys.exit(result.code)


if __name__ == "__main__":
    main()
