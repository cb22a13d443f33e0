"""Where somebody belongs: school, class, dormitory, street, student number, number plate, place on the map, birthday.

Patterns read `Folded.numerals`, where 一二三 are 123: they must not spell Chinese digits themselves.
"""

import re
from collections.abc import Iterator

from bot.redact.fold import Folded
from bot.redact.span import Kind, Span

HAN = "㐀-鿿"
# A name of a school or a street does not reach back over these.
STOPS = "我你他她它们的了在是到去从来往读上考进和与跟或就于为被把给让叫说对那这哪和及有没不也都还很住回离过想要、"
NUMBER = r"(?:\d{1,3}|\d?十\d?|\d?百\d{0,2})"
GRADE = rf"(?:(?:初|高|大|研|小|中|国)(?:中)?{NUMBER}|(?:初|高|国)中{NUMBER}年?级?|{NUMBER}年级?|(?:20)?\d\d级|预备年?级|预初)"

CLASS = re.compile(
    rf"{GRADE}[\s,的]{{0,2}}(?:[{HAN}]{{0,8}}?)[\s(\[<\-]{{0,2}}[A-Za-z]?{NUMBER}[\s)\]>]{{0,2}}班(?!车|级群)"
    rf"|{GRADE}[\s\-]?(?:文科|理科|实验|重点|火箭|尖子|平行|国际|清北|艺术|体育|音乐|美术|英语){{1,2}}[A-Za-z0-9]?班"
    rf"|(?<![第头末每这那上下了等加倒值轮换夜早晚中早晚航船末\d]){NUMBER}[)\]]?班(?=$|[\s,。!?、:;的]|同学|学生|老师|班主任|班长|女生|男生|那个|有个)"
    rf"|(?:20)?\d\d级(?:(?![{STOPS}])[{HAN}]){{2,10}}?(?:专业|系|学院|{NUMBER}班)"
    rf"|{GRADE}[(\[<]\d{{1,2}}[)\]>]"
    r"|\b(?:class\s?\d{1,2}[\s,]{0,2}(?:of\s)?grade\s?\d{1,2}|grade\s?\d{1,2}[\s,]{0,2}class\s?\d{1,2})\b",
    re.IGNORECASE,
)
BUILDING = r"(?:号楼|栋|幢|座|舍|公寓|斋|号院|楼)"
DORMITORY = re.compile(
    rf"(?:[东西南北中][区苑园院]?|[男女]生?|学生|[A-Za-z])?[A-Za-z]?{NUMBER}[A-Za-z]?\s?{BUILDING}\s?[-,]?\s?(?:[A-Za-z东西南北]?\d{{1,2}}(?:单元|层|楼))?\s?[-,]?\s?[A-Za-z]?\d{{3,4}}\s?(?:室|房间?|寝室?|宿舍|号)?(?!\d|[年元块分人名])(?:\s?[A-Z]?\d\s?号?床位?)?"
    rf"|(?:宿舍|寝室|公寓|舍|房间|房号|门牌)(?:号码?|楼|楼号)?\s?(?:[:是在为])?\s?(?:[东西南北A-Za-z]?\d{{1,2}}\s?(?:[-#]|{BUILDING})\s?)?[A-Za-z]?\d{{3,4}}(?!\d|[年元块分人名])(?:\s?(?:室|房|寝|号))?(?:\s?\d\s?号?床位?)?"
    rf"|[东西南北A-Za-z]?(?:\d{{1,2}}\s?[-#])?\s?(?<!\d)\d{{3,4}}\s?(?:宿舍|寝室|寝(?!食)|室友|房间|室(?!内|外|友|温))(?:\s?\d\s?号?床位?)?"
    rf"|[东西南北A-Za-z]?[区苑园]?{NUMBER}\s?(?:号楼|栋|幢|舍)(?:\s?{NUMBER}\s?(?:单元|层|楼))?"
)
ROOM = r"(?:\s?[-,]?\s?[A-Za-z]?\d{1,4}\s?(?:号楼|号院|号|弄|栋|幢|座|单元|层|楼|室|房|户|组|队|支弄|之\d))"
ADDRESS = re.compile(
    rf"(?:(?![{STOPS}])[{HAN}]){{1,14}}?(?:路|街道?|大道|巷|胡同|弄|里|坊|村|镇|乡|屯|小区|花园|家园|新村|社区|苑|公寓|大厦|广场|庄园|府|城|湾|道)(?:[东西南北中]段?|\d段)?{ROOM}{{1,6}}(?:\s?-\s?\d{{1,4}})*"
)
STUDENT_NUMBER = re.compile(
    r"(?:学号|学籍号|考号|准考证号?|考生号|报名号|校园卡号?|一卡通号?|工号|编号|座位号|病历号|住院号|就诊号)\s{0,2}(?:码|是|为)?\W{0,3}(?:我的|是)?\s?(?P<it>[A-Za-z]{0,4}\d[\dA-Za-z\-]{1,20})",
    re.IGNORECASE,
)
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATE = re.compile(
    rf"[{PROVINCES}]\s?[A-Za-z]\s?[·•.\-—点]?\s?(?=(?:[\s·.\-]?[A-Za-z0-9])*?\d)(?:[\s·.\-]?[A-Za-z0-9]){{4,6}}[挂学警港澳领]?(?![A-Za-z0-9])"
)
PLATE_NAMED = re.compile(
    r"(?:车牌号?码?|牌照|车号)\W{0,3}(?:是|为)?\W{0,2}(?P<it>[A-Za-z]{0,3}[\s\-·]?\d[A-Za-z0-9\-·]{2,6})"
)
DEGREES = r"\d{1,3}(?:\.\d+)?\s?[°度](?:\s?\d{1,2}(?:\.\d+)?\s?['′分])?(?:\s?\d{1,2}(?:\.\d+)?\s?[\"″''秒]{1,2})?"
COORDINATES = re.compile(
    rf"(?:[北南]纬|[东西]经|(?<![A-Za-z])[NSEW])\s?:?\s?(?:{DEGREES}|\d{{1,3}}\.\d{{2,}})\s?[NSEW]?"
    rf"|{DEGREES}\s?[NSEW](?![A-Za-z])"
    r"|(?:经度|纬度|经纬度?|坐标|定位|lat(?:itude)?|lo?ng(?:itude)?)\W{0,3}(?:是|为)?\W{0,2}-?\d{1,3}\.\d{1,}(?:\W{1,3}-?\d{1,3}\.\d{1,})?"
    r"|(?<![\d.])-?\d{1,3}\.\d{3,}\s?[,，/ ]\s?-?\d{1,3}\.\d{3,}(?![\d.])",
    re.IGNORECASE,
)
DAY = r"(?:(?:农历|阴历|阳历|公历|新历|旧历)?\s?(?:(?:19|20)?\d\d\s?(?:年|[-/.])\s?)?(?:腊|正|冬|闰?\d{1,2}|十\d?)\s?(?:月|[-/.])\s?(?:初\d|初十|廿\d?|\d{1,2}|\d?十\d?)(?:\s?[日号])?|(?:19|20)\d{6}|(?:19|20)?\d\d\s?年(?:\s?(?:\d{1,2}|十\d?)月)?)"
BORN = r"(?:生日|出生|生于|诞生|生辰|出世|破壳|过生|born|birthday|生的|来到这个世界)"
BIRTHDAY = re.compile(
    rf"{BORN}(?:日期|时间|年月日?|证明|那天|就)?[^\d\n]{{0,6}}?(?P<after>{DAY})|(?P<before>{DAY})\s?(?:那天)?(?:是|,|就是)?(?:我|他|她|你|我的|她的|他的)?(?:\d+岁)?(?:的)?{BORN}",
    re.IGNORECASE,
)
GENERIC = "这|那|各|该|本|某|几|两|全|每|所|个|多|新|老|同|好|重点|名牌|理想|民办|公立|私立|国内|海外|国外|今年|当年|现在|以前|后来|普通|一流|知名|著名|别的|其他|城里|乡村|农村|农民|附近|另外|基层|不少|中国|外国|试点|希望|传统|职业|高等|加强|继续|我国|在校|全市|全省|全国"
NAMED_SCHOOL = re.compile(
    rf"(?<=[在读于上进去是从念到叫:])(?!{GENERIC})(?:(?![{STOPS}由使该以当即因如而但并等些次])[{HAN}]){{2,6}}(?:大学|学院|中学|小学|学校|高中|初中|职高|技校|幼儿园|附中|附小)"
)
NUMBERED_SCHOOL = re.compile(
    rf"(?:(?![{STOPS}届余名])[{HAN}]){{0,5}}(?<![{HAN}]届)第?(?<![0-9]){NUMBER}(?:中学|(?<!名)小学|高中|初中(?!止)|实验小学|实验中学|幼儿园|职高)"
    rf"|(?:(?:(?![{STOPS}届])[{HAN}]){{1,4}}?[省市区县州镇]第?|第|(?<=[在读于上进去是从念到]))(?<![0-9]){NUMBER}[中小](?=$|[\s,.。!?、的读念上毕高初校区附门对]|学生|同学|老师)"
    rf"|(?:(?![{STOPS}])[{HAN}]){{1,8}}(?:附中|附小|附属中学|附属小学|外国语|实小)"
)
PATTERNS = (
    (CLASS, Kind.CLASS),
    (DORMITORY, Kind.DORMITORY),
    (ADDRESS, Kind.ADDRESS),
    (PLATE, Kind.PLATE),
    (COORDINATES, Kind.COORDINATES),
)


def find_belonging(folded: Folded) -> Iterator[Span]:
    """Everything in one text that says where a person belongs."""
    digits = folded.numerals
    for pattern, kind in PATTERNS:
        yield from (folded.span(found.start(), found.end(), kind) for found in pattern.finditer(digits))
    for pattern, kind in ((STUDENT_NUMBER, Kind.STUDENT_NUMBER), (PLATE_NAMED, Kind.PLATE)):
        yield from (folded.span(*found.span("it"), kind) for found in pattern.finditer(digits))
    for found in BIRTHDAY.finditer(digits):
        yield folded.span(*found.span("after" if found["after"] else "before"), Kind.BIRTHDAY)
    for pattern in (NAMED_SCHOOL, NUMBERED_SCHOOL):
        yield from (folded.span(found.start(), found.end(), Kind.SCHOOL) for found in pattern.finditer(digits))
