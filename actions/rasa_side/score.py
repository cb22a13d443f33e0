"""How well the trained model understands sentences it never learnt from: `make eval-dialogue`, in Rasa's own environment.

Prints one JSON object: the share understood by language, the recall of each intent, and how much of what is no trouble
was answered as one.
"""

import argparse
import asyncio
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from actions.rasa_side.quiet import keep_words_out
from actions.rasa_side.settings import MODEL, ROOT, environment_for_rasa, jieba_at_home
from actions.rasa_side.training_files import Example, examples_in

UTTERANCES = ROOT / "nlu_data" / "tests" / "utterances"
NO_TROUBLE = ("out_of_scope", "chitchat")
_HAN = re.compile("[\u3400-\u9fff]")
Understood = list[tuple[Example, str]]


def main() -> None:
    parser = argparse.ArgumentParser(prog="actions.rasa_side.score", description="Score the dialogue model.")
    parser.add_argument("--model", default=str(ROOT / MODEL))
    parser.add_argument("--utterances", type=Path, default=UTTERANCES)
    options = parser.parse_args()
    environment_for_rasa()
    keep_words_out()
    jieba_at_home()
    examples = [example for file in sorted(options.utterances.glob("*.yml")) for example in examples_in(file)]
    sys.stdout.write(json.dumps(figures(asyncio.run(_understood(options.model, examples))), indent=1) + "\n")


async def _understood(model: str, examples: Iterable[Example]) -> Understood:
    from rasa.core.agent import Agent

    agent = Agent.load(model)
    return [(each, str((await agent.parse_message(each.text))["intent"]["name"])) for each in examples]


def figures(understood: Understood) -> dict[str, Any]:
    """Shares from 0 to 1; `recall` by intent."""
    right: dict[str, list[bool]] = defaultdict(list)
    recall: dict[str, list[bool]] = defaultdict(list)
    as_trouble: list[bool] = []
    for example, intent in understood:
        is_right = intent == example.intent
        right["chinese" if _HAN.search(example.text) else "english"].append(is_right)
        recall[example.intent].append(is_right)
        if example.intent in NO_TROUBLE:
            as_trouble.append(intent.startswith("topic_"))
    shares = {language: _share(each) for language, each in sorted(right.items())}
    by_intent = {intent: _share(each) for intent, each in sorted(recall.items())}
    return {**shares, "no_trouble_as_topic": _share(as_trouble), "count": len(understood), "recall": by_intent}


def _share(each: list[bool]) -> float:
    return round(sum(each) / max(1, len(each)), 4)


if __name__ == "__main__":
    main()
