"""How the same message is written to slip past a filter: one change for each family, the same every time."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from opencc import OpenCC

_TRIGGERS: Final[Mapping[str, tuple[str, ...]]] = {
    "自杀": ("自鲨", "紫砂", "zisha", "自s", "自sha", "紫杀"),
    "想死": ("想似", "想4", "xiang死", "想si", "想鼠"),
    "跳楼": ("tiao楼", "跳lou", "跳l"),
    "割腕": ("割w", "gewan", "割wan"),
    "自残": ("自c", "自can", "zican"),
    "轻生": ("qing生", "轻sheng"),
    "去死": ("去4", "去似", "qu死"),
    "上吊": ("上diao", "shangdiao"),
    "遗书": ("遗shu", "yi书"),
    "不想活": ("bu想活", "不想huo", "bxhl"),
    "安眠药": ("安眠yao", "anmian药"),
    "活不下去": ("活bu下去", "huo不下去"),
}
_SPLIT: Final = str.maketrans({"死": "歹匕", "跳": "足兆"})
_WIDE: Final = {letter: letter + 0xFEE0 for letter in range(0x21, 0x7F)}
_traditional: Final = OpenCC("s2t")


def holds_trigger(text: str) -> bool:
    return any(trigger in text for trigger in _TRIGGERS)


def _at_triggers(change: Callable[[str, Random], str]) -> Callable[[str, Random], str]:
    def disguise(text: str, dice: Random) -> str:
        for trigger in _TRIGGERS:
            text = text.replace(trigger, change(trigger, dice))
        return text

    return disguise


FAMILIES: Final[Mapping[str, Callable[[str, Random], str]]] = {
    "spaces": _at_triggers(lambda word, _: " ".join(word)),
    "signs": _at_triggers(lambda word, dice: dice.choice(".*·-_|/~、").join(word)),
    "invisible": _at_triggers(lambda word, dice: dice.choice("\u200b\u200d\ufeff\u2060").join(word)),
    "drawn out": _at_triggers(lambda word, dice: "".join(letter * dice.randint(1, 3) for letter in word)),
    "traditional": lambda text, _: _traditional.convert(text),
    "full width": lambda text, _: text.translate(_WIDE),
    "split characters": lambda text, _: text.translate(_SPLIT),
    "sound, pinyin, initials": _at_triggers(lambda word, dice: dice.choice(_TRIGGERS[word])),
}
