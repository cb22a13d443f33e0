"""What kind of thing is told, where nothing more exact is known: a kindness, a worry, a plan; learnt from `nlu_data/told/`.

Pure but for reading the files. The model is that of the intents (understanding.py), learnt from other examples. Of five parts of the
examples, each understood by what the other four taught: a kind at SURE is right for more than eight in ten, and most of the rest are its
neighbours; that something is hard to bear, at HARD, for more than nine in ten (docs/decisions/0021-kinds-of-telling.md).
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import yaml

NO_KIND: Final = ""
ABOUT_ME: Final = "about_me"
ASKED: Final = frozenset({ABOUT_ME, "why", "what_now"})
"""Kinds that ask something of us."""
GLAD: Final = frozenset({"small_good", "will_try", "kindness", "comfort", "good"})
MAY_BE_ASKED: Final = ASKED | {"worry", "torn", "unfair", "under_pressure"}
"""Kinds that are told in the form of a question too: "what if she does it again?"."""
NO_STEPS: Final = ASKED | {"will_try", "cannot_stop", "refuses"}
"""Kinds that answer no question of what could come of something."""
# Where no kind stands out at all, nothing in the words is known.
KNOWN: Final = 0.08
# As sure as this of one kind, its own words are said …
SURE: Final = 0.5
# … else those of its neighbours together, …
ROUGHLY: Final = 0.6
# … else what fits whatever is hard, or whatever is good.
HARD: Final = 0.75
_NEIGHBOURS: Final = {
    "by_others": ("hurt_by", "let_down", "not_heard", "unfair"),
    "apart": ("silence", "changed", "missing", "alone"),
    "on_oneself": ("self_down", "sorry", "embarrassed", "others_better", "in_vain"),
    "under_pressure": ("strain", "expected", "worry", "ahead"),
    "good": ("kindness", "comfort", "small_good"),
}
_NOT_HARD: Final = ASKED | GLAD | {"detail", "other_side"}


class BrokenKind(ValueError):
    """A file of another shape; the message names the file and the kind."""


def examples_of(folder: Path) -> Iterator[tuple[str, str, Path]]:
    """The sentences of every file in `folder`, each with its kind and its file; raise BrokenKind."""
    for file in sorted(folder.glob("*.yml")):
        written = yaml.safe_load(file.read_text(encoding="utf-8"))
        if not isinstance(written, Mapping):
            raise BrokenKind(f"{file}: expected kinds by their names, each with zh and en.")
        for kind, by_language in written.items():
            if not isinstance(by_language, Mapping) or set(by_language) != {"zh", "en"}:
                raise BrokenKind(f"{file}: {kind}: expected zh and en, each with one sentence a line.")
            for lines in by_language.values():
                yield from ((line.strip(), kind, file) for line in str(lines).splitlines() if line.strip())


def kind_of(shares: Mapping[str, float]) -> str:
    """The kind, the group of neighbours, "hard" or "good" that is likely enough by `shares` (0 to 1, together 1), or NO_KIND."""
    best = max(shares, key=lambda kind: shares[kind], default=NO_KIND)
    if shares.get(best, 0) < KNOWN:
        return NO_KIND
    if shares[best] >= SURE:
        return best
    together = {name: sum(shares.get(kind, 0) for kind in kinds) for name, kinds in _NEIGHBOURS.items()}
    nearest = max(together, key=lambda name: together[name])
    if together[nearest] >= ROUGHLY:
        return nearest
    hard = sum(share for kind, share in shares.items() if kind not in _NOT_HARD)
    return "hard" if hard >= HARD else NO_KIND


GROUPS: Final = (*_NEIGHBOURS, "hard")
"""Every name that `kind_of` may give beside the kinds of the examples."""
