"""Whether somebody writes as a worried adult: by plain words, because what is said in danger must not rest on a guess."""

import re
from typing import Final

_CLAUSE: Final = re.compile(r"[,.;:!?，。；：！？、\s]+")
_ADULT: Final = (
    "家长|监护人|妈妈?|爸爸?|母亲|父亲|奶奶|爷爷|外婆|外公|姥姥|姥爷|阿姨|叔叔|老师|班主任|辅导员|宿管"
    "|家長|監護人|媽媽?|母親|父親|爺爺|老師|輔導員"
)
# "我是他妈妈" and nothing after it: "我是班主任眼里的坏学生" is a student, and "我是不是该告诉老师" too. "我是你爸爸" is a
# swear word.
_I_AM: Final = re.compile(
    "我是(?:一?[个個名位])?(?:他|她|ta|这?孩子|這孩子|单亲|單親|心理|小学|初中|高中|中学|大学|[^你妳我是]{0,10}的)?"
    f"(?:{_ADULT})"
)
_AS_ONE: Final = re.compile(f"我(?:作为|作為|身为|身為).{{0,8}}?(?:{_ADULT})")
_MY_CHILD: Final = re.compile(
    "我(?:家|的|家的|们家|們家)?(?:大|小|那个|那個|这个|這個)?"
    "(?:儿子|女儿|闺女|孩子|娃(?!娃)|小孩|兒子|女兒|閨女|囡囡|班上?的?[学學]生|的[学學]生)(?!子?[气氣脾]|[证證会會时時])"
)
_MY_CHILD_IN_ENGLISH: Final = re.compile(
    r"\b(?:my|our) (?:teenage |teen |older |younger |little |eldest |youngest |\d+[- ]year[- ]old )?"
    r"(?:son|daughter|child|kid|kids|children|student|students|grandson|granddaughter|pupil)\b"
    r"|\bi(?:['\u2019]?m| am) (?:a|an|the|his|her|their) (?:worried |single )?"
    r"(?:mom|mum|mother|dad|father|parent|grandmother|grandfather|guardian|teacher|tutor|school counsell?or)\b(?!['\u2019])"
)
# Who is pregnant, or fears to be, speaks of a child of their own too.
_PREGNANT: Final = re.compile("怀孕|懷孕|肚子|打胎|流产|流產|pregnan|abortion")
_FAR_ENOUGH: Final = 500


def speaks_as_adult(text: str) -> bool:
    """Whether the writer says that they are a child's parent or teacher, or speaks of a child of their own."""
    words = text[:_FAR_ENOUGH].lower()
    if _PREGNANT.search(words):
        return False
    if _MY_CHILD.search(words) or _MY_CHILD_IN_ENGLISH.search(words):
        return True
    return any(_I_AM.fullmatch(clause) or _AS_ONE.match(clause) for clause in _CLAUSE.split(words))
