"""Cues beside a name. They confirm and extend what the model finds; a bare 小X, 阿X or 老X is no cue (老师, 小时)."""

import re
from collections.abc import Iterator

from bot.redact.surnames import SURNAMES

TITLES = "老师|同学|医生|主任|校长|教授|教练|阿姨|叔叔|先生|女士|小姐|警官|律师|学长|学姐|学妹|学弟|师兄|师姐|班长|导员|辅导员|院长|经理|老板|护士|大夫|奶奶|爷爷|哥|姐|总|局长|书记|主席|教官|督导|咨询师"
TITLED = re.compile(rf"(?<![\u4e00-\u9fff])?(?P<name>[{SURNAMES}])(?={TITLES})")
SELF = re.compile(
    r"(?:我(?:的名字|名字|本名|真名|大名|小名)?叫|叫我|我姓名|姓名[:是]|名字[:是叫]|名叫|本名)\s?[:是]?\s?(?P<name>[\u4e00-\u9fff]{2,4}?)(?=$|[\s,.!?;、:()的和吧就行好啊呀哦]|今年|是)"
)
SURNAMED = re.compile(rf"(?:我|他|她|老师|同学|对方)?姓(?P<name>[{SURNAMES}])(?![\u4e00-\u9fff])")
LATIN_NAME = re.compile(
    r"(?<![\w@./-])(?:my name(?:'s| is)|i am|i'm|call me|named|called|this is|mr\.?|mrs\.?|ms\.?|miss|dr\.?|teacher|prof\.?)\s+(?P<name>[A-Z][a-z]+(?:[\s-][A-Z][a-z]+){0,2})"
)
# Words the model, leaning towards persons, takes for names.
NOT_NAMES = frozenset(
    """什么名字 什么 名字 我们 你们 他们 她们 自己 不停 不要 救护车 外卖 出去 起床 不出 不上 天天 姐姐 哥哥 妈妈 爸爸 弟弟 妹妹 爷爷 奶奶 外公 外婆
    姥姥 姥爷 老师 同学 老婆 老公 宝宝 宝贝 亲爱的 小雨 大雨 中雨 暴雨 雷阵雨 阵雨 多云 晴转多云 小雪 大雪 早安 晚安 午安 么么哒 萌萌 萌萌哒 安安静静 橙子
    苹果 白云 天涯 红米 小米 丛林 彩旗 靓仔 整风 成衣 小伙伴 月老 老天 老天爷 上帝 菩萨 小三 小偷 小丑 小姐姐 小哥哥 阿姨 叔叔 舅舅 班长 校长 心理老师 辅导员
    宿管阿姨 班主任 室友 闺蜜 男友 女友 前任 渣男 学霸 学渣 魔鬼 高考 中考 安眠药 安定 小时 时光 夏天 秋天 春天 冬天 阳光 温柔 平安 安静 安宁 安心 康复 小丑 小黑屋
    心心 哈哈 呵呵 嘻嘻 嘿嘿 呜呜 嘤嘤 唐氏 元旦 易怒 焦虑 麻木 空虚 时间 时候 花心 花痴 和解 和平 何必 何况 何时 任何 任性 任务 单身 单亲 成绩 成功 成长 路上 路人 水果 关心
    包容 方便 方法 万一 万物 毛病 毛线 黄昏 白天 白眼 白色 黑色 红色 高中 高一 高二 高三 初一 初二 初三 苗条 车祸 温暖 大一 大二 大三 大四 明天 明年 平时 终于 从来 曾经 应该 常常 向往""".split()  # noqa: SIM905  # one word list
)

NOT_PLACES = frozenset(
    {
        "天台",
        "楼顶",
        "阳台",
        "操场",
        "宿舍",
        "学校",
        "教室",
        "家里",
        "医院",
        "网上",
        "楼上",
        "楼下",
        "河边",
        "海边",
        "桥上",
        "厕所",
        "卫生间",
        "食堂",
        "图书馆",
        "晚安",
        "平安夜",
    }
)


def cued_persons(text: str) -> Iterator[tuple[int, int]]:
    """Names that stand beside a cue."""
    for pattern in (SELF, LATIN_NAME, TITLED, SURNAMED):
        yield from (found.span("name") for found in pattern.finditer(text) if found["name"] not in NOT_NAMES)
