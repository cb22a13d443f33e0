"""What else points at one person: cards with letters, student numbers, number plates, places on the map, birthdays."""

import re
from collections.abc import Iterator

from bot.redact.fold import Folded
from bot.redact.span import Kind, Span

HONG_KONG_CARD = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,2}\d{6}\s?(?:\([0-9Aa]\)|[0-9Aa])(?![A-Za-z0-9])")
STUDENT_NUMBER = re.compile(
    r"(?:学号|学籍号|考号|准考证号?|考生号|报名号|校园卡号?|一卡通号?|工号|编号|座位号|病历号|住院号|就诊号)"
    r"\s{0,2}(?:码|是|为)?\W{0,3}(?:我的|是)?\s?(?P<it>[A-Za-z]{0,4}\d[\dA-Za-z\-]{1,20})",
    re.IGNORECASE,
)
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATE = re.compile(
    rf"[{PROVINCES}]\s?[A-Za-z]\s?[·•.\-—点]?\s?(?=(?:[\s·.\-]?[A-Za-z0-9])*?\d)(?:[\s·.\-]?[A-Za-z0-9]){{4,6}}[挂学警港澳领]?(?![A-Za-z0-9])"
)
PLATE_NAMED = re.compile(
    r"(?:车牌号?码?|牌照|车号)\W{0,3}(?:是|为)?\W{0,2}(?P<it>[A-Za-z]{0,3}[\s\-·]?\d[A-Za-z0-9\-·]{2,6})"
)

MINUTES = r"(?:\s?\d{1,2}(?:\.\d+)?\s?['′分])?(?:\s?\d{1,2}(?:\.\d+)?\s?[\"″'′秒]{1,2})?"
DEGREES = rf"\d{{1,3}}(?:\.\d+)?\s?[°度]{MINUTES}"
COORDINATE_PATTERNS = (
    rf"(?:[北南]纬|[东西]经|(?<![A-Za-z])[NSEW])\s?:?\s?(?:{DEGREES}|\d{{1,3}}\.\d{{2,}})\s?[NSEW]?",
    rf"{DEGREES}\s?[NSEW](?![A-Za-z])",
    r"(?:经度|纬度|经纬度?|坐标|定位|lat(?:itude)?|lo?ng(?:itude)?)\W{0,3}(?:是|为)?\W{0,2}-?\d{1,3}\.\d+(?:\W{1,3}-?\d{1,3}\.\d+)?",
    r"(?<![\d.])-?\d{1,3}\.\d{3,}\s?[,/ ]\s?-?\d{1,3}\.\d{3,}(?![\d.])",
)
COORDINATES = re.compile("|".join(COORDINATE_PATTERNS), re.IGNORECASE)

CALENDAR = r"(?:(?:农历|阴历|阳历|公历|新历|旧历)\s?)?"
MONTH = r"(?:腊|正|冬|闰?\d{1,2}|十\d?)\s?(?:月|[-/.])"
DAY_OF_MONTH = r"(?:初\d|初十|廿\d?|\d?十\d?|\d{1,2})(?:\s?[日号])?"
ENGLISH_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
DAY_PATTERNS = (
    rf"{CALENDAR}(?:(?:19|20)?\d\d\s?(?:年|[-/.])\s?)?{MONTH}\s?{DAY_OF_MONTH}(?:[-/.](?:19|20)\d\d)?",
    rf"{ENGLISH_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?",
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{ENGLISH_MONTH}(?:,?\s\d{{4}})?",
    r"(?:19|20)\d{6}",
    r"(?<!\d)\d{6}(?!\d)",
    r"(?:19|20)?\d\d\s?年(?:\s?(?:\d{1,2}|十\d?)月)?",
)
DAY = f"(?:{'|'.join(DAY_PATTERNS)})"
BORN = r"(?:生日|出生|生于|诞生|生辰|出世|破壳|过生|born|birthday|生的|来到这个世界)"
BORN_ON = re.compile(rf"{BORN}(?:日期|时间|年月日?|证明|那天|就)?[^\d\n]{{0,6}}?(?P<it>{DAY})", re.IGNORECASE)
DAY_OF_BIRTH = re.compile(
    rf"(?P<it>{DAY})\s?(?:那天)?(?:就是|是|,)?(?:(?:我|他|她|你)的?)?(?:\d+岁)?的?{BORN}", re.IGNORECASE
)

WHOLE = ((HONG_KONG_CARD, Kind.IDENTITY_CARD), (PLATE, Kind.PLATE), (COORDINATES, Kind.COORDINATES))
CUED = (
    (STUDENT_NUMBER, Kind.STUDENT_NUMBER),
    (PLATE_NAMED, Kind.PLATE),
    (BORN_ON, Kind.BIRTHDAY),
    (DAY_OF_BIRTH, Kind.BIRTHDAY),
)


def find_particulars(folded: Folded) -> Iterator[Span]:
    for pattern, kind in WHOLE:
        yield from (folded.span(found.start(), found.end(), kind) for found in pattern.finditer(folded.numerals))
    for pattern, kind in CUED:
        yield from (folded.span(*found.span("it"), kind) for found in pattern.finditer(folded.numerals))
