"""Where somebody who writes in Traditional characters lives, by words of theirs: so that they read the numbers of one place.

Pure. Only plain words: names of places, of school years and exams, and Cantonese, which is written so in Hong Kong (in Macao the
emergency number is the same). Whoever cannot be placed reads the numbers of all places.
"""

import re
from typing import Final

TAIWAN: Final = "taiwan"
HONGKONG: Final = "hongkong"
_WORDS: Final = {
    TAIWAN: re.compile(
        "學測|分科測驗|統測|會考|國中|國小|高職|五專|輔導(?:老師|室|教師)|學務處|教官|捷運|台灣|臺灣|[台臺](?:北|中|南|東)|高雄|桃園|新竹|嘉義|屏東|花蓮|宜蘭|基隆|手搖|超商|健保|悠遊卡|1925|1980"
    ),
    HONGKONG: re.compile(
        "香港|九龍|新界|港島|[Dd][Ss][Ee]|文憑試|中[一二三四五六](?!年|月|天|人)|屋邨|公屋|港鐵|學校社工|呈分|[佢冇咗嘅喺啲嚟哋唔咁睇]"
    ),
}


def region_after(text: str, region: str, *, desk: str, language: str) -> str:
    """The region of a student after `text`: what they show, where only the region of their desk is known and they write so."""
    if region != desk or language != "zh-Hant":
        return region
    return next((shown for shown, words in _WORDS.items() if words.search(text)), region)
