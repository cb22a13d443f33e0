"""Whether somebody writes as a worried adult: by plain words, because what is asked in danger must not rest on a guess."""

import re
from typing import Final

_CLAUSE: Final = re.compile(r"[,.;:!?，。；：！？\s]+")
_ADULT: Final = (
    "家长|监护人|妈妈?|爸爸?|母亲|父亲|奶奶|爷爷|外婆|外公|姥姥|姥爷|阿姨|叔叔|老师|班主任|辅导员|宿管"
    "|家長|監護人|媽媽?|母親|父親|爺爺|老師|輔導員"
)
# "我是他妈妈" and nothing after it: "我是班主任眼里的坏学生" is a student, and "我是不是该告诉老师" too. "我是你爸爸" is a
# swear word.
_I_AM: Final = re.compile(
    "我(?:是|作为|作為|身为|身為)(?:一?[个個名位])?"
    "(?:他|她|ta|学生|學生|这?孩子|這孩子|单亲|單親|心理|小学|初中|高中|中学|大学|[^你妳我是]{0,10}的)?"
    f"(?:{_ADULT})(?:很担心|很擔心|很着急|很著急|该怎么做|該怎麼做|该怎么办|該怎麼辦)?"
)
# Not in what somebody else says: "我妈跟别人说我女儿没出息" is the daughter who writes.
_MY_CHILD: Final = re.compile(
    "(?<![说說讲講叫骂罵夸誇嫌当當像])我(?:家|的|家的|们家|們家)?(?:大|小|那个|那個|这个|這個)?"
    "(?:儿子|女儿|闺女|孩子|娃(?!娃)|小孩|兒子|女兒|閨女|囡囡|班上?的?[学學]生|的[学學]生)"
    "(?!子|[气氣脾多太很真是]|们?都不理|們?都不理|[证證会會时時卡账賬号號])"
)
_SOMEBODY_ELSES_WORDS: Final = re.compile(
    "(?:爸|妈|媽|他|她|他们|老师|老師|奶奶|爷爷|爺爺|别人|別人)[^,，。]{0,8}[说說讲講骂罵]|要是|如果|以后|以後|将来|將來|(?:says?|said|told|if i|someday|one day)\\b"
)
_MY_CHILD_IN_ENGLISH: Final = re.compile(
    r"\b(?:my|our) (?:teenage |teen |older |younger |little |eldest |youngest |\d+[- ]year[- ]old )?"
    r"(?:(?:son|daughter|child|kid|kids|children|grandson|granddaughter)\b(?!['\u2019]| (?:brother|sister|friend|self|abuse|support))"
    r"|(?:students?|pupils?)\b(?= (?:is|was|are|were|has|have|had|says?|said|won't|will|told|keeps?|seems?|stopped|cut|cuts|hurts?|doesn't|does|can't|never|who)\b|\s*(?:[,.!?]|$)))"
    r"|\bi(?:['\u2019]?m| am) (?:a|an|the|his|her|their) (?:worried |single )?"
    r"(?:mom|mum|mother|dad|father|parent|grandmother|grandfather|guardian|teacher|school counsell?or)\b"
    r"(?!['\u2019]| (?:friend|to my|figure|joke|disappointment|pleaser|kid|hater))"
)
# Who is pregnant, or fears to be, speaks of a child of their own too.
_PREGNANT: Final = re.compile("怀孕|懷孕|肚子|打胎|打掉|流产|流產|流掉|没了|沒了|保不住|pregnan|abortion|miscarr")
_A_STUDENT: Final = re.compile(
    "我(?:是|今年|才|上|在上|读|在读|读着|念)(?:一?[个個名])?[^,，。我]{0,6}?(?:学生(?!的|家|们)|學生(?!的|家|們)|十[一二三四五六七八]?岁|1[0-8]岁|歲)"
    "|我(?:上|读|念|在)[初高大][一二三四]|\\bi(?:['\u2019]?m| am) (?:a|just a|only a) (?:student|kid|teenager|teen)\\b"
    "|\\bi(?:['\u2019]?m| am) 1[0-8]\\b"
)
_FAR_ENOUGH: Final = 500


def is_adult_after(text: str, *, before: bool) -> bool:
    """Whether a worried adult writes, once they have written `text`; a student may say that they are one after all."""
    words = text[:_FAR_ENOUGH].lower()
    if _A_STUDENT.search(words):
        return False
    return before or _speaks_as_adult(words)


def _speaks_as_adult(words: str) -> bool:
    """Whether the writer says that they are a child's parent or teacher, or speaks of a child of their own."""
    if _PREGNANT.search(words):
        return False
    clauses = _CLAUSE.split(words)
    if any(_I_AM.fullmatch(clause) for clause in clauses):
        return True
    of_child = _MY_CHILD.search(words) or _MY_CHILD_IN_ENGLISH.search(words)
    return of_child is not None and not _SOMEBODY_ELSES_WORDS.search(words[: of_child.start()])
