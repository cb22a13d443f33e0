"""Who only takes leave is told goodbye; what may be a farewell of another kind is left to the screen."""

import pytest

from bot.goodbyes import is_goodbye


@pytest.mark.parametrize(
    "text",
    ["睡了 谢谢啊", "算了我去上课了 谢谢", "我先去写作业了 拜拜", "好 我去睡了", "ok gtg thx", "gonna go eat, bye", "i should sleep. goodnight", "瞓喇，早抖", "ok thx gn", "haha ok. thx bye", "现在没哭啦 写完心里好像松了一点 谢谢你 我先睡了 晚安", "行了我去做题了 十分钟那个。拜", "嗯 那先這樣 我要去念書了 晚安",
        "ok. well thx for listening i guess. im gonna put my phone away n try to sleep. gn", "好啦謝謝 我明天打電話問問看 掰", "我妈叫我睡觉了，明天再说吧，谢谢你"],
)  # fmt: skip
def test_who_goes_to_do_something_takes_leave(text: str) -> None:
    assert is_goodbye(text)


@pytest.mark.parametrize(
    "text",
    ["我走了", "再见", "永别了", "goodbye", "im going", "谢谢", "睡不着", "我想睡过去", "晚安", "", "我去睡了，但是睡不着怎么办", "i want to sleep forever", "school", "homework", "睡觉", "上课好烦", "她没跟我说晚安", "他说晚安就挂了", "mum didn't even say good night"],
)  # fmt: skip
def test_anything_else_does_not(text: str) -> None:
    assert not is_goodbye(text)
