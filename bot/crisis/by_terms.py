"""What the terms alone say about a text: which count, how much each weighs there, and what stays unclear."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bot.crisis.circumstances import Place, weigh
from bot.crisis.matching import Match, find_matches
from bot.crisis.normalise import Plain
from bot.crisis.signal import Whose
from bot.crisis.terms import Evidence, Lexicon, Term
from bot.levels import RiskLevel

# What makes a manner of speaking a fact: a weapon, a door, a call for help, what was done before. Of normalised text.
_IS_MEANT: Final = re.compile(
    "刀|棍|棒|皮带|砸|踹|撞|门|锁|躲|救|跑|血|伤|断|现在|正在|马上|又|上次|以前|昨天|昨晚|真打|动手|枪|鞭|抽|掐|knife|help|again|yesterday|throat|hair|stairs|bed|wall"
)
FRIEND: Final = "friend"
"""The category of what is said of somebody else."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A term that counts, its place in the normalised text, and what it weighs there."""

    term: Term
    start: int
    end: int
    level: RiskLevel
    whose: Whose


@dataclass(frozen=True, slots=True)
class Found:
    """The terms that count, the gravest first, and those of danger that wait for a companion."""

    counted: tuple[Counted, ...]
    waiting: tuple[Term, ...]

    @property
    def level(self) -> RiskLevel:
        return max((counted.level for counted in self.counted), default=RiskLevel.NONE)

    @property
    def is_lowered(self) -> bool:
        """Whether a term of danger counts as less where it stands."""
        return any(counted.term.level.is_danger and not counted.level.is_danger for counted in self.counted)

    @property
    def is_manner(self) -> bool:
        """Whether all the danger in it is mostly a manner of speaking."""
        evidence = {counted.term.evidence for counted in self.counted if counted.level.is_danger}
        return evidence == {Evidence.MANNER}

    @property
    def whose(self) -> Whose:
        """Whose danger it is; where the student's own is part of it, theirs."""
        spoken = {counted.whose for counted in self.counted if counted.level.is_danger}
        return next((whose for whose in (Whose.SELF, Whose.OTHER) if whose in spoken), Whose.UNSAID)

    @property
    def marks(self) -> frozenset[str]:
        """The terms as the model reads them: beside the words, that they were found."""
        ids = {counted.term.id for counted in self.counted}
        return frozenset(f"<{name}>" for name in ids.union(term.id for term in self.waiting))

    @property
    def unclear(self) -> str:
        """The category of what waits for a companion, or nothing."""
        return self.waiting[0].category if self.waiting else ""


def find_terms(plain: Plain, lexicon: Lexicon, *, has_companion: bool = False) -> Found:
    """What `lexicon` finds; `has_companion` lets ambiguous terms count because of what was said before."""
    matches = _as_meant(find_matches(plain, lexicon), plain.text)
    counted: list[Counted] = []
    waiting: list[Term] = []
    for match in matches:
        if match.term is None:
            continue
        if has_companion or _counts(match.term, match, matches):
            counted.append(_weighed(match.term, match, plain, lexicon))
        else:
            waiting.append(match.term)
    counted.sort(key=lambda found: (-found.level, found.start, found.end))
    return Found(tuple(_of_friends(counted, plain.text)), tuple(waiting))


def _of_friends(counted: list[Counted], text: str) -> Iterator[Counted]:
    """What stands inside the words about a friend is the friend's: "my friend sent me something like a farewell letter"."""
    friends = [each for each in counted if each.term.category == FRIEND and each.whose is Whose.OTHER]
    for each in counted:
        is_inside = any(friend.start <= each.start and each.end <= friend.end for friend in friends)
        is_inside &= not text[: each.start].endswith("我")  # they may say it of whoever writes
        yield replace(each, whose=Whose.OTHER) if is_inside and each.level.is_danger else each


def _as_meant(matches: list[Match], text: str) -> list[Match]:
    """Of a manner of speaking its own term alone counts, not those of the same category that stand in its words.

    Where anything beside it says that it is meant, all of them count.
    """
    manners = [match for match in matches if match.term is not None and match.term.evidence is Evidence.MANNER]
    if not manners or _IS_MEANT.search(text):
        return matches
    return [match for match in matches if match in manners or not any(_is_part_of(match, each) for each in manners)]


def _is_part_of(match: Match, manner: Match) -> bool:
    """Whether it means the same as the manner of speaking and ends with its words: "mum will beat me to death if she knows"."""
    if match.term is None or manner.term is None or match.term.category != manner.term.category:
        return False
    is_inside = manner.start <= match.start and match.end <= manner.end
    return is_inside or (match.start < manner.start and match.end == manner.end)


def _weighed(term: Term, match: Match, plain: Plain, lexicon: Lexicon) -> Counted:
    if not term.level.is_danger:
        return Counted(term, match.start, match.end, term.level, Whose.UNSAID)
    is_of_friend = term.category == FRIEND
    place = Place(plain.text, match.start, match.end, term.acts_on_self, plain.breaks, is_of_friend)
    weight = weigh(term.level, place, lexicon.circumstances)
    return Counted(term, match.start, match.end, weight.level, weight.whose)


def _counts(term: Term, match: Match, matches: list[Match]) -> bool:
    """An ambiguous term counts only beside something else that speaks of the same: a cue, or another term of danger."""
    if term.evidence is not Evidence.COMPANION:
        return True
    return any(
        (other.term is None or (other.term.id != term.id and other.term.level.is_danger))
        and (other.end <= match.start or match.end <= other.start)
        for other in matches
    )
