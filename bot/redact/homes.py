"""Where somebody sleeps: dormitories (5栋312, 宿舍312, 7-312寝室) and street addresses with a number."""

import re
from collections.abc import Iterator

from bot.redact.fold import Folded
from bot.redact.pieces import NAME_LETTER, NOT_A_QUANTITY, NUMBER
from bot.redact.span import Kind, Span

BUILDING = r"(?:号楼|号院|栋|幢|座|舍|公寓|斋|楼)"
SIDE = rf"(?:{NAME_LETTER}{{1,2}}[区苑园院]|[东西南北中][区苑园院]?|[男女]生?(?:宿舍|公寓)?|学生(?:宿舍|公寓)?|[区苑园院]|[A-Za-z])"
STAIRS = rf"(?:[A-Za-z东西南北]?{NUMBER}\s?(?:单元|层|楼))"
BED = r"(?:\s?[A-Za-z]?\d\s?号?床位?)?"
ROOM_WORD = r"(?:室|房间?|寝室?|宿舍|号)"
DORMITORY_PATTERNS = (
    rf"{SIDE}?[A-Za-z]?{NUMBER}[A-Za-z]?\s?{BUILDING}\s?[-,]?\s?{STAIRS}?\s?[-,]?\s?[A-Za-z]?\d{{3,4}}\s?{ROOM_WORD}?{NOT_A_QUANTITY}{BED}",
    rf"(?:宿舍|寝室|公寓|舍|房间|房号|门牌)(?:号码?|楼|楼号)?\s?[:是在为]?\s?(?:[东西南北A-Za-z]?\d{{1,2}}\s?(?:[-#]|{BUILDING})\s?)?[A-Za-z]?\d{{3,4}}{NOT_A_QUANTITY}\s?{ROOM_WORD}?{BED}",
    rf"(?<!\d)[东西南北A-Za-z]?(?:\d{{1,2}}\s?[-#]\s?)?(?<!\d)\d{{3,4}}\s?(?:宿舍|寝室|寝(?!食)|室友|房间|室(?![内外友温])){BED}",
    r"(?<!\d)\d{1,2}#\d{3,4}(?!\d)",
    rf"(?!(?<![住在])1[栋幢]\D){SIDE}?(?<!\d){NUMBER}\s?(?:号楼|栋|幢|舍)(?:\s?{NUMBER}\s?(?:单元|层|楼))?",
)
DORMITORY = re.compile("|".join(DORMITORY_PATTERNS))

STREET = r"(?:路|街道?|大道|巷|胡同|弄|里|坊|村|镇|乡|屯|小区|花园|家园|新村|社区|苑|公寓|大厦|广场|庄园|府|城|湾|道)"
QUARTER = rf"(?:[东西南北中]?[段区]|{NUMBER}[段区])"
UNIT = rf"(?:\s?[-,]?\s?[A-Za-z]?{NUMBER}\d?\s?(?:号楼|号院|号|支弄|弄|栋|幢|座|单元|层|楼|室|房|户|组|队)|\s?[-,]?\s?[A-Za-z]座)"
LAST_ROOM = rf"(?:\s?-?\s?[A-Za-z]?\d{{3,4}}{NOT_A_QUANTITY}\s?[室房号]?)?"
ADDRESS = re.compile(rf"{NAME_LETTER}{{1,14}}?{STREET}{QUARTER}?{UNIT}{{1,6}}(?:\s?-\s?\d{{1,4}})*{LAST_ROOM}")


def find_homes(folded: Folded) -> Iterator[Span]:
    for pattern, kind in ((DORMITORY, Kind.DORMITORY), (ADDRESS, Kind.ADDRESS)):
        yield from (folded.span(found.start(), found.end(), kind) for found in pattern.finditer(folded.numerals))
