"""What is asked back in reply to the safety question: what a yes would bring, or why it is asked. Never a trained guess.

Only where nothing else is said: a word more may be the answer, or a call for help, and brings a person.
"""

import re
from enum import StrEnum
from typing import Final

from bot.fixed_words import LONGEST, is_just, meaning_of
from bot.handoffs.asked_while_waiting import Wish, asked_of_the_line
from bot.kit.text import clauses


class AskedBack(StrEnum):
    """What is to be explained; the sentences are safety.… in config/wording/."""

    WHAT_FOLLOWS = "what_follows"
    """What happens after a yes, and who learns of it."""
    WHY_ASKED = "why_asked"
    """What is meant, or that the line misunderstood."""


_OF_WISH: Final = {
    Wish.PRIVACY: AskedBack.WHAT_FOLLOWS,
    Wish.WHY_ASK: AskedBack.WHY_ASKED,
    Wish.MISTAKEN: AskedBack.WHY_ASKED,
}
# Of a text without blanks and signs, in Simplified characters.
_ASKED: Final = {
    AskedBack.WHAT_FOLLOWS: re.compile(
        "(?:如果|要是)?我?(?:说|回|答|选)(?:了|出来|有|是|实话)?(?:的话)?(?:你们?)?(?:会怎么样|会怎样|会咋样|会发生什么|会怎么做|会做什么|你们会怎么做|然后呢)(?:啊|呀|呢)?|(?:谁|都有谁|还有谁)(?:会|能)(?:看到|看见|知道)(?:这个|这些)?(?:啊|呢)?"
        "|(?:so|and|but)?what(?:happens|willhappen|wouldhappen|doyoudo|willyoudo|doudo)(?:then|next|after|now|withit|withthat)?(?:if|when)?(?:i|u|you)?(?:say|said|answer|tellyou|pick|click)?(?:yes|it|so|the truth)?"
        "|(?:and|so)?who(?:will|would|can|gets)?(?:to)?(?:know|see|read|sees|reads|findout|findsout)(?:this|it|that|aboutit)?|if(?:i)(?:say|answer)yes(?:then)?what(?:happens)?"
    ),
    AskedBack.WHY_ASKED: re.compile(
        "(?:啊|嗯|呃)?(?:你)?(?:这是)?(?:什么意思|咩意思|什么|为什么|干嘛|点解)(?:啊|呀|呢)?|(?:你)?(?:为什么|怎么|干嘛|点解)(?:突然|忽然)?(?:这么|这样|会|要)?问(?:我)?(?:这个|这种)?(?:问题)?(?:啊|呀|呢)?"
        "|(?:wait|um|uh|huh|sorry)?(?:what|why|huh|wdym|likewhat|whatdoyoumean|whatdoesthatmean|whatdoumean|whydoyouask|whyareyouasking|whyask)(?:that|this|methat)?"
        "|(?:你)(?:到底)?(?:是)?(?:谁|真人|机器人|人吗|程序)(?:吗|啊|呀|吧)?|(?:are(?:you|u)(?:a|an)?(?:real|human|person|bot|robot|ai)(?:person)?|who(?:are|r)(?:you|u)|isthisabot)"
    ),
}
_WHEN_TOLD: Final = re.compile(
    "(?:什么|怎样|怎么)(?:才)?(?:算|叫)(?:是)?(?:严重|安全受到严重)(?:的)?(?:威胁|危险)(?:啊|呢)?|(?:什么时候|什么情况)(?:下)?(?:你们?)?(?:会|才会)(?:告诉|报警|说出去)(?:别人|家长|爸妈)?"
    "|what(?:counts|doescount|is|would count|wouldcount)?(?:as)?(?:a)?seriousdanger(?:mean|then)?|who(?:would|will|do)(?:you|u)tell|when(?:would|do|will)(?:you|u)tell(?:someone|somebody|anyone|people)?"
)
_IS_ASKED: Final = re.compile(
    r"吗|嗎|么|会不会|會不會|会唔会|會唔會|保密|^\s*(?:so |and |but |or |wait )?(?:do|will|would|are|can|is)\b"
)
# Beside them: nothing that answers.
_BY_THE_WAY: Final = re.compile(
    "(?:我)?(?:还)?没(?:有)?(?:说|回)(?:有|是)|(?:应该)?没有?吧|没有|没|no|nope|nah|(?:等|等等|等一下|那|可是|嗯|呃|啊|我怕|我有点怕|我害怕)"
    "|(?:i)?(?:didnt|havent|didnot)(?:say|said)(?:yes|anything)|(?:wait|um|uh|but|ok|okay|hm+|like|so|imscared|im(?:a ?bit)?scared|idk)"
)
# What some ask who have just told of something harmless: it waits until the question is answered.
_CAN_WAIT: Final = re.compile(
    "(?:我)?(?:这样)?(?:是不是|系咪)(?:我)?(?:很|太|有点)?(?:不正常|奇怪|变态|有问题|想太多|矫情)(?:啊|呀|了)?|(?:这样|这)(?:正常|奇怪)(?:吗|么)"
    "|(?:am)?i(?:weird|strange|normal|overreacting|beingdramatic)|is(?:it|this|that)(?:normal|weird|wrong|strange)|(?:你)?(?:觉得|说)(?:呢|我该说吗|我该怎么说)"
)


def asked_back_in(text: str) -> AskedBack | None:
    """What `text` asks back about the safety question, and nothing else; None where it may be an answer."""
    said = clauses(text)
    if not said or len(text) > 2 * LONGEST:
        return None
    asked = [_asked(clause) for clause in said]
    is_all = all(each or is_just(clause, _BY_THE_WAY) for each, clause in zip(asked, said, strict=True))
    return next((each for each in asked if each is not None), None) if is_all else None


def asks_what_can_wait(text: str) -> bool:
    """Whether `text` is a harmless question and nothing else; it will be answered once the safety question is."""
    return is_just(text, _CAN_WAIT)


def asks_for_conditions(text: str) -> bool:
    """Whether `text` asks, before anything is told, what telling would bring, and nothing else."""
    asked = [is_just(clause, _ASKED[AskedBack.WHAT_FOLLOWS]) or is_just(clause, _WHEN_TOLD) for clause in clauses(text)]
    return bool(asked) and all(asked)


def _asked(clause: str) -> AskedBack | None:
    wish = asked_of_the_line(clause)
    if wish is Wish.PRIVACY and _IS_ASKED.search(clause.lower()) is None:
        return None  # "please don't tell my mum" is a plea
    return _OF_WISH[wish] if wish in _OF_WISH else meaning_of(clause, _ASKED)
