"""Whether an answer to the safety question is a clear no. Anything else brings a person."""

import re
import unicodedata
from typing import Final

_CLAUSE: Final = re.compile(r"[,.;:!?~，。；：！？、～…\n]+")
_PARTICLES: Final = "啊呀哦喔啦了的哈嘛喇㗎"
# Letters alone, final particles taken off. "没有人" and "不知道" are no clear no, and neither is a joke.
_NO: Final = frozenset(
    [
        "没",
        "没有",
        "没没",
        "没有没有",
        "沒",
        "沒有",
        "沒沒",
        "沒有沒有",
        "无",
        "無",
        "否",
        "不",
        "不是",
        "不是不是",
        "不会",
        "不會",
        "当然没有",
        "當然沒有",
        "真没有",
        "真沒有",
        "真的没有",
        "真的沒有",
        "完全没有",
        "完全沒有",
        "没有想过",
        "沒有想過",
        "没想过",
        "沒想過",
        "没有的事",
        "沒有的事",
        "从来没有",
        "從來沒有",
        "都没有",
        "都沒有",
        "没这回事",
        "沒這回事",
        "没这个想法",
        "没有这个想法",
        "没有这种想法",
        "沒有這種想法",
        "没有没有没有",
        "冇",
        "唔係",
        "冇諗過",
        "no",
        "nope",
        "nah",
        "noo",
        "nono",
        "nonono",
        "notreally",
        "notatall",
        "imnot",
        "noimnot",
        "noiamnot",
        "iamnot",
        "nothanks",
        "noihavent",
        "noidont",
        "never",
        "ofcoursenot",
        "nonever",
        "noimfine",
        "noimok",
        "noimokay",
        "noiamfine",
        "noimsafe",
    ]
)


def is_clear_no(text: str) -> bool:
    """Whether the first words of the answer are a plain no, in any of the three languages."""
    folded = unicodedata.normalize("NFKC", text).lower().replace("'", "").replace("’", "")
    for clause in _CLAUSE.split(folded):
        letters = "".join(letter for letter in clause if letter.isalnum())
        if letters:
            return letters in _NO or letters.rstrip(_PARTICLES) in _NO
    return False
