"""Whose danger a term speaks of, where somebody else is mentioned before it. In doubt it is not the other's.

Chinese leaves the "I" out, and people are mentioned for many reasons: "driven to it by my mum", "after a fight with him",
"they are all asleep". Only who could be the one that does it counts. docs/decisions/0011-whose-danger-it-is.md.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from bot.crisis.signal import Whose

# Of normalised text. Right before the person: they are what it happens with, because of or in front of.
_NO_SUBJECT: Final = re.compile(
    "(?:用|拿|被|跟|和|同|与|对|向|给|让|骗|求|像|比|趁|怕被|告诉|瞒着?|背着|因为|因|为了|除了|想到|想起|离开|失去|没有|不能让|不想让"
    "|(?:with|because of|because|about|tell|told|telling|from|without|after|before|and|behind|left by|by|dumped by|told) ?)"
    "(?:了|过|的|我的|我|my |the |our )?$"
)
_NEAR_BEFORE: Final = 16
# What is found was written or done by somebody else.
_FOUND: Final = re.compile(
    "(?:发现|找到|翻到|捡到|收到|看到|看见)(?:了|过|到)?(?:她的?|他的?|孩子的?)?(?:写的?)?(?:一封|一张|一份|封)?(?:了)?(?:遗书|遗言|绝笔)"
    "|(?:found|saw|got) (?:a|her|his|their|the) (?:suicide note|note|goodbye letter|farewell letter|razor blade|noose)"
)
# Between the person and the term: what they did is something else, and the wish is the student's.
_DID_SOMETHING_ELSE: Final = re.compile(
    "发现|知道|看到|看见|骂|打我|打了我|逼|欺负|霸凌|睡|走了|死了|去世|不在|离开|分手|吵|吼|嫌|不管|不理|不要我|不爱|抛弃|出轨|拉黑|架"
    "|about|after|found out|knows?|noticed|left me|dumped|died|hit me|hits me|yell|scream|broke up|hates? me|is asleep|are asleep|away"
)
# The student is in it too.
_ME_TOO: Final = re.compile(
    "我也(?:是|不想|有|一样|要|活|撑|快|好想|好累|想(?!帮|劝|救|知道|陪|办法))|我自己也|(?:我|咱)们?[和跟同与].{1,6}(?:一起|都)|我们都|我们一起|约好|轮到我|我(?:学着|跟着|模仿)"
    r"|\bme too\b|\bso (?:do|am) i\b|\bi do too\b|\bi also\b|\bsame here\b|\b(?:and i|and me|me and)\b|\bourselves\b|\btogether\b"
)
# In the last clause of a term that began with somebody else: they still are who it tells of.
_STILL_THEY: Final = re.compile(r"[她他佢]|说|话想|\b(?:she|he|they|her|his|their)\b")
# "Her words", "her knife" do nothing to themselves; her wrist may show it.
_THEIR_THING: Final = re.compile("的(?!手|腕|臂|胳膊|腿|身)")
_LONGEST_WORDS: Final = 200
# Of the original text: what is between quotation marks, and before it who said or wrote it.
_QUOTED: Final = re.compile(
    "“[^”]{2,200}”|「[^」]{2,200}」|『[^』]{2,200}』|‘[^’]{2,200}’|\"[^\"]{2,200}\"|(?<!\\w)'[^'\n]{2,200}'(?!\\w)"
)
_SAID_BY_OTHER: Final = re.compile(
    "(?<![跟对對和给給向同与與])(?<![跟对對和给給向同与與]我)(?<!告诉)(?<!告訴)(?:[她他佢]|朋友|闺蜜|閨蜜|同学|同學|同桌|室友|女儿|女兒|儿子|兒子|孩子|妹妹|弟弟|姐姐|哥哥)[^我，,“”。！？!?\n]{0,10}(?:说|說|写|寫|发|發|留言|讲|講)(?:给我|給我|跟我|和我)?(?:说|說)?[^我，,“”。！？!?\n]{0,4}[，,：: ]*$"
    r"|\b(?:she|he|they|friend|sister|brother|daughter|son|roommate|classmate|student)\b(?:(?!\bi\b)[^.!?\n\"“]){0,24}\b(?:sa(?:id|ys|ying)|texted|texts|wrote|writes|messaged|sent|posted|tells?|told)\b(?:(?!\bi\b)[^.!?\n\"“]){0,16}$",
    re.IGNORECASE,
)
_NEAR_QUOTE: Final = 48


@dataclass(frozen=True, slots=True)
class Telling:
    """Where in the normalised text a term stands, and who is spoken of. Places are (start, end).

    `subject` is the person mentioned before it who is not the student, or None; `last_clause` is where the last clause of
    the term begins; `speaks_of_self` if the student speaks of themself in the same clause.
    """

    term: tuple[int, int]
    subject: tuple[int, int] | None
    last_clause: int
    speaks_of_self: bool


def whose_when_quoted(text: str, places: Iterable[tuple[int, int]]) -> Whose | None:
    """Whose danger it is where all of `places`, in characters of the original, stand in quotation marks; else None.

    Somebody else's where it says that they said or wrote it; otherwise the words leave it open.
    """
    quotes = [(found.start(), found.end()) for found in _QUOTED.finditer(text)]
    around = {next((quote for quote in quotes if quote[0] <= start and end <= quote[1]), None) for start, end in places}
    if not around or None in around:
        return None
    begins = [quote[0] for quote in around if quote is not None]
    is_said = all(_SAID_BY_OTHER.search(text[max(0, begin - _NEAR_QUOTE) : begin]) for begin in begins)
    return Whose.OTHER if is_said else Whose.UNSAID


def whose_danger(text: str, telling: Telling) -> Whose:
    """Whose danger the term is."""
    subject, term, speaks_of_self = telling.subject, telling.term, telling.speaks_of_self
    is_found = _FOUND.search(text, max(0, term[0] - _NEAR_BEFORE), term[1]) is not None
    if is_found and (subject is None or speaks_of_self):
        return Whose.OTHER
    if subject is None:
        return Whose.SELF if speaks_of_self else Whose.UNSAID
    around = text[max(0, subject[0] - _LONGEST_WORDS) : term[1] + _LONGEST_WORDS]
    if _ME_TOO.search(around):
        return Whose.SELF
    before = text[max(0, subject[0] - _NEAR_BEFORE) : subject[0]]
    between = text[subject[1] : max(term[0], subject[1])] or text[term[0] : term[1]]
    if not speaks_of_self:
        between = between[between.rfind("说") + 1 :]  # what follows "says" is what they say of themselves
    is_theirs = (
        text[telling.last_clause - 1] == "说" or _STILL_THEY.search(text, telling.last_clause, term[1]) is not None
    )
    has_own_clause = telling.last_clause > term[0] and not is_theirs
    is_thing = subject[1] > subject[0] and _THEIR_THING.match(text, subject[1]) is not None
    if has_own_clause or is_thing or _NO_SUBJECT.search(before) or _DID_SOMETHING_ELSE.search(between):
        return Whose.SELF if speaks_of_self else Whose.UNSAID
    return Whose.OTHER
