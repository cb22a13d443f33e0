"""Whether a calm message only takes leave: known by fixed words, so that nobody who goes to bed is asked how that feels.

Only with what somebody goes to do, or with a thank you: "I'm going" alone may be another kind of farewell, and is the screen's.
"""

import re
from typing import Final

from bot.fixed_words import is_just
from bot.kit.text import clauses

# Of a text without blanks and signs, in Simplified characters.
_GOES: Final = re.compile(
    "(?:好|好的|好吧|行|行了|嗯|那|算了|不说了){0,2}(?:我)?(?:先|要|得|该|准备|就){0,3}(?:去)?(?:睡了|睡觉了|睡啦|上课了|写作业了|做作业了|念书了|读书了|做题了|刷题了|学习了|背书了|复习了|吃饭了|洗澡了|忙了|上学了|下了|下线了|训喇|瞓喇|食饭喇)(?:啊|啦|哈|喇)?"
    "|(?:我妈|我爸|妈妈|爸爸|家里|室友|老师)(?:又)?(?:叫|喊|让|催)我(?:去)?(?:睡觉|睡|吃饭|写作业|洗澡|上课|关灯)(?:了|啦)?"
    "|(?:ok|okay|anyway|well|right){0,2}(?:i|im|ive|imma)?(?:gonna|goingto|gotta|haveto|gotto|shouldprobably|should|offto|need to)(?:go)?(?:and|to)?(?:eat|sleep|bed|class|school|dinner|lunch|homework|go)(?:now)?(?:thx|thanks|ty|bye)?|(?:ok|okay|anyway|well)?(?:i)?(?:gtg|g2g|ttyl)(?:now)?(?:thx|thanks|ty|bye)?"
)
_POLITE: Final = re.compile(
    "(?:好|好的|好吧|行|嗯|那|谢谢|谢了|多谢|谢谢你|谢谢啊|谢啦|唔该|拜拜|拜|掰|掰掰|晚安|明天见|明天再说|明天再聊|下次再聊|下次再说|早抖|再聊)(?:啊|啦|哈|你|吧)?|(?:ok|okay)|(?:ok|okay)?(?:thx|thanks|thankyou|ty|bye|byebye|goodnight|gnight|night|cya|seeya)(?:somuch)?"
)
_MOST: Final = 3
# With one of these at the end, what stands before it may be more: what they did, or how they feel now.
_FAREWELL: Final = re.compile(
    "(?:那|好|嗯)?(?:晚安|拜|拜拜|掰|掰掰|88|早抖|明天见)(?:啦|了|哦|喔|啊)?|(?:ok|okay)?(?:gn|goodnight|gnight|night|nite|bye|byebye|cya|seeya|ttyl)"
)
_THANKS_AND_FAREWELL: Final = re.compile(
    "(?:ok|okay|好|好的|嗯)?(?:thx|thanks|thankyou|ty|谢谢|谢啦|多谢)(?:somuch|你|啦|了)?(?:gn|goodnight|gnight|bye|byebye|night|晚安|拜拜?|掰掰?)"
)
# Whatever else is said beside it, thanks and a farewell at the end take leave.
_THANKS_IN: Final = re.compile(r"谢|謝|唔该|唔該|多谢|\b(?:thx|thanks|thank|ty|tysm)\b", re.IGNORECASE)


def is_goodbye(text: str) -> bool:
    """Whether `text` says what somebody goes to do now, with a polite word beside it or nothing at all, and nothing else.

    With thanks, or what they go to do, and a farewell at its end it may hold more.
    """
    said = clauses(text)
    goes = [is_just(clause, _GOES) for clause in said]
    if said and is_just(said[-1], _THANKS_AND_FAREWELL):
        return True
    if said and is_just(said[-1], _FAREWELL) and (any(goes) or any(map(_THANKS_IN.search, said[:-1]))):
        return True
    if not 0 < len(said) <= _MOST:
        return False
    return any(goes) and all(is_gone or is_just(clause, _POLITE) for is_gone, clause in zip(goes, said, strict=True))
