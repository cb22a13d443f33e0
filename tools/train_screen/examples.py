"""What the model learns from: the examples kept in the repository, and two research sets that are never kept there.

The path of a file of examples is its label: danger/<category>/<name>.txt or harmless/<name>.txt, one message a line.
"""

import json
import pathlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml

INVENTED: Final = pathlib.Path("config/crisis_model/examples")
DIALOGUE: Final = pathlib.Path("nlu_data/nlu")
# Sentences of these intents may tell of danger; those of all others are what students write on an ordinary day.
_NOT_CALM: Final = frozenset({"disclose_risk", "parent_or_teacher", "topic_bullying", "topic_life", "topic_rights"})
# PsySUICIDE's categories (EMNLP 2024) in the words of the terms.
_CATEGORIES: Final = {
    "self_harm": "self_harm",
    "self_harm_intent": "self_harm",
    "harm_to_others": "violence",
    "harmed_by_others": "abuse",
}


class NoResearchSets(Exception):
    """The folder does not hold the two sets that may be trained on."""

    def __init__(self, folder: pathlib.Path) -> None:
        super().__init__(
            f"{folder} holds no psysuicide_valid.jsonl and cold_dev.jsonl. The model is trained on the invented examples, "
            "PsySUICIDE's validation part (MIT) and COLD's development part (Apache-2.0), as JSON lines; say where they "
            "are: make train-screen DATA=folder"
        )


@dataclass(frozen=True, slots=True)
class Example:
    """One message; `source` is where it comes from: invented, dialogue, psysuicide or cold."""

    text: str
    category: str
    source: str
    id: str

    @property
    def is_danger(self) -> bool:
        return bool(self.category)


def read_invented(folder: pathlib.Path) -> list[Example]:
    """The examples of the repository, in the order of their files and lines."""
    found = []
    for file in sorted(folder.rglob("*.txt")):
        parts = file.relative_to(folder).parts
        category = parts[1] if parts[0] == "danger" else ""
        for number, text in messages_of(file):
            found.append(Example(text, category, "invented", f"{'/'.join(parts)}:{number}"))
    return found


def read_dialogue(folder: pathlib.Path) -> list[Example]:
    """The dialogue model's sentences of calm intents, in the order of their files and lines."""
    found: list[Example] = []
    for file in sorted(folder.glob("*.yml")):
        for group in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            intent = group["intent"]
            if intent not in _NOT_CALM:
                lines = (line.removeprefix("- ").strip() for line in group["examples"].splitlines())
                found.extend(Example(text, "", "dialogue", f"{intent}:{at}") for at, text in enumerate(lines) if text)
    return found


def messages_of(file: pathlib.Path) -> Iterator[tuple[int, str]]:
    """The messages of one file with their lines' numbers; lines that begin with # explain."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.strip()
        if text and not text.startswith("#"):
            yield number, text


def read_research(folder: pathlib.Path) -> list[Example]:
    """The two research sets; raise NoResearchSets where they are not."""
    danger, calm = folder / "psysuicide_valid.jsonl", folder / "cold_dev.jsonl"
    if not (danger.is_file() and calm.is_file()):
        raise NoResearchSets(folder)
    found = []
    for row in rows_of(danger):
        category = _CATEGORIES.get(str(row["categories"][0]), "suicide") if row["crisis"] else ""
        found.append(Example(row["text"], category, "psysuicide", row["id"]))
    found.extend(Example(row["text"], "", "cold", row["id"]) for row in rows_of(calm))
    return found


def rows_of(file: pathlib.Path) -> Iterator[Mapping[str, Any]]:
    """The rows of one research set."""
    for line in file.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)
