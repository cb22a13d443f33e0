"""What a short reply answers: the line's own last question, known by its words.

Pure. "No" to "is there somebody who knows?" means something else than "no" to "shall we go on?".
"""

import re
from typing import Final

from actions.rasa_side.grams import folded

NO_REPLY: Final = ""
# What was asked, by words of our own answers; the last question counts, the first kind that is found.
_ASKED: Final = {
    "listen_or_step": "听你说，还是|被听见|be heard now|somebody listen",
    "go_on": "愿意(?:接着|再多)?说|想(?:接着|再多)说|能再多说|再说一点|like to (?:go on|tell)|tell me (?:a little|a bit) more",
    "ease": "好受|好过|轻松|轻一点|松一口气|松一点|还行|easier|lighter|ease|quiet minutes|breathe|all right about yourself",
    "somebody": "有没有(?:一个人|谁)|有没有一个你|一个人(?:能|可以|，能)|有谁|谁可以|谁能|谁知道|站在你这边|哪个大人|跟谁|在你旁边"
    "|(?:somebody|someone|anybody|one person|an adult)\\b|who (?:could|can|knows)|stand by you|usually tell",
}
REPLIES: Final = (*(f"{asked}_{said}" for asked in _ASKED for said in ("no", "yes")), "somebody_named")
"""Every name that `reply_to` may give."""
_HAN: Final = re.compile("[\u3400-\u9fff]")
# With the blanks at both ends.
_FEW_HAN: Final = 4
_FEW_WORDS: Final = 2
_SENTENCES: Final = re.compile(r"[^。！？!?.\n]+[。！？!?.]*")
_NO: Final = re.compile(
    "^ (?:嗯|唉|好像|应该|现在|目前|暂时|都|真的|也|还|并|其实)*(?:没(?:有)?(?:人|谁)?|没有的|不是|不会|不想|不了|不要|不|没什么)(?:吧|啊|呢|了|诶|哦|耶|呀|过)? $"
    r"|^ (?:um |uh |well |honestly |i think |no )*(?:no|nope|nah|not really|no one|nobody|no one really|nobody really|nothing|none|never|not yet|not now|don't think so|dont think so)"
    r"(?: tbh| really| lol| i guess| i think| sorry)? $"
)
_YES: Final = re.compile(
    "^ (?:嗯|啊|好像|应该|算|都|也|还|其实)*(?:有(?:的|一个|一点|一些|过)?|是(?:的)?|对(?:的)?|会(?:的)?|想|愿意|要|可以)(?:吧|啊|呢|了|呀)? $"
    r"|^ (?:um |well |oh )*(?:yes|yeah|yea|yep|yup|ya|sure|kinda|kind of|sort of|i guess so|a bit|a little|one|there is|i do|i have)"
    r"(?: tbh| kinda| i guess| i think| sometimes| maybe| lol)? $"
)
_NAMES: Final = re.compile(
    "^ (?:应该|可能|大概|也许|就|只有|有|跟|和|嗯|是)*(?:我)?(?:的)?(?:妈妈?|爸爸?|爸妈|奶奶|爷爷|外婆|外公|姥姥|姥爷|阿姨|小姨|姑姑|舅舅|叔叔|哥哥?|姐姐?|表姐|表哥|弟弟|妹妹"
    "|(?:好|最好的)?朋友|闺蜜|同桌|室友|同学|班主任|(?:心理|语文|数学|英语|美术|体育|音乐)?老师|教练)(?:吧|啊|他|她|可以|知道|会)? $"
    r"|^ (?:um |maybe |i guess |probably |just |only |well )*(?:my |the |our )?(?:\w+ )?(?:mum|mom|dad|parents|gran|grandma|grandpa|nan|aunt|uncle|brother|sister|cousin|best friend|friend|deskmate"
    r"|roommate|teacher|coach|counsell?or|tutor)(?: maybe| i guess| i think| knows| would| kinda)? $"
)


def reply_to(last: str, text: str) -> str:
    """What `text` says to the question at the end of `last`: `somebody_no`, `ease_yes`, or NO_REPLY."""
    asked = _asked_in(last)
    if not asked:
        return NO_REPLY
    plain = folded(text)
    if _NO.search(plain):
        return f"{asked}_no"
    if asked == "somebody" and _NAMES.search(plain):
        return "somebody_named"
    return f"{asked}_yes" if _YES.search(plain) else NO_REPLY


def is_bare(text: str) -> bool:
    """Whether it is a yes or a no and nothing else: with more around it, it tells something."""
    plain = folded(text)
    has_few = len(plain) <= _FEW_HAN if _HAN.search(plain) else len(plain.split()) <= _FEW_WORDS
    return has_few or _NO.search(plain) is not None or _YES.search(plain) is not None


def _asked_in(last: str) -> str:
    questions = [each for each in _SENTENCES.findall(last) if each.rstrip().endswith(("?", "？"))]
    if not questions:
        return NO_REPLY
    return next((name for name, words in _ASKED.items() if re.search(words, questions[-1])), NO_REPLY)
