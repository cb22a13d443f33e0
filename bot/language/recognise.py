"""Which language a message is written in: script first, langdetect only for Latin letters.

The answer is about words on a screen. It never decides whether a message is screened for danger.
"""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import Literal, TypeAlias

from bot.language.latin import has_english_word, is_borrowed, latin_language
from bot.language.script import simplified_marks, traditional_marks

LineLanguage: TypeAlias = Literal["zh-Hans", "zh-Hant", "en"]

# Chinese that reads the same in both scripts (我好累): it must not switch a Traditional reader to Simplified.
NEUTRAL_CHINESE = "zh"

# 唔 alone is also a Mandarin sigh, so it counts only before another letter.
CANTONESE = re.compile(
    r"[喺冇佢哋嘅咗嚟嘢噉咁嗰㗎嘞啱攞瞓嬲嚿揾搵]|[唔吾](?=[係系好该該知想使见見到可识識会會得同駛愿願])|[係系]咪|乜嘢|[做为點点乜]咩|返工|返學|而家|邊[度個]"
)
CHINESE_ONLY = re.compile(r"[你她们們吗嗎吧呢这這没沒么麼很]")
# の and parts of faces such as (つд⊂) stand in Chinese messages too.
BORROWED = frozenset("のノつづシツヾゝヽへдДωωσ")

SCRIPTS = (
    ("han", ((0x3400, 0x9FFF), (0x20000, 0x323AF), (0xF900, 0xFAFF), (0x3007, 0x3007), (0x3005, 0x3005))),
    ("ja", ((0x3041, 0x3096), (0x309D, 0x309F), (0x30A1, 0x30FA), (0x30FD, 0x30FF), (0xFF66, 0xFF9D))),
    ("ko", ((0xAC00, 0xD7A3), (0x1100, 0x11FF), (0x3131, 0x318E))),
    ("latin", ((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x24F), (0x1E00, 0x1EFF))),
    ("mn", ((0x400, 0x52F), (0x1800, 0x18AF))),
    ("bo", ((0xF00, 0xFFF),)),
    ("ug", ((0x600, 0x6FF), (0x750, 0x77F), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))),
    ("th", ((0xE00, 0xE7F),)),
)
SOUTH_WEST = (("ii", 0xA000, 0xA4CF),)


@lru_cache(maxsize=4096)
def _script(letter: str) -> str | None:
    if not (letter.isalpha() or unicodedata.category(letter).startswith("M") or letter == "〇"):
        return None
    code = ord(letter)
    for script, blocks in SCRIPTS:
        if any(first <= code <= last for first, last in blocks):
            return script
    return next((script for script, first, last in SOUTH_WEST if first <= code <= last), "und")


def _chinese(text: str) -> str:
    traditional = traditional_marks(text)
    simplified = simplified_marks(text)
    if CANTONESE.search(text):
        return "yue-Hans" if simplified > traditional else "yue"
    if traditional >= max(1, simplified):
        return "zh-Hant"
    return "zh-Hans" if simplified else NEUTRAL_CHINESE


def _is_chinese(text: str, scripts: Counter[str]) -> bool:
    """Whether Han letters decide: other letters beside them are borrowed, a face, or a foreign name."""
    if not scripts["han"]:
        return False
    kana = [letter for letter in text if _script(letter) == "ja" and letter not in BORROWED]
    japanese = bool(kana) and not (CHINESE_ONLY.search(text) and len(kana) * 2 < scripts["han"])
    if not kana and scripts["ja"]:
        japanese = scripts["han"] < 2 * scripts["ja"] and not CHINESE_ONLY.search(text)
    return not japanese and scripts["ko"] <= scripts["han"]


def recognise(text: str) -> str | None:
    """A language code (`zh-Hans`, `zh-Hant`, `zh`, `yue`, `en`, `ja`, ...); None if the message shows no language."""
    composed = unicodedata.normalize("NFKC", text)
    scripts = Counter(script for letter in composed if (script := _script(letter)))
    if not scripts:
        return None
    if _is_chinese(composed, scripts):
        return _chinese(composed)
    scripts.pop("han", None)
    others = {script: count for script, count in scripts.items() if script != "latin"}
    if not others:
        return latin_language(composed)
    # Latin words stand in every language; the letters beside them tell.
    main = max(others, key=lambda script: others[script])
    if main == "und" and scripts["latin"] > others[main]:
        return latin_language(composed)
    return main


def language_after(text: str, current: str, *, chosen: str = "") -> str:
    """The language the line answers in after `text`, where it was `current` (or nothing was said yet: "")."""
    code = recognise(text)
    if code == "en" and current.startswith("zh") and (is_borrowed(text) or not has_english_word(text)):
        code = None  # neither "ok, bye" nor "asdfgh" turns a Chinese talk into an English one
    return line_language(code, current, chosen=chosen)


def line_language(code: str | None, current: str, *, chosen: str = "") -> str:
    """The language the line answers in: one of zh-Hans, zh-Hant, en; what was current where the code tells nothing.

    Whoever has `chosen` a script keeps it while they write Chinese, and whoever has chosen English keeps that.
    """
    spoken = _line_language(code, current)
    if chosen == "en" or (chosen.startswith("zh") and spoken.startswith("zh")):
        return chosen
    return spoken


def _line_language(code: str | None, current: str) -> str:
    match code:
        case "zh-Hans" | "yue-Hans":
            return "zh-Hans"
        case "zh-Hant" | "yue":
            return "zh-Hant"
        case "en":
            return "en"
        case "zh":
            return current if current.startswith("zh") else "zh-Hans"
        case _:
            return current
