"""Whether an answer to the safety question is a plain no, or a plain yes. Anything but a plain no brings a person."""

import re
from typing import Final

from bot.crisis.normalise import normalise
from bot.kit.text import clauses

_BEFORE: Final = re.compile(
    "^(嗯|呃|额|我|真的|绝对|并|完全|从来|都|当然|哈|um|uh|wel|well|honestly|lmao|lmfao|lol|haha|omg|wtf|what|wait|huh|yo|bro|dude|jesus|god|ew|oh|oop|uhh)+(?=.)"
)
_AFTER: Final = re.compile(
    "(啊|呀|哦|喔|啦|的|哈|嘛|喇|㗎|呢|诶|欸|咯|捏|哟|额|耶|噢|谢谢|谢啦|谢|thanks|thankyou|lol|lmao|lmfao|haha|omg|bro|dude)+$"
)
_HUMS: Final = frozenset(
    [
        "嗯",
        "唔",
        "呃",
        "啊",
        "诶",
        "欸",
        "哈",
        "哈哈",
        "蛤",
        "吓",
        "吓吓",
        "咩",
        "咦",
        "噢",
        "喔",
        "哦",
        "额",
        "什么",
        "啥",
        "等等",
        "不是吧",
        "天",
        "um",
        "uh",
        "wel",
        "what",
        "huh",
        "wait",
        "omg",
        "lol",
        "whoa",
        "wtf",
        "oh",
        "er",
    ]
)
_TWICE: Final = re.compile(r"^(.+?)\1+$")
# What comes after a no may take it back, or put it off: "没有，但是…", "no, not yet".
_TAKES_BACK: Final = re.compile(
    "^(有|有的|是|是的|对|嗯|yes|yeah|yep)$|但|不过|可是|其实|有时|偶尔|骗|还没|现在还|想过|昨|今早|已经|过了|等|除非"
    # A letter said twice stands once.
    r"|but|yes|yet|sometimes|lie|lying|lied|tok|kiding|joking|until|unles|want|maybe"
)
# "There" and "they too", said of thoughts that were asked about in somebody else.
_ITS_ME: Final = re.compile(
    "(?:其实|骗你的?|实话说|说实话)(?:那个|这个)?(?:朋友|同学|人|她|他|ta)?(?:就是|是)我(?:自己)?(?:啦|啊)?"
    "|(?:那个|这个)?(?:朋友|同学|人|她|他|ta)(?:其实)?(?:就是|是)我(?:自己)?(?:啦|啊)?|就是我自己"
    "|(?:其实)?(?:我)?(?:说|讲|问)的(?:人|朋友|那个人)?(?:其实)?(?:就是|是)我(?:自己)?"
    "|(?:其实)?我(?:自己)?也(?:是|有|一样|这样|这么想|这样想|想过|会这样|有过)(?:过|的)?(?:这样|这种|那种|一样)?(?:的)?(?:念头|想法|想)?"
    "|(?:actually)?(?:itis|its)(?:actually|realy|al)?(?:about)?me|im(?:actually)?the(?:friend|one)|thefriendisme"
    "|itsnotjust(?:her|him|them|myfriend)|idoitto(?:sometimes)?|idothat ?to|我(?:自己)?也(?:会|有时候|有时)?(?:割|这么做|这样做)(?:过)?"
    "|i(?:have|had|get)(?:those|these|such|the|them)?(?:same)?(?:thoughts?|felings?)?to|me ?to|ido ?to|ifelthesame(?:way)?|itsmyself"
)
_NOT_ME: Final = re.compile(
    "不是我(?:自己)?(?:要求救|受伤|要死|有事|想死)?(?:写|说|做|发)?的?(?:啦|啊)?|(?:no|nono)?(?:its)?not(?:about)?me(?:thatsindanger|indanger|itsher|itshim)?|itwasnotme|itisnotme|isntme|itisntme"
)
_NOT_ME_ANYWHERE: Final = re.compile(
    "(?:一直|总|老|还|又)?(?:以为|当成|觉得)(?:是)?我(?:自己)?(?:有事|要|想|啊|了|$)|说的不是我(?!说)"
    r"|\b(?:its|it is|thats|that is|it wasnt|no,?) not me\b|\b(?:roommate|flatmate|friend|sister|brother|cousin|daughter|son|girlfriend|boyfriend)s?,? not me\b|\b(?:im|i am|i'm|am) not the one (?:who|thats|that's|in|that)\b|\bthink(?:ing)? (?:its|it's|it is) me\b|\bnot about me\b"
)
_THEY: Final = "(?:她|他|ta|妹|弟|姐|哥|女儿|儿子|孩子|朋友|同学|闺蜜|室友|妹妹|弟弟|姐姐|哥哥)"
_THEM: Final = "(?:friend|roommate|flatmate|classmate|cousin|girlfriend|boyfriend|mate|daughter|son|child|sister|brother|student|her|him)"
_ITS_THEM: Final = re.compile(
    f"(?:那)?(?:我)?(?:都)?(?:说的|写的|受伤的|担心的|有事的|割的|难受的|说了|是说)?(?:人)?(?:都|就)?是(?:我的?)?(?:亲)?{_THEY}(?:写|说|做|发)?的?(?:啦|啊)?|(?:its)?(?:about)?(?:my)?{_THEM}(?:s)?"
)
_THEM_NOT_ME: Final = re.compile(
    f"(?:its|itis|thisis)?(?:about)?(?:my)?{_THEM}(?:and)?not(?:about)?me"
    f"|(?:受伤|割|担心|有事|出事|难受|说|写|想死|不想活)?的?(?:人)?是(?:我的?)?{_THEY}(?:写|说)?的?不是我(?:写|说)?的?(?:啦|啊)?"
    f"|(?:受伤|割|担心|有事|出事|难受|想死|不想活)的(?:人)?(?:都|就)?是(?:我的?)?{_THEY}(?:啦|啊)?"
)
_DOES_IT_TO_ME: Final = re.compile(
    r"(?:打|骂|逼|欺负|害|威胁|强|摸)我|\b(?:hits?|hurts?|beats?|threatens?|touch\w*|makes?|forces?) me\b"
)
# Who began, not who is in danger: "it's not me, it's my dad who began".
_A_PARENT: Final = re.compile(
    r"我?(?:爸|老爸|继父|后爸|后妈|老妈)(?!妈)|我妈|动手|先(?:打|骂|惹)|\b(?:dad|stepdad|father|mum|mom|mother|started it|began it)\b"
)
# Beside "not me", whoever it is then.
_SOMEBODY: Final = re.compile(
    r".*(?:她|他|朋友|同学|女儿|儿子|孩子|学生|妹妹|弟弟|姐姐|哥哥|\b(?:she|shes|he|hes|her|him|friend|roommate|flatmate|classmate|cousin|girlfriend|boyfriend|daughter|son|student|sister|brother)\b)",
    re.DOTALL,
)
_FAR_ENOUGH: Final = 300
# As they are compared: without blanks, and a letter said twice stands once.
_NO_REASON: Final = re.compile(
    "(?:lmao|lmfao|lol|haha|omg|wtf|bro|dude|oh|um|uh|wait|what|god|ew)*(?:no|nah|nope)(?:no|nah|lol|lmao|lmfao|haha|omg|wtf|bro|dude|worries)*(?:just|nobodyis|noneisin|nothing(?:like|is|at|wrong|bad|haphened)|its(?:just|al(?:fine|good|ok)|fine|ok|not(?:like|that|bad|about))"
    "|im(?:totaly|realy|so|literaly|actualy|completely|perfectly|honestly|al)?(?:just|fine|ok|good|safe|not(?:indanger|suicidal|thinking|like)|alright)|iamfine|iamok|(?:hes|shes|theyre)(?:just|not|only)|thatsnot|iwasjust|ijust|imean|lol|haha|wtf|omg)"
)
_DARK: Final = re.compile(
    "die|dead|dying|death|kil|suicid|hurt|harm|hit|beat|alone|tiredof|tobe|disap|anymore|help|scared|afraid|hate|point|giveup|cut|pain|numb|end|leave|sleepfor|hope|care|worth|burden|cant|wantto|wana|wishi|done"
)
# After a no it is the answer: what is done to them, or a wish to die that is not denied.
_STILL_DARK: Final = re.compile(
    "死|不活|活不|活着|停下来|不想醒|睡过去|没希望|没意义|没意思|自杀|自残|割|跳楼|消失|解脱|绝望|遗书|流血|伤口|撑不|熬不|[打揍摸碰抱亲压掐踢逼扒]我(?!的?(?:球|手机|电话|字|招呼|游戏|头|肩|背))|进我(?:的)?(?:房|屋)|脱(?:我|衣)|强迫|怕(?:回家|(?:他|她|我?爸爸?|我?妈妈?|继父|后爸|后妈|老师|教练)(?:$|回|进|打|喝|来))"
    r"|(?:comes?|came|coming)in(?:to)?my|(?:touch\w*|hits?|beats?|hurts?|grab\w*|forces?|chokes?)me|kilmyself|(?:wantto|wana)(?:die|disap)|cutmyself|endmylife|wantittostop|wantitalto(?:stop|end)|thepaintostop|nopoint|hopeles|cant(?:goon|takeit|takethis|dothisanymore)|neverwakeup|scaredof(?:him|her|them|dad|mum|mom|home|my)|afraidof(?:him|her|my)"
)
_IS_DENIED: Final = re.compile(
    "(?:没有?|不|别|冇)(?:有|是|会|要|再|真的|人|谁|过)*(?:想|打算|准备)?(?:过|要|去|着)*(?:死|自杀|自残|消失|割|跳楼|[打揍摸碰逼]我)|死不了|(?:题|书|作业|背|累|困|热|笑|气|烦|饿|吓|丢|社|尴尬|无聊|难|冷|忙|多)(?:要|得要|得想|到想)?死|死(?:线|板|记|党|机|心|磕)"
    r"|(?:nobody|noone|none)(?:is|s|ever|has|hasever)?(?:hurting|hits?|hit|hurts?|hurt|beats?|touch\w*|harming)(?:me)?|(?:isnt|arent|doesnt|dont|didnt|never)(?:even)?(?:hurting|hit|hurt|beat|touch)(?:me)?|cantbeli?eve|(?:dont|donot|not|never|didnt)(?:even)?(?:wantto|wana|think\w*about)(?:die|dying|disap\w*|kil\w*)"
)
# Said of one's own words: they were no more than words.
_ONLY_SAID: Final = re.compile("夸张|誇張|说法|說法|只是形容|打个比方")
_NO: Final = (
    "没 没有 就没有 说没有 都说没有 说了没有 都说了没有 就说没有 就说了没有 真没有 才没有 无 否 不 不是 不会 没想过 没有想过 没有的事 没这回事 没这个想法 没有这个想法 没有这种想法 没有这样的想法 没有这样想 没有想自杀 没有想死 "
    "没有想不开 没有人伤害我 没被伤害 没那么严重 没有那么严重 不是那种 不是那样 冇 唔系 冇谂过 没有我很好 没有我没事 "
    "no nope nah notatall imnot iamnot noimnot noiamnot nothanks noihavent noidont never ofcoursenot definitelynot absolutelynot "
    "noimfine noimok noimokay noiamfine noimsafe noimgood nahimgood nahimfine noimnotsuicidal imnotsuicidal noneofthat notlikethat notthat nonotlikethat nothinglikethat nonothinglikethat nahnothinglikethat nahnotlikethat nopenothinglikethat"
)
_YES: Final = (
    "有 有的 有点 有一点 有过 是 是的 对 嗯 想过 想 系 yes yeah yep yup iam ido ihave yesiam yeahiam abit alittle"
)


def is_clear_no(text: str) -> bool:
    """Whether the first words are a plain no and nothing after them takes it back, in any of the three languages."""
    is_no = is_plainly(NOES, text) or _is_no_with_its_reason(text)
    return is_no and (_ONLY_SAID.search(text) is not None or not is_still_dark(text))


def is_still_dark(text: str) -> bool:
    """Whether something in it tells of death, wounds or what is done to them, and is not denied: a no to that is none."""
    return any(_STILL_DARK.search(_IS_DENIED.sub("", clause)) for clause in _clauses(text))


def is_clear_yes(text: str) -> bool:
    """Whether the answer is a yes and nothing else: quickly said, and nobody who said it waits."""
    return len(_clauses(text)) == 1 and begins_with(YESES, text)


def says_it_is_me(text: str) -> bool:
    """Whether it says that the one spoken of, or one more, is whoever writes: "that friend is me", "I have them too"."""
    return any(_ITS_ME.fullmatch(clause) for clause in _clauses(text[:_FAR_ENOUGH]))


def says_it_is_other(text: str) -> bool:
    """Whether it says that it is not about whoever writes but about somebody else: "it's hers, not mine"."""
    thoughts = _clauses(text[:_FAR_ENOUGH])
    said = text[:_FAR_ENOUGH].lower()
    is_no_and_named = (
        bool(thoughts[1:]) and _is_one_of(NOES, thoughts[0]) and _ITS_THEM.fullmatch(thoughts[1]) is not None
    )
    is_denied = is_no_and_named or any(map(_NOT_ME.fullmatch, thoughts)) or _NOT_ME_ANYWHERE.search(said) is not None
    is_spoken_of = _SOMEBODY.search(said) is not None and _DOES_IT_TO_ME.search(said) is None
    is_named = is_spoken_of or any(map(_ITS_THEM.fullmatch, thoughts))
    return (is_denied and is_named) or any(map(_THEM_NOT_ME.fullmatch, thoughts))


def denies_it_is_me(text: str) -> bool:
    """Whether it says that it is not about whoever writes, whoever it is then: "it's not me"; never of what others do to them."""
    said = text[:_FAR_ENOUGH].lower().replace("’", "'")
    thoughts = _clauses(said)
    is_denied = bool(thoughts) and _NOT_ME.fullmatch(thoughts[0]) is not None
    is_whole = is_denied or _NOT_ME_ANYWHERE.search(said) is not None
    return is_whole and _DOES_IT_TO_ME.search(said) is None and _A_PARENT.search(said) is None


def is_not_theirs(text: str) -> bool:
    """Whether it says in either way that the danger is not that of whoever writes."""
    return says_it_is_other(text) or denies_it_is_me(text)


def _is_no_with_its_reason(text: str) -> bool:
    """English without a comma: "no im just asking about uni". A dark word in the reason, and it is no clear no."""
    thoughts = _clauses(text[:_FAR_ENOUGH])
    if not thoughts or _NO_REASON.match(thoughts[0]) is None:
        return False
    told = [_IS_DENIED.sub("", clause) for clause in thoughts]
    return not any(_DARK.search(clause) or _TAKES_BACK.search(clause) for clause in told)


def begins_with(words: frozenset[str], text: str) -> bool:
    """Whether the first thought of `text` is one of `words` (plain_words), whatever comes after it."""
    thoughts = _clauses(text)
    return bool(thoughts) and _is_one_of(words, thoughts[0])


def is_plainly(words: frozenset[str], text: str) -> bool:
    """Whether it begins with one of `words`, and nothing after them takes it back."""
    return begins_with(words, text) and not any(map(_TAKES_BACK.search, _clauses(text)[1:]))


def plain_words(words: str) -> frozenset[str]:
    """Words, each without blanks inside and blanks between, as they are compared: folded like an answer."""
    return frozenset(_clauses(" , ".join(words.split())))


def _clauses(text: str) -> list[str]:
    """The letters of each clause in simplified characters, one case and width, drawn-out letters once."""
    plain = (normalise(clause).text for clause in clauses(text))
    letters = ("".join(letter for letter in clause if letter.isalnum()) for clause in plain)
    found = [clause for clause in letters if clause]
    while len(found) > 1 and found[0] in _HUMS:
        del found[0]
    return found


def _is_one_of(words: frozenset[str], clause: str) -> bool:
    bare = _AFTER.sub("", _BEFORE.sub("", clause))
    return bool(words & {clause, bare, _TWICE.sub(r"\1", bare)})


NOES: Final = plain_words(_NO)
YESES: Final = plain_words(_YES)
