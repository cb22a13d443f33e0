"""Cues beside a name. They confirm and extend what the model finds; a bare 小X, 阿X or 老X is no cue (老师, 小时)."""

import re
from collections.abc import Iterable, Iterator

from bot.redact.finder import Found
from bot.redact.fold import Folded
from bot.redact.span import Kind

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵"
    "万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司"
    "卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
TITLES = "老师|同学|医生|主任|校长|教授|教练|阿姨|叔叔|先生|女士|小姐|警官|律师|学长|学姐|学妹|学弟|师兄|师姐|班长|导员|辅导员|院长|经理|老板|护士|大夫|奶奶|爷爷|哥|姐|总|局长|书记|主席|教官|督导|咨询师"
TITLED = re.compile(rf"(?<![\u4e00-\u9fff])?(?P<name>[{SURNAMES}])(?={TITLES})")
SELF = re.compile(
    r"(?:我(?:的名字|名字|本名|真名|大名|小名)?叫|叫我|我姓名|姓名[:是]|名字[:是叫]|名叫|本名)\s?[:是]?\s?(?P<name>[\u4e00-\u9fff]{2,4}?)(?=$|[\s,.!?;、:()的和吧就行好啊呀哦]|今年|是)"
)
SURNAMED = re.compile(rf"(?:我|他|她|老师|同学|对方)?姓(?P<name>[{SURNAMES}])(?![\u4e00-\u9fff])")
LATIN_NAME = re.compile(
    r"(?<![\w@./-])(?:my name(?:'s| is)|i am|i'm|call me|named|called|this is|mr\.?|mrs\.?|ms\.?|miss|dr\.?|teacher|prof\.?)\s+(?P<name>[A-Z][a-z]+(?:[\s-][A-Z][a-z]+){0,2})"
)
POINTED = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·•・‧][\u4e00-\u9fff]{1,8})+")
NOT_NAMES = frozenset(
    ["什么名字", "什么", "名字", "我们", "你们", "他们", "自己", "不停", "不要", "救护车", "外卖", "出去", "起床", "不出", "不上", "天天", "姐姐", "哥哥", "妈妈", "爸爸", "同学", "老师"]
)


def cued_names(folded: Folded) -> Iterator[Found]:
    """Names that stand beside a cue."""
    for pattern in (SELF, LATIN_NAME):
        for found in pattern.finditer(folded.text):
            if found["name"] not in NOT_NAMES:
                yield (*found.span("name"), Kind.PERSON)
    for found in TITLED.finditer(folded.text):
        yield (*found.span("name"), Kind.PERSON)
    for found in SURNAMED.finditer(folded.text):
        yield (*found.span("name"), Kind.PERSON)


def widened(text: str, names: Iterable[Found]) -> Iterator[Found]:
    """The model's persons, with all parts of a foreign name joined by dots."""
    pointed = [found.span() for found in POINTED.finditer(text)]
    for start, end, kind in names:
        reach = (
            [(first, last) for first, last in pointed if first < end and start < last] if kind is Kind.PERSON else []
        )
        yield min([start, *(first for first, _ in reach)]), max([end, *(last for _, last in reach)]), kind
