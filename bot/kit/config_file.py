"""Reading a YAML file a coordinator may change, with errors that name file, line and what is expected."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import RefusedToStart

Model = TypeVar("Model", bound=BaseModel)


class Strict(BaseModel):
    """A part of a file in which an entry nobody reads is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def read_config(path: Path, model: type[Model]) -> Model:
    """The file at `path` as a `model`; raise RefusedToStart naming the line that is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as unreadable:
        raise RefusedToStart(f"{path}: cannot be read as UTF-8 text ({type(unreadable).__name__}).") from unreadable
    try:
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        content = yaml.safe_load(text)
    except yaml.MarkedYAMLError as broken:
        line = broken.problem_mark.line + 1 if broken.problem_mark else 1
        raise RefusedToStart(f"{path}:{line}: is not YAML: {broken.problem}.") from broken
    except yaml.YAMLError as broken:
        raise RefusedToStart(f"{path}: is not YAML: it holds a control character.") from broken
    _refuse_doubles(path, tree)
    try:
        return model.model_validate(_with_text_keys(content))
    except ValidationError as wrong:
        first = wrong.errors()[0]
        place = ".".join(str(step) for step in first["loc"]) or "the file"
        raise RefusedToStart(f"{path}:{_line_of(tree, first['loc'])}: {place}: {first['msg']}.") from wrong


def _refuse_doubles(path: Path, node: yaml.Node | None) -> None:
    """YAML keeps the last of two entries with one name, and says nothing of the one that is lost."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                place = f"{path}:{key.start_mark.line + 1}"
                raise RefusedToStart(f"{place}: '{key.value}' stands here a second time; keep one of them.")
            seen.add(str(key.value))
            _refuse_doubles(path, value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _refuse_doubles(path, value)


def _with_text_keys(content: object) -> object:
    """The same with every key as text: YAML reads an unquoted 0 as a number."""
    if isinstance(content, dict):
        return {str(key): _with_text_keys(value) for key, value in content.items()}
    if isinstance(content, list):
        return [_with_text_keys(value) for value in content]
    return content


def _line_of(node: yaml.Node | None, steps: Sequence[int | str]) -> int:
    """The line of the deepest node on the way to `steps`, counted from 1."""
    line = 1
    for step in (*steps, None):
        if node is None:
            break
        line = node.start_mark.line + 1
        node = _child(node, step)
    return line


def _child(node: yaml.Node, step: int | str | None) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child: yaml.Node = node.value[step]
        return child
    return None
