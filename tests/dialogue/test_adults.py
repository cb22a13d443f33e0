"""A worried adult is known by plain words; a student who speaks of their parents is not one."""

import pytest

from bot.dialogue.adults import is_adult_after


@pytest.mark.parametrize(
    "text",
    [
        "我是他妈妈，他最近不说话",
        "你好，我是一名初二学生的家长",
        "我是老师。班上有个孩子总哭",
        "我作为班主任很担心",
        "我女儿最近不吃饭",
        "我家孩子不肯上学",
        "我班上的学生总是一个人",
        "我是她的媽媽",
        "我兒子每天打遊戲",
        "我很担心我女儿",
        "我是学生家长",
        "My daughter won't come out of her room",
        "I'm his mother and I don't know what to do",
        "I am a teacher, one of my students stopped talking",
        "our 14-year-old son",
    ],
)
def test_a_worried_adult(text: str) -> None:
    assert is_adult_after(text, before=False)


@pytest.mark.parametrize(
    "text",
    [
        "我妈妈是老师",
        "我是我妈妈的出气筒",
        "我是班主任眼里的坏学生",
        "我是老师、同学眼里的好学生",
        "我是奶奶、外婆一起带大的",
        "我是你爸爸",
        "我怀孕了，我的孩子怎么办",
        "我是学生",
        "我是不是该告诉老师",
        "我是怕我妈妈",
        "我是说妈妈",
        "我的娃娃丢了",
        "我的学生证丢了",
        "我孩子气",
        "他们说我小孩子不懂事",
        "我的老师骂我",
        "我妈跟别人说我女儿没出息",
        "我作为学生老师却不管我",
        "我家孩子多，没人管我",
        "我班的学生都不理我",
        "我以后要是有孩子，我孩子一定不会这样",
        "I'm the teacher's pet",
        "my mum is a teacher",
        "I'm pregnant and scared for my child",
        "my kid brother hits me",
        "i'm the mom friend",
        "my student id",
        "my student visa expired",
        "my child abuse case",
        "I'm a mom to my little siblings",
        "我的学生卡丢了",
        "我的孩子没了",
        "our student council",
        "my mom says my daughter is lazy",
        "",
    ],
)
def test_no_adult(text: str) -> None:
    assert not is_adult_after(text, before=False)


def test_an_adult_is_one_until_a_student_says_that_they_are_one() -> None:
    assert is_adult_after("最近总是哭", before=True)
    assert not is_adult_after("其实我是高中生，我上高一", before=True)
    assert not is_adult_after("i'm 15", before=True)


@pytest.mark.parametrize(
    "text", ["我是" * 3000, "我家的" * 3000, "妈" * 5000, "my " * 3000, "i'm a " * 3000, "爸说" * 2000]
)
def test_no_text_takes_long(text: str) -> None:
    assert not is_adult_after(text, before=False)
