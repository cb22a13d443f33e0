"""Stand-in names within one case: 人物K, 学校3. Drawn by HMAC with the case's key, so they say nothing in another case."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from itertools import count
from string import ascii_uppercase

from bot.redact.span import Kind
from bot.redact.surnames import SURNAMES

LABELS = {
    Kind.PERSON: "人物",
    Kind.PLACE: "地点",
    Kind.ORGANISATION: "机构",
    Kind.SCHOOL: "学校",
    Kind.CLASS: "班级",
    Kind.DORMITORY: "宿舍",
    Kind.ADDRESS: "地址",
    Kind.STUDENT_NUMBER: "学号",
    Kind.PHONE: "电话",
    Kind.IDENTITY_CARD: "证件",
    Kind.BANK_CARD: "银行卡",
    Kind.ACCOUNT: "账号",
    Kind.MAIL: "邮箱",
    Kind.WEB: "网址",
    Kind.PLATE: "车牌",
    Kind.COORDINATES: "坐标",
    Kind.BIRTHDAY: "生日",
    Kind.NUMBER: "号码",
}
NUMBERS_AT_FIRST = 9
LONGEST_SURNAME = 2


def _letters(number: int) -> str:
    first, last = divmod(number, len(ascii_uppercase))
    return (_letters(first - 1) if first else "") + ascii_uppercase[last]


def full_names(persons: Iterable[str]) -> dict[str, str]:
    """小明 is 王小明 if exactly one person of the case can be meant."""
    known = set(persons)
    found: dict[str, str] = {}
    for short in known:
        longer = [name for name in known if name != short and name.endswith(short) and name[0] in SURNAMES]
        if len(longer) == 1 and len(longer[0]) - len(short) <= LONGEST_SURNAME:
            found[short] = longer[0]
    return found


class Pseudonyms:
    """The stand-in names of one case; the same words of the same kind get the same one, other words another."""

    def __init__(self, key: bytes, *, full_names: Mapping[str, str] | None = None) -> None:
        self._key = key
        self._full_names = full_names or {}
        self._given: dict[tuple[Kind, str], str] = {}
        self._taken: set[str] = set()

    def stand_in(self, kind: Kind, words: str) -> str:
        """The stand-in for these (folded) words."""
        asked = (kind, self._full_names.get(words, words) if kind is Kind.PERSON else words)
        if asked not in self._given:
            self._given[asked] = self._draw(*asked)
        return self._given[asked]

    def _draw(self, kind: Kind, words: str) -> str:
        # A case with many names widens the choice instead of searching a full one.
        for attempt in count():
            digest = hmac.digest(self._key, f"{kind}\0{words}\0{attempt}".encode(), hashlib.sha256)
            number = int.from_bytes(digest[:8])
            name = self._name(kind, number, 1 + attempt // 8)
            if name not in self._taken:
                self._taken.add(name)
                return name
        raise AssertionError  # pragma: no cover  # count() never ends

    def _name(self, kind: Kind, number: int, width: int) -> str:
        if kind is Kind.PERSON:
            return LABELS[kind] + _letters(number % (len(ascii_uppercase) * width))
        return LABELS[kind] + str(number % (NUMBERS_AT_FIRST * width) + 1)
