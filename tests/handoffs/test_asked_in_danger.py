"""What is asked in danger about what to do, in the ways it is asked most; and what only sounds like it."""

import pytest

from bot.handoffs.asked_in_danger import _OF_ANOTHER_ONLY, Asking, asking_in
from bot.wording import LANGUAGES, Wording

ASKED = {
    Asking.DYING: ("我会死吗", "will i die", "am i going to die"),
    Asking.CONDITIONS: (
        "我说了会怎么样", "如果我说有，你们会怎么做", "谁会看到这些", "what happens if i say yes", "what do you do if i tell you", "who will see this",
        "if i tell you what will you do",
    ),
    Asking.CAN_YOU: ("你能帮我报警吗", "你们能派人过来吗", "can you call the police for me", "can you come"),
    Asking.POLICE: ("要不要报警", "我该报警吗", "should i call the police", "do i have to go to the police?", "點解要報警"),
    Asking.WHERE_TO_GO: ("我能去哪里", "我没地方可去，怎么办", "where would i go", "i have nowhere to go, what now"),
    Asking.WHAT_TO_SAY: (
        "该怎么开口啊，怎么告诉老师", "跟老师说什么呢", "what do i say to her aunt",
        "how do i bring it up", "i could text her but idk what to say",
    ),
    Asking.SAY_TO_PARENT: ("我怎么跟我妈说", "那我要怎么跟我爸说啊 他肯定骂我矫情", "i dont know how to tell my mum"),
    Asking.WHICH_ADULT: ("我该告诉谁", "what do i do who do i tell"),
    Asking.FACE_PEOPLE: ("那明天去学校怎么面对同学啊", "how do i face everyone on monday"),
    Asking.REFUSES_DOCTOR: ("我想带他去看医生，他死活不肯，说他没病", "he refuses to see a doctor"),
    Asking.DOCTOR_FIRST: ("他还是那样的话，我能自己先去问问医生吗", "can i go to a doctor without him first"),
    Asking.TEMPER: ("那他爸爸要不要告诉？他脾气爆，我怕他打孩子", "his dad has a temper, should i tell him"),
    Asking.LEAVE: ("明天要不要请假在家？", "should i stay home tomorrow"),
    Asking.PUT_AWAY: ("我总不能全收吧", "should i hide the scissors"),
    Asking.ASK_THEM: ("我也不敢问", "does asking make it worse", "i'm scared to ask her"),
    Asking.SLEEP: ("睡不着怎么办", "do you have anything that helps with sleeping? like a trick"),
    Asking.LAW: ("这样打孩子是不是违法的啊", "is it against the law"),
    Asking.SHOULD_TELL: ("要不要告诉老师", "我该不该跟我妈说", "should i tell my teacher", "do i have to tell someone"),
    Asking.FAULT: ("是不是我的错", "是我把他逼成这样的吗", "我做错了什么吗", "is it my fault", "did i do something wrong", "am i a bad mother"),
    Asking.THEY_OK: ("他会没事吗", "她会不会出事", "will she be ok", "is he going to be alright"),
    Asking.ANGRY: ("他会不会更生气", "她知道了会恨我吗", "will he be mad at me", "what if it makes it worse"),
    Asking.BELIEVED: ("没人会信我", "他们会不会相信我", "no one would believe me", "will they believe me"),
    Asking.USE: ("说这些有什么用", "你能帮我什么", "how can you even help", "what's the point of telling you"),
    Asking.NORMAL: ("我是不是疯了", "这样正常吗", "am i crazy", "what's wrong with me"),
    Asking.REAL: ("你是谁啊 真人吗", "are you real", "is this a bot"),
    Asking.WHY_THEY: ("孩子为什么要这样", "他疼吗", "why does she do that", "does it hurt"),
    Asking.UNKNOWN: ("明天还要上学吗？", "is it raining there?", "do cats dream"),
}  # fmt: skip


@pytest.mark.parametrize(("asking", "text"), [(asking, text) for asking, texts in ASKED.items() for text in texts])
def test_what_is_asked(asking: Asking, text: str) -> None:
    assert asking_in(text, is_about_other=asking in _OF_ANOTHER_ONLY) is asking


@pytest.mark.parametrize(
    "text",
    [
        "", "没有", "在家", "我妈报警了", "我告诉老师了", "她没回我", "不知道", "idk what to think", "i told the police", "he hits me",
        "i'm scared of what happens", "我很生气", "谢谢", "yes", "no matter what", "没有受伤 也没吃什么",
        "sort of yes?? not like im gonna do anything", "a number for that? ok nvm. i feel silly",
    ],
)  # fmt: skip
def test_what_is_told_is_not_asked(text: str) -> None:
    assert asking_in(text, is_about_other=False) is None


def test_what_is_asked_of_another_depends_on_whose_danger_it_is() -> None:
    assert asking_in("will she be ok", is_about_other=True) is Asking.THEY_OK
    assert asking_in("will she be ok", is_about_other=False) is Asking.UNKNOWN
    assert asking_in("我是不是疯了", is_about_other=True) is Asking.UNKNOWN


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asking", [asking for asking in Asking if asking is not Asking.UNKNOWN])
def test_each_has_an_answer_in_every_language(asking: Asking, language: str, wording: Wording) -> None:
    assert wording.say(f"asked.{asking}", language, emergency="120")


@pytest.mark.parametrize("repeated", ["怎么", "我说了", "what if ", "她会", "tell my "])
def test_no_text_takes_long(repeated: str) -> None:
    assert asking_in(repeated * 20000, is_about_other=True) in {*Asking, None}
