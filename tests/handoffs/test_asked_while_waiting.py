"""What is asked while waiting, in the ways that are asked most; and what only sounds like it."""

import pytest

from bot.handoffs.asked_while_waiting import _AS_ASKED, Wish, wish_in

ASKED = {
    Wish.HOW_LONG: (
        "还要多久", "要等多久啊？", "大概要等多久", "还要等多久才有人来", "我排第几位", "排到第几了", "前面还有几个人",
        "什么时候有人来", "怎么还没来", "志愿者还没来吗", "还有多久", "真的没人值班吗", "为什么没人", "冇人值班啊", "冇人值班？", "仲要等幾耐", "還要多久", "How much longer?", "how long do I have to wait",
        "when will somebody come",
    ),
    Wish.ANYBODY: ("我想有人陪我說說話", "我想有人陪我傾下", "i just need someone to talk to", "在吗", "你还在吗", "有人吗？", "有没有人在吗", "喂喂", "有冇人呀", "is anyone there", "Are you still there?"),
    Wish.ALREADY_SAID: ("刚才说了我在客厅", "i just told you", "you already asked"),
    Wish.COST: ("要钱吗", "这里收费吗", "找志愿者要付钱吗", "免费的吗", "这里多少钱", "使唔使畀錢", "is this free", "do I have to pay"),
    Wish.CHECK_IN: ("明天再来问问我好吗", "明天晚上再来问问我", "过几天能再找我吗", "能不能以后联系我", "can you check on me tomorrow"),
    Wish.GOODBYE: ("我先去睡了", "好吧我去睡了", "晚安", "拜拜", "ok bye", "good night", "I have to go", "那我先下了拜拜", "我妈回来了 我要下了"),
    Wish.PRIVACY: (
        "你会告诉我爸妈吗", "你别告诉我妈", "你可唔可以唔好報警", "please don't call the police", "会告诉我妈吗", "会不会跟老师说", "别告诉我妈", "能不能不告诉学校", "do you tell my school", "please don't tell my parents",
        "im so scared pls dont tell my mum", "唔好話俾我阿媽知", "會唔會報警", "我不想让我妈知道 她会崩溃",
        "please dont call the police he will kill me", "i dont want police", "will you call them",
    ),
    Wish.DOCTOR: ("要不要去医院", "要不要送她去医院", "需要看医生吗", "should I take her to the hospital", "do I need a doctor"),
    Wish.ALONE: ("没有人懂我", "根本没人帮我", "冇人明我", "nobody understands me", "no one cares"),
    Wish.BETTER: ("我感觉好点了", "谢谢你，我好一点了", "thank you i feel a bit better", "好一点了", "开玩笑的啦", "哈哈开玩笑的 别当真", "omg i was joking", "没有那个意思", "just kidding", "i didn't mean it", "that helped a little, thanks", "I feel better now"),
    Wish.THANKS: ("谢谢", "唔该晒", "ok thanks"),
    Wish.CANNOT_CALL: ("我不想打120", "我不敢打", "打了12356没人接", "打不通", "我没有手机", "我不敢报警 他是我爸", "i can't call", "nobody answers"),
    Wish.WHETHER_TO_PAY: ("should i pay him", "應唔應該俾錢佢", "他一直发，我要不要给他钱"),
    Wish.WHY_ASK: ("别一直问了", "你们都一样 就会问", "why do you keep asking that", "stop asking"),
    Wish.MISTAKEN: ("安全啊 你是不是搞错了", "there is nothing that could hurt me", "you misunderstood"),
    Wish.SORRY: ("对不起", "sorry for bothering you"),
    Wish.IN_CARE: ("我已经到医院了", "救护车来了", "妈妈在旁边了", "I'm in the hospital now", "the ambulance is here"),
    Wish.CALLED: ("我打了120", "我在打电话", "ok im calling 999", "I called an ambulance"),
    Wish.WHAT_TO_DO: ("怎么办", "我该怎么办", "what do i do now"),
    Wish.SOMETHING_TO_TRY: (
        "有没有什么办法", "something to try", "我想试下呼吸", "慢慢呼吸", "give me something to do while I wait",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("wish", "text"), [(wish, text) for wish, texts in ASKED.items() for text in texts])
def test_what_is_asked(wish: Wish, text: str) -> None:
    assert wish_in([text]) is wish


@pytest.mark.parametrize(
    "text",
    [
        "有人在", "有人", "没有人", "没有", "在家", "安全", "能", "他打我多久了你知道吗", "我想走了算了不想活", "我爸要钱",
        "妈妈在", "几", "几号", "明天", "今晚", "不知道", "睡不着", "nobody is here", "I'm here alone", "",
        "钱", "要钱", "收钱", "明天还会来找我", "明天再来找我", "以后会找我", "还没来", "人还没来", "还没到", "someone here",
        "没人啊", "没有人啊", "冇人呀", "nobody there", "会和家人", "会跟我妈", "会告诉老师", "试过了，没用",
        "I tried it but it didn't work", "有什么办法让我消失", "我先走了", "我走了", "再见", "再见了大家", "goodbye", "睡了",
        "还要多久" + "啊" * 60,
    ],
)  # fmt: skip
def test_an_answer_a_story_or_a_farewell_asks_nothing(text: str) -> None:
    assert wish_in([text]) is None


def test_of_several_messages_the_last_that_asks_counts() -> None:
    assert wish_in(["要钱吗", "还要多久", "我好怕"]) is Wish.HOW_LONG
    assert wish_in([]) is None


def test_a_goodbye_counts_only_as_the_last_word() -> None:
    assert wish_in(["我好累", "晚安"]) is Wish.GOODBYE
    assert wish_in(["晚安", "等等", "我好怕"]) is None


@pytest.mark.parametrize("repeated", ["喂", "好", "那", "还", "请问", "在吗", "几", "bye"])
def test_no_text_takes_long(repeated: str) -> None:
    for words in _AS_ASKED.values():
        assert words.fullmatch(repeated * 3000 + "呢呢") is None
