"""The table of evasive forms as tests: clear ones count alone, ambiguous ones beside something that speaks of the same.

The terms alone are asked here, without the model. The sentences are invented.
"""

import pytest

from bot.crisis.by_terms import find_terms
from bot.crisis.lexicon import Lexicon
from bot.crisis.normalise import normalise
from bot.levels import RiskLevel

# Forms that mean one thing, or nearly: homophones, pinyin and initials, euphemisms, means.
CLEAR = (
    *("自鲨", "自沙", "自刹", "自傻", "自纱", "紫沙", "紫杀", "子杀", "紫鲨", "字杀", "姿势壶", "泡紫砂"),
    *("鲨了自己", "鲨人", "刀了自己", "想似", "想鼠", "想4", "去4", "想s", "想si"),
    *("zisha", "zsha", "z杀", "自s", "自S", "自sha", "zi杀", "自c", "自can", "zican", "zs倾向", "qingsheng"),
    *("tiaolou", "跳l", "tiao楼", "gewan", "割w", "shangdiao", "bxhl", "bxh", "hbxql", "wxsl", "kys"),
    *("sewerslide", "unalive", "sewer slide", "su1c1de"),
    *("永远睡着", "长眠", "一觉不醒", "不再醒来", "一睡不起", "约死", "离开这个世界", "离开人世"),
    *("世界再见", "再见世界", "拜拜世界", "来世再见", "不想熬"),
    *("喝百草", "划胳膊", "小刀划", "吞药", "囤药", "攒药", "洗胃"),
)

# Forms with an everyday meaning too, each in a sentence that means only that.
EVERYDAY = (
    *("爷爷收藏紫砂", "妈妈买了紫砂壶泡茶", "自啥呢你", "他想刀人", "你看我这刀人的眼神", "手机又噶了", "电脑嘎了"),
    *(
        "再玩下去腰子都要噶掉，噶腰子警告",
        "尴尬了，这把寄了",
        "被子洗了",
        "老师嗝屁这个词怎么用",
        "电话挂了",
        "我的伞没了",
    ),
    *("菜凉了", "鼠标鼠了", "下午4了吗", "s了半天", "xiangsi是一首歌", "这把zs打得不错", "zc是支持的缩写"),
    *("tl是谁", "gw是多少瓦", "yishu课几点", "xs我了这个视频", "xsl哈哈哈", "wxs是哪个学校", "今年sui多少"),
    *(
        "这局重开一把",
        "路修好重开了",
        "重启人生这本书好看",
        "开新号带你",
        "卖号的别加我",
        "注销了一张卡",
        "游戏里删号了",
    ),
    *(
        "太晚了我先下线",
        "先下号了",
        "我退游很久了",
        "赶着去投胎啊你",
        "小说里她转世成仙",
        "下辈子想当大熊猫",
        "来世是什么意思",
    ),
    *(
        "怎么登出账号",
        "我要回家吃饭",
        "回母星充电去",
        "我家猫回喵星了",
        "电影叫去天堂",
        "奶奶变成星星的故事",
        "表演节目当天使",
    ),
    *("考完终于解脱了", "我走了，明天见", "放学一起走", "有没有一起的拼车", "找个饭搭子", "结伴去爬山", "今天吃了果子"),
    *(
        "奶茶店消失了",
        "作业多到撑不住",
        "这周熬不过去也得熬",
        "早上七点上路",
        "配角领盒饭了",
        "下课去找你",
        "晚上来陪你写作业",
    ),
    *("周末去蹦极", "周末去蹦迪", "晚上吃烧烤", "天台上拍照很好看", "股票跌了天台见", "下雨别上天台", "楼顶的风景好"),
    *(
        "跳一跃过小沟",
        "教练让我从跳板跳下去",
        "公园荡秋千",
        "灯泡吊一下就好",
        "商场大放血",
        "划手训练很累",
        "手账本买好了",
    ),
    *(
        "书上画了小红线",
        "放学后画画",
        "美术课要带美工刀",
        "od是什么意思",
        "电影里有人嗑药",
        "ctb是哪个银行",
        "sh是上海",
    ),
)

# The same forms beside a wish to die, a goodbye or despair.
TELLING = (
    *(
        "好绝望，紫砂",
        "撑不下去了，今晚就自啥",
        "好绝望，想鲨我自己，鲨了算了",
        "撑不下去了，我今晚就噶了",
        "遗言写好了，我想嘎掉",
    ),
    *(
        "活着没意思，似了算了",
        "我受不了了，想鼠了算了，鼠了",
        "好痛苦，4了算了",
        "好绝望，想嗝屁",
        "好绝望，让我归西吧",
    ),
    *("今晚就zs", "好绝望，又想zc", "撑不下去了，真的想xs", "wxs，对不起爸妈", "yishu写好了，永别"),
    *(
        "活够了，重开吧",
        "不想活了，开新号",
        "活够了，准备注销",
        "撑不下去了，我下线了",
        "人生这游戏我退游了，对不起爸妈",
    ),
    *(
        "好绝望，想转世",
        "好痛苦，下辈子不来了",
        "好绝望，只想解脱",
        "撑不下去了，我走了吧",
        "好绝望，我先上路了，对不起妈妈",
    ),
    *("奶奶在天堂，我去找你", "好绝望，我去找你了", "好绝望，我在天台", "我在楼顶，对不起爸妈", "好绝望，从这里跳下去"),
    *(
        "好崩溃，又想划手",
        "好痛苦，画了小红线",
        "好绝望，刀片在手里",
        "我受不了了，想砍人，明晚带刀去",
        "我撑不下去了，想刀人",
    ),
)


def level_of(text: str, lexicon: Lexicon) -> RiskLevel:
    return find_terms(normalise(text), lexicon).level


@pytest.mark.parametrize("form", CLEAR)
@pytest.mark.parametrize("sentence", ["我真的想{}", "最近老是{}，不知道怎么办", "昨天她又说{}"])
def test_clear_form_counts_alone(form: str, sentence: str, lexicon: Lexicon) -> None:
    assert level_of(sentence.format(form), lexicon).is_danger


@pytest.mark.parametrize("text", ["我想亖", "亖了算了", "想歹匕", "自乂木", "我要足兆楼"])
def test_rare_and_split_characters_are_read(text: str, lexicon: Lexicon) -> None:
    assert level_of(text, lexicon).is_danger


@pytest.mark.parametrize("text", EVERYDAY)
def test_ambiguous_form_in_everyday_talk_is_no_danger(text: str, lexicon: Lexicon) -> None:
    assert not level_of(text, lexicon).is_danger


@pytest.mark.parametrize("text", TELLING)
def test_ambiguous_form_beside_a_cue_counts(text: str, lexicon: Lexicon) -> None:
    assert level_of(text, lexicon).is_danger


@pytest.mark.parametrize("form", ["zs", "天台", "重开", "噶了", "去找你", "紫砂", "美工刀"])
def test_ambiguous_form_counts_after_danger_was_spoken_of(form: str, lexicon: Lexicon) -> None:
    plain = normalise(f"我说的是{form}")

    assert not find_terms(plain, lexicon).level.is_danger
    assert find_terms(plain, lexicon).waiting
    assert find_terms(plain, lexicon, has_companion=True).level.is_danger


@pytest.mark.parametrize("word", ["自杀", "想死", "跳楼", "割腕", "自残", "轻生", "去死", "上吊", "不想活", "活不下去"])
@pytest.mark.parametrize(
    "between", [" ", "\u3000", "\t", ".", "·", "*", "-", "_", "/", "|", "、", "\u200b", "\u200d\ufe0f"]
)
def test_word_pulled_apart_is_found(word: str, between: str, lexicon: Lexicon) -> None:
    assert level_of(f"我真的{between.join(word)}了", lexicon).is_danger


@pytest.mark.parametrize("text", ["我想自殺", "我準備跳樓", "遺書寫好了", "動過輕生的念頭", "5555不想活", "不想活5555"])
def test_traditional_characters_and_crying_digits_change_nothing(text: str, lexicon: Lexicon) -> None:
    assert level_of(text, lexicon).is_danger


@pytest.mark.parametrize(
    "text",
    [
        *("笑死我了", "今天累死了", "饿死宝宝了", "气死我了", "烦死了", "吓死我了", "心疼死了", "困死", "社死现场"),
        *(
            "想死你了",
            "想死我了，快回来",
            "外婆想死你们了",
            "电脑死机了",
            "他是我死党",
            "死线是周五",
            "别那么死板",
            "背到想死机",
        ),
        *("那部剧杀青了", "杀毒软件到期", "砍价就是杀价", "一秒就秒杀了", "来玩狼人杀", "周末剧本杀", "三国杀缺人"),
        *("紫砂杯", "紫砂茶具", "紫砂锅炖汤", "紫砂煲", "紫砂泥"),
        *("游戏重开了", "账号注销了", "这局重开", "生不如死的早八"),
        *("来自沙特的同学", "妻子杀鱼很快", "下班去4楼", "我想4点起床", "去似乎不太好"),
        *("跳楼价大甩卖", "上吊桥拍照", "不想活动", "不想熬夜了", "小刀划开快递", "吞药片卡住了"),
    ],
)
def test_idiom_joke_or_longer_word_is_no_danger(text: str, lexicon: Lexicon) -> None:
    assert not level_of(text, lexicon).is_danger


@pytest.mark.parametrize(
    "text", ["爸爸让我去死", "我妈骂我，你去死吧", "他们叫我赶紧去死", "我爸问我你怎么不去死", "网上好多人让我去死"]
)
def test_student_who_is_told_to_die_is_abused(text: str, lexicon: Lexicon) -> None:
    found = find_terms(normalise(text), lexicon)

    assert found.level.is_danger
    assert "abuse" in {counted.term.category for counted in found.counted}


@pytest.mark.parametrize("text", ["蚊子去死", "作业都去死", "闹钟给我去死", "bug去死", "渣男去死", "为你去死"])
def test_thing_or_stranger_that_shall_die_is_no_danger(text: str, lexicon: Lexicon) -> None:
    assert not level_of(text, lexicon).is_danger


@pytest.mark.parametrize("sign", ["🔪", "🩸", "💊", "⚰️", "🪦", "☠️", "💀", "🕊️", "🪢", "🌉"])
def test_picture_says_nothing_alone_and_hides_nothing(sign: str, lexicon: Lexicon) -> None:
    assert not level_of(f"今天的晚饭{sign}", lexicon).is_danger
    assert level_of(f"我想自{sign}杀", lexicon).is_danger
    assert level_of(f"好绝望，又想划手{sign}", lexicon).is_danger
