"""What the screen is measured on: invented messages kept apart from what it learns from, and research sets if given."""

import pathlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import yaml

from tools.train_screen.examples import messages_of, rows_of
from tools.train_screen.fold import is_untouched

INVENTED: Final = pathlib.Path("tests/crisis/evaluation")
TERMS: Final = pathlib.Path("config/crisis_terms")
_DANGER: Final = 2
_URGENT: Final = frozenset(
    {"suicide_attempt", "suicide_preparation", "suicide_plan", "suicide_intent", "self_harm", "self_harm_intent"}
)
_VIOLENCE: Final = frozenset({"harm_to_others", "harmed_by_others"})
# SOS-4K's levels: from 6 on a plan or a method is named; up to 3 there is pain without a wish to die.
_PLAN: Final = 6
_NO_WISH: Final = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Messages that are measured together."""

    key: str
    is_danger: bool
    texts: tuple[str, ...]


def invented_groups() -> list[Group]:
    """One group a file of the invented test set; the path says language, label and subject."""
    groups = []
    for file in sorted(INVENTED.glob("*/*/*.txt")):
        language, label = file.relative_to(INVENTED).parts[:2]
        texts = tuple(text for _, text in messages_of(file))
        groups.append(Group(f"{language} {label} {file.stem}", label == "danger", texts))
    return groups


def term_examples() -> tuple[str, ...]:
    """The example of every Chinese term of level 2 or 3 that is no manner of speaking: plain danger, to be disguised."""
    plain = (term for term in shipped_terms("zh") if term["evidence"] != "manner")
    return tuple(term["example"] for term in plain if term["level"] >= _DANGER)


def shipped_terms(language: str) -> list[dict[str, Any]]:
    """The terms of one language as they are written, each with the category of its file."""
    files = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted((TERMS / language).glob("*.yml"))]
    return [{**term, "category": file["category"]} for file in files for term in file.get("terms", ())]


def conversations() -> dict[str, list[list[str]]]:
    """Ordinary conversations, each a list of the student's messages in order, by language."""
    return {
        language: [block.splitlines() for block in _blocks(INVENTED / name)]
        for language, name in (("zh", "conversations.txt"), ("en", "conversations-en.txt"))
    }


def _blocks(file: pathlib.Path) -> Iterator[str]:
    text = file.read_text(encoding="utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    yield from (block.strip() for block in lines.split("\n\n") if block.strip())


def research_groups(folder: pathlib.Path) -> list[Group]:
    """The development sets in `folder`: of PsySUICIDE all of it and, apart, the fold that only the shipped model has learnt from."""
    psysuicide = list(rows_of(folder / "psysuicide_valid.jsonl"))
    sos = list(rows_of(folder / "sos4k_dev.jsonl"))
    return [
        *_psysuicide("all", psysuicide),
        *_psysuicide("fold (learnt from)", [row for row in psysuicide if is_untouched(row["id"])]),
        _group("SOS-4K level 6 and more", [row for row in sos if row["sos_level"] >= _PLAN], is_danger=True),
        _group("SOS-4K level 0 to 3", [row for row in sos if row["sos_level"] <= _NO_WISH], is_danger=False),
        _group("ordinary Weibo", rows_of(folder / "ordinary_weibo.jsonl"), is_danger=False),
        _group("COLD, heated comments", rows_of(folder / "cold_dev.jsonl"), is_danger=False),
    ]


def _psysuicide(name: str, rows: list[Mapping[str, Any]]) -> list[Group]:
    return [
        _group(f"PsySUICIDE {name}: danger", [row for row in rows if row["crisis"]], is_danger=True),
        _group(f"PsySUICIDE {name}: urgent", [row for row in rows if _URGENT & {*row["categories"]}], is_danger=True),
        _group(
            f"PsySUICIDE {name}: violence", [row for row in rows if _VIOLENCE & {*row["categories"]}], is_danger=True
        ),
        _group(f"PsySUICIDE {name}: calm", [row for row in rows if not row["crisis"]], is_danger=False),
    ]


def _group(key: str, rows: Iterable[Mapping[str, Any]], *, is_danger: bool) -> Group:
    return Group(key, is_danger, tuple(row["text"] for row in rows))
