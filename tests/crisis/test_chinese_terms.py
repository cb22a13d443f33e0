"""What the Chinese terms alone, without the model, say about people: for each category what must and what must not count.

The sentences are invented.
"""

import pathlib
from collections.abc import Mapping, Sequence
from typing import TypeVar

import pytest

from bot.crisis.by_terms import find_terms
from bot.crisis.lexicon import Lexicon
from bot.crisis.normalise import normalise
from bot.crisis.signal import Whose
from bot.levels import RiskLevel
from tests.crisis.conftest import SHIPPED

_Row = TypeVar("_Row")

SERIOUS, CRITICAL = RiskLevel.SERIOUS, RiskLevel.CRITICAL

DANGER = {
    "suicide": (
        *((text, SERIOUS) for text in ("要不然死了算了", "要是没出生就好了", "没有我他们会过得更好", "我不配活着")),
        *((text, SERIOUS) for text in ("睡着了就不要再醒来了", "好想彻底消失掉", "只想解脱", "希望出门就被车撞死")),
        *((text, SERIOUS) for text in ("我真的不想再活着了", "好想早点投胎", "为什么死的不是我", "没有活下去的勇气")),
        *(
            (text, CRITICAL)
            for text in ("我决定明天去死", "过完生日就不撑了", "遗书写好了", "炭买好了", "我攒药攒了一个月")
        ),
        *((text, CRITICAL) for text in ("怎么死才不疼", "有没有想一起自杀的", "我已经站在楼顶边上了", "我划开了手腕")),
        *(
            (text, CRITICAL)
            for text in ("这可能是我最后一次跟你说话", "我先走了，你们不要难过", "号都清空了，我可以安心走了")
        ),
        *((text, SERIOUS) for text in ("要不是放不下外婆，我早就走了", "我找不到继续活着的动力了", "谁来杀了我吧")),
        *(
            (text, CRITICAL)
            for text in ("吃三十片这种药会不会死", "打算下周自杀", "等爸妈睡着了就吃药", "木炭已经送到了")
        ),
    ),
    "self_harm": tuple(
        (text, SERIOUS)
        for text in (
            *("我又自残了", "我忍不住想伤害自己", "我用美工刀在胳膊上划了几道", "一难过就控制不住打自己"),
            *("我手臂上全是划痕", "拿烟头烫自己", "拿头撞墙", "只有疼了才能让我平静下来"),
        )
    ),
    "eating": tuple(
        (text, SERIOUS)
        for text in (
            *("我每次吃完都催吐", "我已经四天没吃东西了", "我要绝食", "我偷吃泻药停不下来", "瘦到只剩三十五公斤了"),
            *("我不让自己吃饭", "暴食以后又去抠喉", "节食节到停经晕倒"),
        )
    ),
    "psychotic": tuple(
        (text, SERIOUS)
        for text in (
            *(
                "脑子里有声音叫我去死",
                "那个声音让我跳下去",
                "我又幻听了",
                "他们都在监视我",
                "他们要害我",
                "菜里被人下了毒",
            ),
            *("我的脑子里被装了芯片", "有人在读我的想法", "总觉得有人跟踪我"),
        )
    ),
    "sexual_violence": tuple(
        (text, SERIOUS)
        for text in (
            *("我小时候被性侵过", "我被他强奸了", "叔叔摸了我的胸", "老师把手伸进我衣服里", "他强迫我和他发生关系"),
            *("他拿我的裸照威胁我", "我闺蜜昨晚被人强暴了", "他半夜进我房间", "教练对我动手动脚", "被侵犯以后我不敢睡"),
        )
    ),
    "violence": (
        *((text, SERIOUS) for text in ("我好想杀了他", "我控制不住想伤害别人", "他们都得完", "我要报复全班", "想捅人")),
        *(
            (text, SERIOUS)
            for text in ("我怕自己会变成杀人犯", "我有杀人的冲动", "我昨天弄死了一只猫", "我怕自己会伤害孩子")
        ),
        *((text, CRITICAL) for text in ("他拿着刀在门外要砍我", "我准备带刀去学校", "救命，他在门外要打我")),
    ),
    "abuse": tuple(
        (text, SERIOUS)
        for text in (
            *("我爸一喝醉就拿皮带抽我", "我从小被父母虐待", "三天两头让我跪着", "我妈把我关在门外不让我进屋"),
            *("我爸说要打断我的腿", "我妈让我去死", "他们不给我饭吃，我妈还打我", "老师打我耳光"),
        )
    ),
    "bullying": tuple(
        (text, SERIOUS)
        for text in (
            *("我在学校被霸凌", "她们把我堵在厕所里扇耳光", "他们逼我下跪学狗叫", "全宿舍的人联合起来孤立我"),
            *(
                "高年级的人勒索我，不给钱就打",
                "她们把我的照片p成遗像发到班群里",
                "他们扒了我的裤子",
                "他们往我身上吐口水",
            ),
        )
    ),
    "domestic_violence": (
        *(
            (text, SERIOUS)
            for text in ("我爸喝多了又打我妈", "我男朋友昨天动手打了我", "我爸家暴我妈", "他掐着我的脖子")
        ),
        *(
            (text, SERIOUS)
            for text in ("前男友一直跟踪我，威胁要杀我全家", "我妈又被我爸打了", "老公长期家暴，我不敢离婚")
        ),
        ("我爸现在拿着菜刀要砍我妈", CRITICAL),
    ),
    "pregnancy": tuple(
        (text, SERIOUS)
        for text in (
            *("我好像怀孕了，不敢告诉爸妈", "月经推迟了一个月，好怕怀上", "验孕棒两条杠，我才高二", "男友逼我去打胎"),
            *("我一个人偷偷去做了人流", "肚子快藏不住了", "高二怀孕，怎么办", "怀孕以后他把我拉黑了"),
        )
    ),
    "runaway": tuple(
        (text, SERIOUS)
        for text in (
            *(
                "我今晚要离家出走",
                "我在桥洞睡了两晚，没地方去",
                "考砸了，我不敢回家，怕被打",
                "今晚能睡在哪里，没地方去",
            ),
            *("网上认识的叔叔说可以收留我，来接我", "我被我妈赶出家门", "今晚我要逃出这个家", "我爸要打我，我不敢回家"),
        )
    ),
    "friend": (
        *(
            (text, SERIOUS)
            for text in ("我朋友说她不想活了，怎么劝她", "我同桌手臂上全是划痕", "我室友想自杀", "我弟弟在自残")
        ),
        *((text, SERIOUS) for text in ("我闺蜜发了一条告别的消息就关机了", "我好朋友联系不上了，我怕她做傻事")),
        *((text, CRITICAL) for text in ("我室友吞了一整瓶药，现在叫不醒", "我同学站在天台上", "她说今晚就自杀")),
    ),
    "substance": (
        *((text, CRITICAL) for text in ("我刚刚吃了一整瓶感冒药", "我把家里的药全都吃了", "我服药过量了")),
        *(
            (text, SERIOUS)
            for text in ("我每天喝到不省人事", "我只想用酒精麻痹自己", "我一次吃了好多药，头好晕", "止疼药当饭吃")
        ),
    ),
}

HARMLESS = {
    "suicide": (
        *(
            "考试砸了我要哭了",
            "手机死机了",
            "我先走了，明天见",
            "天台的花开了",
            "外婆去世三年了，很想她",
            "今晚就交作业",
        ),
        *(
            "这家店搞自杀式降价",
            "自杀率这个概念怎么解释",
            "某演员自杀身亡的新闻",
            "辩论题是安乐死合法化",
            "终于解脱了，放假啦",
        ),
        *("把绳子挂在墙上", "我去找奶奶包饺子", "打农药要戴口罩", "我们坐在天台看星星", "我写好作业了"),
    ),
    "self_harm": (
        *(
            "妈妈用水果刀切苹果",
            "美术课要带美工刀",
            "手被纸划了一下",
            "掐自己一把，不是做梦",
            "别人伤害不了我",
            "自己残留的记忆",
        ),
        *("你可能伤害自己或他人的情形不在保密之列", "桌子上全是划痕"),
    ),
    "eating": (
        *("晚饭吃完就去散步", "减肥期间不吃晚饭可以吗", "中午没吃饭，饿了", "猫两天不吃罐头", "食堂的菜真难吃"),
        *("催吐的危害是健康课的内容", "健康课讲厌食症", "晕车想吐"),
    ),
    "psychotic": (
        *(
            "有个声音很好听的主播",
            "教室装了监控，考试有人监考",
            "手机控制空调很方便",
            "这首歌像幻听一样好听",
            "听说他要来",
        ),
        *("有人叫我吃饭", "老师让我跳绳", "狗狗跟踪我到厨房", "我觉得被同学认出来了"),
    ),
    "sexual_violence": (
        *(
            "新闻说强奸犯被抓了",
            "这家公司侵犯了专利",
            "妈妈摸了摸我的头",
            "老师强迫我参加合唱团",
            "每个女的都被强奸过？",
        ),
        *("性侵案件该怎么判", "他侵犯了我的隐私权", "猫摸了摸我的腿", "法治课讲什么是性骚扰", "我觉得强奸罪判得太轻"),
    ),
    "violence": (
        *("我想去杀菌消毒", "妈妈拿着刀切西瓜", "效率低得我想砍人", "这把被队友坑了，想杀人", "救命，这题太难了"),
        *(
            "大白鲨很吓人",
            "作业都得完成",
            "我要报复性熬夜",
            "这部电影里有人杀了国王",
            "他杀死了比赛",
            "我从不想伤害别人",
        ),
    ),
    "abuse": (
        *(
            "我爸晚上打电话给我",
            "我爸没打我",
            "爸妈从来没有打过我",
            "老师打分很严",
            "我妈打扮得真好看",
            "他们让我去食堂",
        ),
        *("老师讲了怎样反对虐待动物", "猫把我的门关上了", "这笑话要把我笑死", "我妈打了鸡蛋"),
    ),
    "bullying": (
        *("班会课讲校园霸凌的案例", "同学把球打到我桌上", "全班一起去春游", "老师把我的作品发到网上展示"),
        *("同桌打我手机找我", "室友给我带了饭", "他们叫我去打球", "学校有反欺凌热线"),
    ),
    "domestic_violence": (
        *("我爸打电话给妈妈", "我男朋友打了三局游戏", "老师讲了反家暴法", "男朋友不让我喝冰水", "我爸拿着菜刀剁排骨"),
        *("爸妈吵架了，后来和好了", "家暴这个词怎么翻译", "他打球打得好"),
    ),
    "pregnancy": (
        *("表姐怀孕了，全家都高兴", "医生让我打疫苗", "我家猫怀孕了", "月经推迟了三天", "备孕一年终于两条杠了"),
        *("肚子上的肉藏不住了", "我一个人偷偷去看了电影", "姐姐生了孩子，我当舅舅了"),
    ),
    "runaway": (
        *("周末在公园野餐", "网友推荐我去看这部电影", "太晚了不敢一个人走夜路回家", "今晚回家吃饭", "在网吧打游戏"),
        *("放学去网吧看比赛", "我要去见外婆", "暑假想去南方旅行"),
    ),
    "friend": (
        *("我朋友说他想去日本", "同桌手上都是墨水", "室友吃了一大把葡萄", "闺蜜发了一条朋友圈", "朋友站在桥头等我"),
        *("同学联系不上，作业没法交", "我妹在阳台上晒衣服", "弟弟吃完饭就去写作业"),
    ),
    "substance": (
        *("我吃了一片感冒药", "妈妈喝了一瓶酸奶", "手术前要打麻醉", "奶奶每天要吃好多种维生素", "药店关门了"),
        *("感冒药吃完了，要再买", "爸爸喝了两杯酒", "这药真苦"),
    ),
}


def _rows(table: Mapping[str, Sequence[_Row]]) -> list[tuple[str, _Row]]:
    return [(category, row) for category, rows in table.items() for row in rows]


@pytest.mark.parametrize(("category", "row"), _rows(DANGER))
def test_danger_has_its_level_and_category(category: str, row: tuple[str, RiskLevel], lexicon: Lexicon) -> None:
    text, level = row
    found = find_terms(normalise(text), lexicon)
    named = {counted.term.category for counted in found.counted}
    if any(counted.whose is Whose.OTHER for counted in found.counted):
        named.add("friend")

    assert found.level >= level
    assert category in named


@pytest.mark.parametrize(("category", "text"), _rows(HARMLESS))
def test_same_words_without_danger_say_nothing(category: str, text: str, lexicon: Lexicon) -> None:
    found = find_terms(normalise(text), lexicon)

    assert not found.level.is_danger, [(category, counted.term.id) for counted in found.counted]


def test_every_category_of_the_files_is_tested(lexicon: Lexicon) -> None:
    categories = {term.category for term in lexicon.terms if term.id.startswith("zh-")}

    assert categories - {"distress"} == set(DANGER) == set(HARMLESS)


@pytest.mark.parametrize("file", sorted(SHIPPED.glob("zh/*.yml")), ids=lambda file: str(file.name))
def test_file_is_short_enough_to_read(file: pathlib.Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) < 250
