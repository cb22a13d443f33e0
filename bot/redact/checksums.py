"""What a long number probably is. Only the label depends on it: a wrong check digit never makes a number visible."""

import re

from stdnum import luhn
from stdnum.cn import ric

from bot.redact.span import Kind

SEPARATORS = re.compile(r"[^0-9A-Za-z]+")
PHONE = re.compile(
    r"(?:00)?(?:86)?1[3-9]\d{9}|(?:852|853)?[2-9]\d{7}|(?:886)?0?9\d{8}|0[1-9]\d{1,2}\d{7,8}|[48]00\d{7}"
)
OTHER_CARDS = re.compile(r"[A-Za-z]{1,2}\d{6}[0-9Aa]|[A-Za-z][1289]\d{8}|[EGHMCehmcg]\d{8,10}")
CHINESE_CARD = re.compile(r"\d{17}[\dXx]|\d{15}")
BANK_CARD = re.compile(r"\d{16,19}")


def number_kind(words: str) -> Kind:
    """The kind a number's shape and check digits suggest."""
    plain = SEPARATORS.sub("", words)
    if PHONE.fullmatch(plain):
        return Kind.PHONE
    if OTHER_CARDS.fullmatch(plain) or (CHINESE_CARD.fullmatch(plain) and not _is_bank_card(plain)):
        return Kind.IDENTITY_CARD
    if BANK_CARD.fullmatch(plain):
        return Kind.BANK_CARD
    return Kind.NUMBER


def _is_bank_card(plain: str) -> bool:
    return bool(BANK_CARD.fullmatch(plain)) and luhn.is_valid(plain) and not ric.is_valid(plain)
