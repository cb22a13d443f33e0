"""What is asked by those who worry about somebody else, in the ways that are asked most."""

import pytest

from bot.asking_for_other import _KNOWN, _OF_THEM, Worry, worry_in

NAMING_THEM = {
    Worry.WHAT_TO_DO: (
        "我该怎么帮她", "怎么劝我朋友", "我能为她做点什么", "怎麼安慰她", "what can i do for her",
        "how can I help my friend",
    ),
    Worry.WHOM_TO_TELL: ("如果我告诉老师她会不会恨我", "要不要告诉她爸妈", "该不该告诉孩子的老师", "should i tell her mom?", "should I tell her parents?"),
    Worry.WORRIED: ("我很担心我朋友", "i'm worried about my friend", "I'm so scared for her"),
    Worry.DOCTOR: ("要带她看医生吗", "要不要带孩子去医院", "should I take her to a doctor"),
}  # fmt: skip
NAMING_NOBODY = {
    Worry.WHAT_TO_DO: (
        "怎么开口",
        "该怎么谈",
        "怎么和孩子沟通",
        "她放学回来我要怎么说",
        "how do I talk to her about this",
        "How do I start the conversation?",
        "what should I say",
    ),
    Worry.ASK_DIRECTLY: (
        "应该直接问她吗",
        "能不能问问他",
        "如果他说不想活了我该怎么回",
        "万一她说有怎么办",
        "should I ask him directly?",
        "what do I say if she says yes",
    ),
    Worry.NOT_TO_SAY: ("有什么话不能说", "不该说什么", "What should I not say?", "what not to say"),
    Worry.WHOM_TO_TELL: ("要不要告诉学校", "should I tell the school"),
    Worry.TELLS: ("我明天去找班主任", "那我就告诉老师吧", "I'll tell her teacher tomorrow"),
    Worry.DOCTOR: ("要不要看医生", "需要看心理医生吗"),
    Worry.MY_FAULT: ("我是不是哪里做错了", "都是我的错", "是我没教好吗", "is it my fault", "what did I do wrong"),
}


@pytest.mark.parametrize(("worry", "text"), [(worry, text) for worry, texts in NAMING_THEM.items() for text in texts])
def test_who_names_somebody_else_is_answered_about_them(worry: Worry, text: str) -> None:
    assert worry_in(text, is_about_other=False) is worry


@pytest.mark.parametrize(("worry", "text"), [(worry, text) for worry, texts in NAMING_NOBODY.items() for text in texts])
def test_who_names_nobody_is_answered_so_only_where_it_is_known(worry: Worry, text: str) -> None:
    assert worry_in(text, is_about_other=True) is worry
    assert worry_in(text, is_about_other=False) is None


@pytest.mark.parametrize(
    "text",
    [
        "她不理我",
        "我朋友骂我",
        "我好害怕他",
        "我特别害怕室友",
        "怎么说呢",
        "我不能说",
        "别说",
        "I'm scared of him",
        "怎么才能让她喜欢我",
        "can she help me",
        "我想死",
        "",
        "怎么劝她" + "啊" * 60,
    ],
)
def test_a_story_asks_nothing(text: str) -> None:
    assert worry_in(text, is_about_other=True) is None


@pytest.mark.parametrize("repeated", ["我", "怎么", "她", "should", "是不是", "的"])
def test_no_text_takes_long(repeated: str) -> None:
    for words in (*_OF_THEM.values(), *_KNOWN.values()):
        assert words.fullmatch(repeated * 3000 + "嗯") is None
