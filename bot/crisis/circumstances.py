"""What danger weighs where it stands: told of a film, of a friend, of years ago. It becomes lower, but never nothing.

The words are data (`circumstances` in config/crisis_terms). Why these rules: docs/decisions/0008-the-screen-weighs-and-learns.md.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import ahocorasick

from bot.crisis.signal import Whose
from bot.crisis.whose import Telling, whose_danger
from bot.kit.text import LATIN
from bot.levels import RiskLevel

# Nobody remembers further back in a sentence than this many characters; "now" may also follow within a few.
_FURTHEST: Final = 60
_NEAR_AFTER: Final = 8
_SAYS: Final = ("说", "总说", "一直说", "老说", "还说", "就说")
# "孩子为什么割自己": after somebody else it is they themselves.
_REFLEXIVE: Final = "自己"
# "Is it that she wants to die?", with nobody in it: asked about whoever was spoken of before, and no plan of one's own.
_IS_IT_THAT: Final = re.compile("(?:是不是|会不会|是因为|难道是?|该不会是?|不会是|是)(?:真的|已经|要|因为)?$")
_IS_ASKED: Final = re.compile("(?:了|过)?(?:吗|嘛|么|\\?)")
_ENDS_OF_SENTENCE: Final = re.compile(r"[\n。!?;.]")
_ENDS_OF_CLAUSE: Final = re.compile(r"[\n。!?;.,]")


class Circumstance(StrEnum):
    """What the words around a term can say about it."""

    TOLD = "told"
    """News, a story, a game, a lesson."""
    OTHER = "other"
    """Somebody else is spoken of."""
    PAST = "past"
    """It was long ago."""
    NOW = "now"
    """It is now, or again."""
    SELF = "self"
    """The student speaks of themself."""


@dataclass(frozen=True, slots=True)
class Weight:
    """The level that counts, and whose danger it is."""

    level: RiskLevel
    whose: Whose


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term stands in a normalised text; `may_be_of_other` if the term tells of what somebody does to themself.

    `names_other` if the term itself begins with somebody else ("my friend … wants to die").
    `breaks` are the places where a blank or sign between Chinese characters was dropped: a clause may have ended there.
    """

    text: str
    start: int
    end: int
    may_be_of_other: bool
    breaks: tuple[int, ...] = ()
    names_other: bool = False


@dataclass(frozen=True, slots=True)
class _Mention:
    what: Circumstance
    start: int
    end: int


def compile_circumstances(words: Mapping[Circumstance, Iterable[str]]) -> ahocorasick.Automaton:
    """One automaton of all words, normalised as the text will be; a word may speak of several circumstances."""
    meanings: dict[str, set[Circumstance]] = {}
    for what, spoken in words.items():
        for word in spoken:
            meanings.setdefault(word, set()).add(what)
    automaton = ahocorasick.Automaton()
    for word, whats in meanings.items():
        automaton.add_word(word, (len(word), tuple(sorted(whats))))
    automaton.make_automaton()
    return automaton


def weigh(level: RiskLevel, place: Place, words: ahocorasick.Automaton) -> Weight:
    """The level of a term at `place`: told of a story it is a concern; of somebody else or of the past never critical.

    "Now", or the student's own person between those words and the term, leaves the level as it is.
    """
    mentions = _mentions_near(place, words)
    sentence = _last_end(_ENDS_OF_SENTENCE, place)
    clause = max(_last_end(_ENDS_OF_CLAUSE, place), *(each for each in place.breaks if each <= place.start), 0)
    mentions = [each for each in mentions if not _is_reflexive(each, mentions, place, since=clause)]
    is_told = _is_without_self(Circumstance.TOLD, mentions, place, since=clause)
    is_of_other = place.may_be_of_other and _is_without_self(Circumstance.OTHER, mentions, place, since=clause)
    whose = _whose(mentions, place, since=clause, is_of_other=is_of_other)
    if any(mention.what is Circumstance.NOW and mention.start >= sentence for mention in mentions):
        return Weight(level, whose)
    if is_told:
        return Weight(min(level, RiskLevel.CONCERN), Whose.UNSAID)
    if place.may_be_of_other and _is_asked_of_nobody(mentions, place, since=clause):
        return Weight(min(level, RiskLevel.SERIOUS), whose)
    if is_of_other or _last_before(Circumstance.PAST, mentions, place, since=clause) is not None:
        return Weight(min(level, RiskLevel.SERIOUS), whose)
    return Weight(level, whose)


def _is_reflexive(mention: _Mention, mentions: list[_Mention], place: Place, *, since: int) -> bool:
    """Whether it is the "themself" of somebody else whom the same clause, or the term, began with."""
    if place.text[mention.start : mention.end] != _REFLEXIVE:
        return False
    before = [each for each in mentions if since <= each.start and each.end <= mention.start]
    last = max(before, key=lambda each: each.end, default=None)
    return place.names_other if last is None else last.what is Circumstance.OTHER


def _is_asked_of_nobody(mentions: list[_Mention], place: Place, *, since: int) -> bool:
    """Whether it is asked, without any person in it, what lies behind something: "is it suicide?"."""
    is_question = _IS_IT_THAT.search(place.text[since : place.start]) and _IS_ASKED.match(place.text, place.end)
    speaks_of_self = any(each.what is Circumstance.SELF and since <= each.start for each in mentions)
    return is_question is not None and not speaks_of_self


def _whose(mentions: list[_Mention], place: Place, *, since: int, is_of_other: bool) -> Whose:
    """By the words of its clause; the "my" of "my sister" is not the student's own person."""
    others = [each for each in mentions if each.what is Circumstance.OTHER]
    subject = max((each for each in others if each.end <= place.start), key=lambda each: each.end, default=None)
    named = [
        each for each in mentions if each.what is Circumstance.SELF and since <= each.start <= each.end <= place.end
    ]
    speaks_of_self = any(
        not any(other.start <= mention.start and mention.end <= other.end for other in others) for mention in named
    )
    is_said = subject is not None and place.may_be_of_other and _is_what_they_say(subject, place, since=since)
    if place.names_other:
        told = (place.start, place.start)
    elif subject is not None and (is_of_other or is_said):
        told = (subject.start, subject.end)
    else:
        told = None
    is_own = speaks_of_self and not is_said
    parted = [found.end() for found in _ENDS_OF_CLAUSE.finditer(place.text, place.start, place.end)]
    last_clause = max(
        (*parted, *(each for each in place.breaks if place.start < each < place.end)), default=place.start
    )
    return whose_danger(place.text, Telling((place.start, place.end), told, last_clause, is_own))


def _is_what_they_say(subject: _Mention, place: Place, *, since: int) -> bool:
    """Whether the clause of the term is what somebody else says: "she says: I …", "she cries all day, says she …"."""
    said = place.text[subject.start : subject.end]
    return (subject.end == since and said.endswith("说")) or place.text.startswith(_SAYS, since)


def _mentions_near(place: Place, words: ahocorasick.Automaton) -> list[_Mention]:
    """The circumstances spoken of shortly before the term, inside it or just behind it."""
    first = max(0, place.start - _FURTHEST)
    found: list[_Mention] = []
    if not len(words):
        return found
    for last, (length, whats) in words.iter(place.text, first, min(len(place.text), place.end + _NEAR_AFTER)):
        start, end = last + 1 - length, last + 1
        if _is_whole(place.text, start, end):
            found += [_Mention(what, start, end) for what in whats]
    return found


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a word of Latin letters stands by itself; Chinese words always do."""
    if text[start] in LATIN and start > 0 and text[start - 1] in LATIN:
        return False
    return not (text[end - 1] in LATIN and end < len(text) and text[end] in LATIN)


def _is_without_self(what: Circumstance, mentions: list[_Mention], place: Place, *, since: int) -> bool:
    """Whether such words stand before the term and the student does not come back to themself after them."""
    last = _last_before(what, mentions, place, since=since)
    return last is not None and not any(
        mention.what is Circumstance.SELF and last <= mention.start and mention.end <= place.end for mention in mentions
    )


def _last_before(what: Circumstance, mentions: list[_Mention], place: Place, *, since: int) -> int | None:
    """Where the last such words before the term end; None without any."""
    ends = [each.end for each in mentions if each.what is what and since <= each.start and each.end <= place.start]
    return max(ends, default=None)


def _last_end(ends: re.Pattern[str], place: Place) -> int:
    """Where the sentence or clause of the term begins."""
    first = max(0, place.start - _FURTHEST)
    return max((found.end() for found in ends.finditer(place.text, first, place.start)), default=first)
