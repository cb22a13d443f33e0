"""Only a plain no closes the safety question; whatever else is said brings a person."""

import pytest

from bot.crisis.plain_answers import denies_it_is_me, is_clear_no, is_clear_yes, says_it_is_me, says_it_is_other

NOES = [
    "没有", "没有。", "没有啊", "沒有呀", "没，就是考试压力大", "不是的", "没有没有", "没想过", "冇", "没有 我很好", "没有呢", "没有哦谢谢",
    "沒有啦", "没有 真的没有", "嗯，没有", "嗯没有", "我没有", "绝对没有", "并没有", "不会不会", "没没没", "没有想自杀", "没有，只是有点累",
    "No", "nope", "no, i'm just tired", "Not at all", "No I don’t", "no im fine", "NO!!", "no thank you", "no i'm good", "nah im good",
    "nooooo", "no I'm not suicidal", "nope, all good",
    "no nobody is in danger haha its just a crush", "no just asking abt uni", "nah nothing like that, hes just nosy", "啊?没有 就是丢脸",
    "no lol just tired", "没有，没有人打我", "没有，我没想死", "没有没有，就是作业多得要死", "没有，他打我电话我没接", "no, he just called me names",
    "nooo omg nothing like that, its just how i talk. nobodys hurting me. i just cant believe she read it", "no, he doesn't hurt me",
]  # fmt: skip
OTHERS = [
    "有", "没有人爱我", "不知道", "没事", "算是吧", "", "…", "没有吧，可能有一点", "没有用的", "不想说", "开玩笑的", "没了", "没了，什么都没了",
    "没有，但是我想过", "没有，骗你的", "没有……有", "不是，有", "没有，现在还没有", "没有，等考完再说", "没有，但是昨天割过", "没有，只是有时候会想",
    "yes", "not sure", "not really", "no one cares", "no idea", "maybe", "i don't know", "no point", "no... yes", "no, not yet",
    "No, but I want to", "No, I just took some pills", "no. 1 reason is i want out",
    "no nothing matters", "no im not fine", "no im just so tired of everything", "no just leave me alone", "no it's over",
    "no im fine but i cut", "no just let me die", "没有，就是他会摸我", "没有，我爸打我", "没有，只是活着没意思", "没有，我怕他", "没有，他晚上进我房间",
    "no its just he comes in my room", "no, he just hits me sometimes", "no its just he is hurting me", "no, they hurt me", "no i just want it to stop", "没有，就是想停下来", "no. i just wanna disappear",
]  # fmt: skip


@pytest.mark.parametrize("text", NOES)
def test_plain_no_is_a_clear_no(text: str) -> None:
    assert is_clear_no(text)
    assert not is_clear_yes(text)


@pytest.mark.parametrize("text", OTHERS)
def test_anything_else_is_not(text: str) -> None:
    assert not is_clear_no(text)


@pytest.mark.parametrize("text", ["有", "有的", "是", "嗯嗯", "想过", "有啊", "Yes", "yeah", "i am", "YES!"])
def test_plain_yes_is_a_clear_yes(text: str) -> None:
    assert is_clear_yes(text)


@pytest.mark.parametrize("text", ["有事", "是谁", "没有", "不知道", "yesterday", "", "有，但是不多"])
def test_more_than_a_yes_is_no_plain_one(text: str) -> None:
    assert not is_clear_yes(text)


@pytest.mark.parametrize(
    "text",
    [
        "是她写的，不是我",
        "不是我，是我朋友",
        "不是我，是女儿",
        "it's not me, it's my friend",
        "not me, my daughter",
        "im safe. its about her not me",
        "not me. my friend mia. shes giving away her things",
        "no not me!! who do i call for her",
        "是她不是我",
    ],
)
def test_it_is_somebody_elses(text: str) -> None:
    assert says_it_is_other(text)


@pytest.mark.parametrize("text", ["不是我", "是她", "不是我说的那样", "不是我不想", "it's not me", ""])
def test_half_of_it_says_nothing(text: str) -> None:
    assert not says_it_is_other(text)


@pytest.mark.parametrize(
    "text", ["其实是我", "那个朋友就是我", "我也有这样的念头", "it's me", "i do it too", "it's not just her"]
)
def test_it_is_their_own(text: str) -> None:
    assert says_it_is_me(text)


@pytest.mark.parametrize("text", ["不是我，是他打我", "it's not me, he hits me", "not me"])
def test_whoever_does_it_to_them_is_no_other_in_danger(text: str) -> None:
    assert not says_it_is_other(text)


@pytest.mark.parametrize(
    "text",
    [
        "不是我",
        "不是我！我是他妈妈",
        "its not ME",
        "no no. IM fine. you keep thinking its me",
        "i'm not the one who is hurt",
    ],
)
def test_it_is_not_about_whoever_writes(text: str) -> None:
    assert denies_it_is_me(text)


@pytest.mark.parametrize(
    "text",
    [
        "不是我，是他打我",
        "it's not me, he hits me",
        "不是我不想",
        "没有",
        "",
        "照镜子的时候，不是我",
        "不是我，是我爸先动手的",
    ],
)
def test_half_of_it_denies_nothing(text: str) -> None:
    assert not denies_it_is_me(text)
