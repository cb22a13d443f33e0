"""Schools and classes as students write them: 市一中, 高二（3）班, 21级护理1班, Grade 8 Class 3."""

import re
from collections.abc import Iterator

from bot.redact.fold import Folded
from bot.redact.pieces import HAN, NAME_LETTER, NUMBER
from bot.redact.span import Kind, Span

GRADE = rf"(?:(?:初|高|大|研|小|中|国)中?\s?{NUMBER}|{NUMBER}\s?年级?|(?:20)?\d\d级|预备年?级|预初)"
STREAM = r"(?:文科|理科|实验|重点|火箭|尖子|平行|国际|清北|艺术|体育|音乐|美术|英语)"
CLASS_MARK = rf"(?:[A-Za-z]?{NUMBER}|[A-Za-z])"
CLASS_PATTERNS = (
    rf"{GRADE}[\s,的]{{0,2}}[{HAN}]{{0,8}}?[\s(\[<\-]{{0,2}}{CLASS_MARK}[\s)\]>]{{0,2}}班级?(?!车)",
    rf"{NUMBER}[(\[<]{NUMBER}[)\]>]班",
    rf"{GRADE}[\s\-]?{STREAM}{{1,2}}[A-Za-z0-9]?班",
    rf"{GRADE}[忠孝仁爱信义和平诚勤]班",
    rf"(?<![第头末每这那上下了等加倒值轮换夜早晚中航船\d]){NUMBER}[)\]]?班(?=$|[\s,。!?、:;的]|同学|学生|老师|班主任|班长|女生|男生|那个|有个)",
    rf"(?:20)?\d\d级{NAME_LETTER}{{2,10}}?(?:专业|系|学院|{NUMBER}班)",
    rf"{GRADE}[(\[<]\d{{1,2}}[)\]>]",
    r"(?<![A-Za-z])class\s?\d{1,2}[\s,]{0,2}(?:of\s)?grade\s?\d{1,2}",
    r"(?<![A-Za-z])grade\s?\d{1,2}[\s,]{0,2}class\s?\d{1,2}",
)
CLASS = re.compile("|".join(CLASS_PATTERNS), re.IGNORECASE)

# What stands before 学校 without naming one.
GENERIC = (
    "这|那|各|该|本|某|几|两|全|每|所|个|多|新|老|同|好|重点|名牌|理想|民办|公立|私立|国内|海外|国外|今年|当年|现在|以前|后来|普通|一流|知名|著名"
    "|别的|其他|城里|乡村|农村|农民|附近|另外|基层|不少|中国|外国|试点|希望|传统|职业|高等|加强|继续|我国|在校|全市|全省|全国"
)
BEFORE_SCHOOL = "在读于上进去是从念到"
SCHOOL_PATTERNS = (
    rf"(?<=[{BEFORE_SCHOOL}叫:])(?!{GENERIC})(?:(?![由使该以当即因如而但并等些次]){NAME_LETTER}){{2,6}}(?:大学|学院|中学|小学|学校|高中|初中|职高|技校|幼儿园)(?!生)",
    rf"(?:(?![届余名]){NAME_LETTER}){{0,5}}(?<!届)第?(?<!\d){NUMBER}(?:中学|(?<!名)小学|职业高中|职业中学|高中|初中(?![止生])|实验小学|实验中学|幼儿园|职高)",
    rf"(?:(?!届){NAME_LETTER}){{0,4}}?[省市区县州镇]第?(?<!\d){NUMBER}[中小](?![{HAN}])",
    rf"(?:(?:(?!届){NAME_LETTER}){{1,4}}?[省市区县州镇]第?|第|(?<=[{BEFORE_SCHOOL}]))(?<!\d){NUMBER}[中小](?=$|[\s,.。!?、的读念上毕高初校区附门对]|学生|同学|老师)",
    rf"{NAME_LETTER}{{1,8}}(?:附中|附小|附属中学|附属小学|外国语|实小)",
)
SCHOOL = re.compile("|".join(SCHOOL_PATTERNS))
# Short names of universities that are everyday words nowhere else.
SHORT_NAMES = re.compile(
    rf"(?<=[{BEFORE_SCHOOL}])(?:港大|台大|澳大|北大|清华|复旦|浙大|南大|武大|华科|中大|川大|山大|厦大|人大|交大|同济|北师大|华师大?)(?![{HAN}]*(?:会|代表))"
)
PATTERNS = ((CLASS, Kind.CLASS), (SCHOOL, Kind.SCHOOL), (SHORT_NAMES, Kind.SCHOOL))


def find_schools(folded: Folded) -> Iterator[Span]:
    for pattern, kind in PATTERNS:
        yield from (folded.span(found.start(), found.end(), kind) for found in pattern.finditer(folded.numerals))
