"""Whose danger it is: in doubt never somebody else's. The sentences are invented."""

import pytest

from bot.crisis.by_terms import find_terms
from bot.crisis.lexicon import Lexicon
from bot.crisis.normalise import normalise
from bot.crisis.screen import Screen, read
from bot.crisis.signal import Whose
from bot.crisis.whose import Telling, whose_danger

OWN = (
    "妈妈在家，吞了一瓶安眠药",
    "媽媽在家 吞了一瓶安眠藥",
    "舍友都回家了，吞了一瓶安眠药",
    "我妈不信，吃了一把药",
    "爸爸在客厅，割腕了",
    "他有新欢了，今晚就自杀",
    "同桌说我恶心，想死",
    "no one at home, she won't care, going to jump",
    "用她的刀割腕了",
    "她的话让人想死",
    "他昨天跳楼没死，今天轮到我",
    "我朋友割腕，我学着她也割了",
    "被我妈逼得想死",
    "被我媽逼到想死",
    "瞒着我妈割腕",
    "背着我爸妈自残",
    "跟我妈吵完架想跳楼",
    "告诉她想自杀",
    "怕他们发现割腕的伤",
    "因为同学欺负想自杀",
    "一想到他就想死",
    "室友都睡了，想跳楼",
    "趁我妈睡了割腕",
    "和我男朋友分手想死",
    "told my mom about wanting to die",
    "after fighting with my mom wanna die",
    "我和她都不想活了",
    "我同我朋友都想死",
    "我和我朋友约好一起自杀",
    "me and my friend want to die together",
    "我朋友想死，我也想",
    "她不想活了我也是",
    "我不想活了",
    "I want to die",
    "不想活了",
    "他说我不如去死",
    "我妈天天打我",
    "他走了我也不想活了",
    "我跟我朋友说我想自杀",
    "我妈知道我自残了",
    "my mom found out i cut myself",
    "同学说我想死也没人管",
    "我女朋友跟我分手了，想死",
    "老师骂完我想跳楼",
    "女儿不孝，先走了，遗书写好了",
    "she left me and i want to die",
    "没有他不想活了",
    "妈妈走后就想跟着去死",
    "我弟睡着了我把药都吃了",
    "他走了割自己好痛",
    "我妈骂完割自己",
    "我同学看到我割自己",
)
OTHERS = (
    "我有个朋友，她今晚要跳楼",
    "我在女儿房间发现了遗书",
    "我刚才找到一封遗书",
    "她的手腕全是划痕",
    "我女儿说她不想活了",
    "我儿子最近在割腕，怎么办",
    "我朋友想自杀",
    "我发现她割腕了",
    "她把药都吃了",
    "我女儿吞了一瓶药",
    "有个同学站在天台上",
    "my daughter wants to die",
    "my friend said she will kill herself",
    "she took all her pills",
    "我室友说她想跳楼",
    "孩子说不想活了",
    "我是他妈妈，他昨晚写了遗书",
    "i think my son is going to kill himself",
    "我該怎麼辦，我女兒割腕了",
    "我是老师，班上有个学生说想跳楼",
    "我好怕，我朋友一直说想死",
    "我也很担心，她一直割腕",
    "我闺蜜今天很不对劲，一直哭，说想跳楼",
    "我女儿说“我不想活了”",
    "我怕她想不开",
    "我朋友在自残我该怎么劝她",
    "her boyfriend left her and now she wants to die",
    "我妹妹被同学欺负，说不想活了",
    "孩子为什么会割自己",
    "我朋友割自己",
    "他割自己的手臂",
)
QUOTED = {
    "她发给我说“我不想活了”": Whose.OTHER,
    "他发了一句「不想活了」就没回了": Whose.OTHER,
    "she texted me 'i want to die'": Whose.OTHER,
    'my friend said "i want to kill myself" last night': Whose.OTHER,
    "'i want to die' she wrote": Whose.UNSAID,
    "我跟她说“我想死”": Whose.UNSAID,
    "i told her 'i want to die'": Whose.UNSAID,
    'she said "i want to die" and i want to die too': Whose.SELF,
    "她发“早点睡”，可是我不想活了": Whose.SELF,
}


@pytest.mark.parametrize("text", OWN)
def test_a_person_who_is_only_mentioned_is_not_the_one_in_danger(text: str, lexicon: Lexicon) -> None:
    assert find_terms(normalise(text), lexicon).whose is not Whose.OTHER


@pytest.mark.parametrize("text", OTHERS)
def test_who_is_spoken_of_is_the_one_in_danger(text: str, lexicon: Lexicon) -> None:
    assert find_terms(normalise(text), lexicon).whose is Whose.OTHER


@pytest.mark.parametrize(
    "text", ["我不想活了", "I want to die", "他说我不如去死", "我妈天天打我", "我朋友想死，我也想"]
)
def test_the_students_own_is_known_as_theirs(text: str, lexicon: Lexicon) -> None:
    assert find_terms(normalise(text), lexicon).whose is Whose.SELF


@pytest.mark.parametrize("text", QUOTED)
def test_of_what_is_quoted_another_speaks(text: str, known: Screen) -> None:
    signal = read(text, known).signal

    assert signal is not None
    assert signal.level.is_danger
    assert signal.whose is QUOTED[text]


@pytest.mark.parametrize("repeated", ["我", "我们和", "被", "with ", "我也", "说"])
def test_no_text_takes_long(repeated: str) -> None:
    text = repeated * 20000
    telling = Telling((len(text) - 2, len(text)), (100, 102), len(text) - 2, speaks_of_self=False)

    assert whose_danger(text, telling) in {*Whose}
