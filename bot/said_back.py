"""The words of a student that an answer may say back to them.

Pure. Only what is plainly told: no question, nobody's address or number, no harsh word, and nothing near danger. What is
said back was written a moment ago in the same chat; nothing is kept for it.
"""

import re
from typing import Final

from bot.crisis.by_terms import find_terms
from bot.crisis.lexicon import Lexicon
from bot.crisis.normalise import normalise
from bot.kit.text import clauses
from bot.language.script import to_simplified

PLACE: Final = "{words}"
"""Where the words stand in an answer (nlu_data/responses/going_on.yml)."""

_FEWEST_HAN: Final = 5
_MOST_HAN: Final = 16
_FEWEST_WORDS: Final = 3
_MOST_WORDS: Final = 10
# A message of more words tells of more than one thing; which of them weighs most is not to be guessed.
_LONGEST: Final = 160
_HAN: Final = re.compile("[\u3400-\u9fff]")
_ODD: Final = re.compile(r"[^\w\s'’\-\u3400-\u9fff]|\d")
# Somebody's address or account.
_ADDRESS: Final = re.compile(r"[@_/\\]|[a-z0-9]\.[a-z0-9]", re.IGNORECASE)
# "But", "so", "because": they belong to what stood before.
_JOINT: Final = re.compile(
    "^(?:(?:但是?|可是?|然后|而且|所以|因为|不过|就是|反正|结果|其实|然而|还有|并且|于是|还|也|又|就|才|都|而(?!家)|嗯|唉|哎|啊|呃|额|那)+"
    r"|(?:(?:and|but|so|because|cause|cos|coz|bc|then|also|like|well|yeah|yea|yes|no|ok|okay|tbh|honestly|that|which|lol)\b\s*)+)",
    re.IGNORECASE,
)
# Not knowing, a bare denial, a plan: an answer to what was asked, and nothing to dwell on.
_AN_ANSWER: Final = re.compile(
    "不知道|不清楚|不确定|不记得|不好说|没想好|没想过|^(?:没什么|我懂|我知道|我明白|没有(?!人)|没(?!人|有)|不是|不会|不用|不行|不想|不要|我?想(?!念|家|他|她|死)|我?要|我?打算|我?会|我?去|试)"
    r"|\b(?:dont|don['’]t|do not) (?:even |really )?know\b|\b(?:dunno|idk|not sure|no idea|haven['’]?t|have not)\b"
    r"|^\s*(?:its nothing|it['’]s nothing|i know|i get|not|no|nope|never|i['’]?ll|ill|i will|maybe|want to|i want to|i just want|gonna|im gonna|i['’]m gonna|going to|try|tried)\b",
    re.IGNORECASE,
)
# A question, somebody spoken to, and words that one says of oneself and does not want to hear from another.
_NOT_TO_BE_SAID_BACK: Final = re.compile(
    "[吗嘛呢你妳您]|[不没]$|什么|怎么|为何|谁|哪|多少|是不是|能不能|会不会|要不要|该不该|有没有|(.)不\\1|如果|要是|万一|谢|抱歉|对不起|不客气"
    "|死|血|伤口|药|割|刀|绳|天台|楼顶|窗台|遗书|活着|命|烧炭|废物|没用|恶心|丑|胖|蠢|笨|垃圾|贱|婊|傻|逼(?![我着迫])|操|妈的|他妈|滚|屁|屎|尿|鸡巴|脑残|智障|神经病|变态|裸|私密|没救|性(?!格)"
    r"|^\s*(?:should|could|would|can|do|does|did|is|are|am|was|were|have|has|will)\b"
    r"|\b(?:you|your|u|ur|ya|what|how|why|who|where|which|if|isn['’]?t it|right$|thanks?|sorry|please|pls|hello|hi"
    r"|fuck\w*|shit\w*|bitch\w*|ass|asshole|damn|crap|kidding|joking|wtf|stfu|slut|whore|stupid|dumb|idiot|ugly|fat|worthless|useless|loser"
    r"|pills?|tablets?|took|cut|cuts|cutting|blades?|knife|rope|bridge|roof|blood|bleed\w*|wounds?|dead|die|dies|died|death|alive|kill\w*|suicid\w*|overdos\w*|goodbye|disgusting|naked|nude\w*|sex\w*)\b",
    re.IGNORECASE,
)
_ASKS: Final = re.compile(r"[?？]\s*$")
# What weighs: a feeling, something that is not, something that was done to somebody.
_WEIGHS: Final = re.compile(
    "没有?人|冇人|不理|不回|不信|不懂|不敢|不听|没理|没回|不在乎|不要我|忘了|唔理|唔睬|冇理|难|累|怕|烦|哭|生气|受气|发火|孤|怪|骂|吵|嘲笑|笑我|笑话|压|讨厌|恨|爱|离开|拉黑|分手|丢|输|差|偷|抢|嫌|冷|空|慌|紧张|失望|后悔|委屈|担心|只剩|一个人|走了|散"
    r"|\b(?:nobody|no one|nothing|hates?|alone|lonely|left|lost|ignor\w*|scared|afraid|tired|feel\w*|felt|miss\w*|laugh\w* at"
    r"|fight\w*|fought|shout\w*|yell\w*|cry|cried|crying|fail\w*|stuck|worried|worry|embarrass\w*|ashamed|angry|mad|sad|jealous|anxious"
    r"|nervous|pressure|stress\w*|block\w*|dumped|stopped|bad|hard|weird|hurts?|without)\b",
    re.IGNORECASE,
)


def words_to_say_back(text: str, lexicon: Lexicon) -> str:
    """The last clause of `text` that has weight and may be said back, or "".

    A text in which `lexicon` finds anything near danger has none: no method is ever named back.
    """
    if len(text) > _LONGEST or _ADDRESS.search(text) or _is_near_danger(text, lexicon):
        return ""
    candidates = [_JOINT.sub("", clause.strip()).strip() for clause in _sentences_without_questions(text)]
    heavy = [clause for clause in candidates if _may_be_said_back(clause) and _WEIGHS.search(to_simplified(clause))]
    return heavy[-1] if heavy else ""


def _sentences_without_questions(text: str) -> list[str]:
    """The clauses of what is told: a sentence that ends in a question mark asks."""
    sentences = re.findall(r"[^?？。!！.\n]+[?？]?", text)
    return [clause for sentence in sentences if not _ASKS.search(sentence) for clause in clauses(sentence)]


def _is_near_danger(text: str, lexicon: Lexicon) -> bool:
    found = find_terms(normalise(text), lexicon)
    return bool(found.counted or found.waiting)


def _may_be_said_back(clause: str) -> bool:
    plain = to_simplified(clause)
    return (
        _has_fit_length(plain)
        and _ODD.search(plain) is None
        and _NOT_TO_BE_SAID_BACK.search(plain) is None
        and _AN_ANSWER.search(plain) is None
    )


def _has_fit_length(clause: str) -> bool:
    if _HAN.search(clause):
        return _FEWEST_HAN <= len(clause) <= _MOST_HAN
    return _FEWEST_WORDS <= len(clause.split()) <= _MOST_WORDS
