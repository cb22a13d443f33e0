"""What somebody who waits in danger tells of how it is for them, so that it is answered before the next question.

Known by fixed words, never by a trained guess: a wrong guess at such a moment is worse than plain company.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from bot.language.script import to_simplified

_FAR_ENOUGH: Final = 400
"""Of a longer text the end counts: what was said last, in characters."""


class Feeling(StrEnum):
    """What is told; the sentences are felt.…_1 and felt.…_2 in config/wording/. The heavier stand first."""

    HARMED = "harmed"
    """Somebody hurts, threatens or humiliates them."""
    BURDEN = "burden"
    """Others would be better off without them."""
    FAULT = "fault"
    WORTHLESS = "worthless"
    HOPELESS = "hopeless"
    ASHAMED = "ashamed"
    LOSS = "loss"
    AFRAID = "afraid"
    TIRED = "tired"
    NUMB = "numb"
    SPEECHLESS = "speechless"
    """They do not know how to say it."""
    LONELY = "lonely"
    ANGRY = "angry"
    SLEEPLESS = "sleepless"
    PAIN = "pain"
    FAMILY = "family"
    SCHOOL = "school"
    PEOPLE = "people"
    """Friends, classmates, somebody loved."""


_BY: Final = "(?:他们?|她们?|我?爸爸?|我?妈妈?|爸妈|我哥|继父|后爸|后妈|老师|同学|男朋友|女朋友|前任|那个人|有人)"
# Of a text in lower case and Simplified characters, without apostrophes. Bounded repeats only.
_WORDS: Final[Mapping[Feeling, re.Pattern[str]]] = {
    Feeling.HARMED: re.compile(
        f"{_BY}.{{0,6}}(?:打|揍|踢|掐|扇|欺负|勒索|威胁|逼|骂|羞辱|侮辱|侵犯|偷拍|强迫)(?:了|过|着|完)?我"
        "|被.{0,6}(?:打|揍|踢|欺负|虐|勒索|威胁|逼|骂|羞辱|侮辱|侵犯|偷拍|敲诈|霸凌|欺凌)|蝦我|虾我|(?:把|将)我的?(?:照片|裸照|视频).{0,6}(?:发|传)"
        r"|\b(?:hits|hit|beats?|kicks?|slaps?|hurts|bull(?:y|ies)|threatens?|blackmails?|touch(?:es|ed)) me\b"
        r"|\b(?:bullied|beaten|blackmail(?:ed|ing)?|threaten(?:ed|ing)|extort(?:ed|ing)?|harass(?:ed|ing)?)\b"
    ),
    Feeling.BURDEN: re.compile(
        "拖累|累赘|(?<!不)是.{0,4}负担|成了负担|(?:我|自己).{0,3}多余|没有?我.{0,6}(?:更好|会更|过得好|轻松)|冇咗我"
        r"|\b(?:a burden|better off without me|nobody would miss me|no one would miss me)\b"
    ),
    Feeling.FAULT: re.compile(
        "(?:都|全)(?:是|系|怪)我(?:的错|不好|害|自己|$)|(?<!不)(?:是|系)我(?:的错|活该|害的|唔好)|怪我自己|我活该|自找的|我害了"
        r"|(?<!not )\b(?:my (?:own )?fault|i deserve (?:it|this)|blame myself|i ruined everything)\b"
    ),
    Feeling.WORTHLESS: re.compile(
        "我.{0,4}(?:没用|冇用|废物|废柴|垃圾|一无是处|什么都做不好|什么都不是|不配|失败者|很失败|太失败|好失败)|(?:讨厌|恨|憎)(?:我)?自己"
        r"|\b(?:worthless|useless|hate myself|a failure|im (?:so )?stupid|not good enough|piece of (?:trash|garbage|shit))\b"
    ),
    Feeling.HOPELESS: re.compile(
        "没(?:有)?(?:什么)?(?:意义|意思|希望|出路|盼头)|冇(?:咩)?(?:意思|希望|用)|(?:都|也)没(?:有)?用|(?:改变|好)不了|不会好的?|看不到头"
        r"|\b(?:hopeless|no hope|pointless|no point|whats the point|no way out|nothing (?:helps|works|will change|ever changes)|never get better)\b"
    ),
    Feeling.ASHAMED: re.compile(
        "丢脸|丢人|没脸|羞耻|好羞|觉得.{0,4}(?:脏|恶心)|抬不起头|见不得人"
        r"|\b(?:ashamed|embarrass(?:ed|ing)|disgusting|feel dirty|humiliat(?:ed|ing))\b"
    ),
    Feeling.LOSS: re.compile(
        f"(?:去世|过世|离世|走)了(?:以后|之后|后)|(?:去世|过世|离世)|分手|(?:被|{_BY})甩|不要我了|飞咗我"
        r"|\b(?:passed away|broke up|break ?up|dumped me|left me|(?:mum|mom|dad|grandma|grandpa|friend|dog|cat) died)\b"
    ),
    Feeling.AFRAID: re.compile(
        r"(?<![不别唔])害怕|我[很好真的太特别也都]{0,3}怕|好怕|很怕|好惊|我惊|吓到|不敢|\b(?<!not )(?:scared|afraid|terrified|frightened)\b"
    ),
    Feeling.TIRED: re.compile(
        "(?<!不)累(?:了|啊|$|[,，。!！])|[好很太真]累|好攰|撑不|撑唔|坚持不|熬不|受不了|顶唔顺|顶不住"
        r"|\b(?:tired|exhausted|worn out|cant (?:go on|take (?:it|this)|do this|cope|keep going)|had enough)\b"
    ),
    Feeling.NUMB: re.compile(
        r"麻木|没有?(?:什么)?感觉|感觉不到|心里?(?:是)?空|空空的|\b(?:numb|empty|feel nothing|dont feel anything)\b"
    ),
    Feeling.SPEECHLESS: re.compile(
        "说不(?:出|清|上来)|不知道(?:该)?(?:怎么|从哪)(?:里)?(?:说|讲|开)|不想说|唔知点讲|讲唔出"
        r"|\b(?:(?:dont|do not) know (?:how|what) to (?:say|explain|write|put)|cant (?:explain|say it)|hard to (?:say|explain)|dont want to talk)\b"
    ),
    Feeling.LONELY: re.compile(
        "没(?:有)?(?:一个)?人(?:懂|理解|在乎|管|帮|要|陪|爱|喜欢|听|发现|知道|相信)|冇人|孤单|孤独|没有?朋友|只有我一个|一个人(?:扛|撑)"
        r"|\b(?:nobody|no one) (?:\w+ )?(?:understands|cares|helps|listens|believes|knows|likes|loves|noticed)\b|\b(?:lonely|no friends|all alone|so alone)\b"
    ),
    Feeling.ANGRY: re.compile(
        r"气死|好气|很气|生气|愤怒|好嬲|恨(?:死)?(?:他|她|爸|妈|所有)|\b(?:angry|furious|hate (?:him|her|them|my|everyone|everybody))\b"
    ),
    Feeling.SLEEPLESS: re.compile(r"睡不着|失眠|瞓唔着|做噩梦|\b(?:cant sleep|nightmares?|insomnia|awake all night)\b"),
    Feeling.PAIN: re.compile(
        "难受|难过|痛苦|好痛|心[好很]?[痛疼]|想哭|在哭|一直哭|喺度喊|喊咗|眼泪|崩溃|绝望|煎熬|辛苦|委屈|压抑|抑郁"
        r"|\b(?:sad|hurts|crying|cry|overwhelmed|panic(?:king)?|depressed|miserable|awful|in pain|upset|breaking down)\b"
    ),
    Feeling.FAMILY: re.compile(
        r"爸|妈|家里|家人|父母|屋企|奶奶|爷爷|\b(?:parents?|mum|mom|mother|dad|father|at home|family|stepdad)\b"
    ),
    Feeling.SCHOOL: re.compile(
        r"考试|考砸|考差|成绩|分数|作业|高考|中考|学测|dse|老师|上学|学校|\b(?:exams?|grades?|homework|school|teachers?|failed)\b"
    ),
    Feeling.PEOPLE: re.compile(
        "同学|朋友|室友|班里|班上|群里|喜欢的人|男友|女友|闺蜜"
        r"|\b(?:friends?|classmates?|roommates?|boyfriend|girlfriend)\b"
    ),
}


def feeling_in(text: str) -> Feeling | None:
    """The heaviest that is told in `text`, or None."""
    plain = to_simplified(text[-_FAR_ENOUGH:].lower()).replace("’", "").replace("'", "")
    return next((feeling for feeling, words in _WORDS.items() if words.search(plain)), None)
