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
# What kind of answer a question asks for: by it is chosen what is said to whatever is answered. The first kind that is found.
_KINDS: Final = {
    # What is asked for the sake of safety, of the law, or to be chosen from has answers of its own, or none.
    "": "安全|伤害自己|一个人吗|有关吗|听懂了|现在更想|是有人听|钱|欠|手里|手上|学校给的|报警|催|逼你|内容"
    r"|\b(?:safe|hurting yourself|alone right now|as before|another way|rather|pay|owed|do you have(?: now)?|police|reason did|pressing|asking of you|online)\b",
    "fear": r"(?<!哪)怕|担心|不安|\b(?:afraid|fear|worr\w*|dread|unsettled)\b",
    "words": "哪一句|(?:最|先|想|会)(?:想)?(?:说|问)(?:什么|哪|出口)|怎么(?:对.{1,4})?(?:说 ?ta|开口|问)|(?:说|让).{0,12}(?:知道|听懂|明白|有人懂)|会对他说"
    r"|sentence|\b(?:would|could) you (?:say|tell|want to (?:say|tell)|ask)\b|\bcould (?:say|ask)\b|\bto (?:know|understand)\b|\b(?:they|family) (?:understood|saw|knew)\b|held back",
    "story": r"发生了什么|是什么让你|怎么回事|什么事|(?:是|当时)(?:什么)?样的|\b(?:happen(?:ed|s)?|was it like|were they like|tell me|makes you)\b",
    "wish": r"希望|想要|更想|偏向|最想|想先|自己更|倾向|愿意的是|\bwish\b|\bwould you (?:yourself |most )?(?:like|want)\b|\byou (?:yourself )?want\b|\blean\b",
    "when": r"什么时候|哪一(?:刻|段)|哪个时候|哪一次|多久|最近一次|什么场合|^when (?:did|does|is|do|was|in|have)\b|\b(?:how long|which moment|what times?|part of the (?:day|school day))\b",
    "who": r"谁|哪(?:一)?个大人|一个人|\b(?:who|whom|adult|somebody|one person)\b",
    "miss": r"舍不得|怀念|想念|想起|想到|记着|记得|画面|\b(?:miss|remember|comes? (?:up )?first|picture|keep going back)\b",
    "others": r"(?:他们|对方|ta|当时|你们).{0,8}(?:说|做|回)|什么话|\b(?:did they|do they say|they (?:say|saying|said)|was said|which words)\b",
    "ease": r"轻|好过|好受|松一|安静|熬|一般怎么办|亮一下|值得|忘了时间|\b(?:ease|easier|light|lighter|helps|quiet|forget the|forgot|worth it|usually (?:do|go))\b",
    "feel": r"感觉|念头|滋味|心里|\b(?:feel|thought|mind|inside)\b",
    "part": r"哪(?:一|件|样)|卡在|最.{1,8}什么|什么最|\b(?:which|most|hardest|step|stuck)\b",
}
SEQUELS: Final = tuple(f"then_{kind}" for kind in _KINDS if kind)
"""Every name that `sequel_to` may give."""
_HAN: Final = re.compile("[\u3400-\u9fff]")
_FEW_HAN: Final = 2
_FEW_WORDS: Final = 2
_SHORT_HAN: Final = 8
_SHORT_WORDS: Final = 4
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
    plain = folded(text)
    asked = _asked_in(last)
    if not asked:
        return NO_REPLY
    if _NO.search(plain):
        return f"{asked}_no"
    if asked == "somebody" and _NAMES.search(plain):
        return "somebody_named"
    return f"{asked}_yes" if _YES.search(plain) else NO_REPLY


def sequel_to(last: str) -> str:
    """What is said to whatever answers the question at the end of `last`, by the kind of answer it asks for, or NO_REPLY."""
    question = _last_question(last).strip()
    kind = next((kind for kind, words in _KINDS.items() if question and re.search(words, question.lower())), "")
    return f"then_{kind}" if kind else NO_REPLY


def is_bare(text: str) -> bool:
    """Whether it is a yes or a no and nothing else: with more around it, it tells something."""
    plain = folded(text)
    return (
        _is_within(plain, han=_FEW_HAN, words=_FEW_WORDS)
        or _NO.search(plain) is not None
        or _YES.search(plain) is not None
    )


def is_short(text: str) -> bool:
    """Whether it is short enough to be an answer to a question and nothing else: eight characters, or four words."""
    return _is_within(folded(text), han=_SHORT_HAN, words=_SHORT_WORDS)


def _is_within(plain: str, *, han: int, words: int) -> bool:
    """Whether a folded text has at most so many characters, where any is Chinese, else so many words."""
    return len(plain.strip()) <= han if _HAN.search(plain) else len(plain.split()) <= words


def _asked_in(last: str) -> str:
    question = _last_question(last)
    return next((name for name, words in _ASKED.items() if question and re.search(words, question)), NO_REPLY)


def _last_question(last: str) -> str:
    questions = [each for each in _SENTENCES.findall(last) if each.rstrip().endswith(("?", "？"))]
    return questions[-1] if questions else ""
