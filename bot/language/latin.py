"""Latin letters: English, Vietnamese or pinyin; the only place where langdetect is asked."""

import json
import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from bot.language.words import BORROWED, ENGLISH_WORDS, TELLS_NOTHING, VIETNAMESE_WORDS

if TYPE_CHECKING:
    from langdetect.detector_factory import DetectorFactory

# With no seed langdetect answers differently from call to call.
SEED = 0
SHORTEST_TOLD = 3
# People who type pinyin put blanks between syllables or short words; "deleting" only happens to be made of syllables.
LONGEST_PINYIN_WORD = 6

VIETNAMESE = frozenset("ăâđêôơưãĩũẽõỹ") | {chr(code) for code in range(0x1EA0, 0x1EFA)}
ACCENTED = frozenset("àáèéìíòóùúýç")
PINYIN_TONES = frozenset("āēīōūǖǎěǐǒǔǚǘǜ")

PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|[aeiou]ng|iao|ian|uai|uan|uei|[aeiouv]n|a[io]|ei"
    r"|ou|i[aeu]|u[aeio]|ve|er|[aeiouv]))+"
)
SURELY_PINYIN = re.compile(r"^(?:x[iu]|q[iu]|zh)")
# Initials (yyds, nmsl) and hhh are typed in every language.
VOWEL = re.compile(r"[aeiouvàáèéìíòóùúý]")
WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@cache
def _langdetect() -> "DetectorFactory":
    from langdetect.detector_factory import DetectorFactory

    factory = DetectorFactory()
    factory.set_seed(SEED)
    profiles = files("langdetect") / "profiles"
    factory.load_json_profile([json.dumps(json.loads((profiles / name).read_text("utf-8"))) for name in ("en", "vi")])
    return factory


def _asked(text: str) -> str:
    """What langdetect says between English and Vietnamese; English if it sees no feature at all."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _langdetect().create()
    detector.append(text)
    try:
        answer = str(detector.detect())
    except LangDetectException:
        return "en"
    return answer if answer in {"en", "vi"} else "en"


def _by_marks(text: str) -> str | None:
    letters = frozenset(text)
    if letters & PINYIN_TONES:
        return "zh"
    if letters & VIETNAMESE:
        return "vi"
    return None


def _is_pinyin(words: list[str]) -> bool:
    """Whether these words spell Chinese: every one made of syllables, and more than one English word could be."""
    if not all(PINYIN.fullmatch(word) for word in words):
        return False
    if any(SURELY_PINYIN.match(word) for word in words):
        return True
    return len(words) > 1 and max(map(len, words)) <= LONGEST_PINYIN_WORD


def has_english_word(text: str) -> bool:
    """Whether one of the everyday English words stands in it."""
    lowered = unicodedata.normalize("NFC", text).lower()
    return any(word.replace("'", "").replace("’", "") in ENGLISH_WORDS for word in WORDS.findall(lowered))


def is_borrowed(text: str) -> bool:
    """Whether it is nothing but words that people write in the middle of a Chinese talk."""
    return set(WORDS.findall(text.lower())) <= BORROWED


def latin_language(text: str) -> str | None:
    """`en`, `vi` or `zh` (pinyin); None where the letters say nothing about the writer."""
    lowered = unicodedata.normalize("NFC", text).lower()
    if marked := _by_marks(lowered):
        return marked
    words = [word.replace("'", "").replace("’", "") for word in WORDS.findall(lowered)]
    telling = [word for word in words if word in ENGLISH_WORDS or (VOWEL.search(word) and word not in TELLS_NOTHING)]
    if ACCENTED & frozenset(lowered):
        return _asked(lowered)
    if any(word in ENGLISH_WORDS for word in telling):
        return "en"
    if sum(map(len, telling)) < SHORTEST_TOLD:
        return None
    if any(word in VIETNAMESE_WORDS for word in telling):
        return "vi"
    return "zh" if _is_pinyin(telling) else _asked(lowered)
