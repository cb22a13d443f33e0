"""Schools, authorities, firms and sites whose name the model cuts in pieces: 法国 | 内政部, 衡阳 | 冶金 | 子弟小学.

A chain begins with a proper name and ends with a word that says what it is.
"""

import re
from collections.abc import Iterator, Sequence

from bot.redact.finder import Word
from bot.redact.span import Kind

SCHOOL = re.compile(
    r"(?:大学|学院|中学|小学|初中|高中|附中|附小|学校|职高|职校|技校|中专|卫校|幼儿园|书院|党校|警校|军校|女中|校区|分校|实小)$"
)
ORGANISATION = re.compile(
    r"(?:公司|集团|银行|医院|卫生院|诊所|委员会|组委会|委|局|部|厅|队|俱乐部|协会|学会|联盟|联合会|党|法院|检察院|议会|国会|政府|军|军方|部队|舰队|编队|出版社|报|日报|晚报|报社|电视台|电台|杂志社|通讯社"
    r"|研究所|研究院|实验室|中心|基金会|商会|工会|总会|分会|大会|厂|派出所|支队|大队|社区|居委会|村委会|街道办|办公室|办事处|事务所|使馆|领事馆|代表团|乐团|剧团|艺术团|总行|分行|支行|营业部|专卖店|旗舰店|影视|传媒|系|社|网|站|所|协|联)$"
)
SITE = re.compile(
    r"(?:路|街|大道|巷|胡同|弄|山|山脉|河|江|湖|海|海峡|岛|半岛|湾|港|村|乡|镇|县|区|市|省|州|旗|广场|公园|小区|大厦|商场|商城|超市|花园|家园|桥|大桥|机场|码头|车站|火车站|地铁站|寺|庙|教堂|别墅|基地|园区|开发区"
    r"|街区|铁路|高速|公路|水库|瀑布|草原|沙漠|盆地|高原|博物馆|图书馆|体育馆|体育场|纪念馆|酒店|宾馆|饭店|餐厅|网吧|影院|剧院|古城|遗址|悬崖|运河|隧道|公寓|民宅|故居|大楼|市场|里|坊)$"
)
ENDINGS = ((SCHOOL, Kind.SCHOOL), (ORGANISATION, Kind.ORGANISATION), (SITE, Kind.PLACE))
# 内政部长: the office is hidden, the person's rank is not.
HEAD_OF = re.compile(r"(?<=[部局厅校院所社厂队])长$")
PROPER = frozenset({"LOC", "ORG", "nz", "PER"})
BETWEEN = frozenset({"n", "vn", "nz", "nw", "an", "s", "f", "LOC", "ORG", "PER", "m"})
LONGEST_CHAIN = 6
# Words that only seem to end like an institution.
NOT_INSTITUTIONS = frozenset(
    [
        "全部",
        "内部",
        "外部",
        "部",
        "队",
        "党",
        "军",
        "系",
        "社",
        "网",
        "站",
        "所",
        "联",
        "局",
        "报",
        "里",
        "海",
        "山",
        "河",
        "市",
        "区",
        "县",
        "省",
        "州",
        "心里",
        "这里",
        "那里",
        "哪里",
        "家里",
        "中心",
        "上网",
        "关系",
        "联系",
        "一部",
        "厕所",
        "西部",
        "东部",
        "南部",
        "北部",
        "中部",
        "海里",
        "上海",
        "路",
    ]
)  # one line of words


def institutions(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int, Kind]]:
    """Stretches of folded text that name an institution or a site."""
    place = 0
    while place < len(words):
        chain = _longest_chain(text, words[place : place + LONGEST_CHAIN]) if _may_begin(words[place]) else None
        if chain is None:
            place += 1
            continue
        length, end, kind = chain
        yield words[place].start, end, kind
        place += length


def _may_begin(word: Word) -> bool:
    """A name of its own; a single letter (上 in 上大学) is none."""
    return word.tag in PROPER and word.end - word.start > 1


def _longest_chain(text: str, words: Sequence[Word]) -> tuple[int, int, Kind] | None:
    """How many of these words make one name, where it ends and what it is."""
    chain: tuple[int, int, Kind] | None = None
    for length, word in enumerate(words[1:], start=2):
        if word.tag not in BETWEEN:
            break
        if ending := _ending(text[word.start : word.end]):
            kind, cut = ending
            chain = length, word.end - cut, kind
    return chain


def _ending(word: str) -> tuple[Kind, int] | None:
    """What a word says an institution is, and how many letters of it are no part of the name."""
    if word in NOT_INSTITUTIONS:
        return None
    office = HEAD_OF.sub("", word)
    kind = next((kind for pattern, kind in ENDINGS if pattern.search(office)), None)
    return None if kind is None else (kind, len(word) - len(office))
