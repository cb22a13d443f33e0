"""Runs of seven or more digits, however they are broken up: hidden unless plainly a date, a score, an amount or a hotline."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.redact.checksums import number_kind
from bot.redact.fold import Folded
from bot.redact.span import Span

HIDDEN_FROM = 7
HOTLINES = ("110", "119", "120", "122", "12355", "12356", "12338", "12345", "12348", "12320", "4001619995")

# Letters and military readings that stand for digits, only ever beside real ones: l38, 洞, 拐, 勾.
LOOKS_LIKE_DIGIT = "oOlI|洞拐勾"
MEANS = str.maketrans(LOOKS_LIKE_DIGIT, "00111079")
BETWEEN = r"(?:[^\w:\n%￥$<>]|[_空杠横减xX]){0,4}"
RUN = re.compile(rf"[0-9{LOOKS_LIKE_DIGIT}](?:{BETWEEN}[0-9{LOOKS_LIKE_DIGIT}])+(?:{BETWEEN}[xX](?![A-Za-z0-9]))?")
REAL_DIGITS = re.compile(r"[0-9]")
FEWEST_REAL = 4

YEAR = r"(?:19|20)\d\d"
DATE = rf"{YEAR}([-/. ]{{1,2}})(?:1[0-2]|0?[1-9])\1(?:3[01]|[12]\d|0?[1-9])"
DATE_RANGE = re.compile(rf"{DATE}(?:\s*[-~—–至到 ]+\s*(?:{DATE}|\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}))?")
YEARS = re.compile(rf"{YEAR}(?:[-~—–/、, .]{{1,3}}{YEAR})+(?:[-~—–/、, .]{{1,3}}\d{{1,2}}){{0,2}}")
DAYS = re.compile(
    r"(?:1[0-2]|0?[1-9])[./](?:3[01]|[12]\d|0?[1-9])(?:[-~—–、, ]{1,3}(?:1[0-2]|0?[1-9])[./](?:3[01]|[12]\d|0?[1-9]))+"
)
COMPACT_DATE = re.compile(r"20(?:19|2\d)(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])")
GROUPED_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?")
DECIMAL = re.compile(r"\d{1,2}\.\d{3,}|\d{4,9}\.\d{1,3}")
LAUGHTER = re.compile(r"(\d)\1{6,}|23{6,}|5201314|1314520")
ROUND = re.compile(r"[1-9]\d{0,2}0{5,9}")
UNIT_AFTER = re.compile(r"\s*(?:元|块|万|亿|人|公里|千米|米|吨|次|年|字|度|票|美元|韩元|日元|个)")
CUE_BEFORE = re.compile(
    r"(?:号码?|电话|手机|联系|微信|[vV][xX信]?|[qQ]{1,2}|扣扣?|热线|卡|证|加我?|打|拨|密码|是)\W{0,3}$"
)

SCORE_WORDS = re.compile(r"分|考|成绩|语文|数学|英语|物理|名|岁|元|块|斤|米|比|胜|负|厘|票|%|度|次|球|届|期|注|号码球")
LISTED = re.compile(r"\d{1,3}(?:\.\d{1,3})?(?:[ ,、/~-]{1,3}\d{1,3}(?:\.\d{1,3})?){2,}")
CHINESE_COUNTING = "一二三四五六七八九十"
GROUPS = re.compile(r"\d+")
MOBILE = re.compile(r"(?:86)?1[3-9]\d{9}|0[1-9]\d{8,10}|09\d{8}|852\d{8}|\d{17}[\dxX]|\d{15,}")
CARD = re.compile(r"[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}")


def _ascending(groups: Sequence[str]) -> bool:
    """1 2 3 4 5 6 7, or 5, 6, 7, 8, 9, 10: counting."""
    numbers = [int(group) for group in groups]
    return len(numbers) >= 4 and all(later - earlier == 1 for earlier, later in pairwise(numbers))  # noqa: PLR2004  # three in a row happen in telephone numbers


def _is_list_of_scores(run: str, around: str) -> bool:
    if not LISTED.fullmatch(run) or MOBILE.fullmatch("".join(GROUPS.findall(run))):
        return False
    groups = GROUPS.findall(run)
    all_single = all(len(group) == 1 for group in groups)
    return not all_single and ("," in run or "、" in run or bool(SCORE_WORDS.search(around)))


def _is_time(run: str) -> bool:
    whole = run.strip()
    return any(pattern.fullmatch(whole) for pattern in (DATE_RANGE, YEARS, DAYS, COMPACT_DATE))


def _is_amount(run: str, after: str) -> bool:
    if GROUPED_THOUSANDS.fullmatch(run) and not MOBILE.fullmatch(run.replace(",", "")):
        return True
    if DECIMAL.fullmatch(run):
        return True
    return bool(ROUND.fullmatch(run) or (len(run) <= 9 and run.isdigit() and UNIT_AFTER.match(after)))  # noqa: PLR2004  # longer numbers are nobody's amount


def _is_harmless(run: str, before: str, after: str) -> bool:
    """Whether this run is a date, a score, an amount, counting or laughter rather than somebody's number."""
    if _is_time(run):
        return True
    if CUE_BEFORE.search(before):
        return False
    if LAUGHTER.fullmatch(run) or _is_amount(run, after):
        return True
    return _ascending(GROUPS.findall(run)) or _is_list_of_scores(run, before + after)


def _hotline_pattern(hotlines: Sequence[str]) -> re.Pattern[str]:
    """Short hotlines in one piece only: 1 1 0 with blanks is the beginning of an identity card."""
    longest_first = sorted(hotlines, key=len, reverse=True)
    forms = [r"[-\s—·.]{0,2}".join(number) if len(number) >= HIDDEN_FROM else number for number in longest_first]
    return re.compile(rf"(?<!\d)(?:{'|'.join(forms)})(?!\d)")


class Numbers:
    """Finds long numbers; the hotlines of the allow-list stay visible, because a reader may need them."""

    def __init__(self, hotlines: Sequence[str] = HOTLINES) -> None:
        self._hotline = _hotline_pattern(hotlines)

    def find(self, folded: Folded) -> Iterator[Span]:
        """Spans of hidden numbers with the kind their shape and checksum suggest."""
        for found in RUN.finditer(folded.digits):
            for start, end in self._pieces(folded.digits, found.start(), found.end()):
                run = folded.digits[start:end]
                plain = "".join(GROUPS.findall(run.translate(MEANS)))
                if len(plain) < HIDDEN_FROM or len(REAL_DIGITS.findall(run)) < FEWEST_REAL:
                    continue
                before, after = folded.digits[max(0, start - 12) : start], folded.digits[end : end + 12]
                if folded.text[start:end] in CHINESE_COUNTING:
                    continue
                if not _is_harmless(run, before, after):
                    start, end = _with_letters(folded.digits, start, end)  # noqa: PLW2901  # the same number, seen whole
                    yield folded.span(start, end, number_kind(folded.digits[start:end].translate(MEANS)))

    def _pieces(self, digits: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The run without the hotlines in it; whole, if what is left is one number cut in two by chance."""
        hotlines = [found.span() for found in self._hotline.finditer(digits, start, end)]
        run = "".join(GROUPS.findall(digits[start:end]))
        rest = len(run) - sum(len("".join(GROUPS.findall(digits[first:last]))) for first, last in hotlines)
        is_one_number = MOBILE if rest < HIDDEN_FROM else CARD
        if not hotlines or (rest and is_one_number.match(run)):
            yield start, end
            return
        place = start
        for first, last in [*hotlines, (end, end)]:
            if first > place:
                yield _trimmed(digits, place, first)
            place = last


def _trimmed(digits: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not digits[start].isalnum():
        start += 1
    while end > start and not digits[end - 1].isalnum():
        end -= 1
    return start, end


def _with_letters(digits: str, start: int, end: int) -> tuple[int, int]:
    """A number with the letters that belong to it: the X of an identity card, the letters of a passport."""
    while start > 0 and digits[start - 1].isascii() and digits[start - 1].isalnum():
        start -= 1
    while end < len(digits) and digits[end].isascii() and digits[end].isalnum():
        end += 1
    if digits[end : end + 1] == ")" and "(" in digits[start:end]:
        end += 1
    opened = digits[start - 1 : start] == "+"
    return start - opened, end
