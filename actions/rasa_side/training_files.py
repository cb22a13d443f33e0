"""Reads what the dialogue model learns from, and says with file and line what is wrong before Rasa is asked to train."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from actions.rasa_side.kinds import BrokenKind, examples_of
from actions.rasa_side.matters import BrokenMatter, read

_INTENT = re.compile(r"\s*- intent: *(\S+)\s*$")
_EXAMPLE = re.compile(r"\s+- (.*\S)\s*$")


class BrokenTraining(ValueError):
    """A training file that must be put right first; the message begins with file and line."""


@dataclass(frozen=True)
class Example:
    """One sentence as it stands in a file; lines are counted from 1."""

    intent: str
    text: str
    file: Path
    line: int


def check(folder: Path) -> None:
    """Raise BrokenTraining for a file that is no YAML, a sentence that stands twice, and a matter with a broken pattern."""
    for file in sorted(folder.rglob("*.yml")):
        _refuse_what_is_no_yaml(file)
    try:
        read(folder / "matters")
    except BrokenMatter as broken:
        raise BrokenTraining(str(broken)) from broken
    _check_kinds(folder / "told")
    seen: dict[str, Example] = {}
    for file in sorted((folder / "nlu").glob("*.yml")):
        for example in examples_in(file):
            other = seen.setdefault(as_heard(example.text), example)
            if other is not example:
                raise BrokenTraining(
                    f"{example.file}:{example.line}: {example.text!r} for {example.intent} stands for {other.intent} too, "
                    f"in {other.file}:{other.line}; keep one of them."
                )


def _check_kinds(folder: Path) -> None:
    seen: dict[str, str] = {}
    try:
        for text, kind, file in examples_of(folder):
            if seen.setdefault(as_heard(text), kind) != kind:
                raise BrokenTraining(
                    f"{file}: {text!r} for {kind} stands for {seen[as_heard(text)]} too; keep one of them."
                )
    except BrokenKind as broken:
        raise BrokenTraining(str(broken)) from broken


def examples_in(file: Path) -> Iterator[Example]:
    """The sentences of one file of training data or test utterances, in order."""
    intent = ""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        named, example = _INTENT.match(line), _EXAMPLE.match(line)
        if named:
            intent = named[1]
        elif example and intent:
            yield Example(intent, example[1], file, number)


def as_heard(text: str) -> str:
    """Letters alone in lower case: what differs only in blanks, signs or case is the same sentence."""
    return "".join(letter for letter in text.lower() if letter.isalnum()) or text


def _refuse_what_is_no_yaml(file: Path) -> None:
    try:
        yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as broken:
        line = broken.problem_mark.line + 1 if broken.problem_mark else 1
        raise BrokenTraining(f"{file}:{line}: is not YAML: {broken.problem}.") from broken
    except (yaml.YAMLError, UnicodeDecodeError) as broken:
        raise BrokenTraining(f"{file}:1: is not readable as YAML in UTF-8 ({type(broken).__name__}).") from broken
