"""What is asked in the waiting room, in which order, and which answers raise the level: decisions only.

One question at a time. An answer may raise the level and never lowers it; whatever is neither a plain yes nor a plain
no is for the volunteer to read, and the screen reads it like every message. The questions are those that any crisis
line asks first: safe now, hurt or poisoned, out of reach, somebody near, then thoughts, plan, means and time (the
order of the Columbia Suicide Severity Rating Scale, screen version).
"""

import re
from collections.abc import Container, Mapping
from enum import StrEnum
from typing import Final

from bot.crisis.normalise import normalise
from bot.crisis.plain_answers import NOES, YESES, begins_with, is_plainly, plain_words
from bot.handoffs.told_while_waiting import Told, all_told_in
from bot.language.script import to_simplified
from bot.levels import RiskLevel


class Question(StrEnum):
    """What is asked; the sentences are waiting.ask_… in config/wording/."""

    PLACE = "place"
    """Are you safe where you are?"""
    BODY = "body"
    """Are you hurt, or have you taken something?"""
    AWAY = "away"
    """Can you move away from what could hurt you?"""
    NEAR = "near"
    """Is somebody near?"""
    THOUGHTS = "thoughts"
    PLAN = "plan"
    MEANS = "means"
    TIME = "time"
    NEXT_HOUR = "next_hour"
    """Where, and with whom? Nothing to be answered with yes or no."""


class Reply(StrEnum):
    """What an answer says."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    """It was heard, and is neither: "I don't know"."""
    OTHER = "other"


QUESTIONS: Final = tuple(Question)
EXERCISES: Final = 3
HOW_AND_WHEN: Final = (Question.PLAN, Question.MEANS, Question.TIME)
"""Asked of nobody who did not say yes to the thoughts."""
# The answer that is grave, and how grave it is: danger that is immediate, or intent, plan, means, a time (product.md).
_GRAVE: Final = {
    Question.PLACE: (Reply.NO, RiskLevel.CRITICAL),
    Question.BODY: (Reply.YES, RiskLevel.CRITICAL),
    Question.AWAY: (Reply.NO, RiskLevel.CRITICAL),
    Question.THOUGHTS: (Reply.YES, RiskLevel.SERIOUS),
    Question.PLAN: (Reply.YES, RiskLevel.CRITICAL),
    Question.MEANS: (Reply.YES, RiskLevel.CRITICAL),
    Question.TIME: (Reply.YES, RiskLevel.CRITICAL),
}
# Only who has such thoughts is asked how and when: asked in reply to something else, it would put them there. Who has no
# plan is not asked for its means.
_SPARES: Final = {
    (Question.THOUGHTS, Reply.NO): Question.NEXT_HOUR,
    (Question.THOUGHTS, Reply.OTHER): Question.NEXT_HOUR,
    (Question.PLAN, Reply.NO): Question.NEXT_HOUR,
}
_IS_SAFE: Final = plain_words(
    "安全 挺安全 很安全 安全的 我安全 我很安全 我现在安全 我是安全的 safe imsafe iamsafe yesimsafe"
)
_AT_HOME: Final = plain_words("在家 我在家 家里")
_BESIDE_THEM: Final = re.compile(
    "(?:他|她|他们|我爸|我妈|爸|妈|继父|后爸)(?:就|还|现在|都)?在(?:旁边|身边|门口|门外|外面|隔壁)|^在(?:旁边|身边|门口|门外|外面|隔壁)"
    r"|\b(?:he|she|they|dad|stepdad|mum|mom)(?:'s|s|'re| is| are)? (?:right |still )?(?:here|outside|next door|at the door|in the (?:next )?room)\b"
)
_OWN_YES: Final = {
    Question.PLACE: _IS_SAFE
    | _AT_HOME
    | plain_words(
        "没危险 没有危险 我没有危险 我没危险 我现在没危险 我现在没有危险 notindanger imnotindanger iamnotindanger"
    ),
    Question.AWAY: plain_words("能 可以 好 好的 行 已经走开了 走开了 远了 ok okay ican icould done idid"),
    Question.NEAR: plain_words("有人 在 有人在 妈妈在 爸爸在 室友在 thereis someoneis"),
    Question.THOUGHTS: plain_words(
        "今晚 今天 现在 明天 每天 天天 有时候 有时 偶尔 一直有 经常 常常 sometimes often kindof kinda"
    ),
    Question.BODY: plain_words("受伤了 流血了 吃了 喝了 疼 很疼 imhurt itookthem itooksome itookit"),
}
_OWN_NO: Final = {
    Question.PLACE: plain_words("不安全 唔安全 不太安全 不怎么安全 notsafe notreally imnotsafe iamnotsafe unsafe"),
    Question.AWAY: plain_words(
        "不能 不行 不可以 唔能 唔可以 唔想 唔得 走不开 离不开 动不了 不想 cant icant icannot iwont dontwant idontwant"
    ),
    Question.NEAR: plain_words("没人 没有人 就我一个 我一个人 一个人 不在 nobody imalone alone justme") | {"noone"},
    Question.THOUGHTS: plain_words("不想 没想 没想过 dont idont notnow"),
}
# A grave answer in the student's own words; the screen may not see "two boxes" or "tonight" without the question.
_GRAVE_WORDS: Final = {
    Question.BODY: re.compile(
        r"(?<![不没别])[吃喝吞割疼痛血药伤晕吐]|hurt|bleed|blood|pill|took|taken|cut|drank|dizzy|sick(?! (?:when|of|about|at the|to think))",
        re.IGNORECASE,
    ),
    Question.THOUGHTS: re.compile(
        r"^有(?:一?点|过|吧|时)|每天都|每晚都|一直都有|^(?:yes|yeah|yea|yep|ya|kinda|kind of|sort of|a bit|a little|sometimes)\b",
        re.IGNORECASE,
    ),
    Question.PLAN: re.compile("想好|准备|计划|打算|决定|decided|planned|plan to", re.IGNORECASE),
    Question.MEANS: re.compile(
        "在手|手里|手上|身边|旁边|面前|拿着|有的|阳台|天台|窗|[三四五六七八九十0-9]楼|桥|right here|next to me|in my hand|balcony|window|roof|bridge|floor",
        re.IGNORECASE,
    ),
    Question.TIME: re.compile(
        "今|明天|后天|晚|夜|凌晨|马上|现在|待会|等下|一会|周|星期|号|点|考完|放学|tonight|today|tomorrow|now|soon|later|week|after",
        re.IGNORECASE,
    ),
}
# Where life is at stake already: what may be happening right now, though by itself it may mean something else.
_HAPPENING: Final = re.compile(
    "[吃食][了下咗](?!顿|饭|面|早|午|晚|点|东西|水|糖)|吞[了下咗]|[喝饮][了下咗](?!水|点|粥|奶|汤)|割了|割[腕手]|流血|好多血|出血|血止|[头好]晕|想吐|在吐|肚子[疼痛]|[好很]困|睁不开眼|救我|救命"
    "|拿着(?:药|刀|绳)|坐在[窗楼天栏]|爬上|上了?[天楼][台顶]"
    r"|\b(?:took (?:them|it|some|the|all)|swallowed|bleeding|so much blood|dizzy|in my hands?|on the roof|on the ledge|can't stay awake|sleepy|feel sick|throw(?:ing)? up|going numb|help me)\b"
)
# In a talk about danger already this says, by itself, that it is now.
_IS_NOW: Final = re.compile(
    "好多血|流血不止|在流血|流紧血|血止不住|止不住血|一直流血|[满一]手(?:上)?(?:都|全)?是?血|手上(?:全|都)是血"
    "|(?:拿着|揸住|手里(?:有|是|拿着)?|手上(?:有|是|拿着)?|手边就?是)(?:一?[把瓶盒板片条])?(?:那?[把瓶盒])?(?:药|安眠药|刀|美工刀|小刀|绳子?)|[刀药]在手[上里边]"
    "|(?:站|坐|企|人)[在喺](?:楼顶|天台|窗台|窗外|栏杆|阳台边|桥上|桥边)|我在(?:楼顶|天台|窗台)"
    r"|\b(?:bleeding (?:a lot|out|badly)|so much blood|blood everywhere|won't stop bleeding|(?:pills|knife|blade|razor|rope) in (?:my )?hands?"
    r"|holding (?:the|a|my) (?:pills|knife|blade|razor|rope)|(?:standing|sitting) on the (?:roof|ledge|edge(?! of (?:my|the) (?:bed|chair|seat|sofa))|railing|bridge))\b"
)
_HURT: Final = re.compile(
    "[吞吃食喝饮][了下咗](?!.{0,4}(?:水|可乐|奶|饭|面|糖)).{0,6}(?:药|片|粒|瓶|洗)|吞了|药.{0,4}[吞吃]了|割[了腕手]|划(?:了)?(?:自己|手|伤)|流血|[多是]血"
    r"|\b(?:swallowed (?!hard)|swallowed$|(?:took|taken) (?:.{1,20} )?(?:pills|tablets|paracetamol|tylenol)|took them all)\b"
    r"|\b(?:\d+ of .{0,30}pills|overdosed|bleeding|cut my)\b"
)
_NOT_NOW: Final = re.compile(
    r"[没沒不冇未]|鼻|月经|姨妈|手工|扔了|丢了|电影|\b(?:not|no|never|nose|period|threw|gone)\b|n't (?!stop)"
)
_UNSURE: Final = plain_words(
    "不知道 我不知道 不清楚 说不清 不好说 也许 可能 可能吧 可能有 不确定 唔知 maybe idk idontknow notsure imnotsure perhaps possibly"
)
# Who is said to be near; the others must be answered with a plain yes.
_YES_WORDS: Final = {
    Question.PLACE: re.compile(
        r"(?<![不唔没])安全(?!吗|感|带)|(?<!not )\b(?:safe|totally fine)\b(?! ?\?)|没(?:有)?危险", re.IGNORECASE
    ),
    Question.NEAR: re.compile(
        "(?:妈妈?|爸爸?|爷爷|奶奶|外婆|外公|姐姐?|哥哥?|室友|舍友|同学|老师|家里人?|家人|阿姨)(?:都|也|就|现在)?在(?!.{0,2}(?:外地|国外|上班|出差))|(?:有)?(?:室友|舍友|同学|家人|妈妈|爸爸)(?:陪|都在)"
        r"|\b(?:mum|mom|dad|parents?|sister|brother|roommates?|grandma|grandpa|aunt|uncle|friend|teacher)(?: is|s|'s| are)? (?:here|home|downstairs|upstairs|next door|in the (?:next|other|living) room|asleep|with me|around)\b",
        re.IGNORECASE,
    ),
}
# "There is none" answers another question than whether one can move away from it, and "he would not" none about a place.
_NO_ANSWER: Final = {
    Question.PLACE: NOES
    - plain_words("否 不 不是 唔系 no nope nah notatall imnot iamnot noimnot noiamnot absolutelynot"),
    Question.AWAY: plain_words("没 没有 无 冇 none"),
}
# "Not hurt" has the grave words in it.
_DENIES: Final = {
    Question.BODY: re.compile(
        "^(?:也|都|而且|并)?(?:我|她|他|ta|孩子|我?儿子|我?女儿|我?朋友|我?同学|身上){0,2}(?:都|什么都|啥都|真的|应该)?(?:没|没有|冇|未)(?:有)?(?:受伤|伤|吃|喝|吞|割|流血|出血|事|碰)(?:什么|东西|药)?"
        r"|^(?:no,? )?(?:(?:i'?m |s?he'?s |it'?s |they'?re |(?:she|he) is |they are )?not|(?:she|he) isn'?t|they aren'?t) (?:hurt|bleeding|injured)\b"
        r"|^(?:no,? )?(?:(?:i|she|he|they) )?(?:ha(?:ven'?t|sn'?t|ve not|s not)|didn'?t|did not) (?:take|taken|swallow|swallowed|cut|hurt)\b(?: (?:any|the|my|some|those)?(?:anything| ?pills?| ?tablets?| ?medicine|self))?"
    ),
}
# Of words that mean much else in a longer text: "I will tell my dad now" has no time in it, and "mum is beside me" no means.
_OF_SHORT_ANSWERS: Final = (Question.PLAN, Question.MEANS, Question.TIME)
_SHORT: Final = 24
_IS_NEWS: Final = re.compile(
    "妈|爸|老师|同学|朋友|他|她|告诉|发(?:了|给)|睡|上学|难受|好(?:一)?点|没(?:有)?(?:想|打算|计划)|mum|mom|dad|teacher|friend|tell|text|sleep|better"
)
# A no in more words than one.
_NO_WORDS: Final = {
    Question.THOUGHTS: re.compile(
        r"^(?:我)?(?:现在|暂时|已经)?没(?:有)?了|^(?:我|他|她|ta)?(?:现在|暂时)?(?:没|没有|冇)(?:有)?(?:说过|提过|想过|这么想|想死|想不活|想自杀|那样想)|^(?:no|nah|nope),? (?:i|im|i'm|not|nothing|its|just|never|she|he|they)\b"
    ),
    Question.PLAN: re.compile(
        r"^(?:我|他|她|ta)?(?:还)?(?:没|没有|冇)(?:有)?(?:说过|想过|打算|计划|具体)|^(?:no|nah|nope),? (?:i|im|i'm|not|nothing|its|just|never|she|he|they)\b|^(?:i )?(?:havent|haven't|have not) thought"
    ),
}
_DARK: Final = re.compile(r"die|dead|kill|suicid|end it|over|done|死|不活|自杀")
_BUT: Final = re.compile(
    r"\b(?:but|except|sometimes|maybe|yet|until|only when|lie|lied)\b|但|不过|可是|有时|其实|偶尔|骗"
)
_DENIED: Final = re.compile(r"\b(?:not|never|don't|dont|won't|wont|wouldn't)\b|没|冇|不")
_NO_WORDS[Question.TIME] = _NO_WORDS[Question.MEANS] = _NO_WORDS[Question.PLAN]
_CLAUSE: Final = re.compile(r"[,.;!?，。；！？\n]+")
_FAR_ENOUGH: Final = 1000
_NOTHING: Final = frozenset[str]()
# What was told need not be asked.
_SETTLES: Final[Mapping[Told, tuple[Question, ...]]] = {
    Told.SOMEBODY_CAME: (Question.NEAR,),
    Told.COMING: (Question.NEAR,),
    Told.BY_THEMSELF: (Question.NEAR,),
    Told.CUTS: (Question.BODY,),
    Told.HEALED: (Question.BODY,),
}
_SETTLES_OF_OTHER: Final[Mapping[Told, tuple[Question, ...]]] = {
    Told.SOMEBODY_THERE: (Question.NEAR, Question.AWAY, Question.MEANS, Question.NEXT_HOUR),
    Told.STAYS_WITH: (Question.NEAR, Question.NEXT_HOUR),
    Told.SILENT: (Question.BODY, Question.AWAY, Question.MEANS),
}
# Out of reach for good, and said so: what lies in a drawer can be taken out of it.
_OUT_OF_REACH: Final = re.compile(
    "(?:药|刀|刀片|绳|瓶|剪刀).{0,6}(?:扔了|扔掉了?|丢了|丢掉了?|交给了?(?!他|她)|给了(?:我)?(?:妈|爸|室友|老师|姐|哥)|倒掉了|冲掉了)"
    r"|\b(?:threw (?:them|the (?:pills?|knife|blades?|rope)) (?:away|out)|flushed (?:it|them|the pills)|gave (?:them|the (?:pills?|knife|blades?|rope)) to my \w+)\b"
)
# Said plainly, and not asked: "nothing has happened" may mean anything.
_IS_UNHURT: Final = re.compile(
    r"^(?!.*[?？吗]).*(?:没|没有|冇)(?:有)?(?:受伤|受傷|流血|吃药|喝药|吞药|割)|^(?!.*\?).*\b(?:i'?m|im|i am) not (?:hurt|bleeding|injured)\b"
)
_IS_FAR: Final = re.compile(
    r"(?:不在|不是)(?:一个|同一个|同)(?:城市|地方|学校|省)|(?:在|住)(?:外地|国外|另一个城市|别的城市)|离得?.{0,4}(?:很|太|好)?远|\b(?:hours?|hrs?|miles|km) away\b|\b(?:another|different|other) (?:city|country|town|state)\b|\bfar away\b|\blong distance\b"
)
_IS_LOCKED: Final = re.compile(
    r"门.{0,8}(?:锁|反锁)(?:着|了|上|好|住)|(?:锁|反锁)(?:着|了|上|好|住)?(?:了)?(?:房|屋)?门|锁在(?:自己)?(?:房|屋|厕所|卫生间)|\blocked (?:my|the) door\b|\blocked myself\b|\bdoor(?:s| is) locked\b"
)
_BACK_AGAIN: Final = re.compile("又|捡|回来|再拿|还有|没(?:扔|丢|交)|想|again|back|but")


def may_be_hurt(text: str) -> bool:
    """Whether it may tell of a wound, or of something swallowed."""
    return _is_told(_HURT, text)


def is_happening(text: str) -> bool:
    """Whether it tells of blood, of means in hand, of a high place: danger right now, where there is danger at all."""
    return _is_told(_IS_NOW, text)


def may_be_happening(text: str) -> bool:
    """Whether it may tell of an act or of means at hand: looked at only at the highest level, where it is urged to call."""
    return _is_told(_HAPPENING, text)


def _is_told(words: re.Pattern[str], text: str) -> bool:
    """Whether a clause has such words and none that deny it."""
    said = text[:_FAR_ENOUGH].replace("’", "'")
    # English as it is written, for in what is normalised a letter said twice stands once.
    clauses = _CLAUSE.split(f"{said.lower()}\n{normalise(said).text}")
    return any(words.search(clause) and not _denied(words, clause) for clause in clauses)


def _denied(words: re.Pattern[str], clause: str) -> bool:
    """Whether something denies it, beside the words themselves ("won't stop bleeding", "止不住")."""
    return _NOT_NOW.search(words.sub("", clause)) is not None


def question_at(step: int, *, settled: Container[str] = ()) -> Question | None:
    """The question of this step of the waiting room, counted from 0, or the next one of which nothing is `settled` yet.

    None when all have been asked.
    """
    return next((question for question in QUESTIONS[step:] if question not in settled), None)


_HAS_NO_PLAN: Final = re.compile(
    r"没(?:有)?(?:想过|想好|打算过?|计划)(?:要)?(?:怎么|怎样|如何)|没(?:有)?(?:什么)?(?:具体)?(?:的)?(?:计划|打算)(?!告诉|说)|\bno plans?\b|\b(?:havent|haven't|have not|never) (?:really )?thought about how\b|\bnot planning (?:anything|to do it)\b"
)


def settled_by(text: str, *, is_about_other: bool = False) -> frozenset[Question]:
    """The questions that `text` answers without having been asked them."""
    told = all_told_in(text)
    settles = {**_SETTLES, **_SETTLES_OF_OTHER} if is_about_other else _SETTLES
    settled = {question for each, questions in settles.items() if each in told for question in questions}
    if _OUT_OF_REACH.search(text.lower()) and not _BACK_AGAIN.search(text.lower()):
        settled |= {Question.AWAY, Question.MEANS}
    if is_about_other and _IS_FAR.search(text.lower()):
        settled |= {Question.AWAY}
    if is_plainly(_IS_SAFE, text):
        settled.add(Question.PLACE)
    if _HAS_NO_PLAN.search(text.lower()):
        settled |= {Question.PLAN, Question.TIME}
    if _IS_UNHURT.search(text.lower()) and reply_to(Question.BODY, text) is Reply.NO:
        settled.add(Question.BODY)
    return frozenset(settled)


def settled_by_harmed(text: str) -> frozenset[Question]:
    """What need not be asked of whom others hurt: who is told already, and the door that is locked already."""
    told = all_told_in(text)
    settled = {Question.NEAR} if told & {Told.HAS_TOLD, Told.COMING} else set()
    if _IS_LOCKED.search(text.lower()):
        settled.add(Question.AWAY)
    return frozenset(settled)


def tells_place_at(step: int) -> bool:
    """Whether it is time to say the place in the queue: after all questions, with every third exercise."""
    return step >= len(QUESTIONS) and (step - len(QUESTIONS)) % EXERCISES == EXERCISES - 1


def reply_to(question: Question, text: str, *, is_harmed: bool = False) -> Reply:
    """What `text` answers. The grave answer counts by its first words; the other only when nothing takes it back.

    For whom others hurt (`is_harmed`) to be at home is not to be safe, and who is beside them may be who hurts them.
    """
    if question is Question.NEXT_HOUR:
        return Reply.OTHER
    if is_harmed and question is Question.PLACE and (of_place := _beside_whoever_hurts(text)) is not None:
        return of_place
    return _in_plain_words(question, text) or _in_own_words(question, text)


def _beside_whoever_hurts(text: str) -> Reply | None:
    if _BESIDE_THEM.search(text.lower()):
        return Reply.NO
    return Reply.OTHER if begins_with(_AT_HOME, text) else None


def _in_plain_words(question: Question, text: str) -> Reply | None:
    words = {
        Reply.YES: YESES | _OWN_YES.get(question, _NOTHING),
        Reply.NO: (NOES | _OWN_NO.get(question, _NOTHING)) - _NO_ANSWER.get(question, _NOTHING),
    }
    grave, _ = _GRAVE.get(question, (Reply.NO, RiskLevel.NONE))
    harmless = Reply.NO if grave is Reply.YES else Reply.YES
    # "不想" is a yes to nothing, and a no to "can you move away?" only: a word that could be both is not grave.
    if begins_with(words[grave] - words[harmless], text):
        return grave
    return harmless if is_plainly(words[harmless], text) else None


def _in_own_words(question: Question, text: str) -> Reply:
    told, is_denied = _beside_denial(question, text)
    if _is_no(question, text):
        return Reply.NO
    if _is_grave_by_its_words(question, told):
        return _GRAVE[question][0]
    return Reply.NO if is_denied else _by_the_way(question, told, text)


def _is_no(question: Question, text: str) -> bool:
    """Whether it is a no in more than one word, and nothing takes it back."""
    words = _NO_WORDS.get(question)
    plain = to_simplified(text.lower()).replace("’", "'")
    if words is None or words.search(plain) is None or _BUT.search(plain) is not None:
        return False
    return _DARK.search(plain) is None or _DENIED.search(plain) is not None


def _is_grave_by_its_words(question: Question, told: str) -> bool:
    own_words = _GRAVE_WORDS.get(question)
    if own_words is None or own_words.search(told) is None:
        return False
    is_long = len(told) > 2 * _SHORT or _IS_NEWS.search(told) is not None
    return not (question in _OF_SHORT_ANSWERS and is_long)


def _by_the_way(question: Question, told: str, text: str) -> Reply:
    """Of an answer that is neither a plain yes nor a plain no, nor grave."""
    yes_words = _YES_WORDS.get(question)
    if yes_words is not None and yes_words.search(told):
        return Reply.YES
    return Reply.UNSURE if begins_with(_UNSURE, text) else Reply.OTHER


def _beside_denial(question: Question, text: str) -> tuple[str, bool]:
    """What is said beside "not hurt", as it was written and normalised, and whether that was said."""
    written = f"{to_simplified(text.lower())}\n{normalise(text).text}"
    denies = _DENIES.get(question)
    if denies is None:
        return written, False
    clauses = [clause.strip() for clause in _CLAUSE.split(written)]
    told = [denies.sub("", clause) for clause in clauses]
    return "\n".join(told), told != clauses


def level_after(question: Question, reply: Reply) -> RiskLevel:
    """How grave the answer is by itself; RiskLevel.NONE where it says nothing about danger."""
    grave, level = _GRAVE.get(question, (None, RiskLevel.NONE))
    return level if reply is grave else RiskLevel.NONE


def step_after(question: Question, reply: Reply, *, step: int) -> int:
    """Where the waiting room goes on; never back."""
    to = _SPARES.get((question, reply))
    return step if to is None else max(step, QUESTIONS.index(to))
