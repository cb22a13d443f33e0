"""Whether a calm message only takes leave: known by fixed words, so that nobody who goes to bed is asked how that feels.

Only with what somebody goes to do, or with a thank you: "I'm going" alone may be another kind of farewell, and is the screen's.
"""

import re
from typing import Final

from bot.fixed_words import is_just
from bot.kit.text import clauses

# Of a text without blanks and signs, in Simplified characters.
_GOES: Final = re.compile(
    "(?:好|好的|好吧|行|嗯|那|算了|不说了){0,2}(?:我)?(?:先|要|得|该|准备){0,2}(?:去)?(?:睡了|睡觉了|睡啦|上课了|写作业了|做作业了|吃饭了|洗澡了|忙了|上学了|下了|下线了|训喇|瞓喇|食饭喇)(?:啊|啦|哈|喇)?"
    "|(?:我妈|我爸|妈妈|爸爸|家里|室友|老师)(?:又)?(?:叫|喊|让|催)我(?:去)?(?:睡觉|睡|吃饭|写作业|洗澡|上课|关灯)(?:了|啦)?"
    "|(?:ok|okay|anyway|well|right){0,2}(?:i|im|ive|imma)?(?:gonna|goingto|gotta|haveto|gotto|shouldprobably|should|offto|need to)(?:go)?(?:and|to)?(?:eat|sleep|bed|class|school|dinner|lunch|homework|go)(?:now)?(?:thx|thanks|ty|bye)?|(?:ok|okay|anyway|well)?(?:i)?(?:gtg|g2g|ttyl)(?:now)?(?:thx|thanks|ty|bye)?"
)
_POLITE: Final = re.compile(
    "(?:好|好的|好吧|行|嗯|那|谢谢|谢了|多谢|谢谢你|谢谢啊|谢啦|唔该|拜拜|拜|掰|掰掰|晚安|明天见|明天再说|明天再聊|下次再聊|下次再说|早抖|再聊)(?:啊|啦|哈|你|吧)?|(?:ok|okay)|(?:ok|okay)?(?:thx|thanks|thankyou|ty|bye|byebye|goodnight|gnight|night|cya|seeya)(?:somuch)?"
)
_MOST: Final = 3


def is_goodbye(text: str) -> bool:
    """Whether `text` says what somebody goes to do now, with a polite word beside it or nothing at all, and nothing else."""
    said = clauses(text)
    if not 0 < len(said) <= _MOST:
        return False
    goes = [is_just(clause, _GOES) for clause in said]
    return any(goes) and all(is_gone or is_just(clause, _POLITE) for is_gone, clause in zip(goes, said, strict=True))
