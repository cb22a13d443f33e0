"""What somebody in danger tells of how it is for them is heard, by words that say it and by no others."""

import pytest

from bot.handoffs.felt_while_waiting import Feeling, feeling_in
from bot.wording import LANGUAGES, Wording

TOLD = {
    Feeling.HARMED: (
        "我爸又打我了", "他们天天欺负我", "被同学勒索了三百", "他说要把我的照片发出去", "佢哋成日蝦我",
        "my dad hits me", "i get bullied every day", "he is threatening to post it",
    ),
    Feeling.BURDEN: ("我只会拖累他们", "没有我他们会更好", "我是家里的负担", "I'm just a burden", "they're better off without me"),
    Feeling.FAULT: ("都是我的错", "是我害了她", "全怪我自己", "it's all my fault", "i deserve it"),
    Feeling.WORTHLESS: ("我就是个废物", "我真的没用", "我讨厌自己", "i feel worthless", "I hate myself"),
    Feeling.HOPELESS: ("活着没意思", "做什么都没用", "不会好的", "冇咩意思", "there's no point", "nothing helps"),
    Feeling.ASHAMED: ("太丢脸了", "覺得自己好髒", "I'm so ashamed"),
    Feeling.LOSS: ("奶奶去世了", "他跟我分手了", "my grandma passed away", "she broke up with me"),
    Feeling.AFRAID: ("我好害怕", "我很怕回家", "我好驚", "I'm scared", "im so afraid"),
    Feeling.TIRED: ("我好累", "真的太累了", "撐不下去了", "我好攰", "I'm so tired", "i can't do this anymore"),
    Feeling.NUMB: ("心里空空的", "我什么感觉都没有感觉", "everything feels numb"),
    Feeling.SPEECHLESS: ("我说不清", "不知道怎么说", "唔知点讲", "i don't know how to say it"),
    Feeling.LONELY: ("从来没人在乎我", "我好孤单", "根本冇人明", "nobody ever listens", "i feel so alone, no friends"),
    Feeling.ANGRY: ("气死我了", "我恨他", "I'm so angry", "i hate her"),
    Feeling.SLEEPLESS: ("天天睡不着", "瞓唔着", "i can't sleep"),
    Feeling.PAIN: ("好难受", "我一直哭", "I can't stop crying", "it hurts"),
    Feeling.FAMILY: ("爸妈又吵了", "屋企嘅事", "my parents again"),
    Feeling.SCHOOL: ("考试考砸了", "my grades are terrible"),
    Feeling.PEOPLE: ("室友的事", "my friends left the chat"),
}  # fmt: skip


@pytest.mark.parametrize(("feeling", "text"), [(feeling, text) for feeling, texts in TOLD.items() for text in texts])
def test_what_is_told(feeling: Feeling, text: str) -> None:
    assert feeling_in(text) is feeling


@pytest.mark.parametrize(
    "text", ["", "安全", "没有", "嗯", "在家", "不是我的错", "我不怕", "今晚", "i'm not scared", "ok", "yes", "not my fault", "120"]
)  # fmt: skip
def test_a_plain_answer_or_a_denial_tells_none_of_it(text: str) -> None:
    assert feeling_in(text) is None


def test_of_a_long_text_what_was_said_last_counts() -> None:
    assert feeling_in("我好害怕" + "。" * 500 + "好难受") is Feeling.PAIN


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("feeling", Feeling)
def test_each_has_two_sentences_in_every_language(wording: Wording, language: str, feeling: Feeling) -> None:
    assert wording.say(f"felt.{feeling}_1", language) != wording.say(f"felt.{feeling}_2", language)
