"""What somebody in danger tells of how it is for them is heard, by words that say it and by no others."""

import pytest

from bot.handoffs.told_while_waiting import _DONE, _OF_HARMED, _OF_WORRIES_ALONE, Told, all_told_in, told_in
from bot.wording import LANGUAGES, Wording

TOLD = {
    Told.FOUND: ("Jo found her!! ambulance is there", "找到她了，在医院", "they're taking her to the hospital now", "医生说她没事"),
    Told.HELP_CALLED: ("我打了120了", "救护车在路上了", "i called 120", "called. they are sending someone"),
    Told.GUILT: ("我好内疚，没好好回她", "i feel so guilty, i should have noticed"),
    Told.SILENCED: ("他不许我告诉别人", "he says if i tell they will split up our family", "he says its our secret"),
    Told.COMING: ("小姨回了 说马上来", "she's on her way"),
    Told.HAS_TOLD: ("发给小姨了", "i texted my aunt"),
    Told.GOES_TO: ("那我去找外婆行吗", "我打给奶奶", "ok i'll call her mom now"),
    Told.SOMEBODY_THERE: ("她妈妈已经在她旁边了", "他室友陪着他", "her mum is with her", "his parents are on their way"),
    Told.STAYS_WITH: ("我会跟奶奶说今晚陪他睡", "我可以坐他门口陪着", "i can stay with her tonight"),
    Told.INJURED: ("腿上有印子 有点肿", "手有点青", "my arm is bruised"),
    Told.CALLED_NAMES: ("其实是我妈今天说我是废物", "她说生我不如生块叉烧", "my mum said i am a mistake"),
    Told.BLACKMAIL: ("有個男仔話要將我啲相放上網", "他说要把我的照片发出去", "i sent him pics and now he wants money"),
    Told.EXTORTED: ("有几个同学一直问我要钱", "被同学勒索了三百", "they make me give them my lunch money"),
    Told.OUTSIDE: ("他还在外面骂 我锁门了", "我爸在门口", "he is still outside", "dad is banging on the door"),
    Told.PUT_AWAY: ("能 放到客厅了", "我把刀放抽屉了", "ok i gave them to my sister", "ok i blocked him"),
    Told.SOMEBODY_CAME: ("我妈回来了 她抱着我", "外婆来接我", "im at grandmas now"),
    Told.LITTLE_ONE: ("他才6岁 在哭", "弟弟吓得一直哭", "my little brother is scared"),
    Told.HARMED: (
        "我爸又打我了", "他们天天欺负我", "佢哋成日蝦我",
        "my dad hits me", "i get bullied every day", "he keeps threatening me",
    ),
    Told.BURDEN: ("我只会拖累他们", "没有我他们会更好", "我是家里的负担", "I'm just a burden", "they're better off without me"),
    Told.FAULT: ("都是我的错", "是我害了她", "全怪我自己", "it's all my fault", "i deserve it"),
    Told.WORTHLESS: ("我就是个废物", "我真的没用", "我讨厌自己", "i feel worthless", "I hate myself"),
    Told.HOPELESS: ("活着没意思", "做什么都没用", "不会好的", "冇咩意思", "there's no point", "nothing helps"),
    Told.ASHAMED: ("太丢脸了", "覺得自己好髒", "I'm so ashamed"),
    Told.LOSS: ("奶奶去世了", "他跟我分手了", "my grandma passed away", "she broke up with me"),
    Told.AFRAID: ("我好害怕", "我很怕回家", "我好驚", "不敢找老师", "I'm scared", "im so afraid"),
    Told.TIRED: ("我好累", "真的太累了", "撐不下去了", "我好攰", "I'm so tired", "i can't do this anymore"),
    Told.NUMB: ("心里空空的", "我什么感觉都没有感觉", "everything feels numb"),
    Told.SPEECHLESS: ("我说不清", "不知道怎么说", "唔知点讲", "i don't know how to say it"),
    Told.LONELY: ("从来没人在乎我", "我好孤单", "根本冇人明", "nobody ever listens", "i feel so alone, no friends"),
    Told.ANGRY: ("气死我了", "我恨他", "I'm so angry", "i hate her"),
    Told.SLEEPLESS: ("天天睡不着", "瞓唔着", "i can't sleep"),
    Told.PAIN: ("好难受", "我一直哭", "I can't stop crying", "it hurts"),
    Told.FAMILY: ("爸妈又吵了", "屋企成日嘈", "my parents are fighting"),
    Told.EXAMS: ("考试考砸了", "my grades are terrible"),
    Told.SCHOOL: ("不想去学校了", "老师总是针对我", "i hate school"),
    Told.NOT_TOLD: ("我没跟别人说过", "没人知道", "i havent told anyone"),
    Told.SAYS_FINE: ("她现在又说没事了", "she says shes fine now"),
    Told.COMES_BACK: ("他等下就要回来了", "我爸快下班回来了", "he comes back at 9", "dad will be home soon"),
    Told.SILENT: ("她一直没回我", "他关机了", "联系不上", "she stopped replying 40 minutes ago", "no answer", "she left me on read"),
    Told.NO_ADDRESS: ("我不知道她住哪", "我没有她家地址", "i dont have her address", "i dont know where she lives"),
    Told.TOLD_ON_THEM: ("我觉得出卖了她", "我答应过她保密", "i feel guilty for telling", "she made me promise not to tell"),
    Told.GOT_WORSE: ("结果反而更糟", "she's mad at me", "it made it worse"),
    Told.HAS_TOLD: ("我告诉老师了", "我跟妈妈说了", "老师说联系他妈了", "ok i texted her aunt", "i told my teacher"),
    Told.BY_THEMSELF: ("我一个人在宿舍", "家里没人", "i'm home alone", "nobody is here"),
    Told.ADULT_KNOWS: ("我妈知道，但是不管", "my mum knows", "she does nothing"),
    Told.HEALED: ("已经结痂了", "是以前的伤", "they're old scars"),
    Told.PEOPLE: ("室友都不理我", "my friends left the chat"),
}  # fmt: skip


@pytest.mark.parametrize(("told", "text"), [(told, text) for told, texts in TOLD.items() for text in texts])
def test_what_is_told(told: Told, text: str) -> None:
    assert told_in(text, is_about_other=told in _OF_WORRIES_ALONE, is_harmed=told in _OF_HARMED) is told


@pytest.mark.parametrize(
    "text", ["", "我妈睡了", "我朋友", "安全", "没有", "嗯", "在家", "不是我的错", "我不怕", "今晚", "i'm not scared", "ok", "yes", "not my fault", "120"]
)  # fmt: skip
def test_a_plain_answer_or_a_denial_tells_none_of_it(text: str) -> None:
    assert told_in(text) is None


def test_of_a_long_text_what_was_said_last_counts() -> None:
    assert told_in("我好害怕" + "。" * 500 + "好难受") is Told.PAIN


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("told", Told)
def test_each_has_two_sentences_in_every_language(wording: Wording, language: str, told: Told) -> None:
    first, second = (wording.say(f"heard.{told}_{number}", language, emergency="120") for number in (1, 2))
    assert first != second


@pytest.mark.parametrize(
    "text", ["do they tell my mom", "should i tell my teacher?", "i don't want to call the police", "要不要告诉老师", "我不敢告诉妈妈", "她会陪我吗"]
)  # fmt: skip
def test_what_is_asked_or_denied_has_not_been_done(text: str) -> None:
    assert all_told_in(text).isdisjoint(_DONE)


def test_of_somebody_elses_danger_only_what_fits_whoever_worries_is_answered() -> None:
    assert told_in("我真没用，我好怕", is_about_other=True) is Told.AFRAID
    assert told_in("我真没用，我好怕") is Told.WORTHLESS
    assert told_in("她没回我") is None
