"""How many sentences the model has never seen it understands; a floor against silent decay, not a target."""

from collections.abc import Callable

import pytest

from actions.commands import BookCheckIn, RequestHandoff, SetTopic
from bot.dialogue.rasa import Question, Rasa

pytestmark = [pytest.mark.rasa]

FLOOR = 0.9
NEVER_SEEN = """
study|这次期中考试考得一塌糊涂
study|物理怎么学都不及格
study|还有三十天高考，我什么都没复习
study|老师布置的作业根本做不完
study|I got a bad grade on my chemistry exam
family|我爸昨晚又喝醉了打我妈
family|妈妈不让我出门，什么都要管
family|父母要离婚，我不知道跟谁
family|my parents don't let me do anything
peers|室友都不跟我说话
peers|我最好的朋友突然不理我
peers|my friends stopped inviting me
love|男友昨天跟我提分手了
love|我喜欢的女生有男朋友了
love|my girlfriend broke up with me yesterday
bullying|他们几个人把我堵在厕所里打
bullying|群里的人都在骂我
bullying|some boys at school push me around and take my lunch money
sleep|我已经三天没睡着了
sleep|昨晚又做了噩梦
sleep|I wake up every night and can't get back to sleep
internet|我一天玩十个小时游戏
internet|手机根本放不下
internet|I play games until 3am and can't stop
self|我就是个没用的废物
self|别人都很优秀，只有我不行
self|I feel like a complete failure
emotion|整个人很低落，提不起精神
emotion|我今天特别烦躁
emotion|I feel so anxious and I don't know why
life|活着到底为了什么
life|外公上个月走了
life|I don't see the point of living
person|能不能找个真人跟我说
person|我想跟志愿者说话
person|can I speak with a real human
again|你后天可以再来问我一次吗
again|could you check up on me tomorrow
""".strip()


async def test_most_sentences_it_has_never_seen_are_understood(rasa: Rasa, student: Callable[..., Question]) -> None:
    missed = [line for line in NEVER_SEEN.splitlines() if not await _is_understood(rasa, student, line)]

    assert len(missed) <= (1 - FLOOR) * len(NEVER_SEEN.splitlines()), missed


async def _is_understood(rasa: Rasa, student: Callable[..., Question], line: str) -> bool:
    meant, words = line.split("|")
    commands = (await rasa.ask(student(words))).commands
    if meant == "person":
        return any(isinstance(command, RequestHandoff) for command in commands)
    if meant == "again":
        return any(isinstance(command, BookCheckIn) for command in commands)
    return SetTopic(meant) in commands
