"""What somebody asks who worries about somebody else: a parent, a teacher, a friend. Known by fixed words."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from bot.fixed_words import meaning_of, meaning_of_a_clause


class Worry(StrEnum):
    """What is asked; the answers are for_other.… in config/wording/."""

    WHAT_TO_DO = "what_to_do"
    ASK_DIRECTLY = "ask_directly"
    """Whether one may ask them about suicide, and how to answer if they say so."""
    NOT_TO_SAY = "not_to_say"
    WHOM_TO_TELL = "whom_to_tell"
    TELLS = "tells"
    """They will tell somebody who can help."""
    DOCTOR = "doctor"
    MY_FAULT = "my_fault"
    WORRIED = "worried"
    """Nothing asked yet: they say for whom they are afraid."""


_THEY: Final = "(?:她|他|ta|孩子|我朋友|朋友|我同学|同学|同桌|我闺蜜|闺蜜|室友|我女儿|女儿|我儿子|儿子|学生|这孩子|我妹妹|我弟弟|妹妹|弟弟)"
_THEM: Final = "(?:her|him|them|myfriend|afriend|mysister|mybrother|mydaughter|myson|mychild|mystudent|thestudent)"
# Of a text without blanks and signs, in Simplified characters. Each names somebody else: it is never about the writer.
_OF_THEM: Final[Mapping[Worry, re.Pattern[str]]] = {
    Worry.WHAT_TO_DO: re.compile(
        f"(?:我)?(?:该|应该|要|可以|能)?(?:怎么|怎样|如何)(?:才能)?(?:去)?(?:帮|帮助|劝|安慰|陪|开导){_THEY}(?:才好|呢|啊|呀|比较好)?"
        f"|(?:我)?(?:能|可以|该|应该)(?:为|帮|替){_THEY}做(?:点|些)?什么(?:呢|啊)?"
        f"|(?:what|how)(?:can|could|should|do)i(?:dofor|dotohelp|help|support){_THEM}(?:aboutit|aboutthis)?"
        f"|whatcan(?:i|we)doabout{_THEM}"
    ),
    Worry.WHOM_TO_TELL: re.compile(
        f"(?:我)?(?:要不要|该不该|是不是该|应不应该|能不能|可不可以|要|该)(?:把(?:这件事|这个|这些))?(?:告诉|通知|跟|和){_THEY}的?(?:爸妈|父母|妈妈|爸爸|家长|家人|家里|老师|班主任|学校)(?:说|讲)?(?:吗|呢|啊)?"
        f"|(?:如果|要是)我(?:去)?(?:告诉|找)(?:老师|班主任|家长|学校|{_THEY}(?:爸妈|父母|妈妈|爸爸|家长))(?:的话)?{_THEY}(?:会不会|会|肯定会)(?:恨|怪|讨厌|生)我?的?(?:气)?(?:吗|啊|呢)?"
        f"|if(?:i)tell(?:a|the|her|his|their)?(?:teacher|parents?|mum|mom|school)will(?:she|he|they)hateme"
        f"|should(?:i|we)(?:tell|call|talkto|inform){_THEM}(?:s)?(?:mom|mum|mother|dad|father|parents|teacher|family|school)"
        f"|should(?:i|we)tell(?:someone|somebody|anadult|ateacher|theteacher)(?:about{_THEM})"
    ),
    Worry.WORRIED: re.compile(
        f"(?:我)?(?:很|好|有点|特别|真的|一直)?(?:担心|心疼){_THEY}(?:了|啊)?|i(?:m|am)(?:so|really|very)?(?:(?:worried|concerned)(?:about|for)|(?:scared|afraid)for){_THEM}"
    ),
    Worry.DOCTOR: re.compile(
        f"(?:我)?(?:要不要|该不该|需不需要|用不用|是不是该|是不是要|要|需要|该)(?:带|送|陪){_THEY}去?(?:看|去|找)?(?:一下|看看)?(?:医生|医院|心理医生|精神科|急诊|心理咨询)(?:看看)?(?:吗|呢|啊)?"
        f"|(?:should|do)(?:i|we)(?:needto)?(?:take|bring){_THEM}to(?:a|the)?(?:doctor|hospital|therapist|psychiatrist)"
    ),
}
# These name nobody: asked by somebody of whom it is known that they worry about another.
_KNOWN: Final[Mapping[Worry, re.Pattern[str]]] = {
    Worry.WHAT_TO_DO: re.compile(
        "(?:那)?(?:我)?(?:该|应该|要|可以|能)?(?:怎么|怎样|如何)(?:开口|开始谈|开始聊|谈|聊|沟通|陪)(?:这件事|这些|才好)?(?:呢|啊|呀|比较好)?"
        f"|{_THEY}?(?:放学|下课|回家|晚上|明天|等下|等会|一会)?(?:回来|回家)?(?:了|以后|之后|后|的时候)?(?:我)(?:该|应该|要|可以)(?:怎么|怎样|如何)(?:跟{_THEY})?(?:说|开口|做|谈)(?:呢|啊|呀|才好)?"
        f"|(?:那)?(?:我)?(?:明天|今晚|等下|回家|到学校|见到{_THEY}|见面){{0,3}}(?:该|应该|要|可以|能)?(?:怎么|怎样|如何)(?:跟|和|对|面对){_THEY}(?:说|谈|聊|开口|沟通|相处|讲)?(?:才好|呢|啊|呀|比较好)?"
        f"|how(?:can|could|should|do)i(?:talkto|speakwith|speakto|approach|bringitupwith){_THEM}(?:aboutit|aboutthis)?"
        "|(?:how(?:do|can|should)i|whatshouldi)(?:start|begin|say|openup|bringitup|talk)(?:the|that|this|a)?(?:conversation|talk|first)?(?:aboutit)?"
    ),
    Worry.ASK_DIRECTLY: re.compile(
        f"(?:那)?(?:我)?(?:能不能|可不可以|要不要|该不该|应不应该|是不是应该|是不是要|可以|应该|该|要|能)(?:直接)?(?:去)?(?:问|问问)(?:一?下)?{_THEY}(?:这个|这件事|有没有(?:想过)?(?:自杀|不想活)|想不想死)?(?:吗|呢|啊)?"
        "|(?:那)?(?:我)?(?:能不能|可不可以|要不要|该不该|可以|应该|要|能)直接(?:去)?问(?:吗|呢|啊)?"
        f"|(?:那)?(?:如果|要是|万一){_THEY}(?:真的)?(?:说|回答)(?:是|有|想死|不想活了?|想自杀)(?:的话)?(?:我)?(?:该|要|应该)?(?:怎么|怎样)(?:办|回|说|回答|接)(?:呢|啊)?"
        f"|(?:should|can|may|do)i(?:just)?ask{_THEM}(?:directly|straightout|aboutit|aboutsuicide|aboutthat|ifthey(?:re|are)suicidal)?|(?:is)?(?:it)?(?:ok|okay|safe)toask{_THEM}?(?:directly|aboutit|aboutsuicide)?"
        "|what(?:should|do|can)isayif(?:he|she|they)says?(?:yes|it|so)"
    ),
    Worry.NOT_TO_SAY: re.compile(
        "(?:我)?(?:不能|不该|不应该|不要|千万别)(?:说|做|讲)(?:什么|哪些)(?:话|事)?(?:呢|啊)?|(?:有)?(?:什么|哪些)(?:话|事)?(?:不能|不该|不要)(?:说|做|讲)(?:呢|啊)?"
        "|what(?:should|must)i(?:not|never)(?:say|do)|what(?:shouldnt|mustnt|cannot|cant)i(?:say|do)|whatnottosay"
    ),
    Worry.WHOM_TO_TELL: re.compile(
        "(?:那)?(?:我)?(?:要不要|该不该|是不是该|应不应该)(?:先)?(?:告诉|通知|跟|和)(?:学校|老师|家长|家里|父母|班主任)(?:说|讲)?(?:吗|呢|啊)?"
        "|should(?:i|we)tell(?:the)?(?:school|parents|teacher|someone|somebody|anyone)"
    ),
    Worry.TELLS: re.compile(
        "(?:那|好的?|嗯)?我(?:现在就|现在|明天|今晚|等下|一会|待会|后天|下周)?(?:就|会|去|要|打算|准备|决定){1,3}(?:告诉|找|跟|和|同)(?:她|他|我们|我)?的?(?:老师|班主任|学校|家长|爸妈|父母|妈妈|爸爸|心理老师)(?:说|讲)?(?:了|吧|的)?"
        "|(?:ok|okay|so)?(?:ill|iwill|imgoingto|iamgoingto)(?:go)?(?:and)?(?:tell|talkto|callto|speakto)(?:my|her|his|a|the|our|their)(?:teacher|mum|mom|dad|parents?|counsellor|counselor|school)(?:tomorrow|now|today|tonight)?"
    ),
    Worry.DOCTOR: re.compile(
        "(?:要不要|该不该|需不需要|用不用|需要|要)(?:去)?(?:看|找)(?:一下)?(?:医生|心理医生|医院|精神科|心理咨询)(?:吗|呢|啊)?|doweneedadoctor"
    ),
    Worry.MY_FAULT: re.compile(
        "(?:是不是)?(?:都)?(?:是)?(?:我)(?:的错|不好|害的|没做好|没教好|做错了(?:什么)?|哪里做错了|是不是(?:哪里)?做错了(?:什么)?|(?:管|逼|对他|对她)?(?:得)?太(?:严|凶|紧)了?)(?:吗|呢|啊|吧)?"
        "|(?:im(?:so)?scared|maybe|ithink)?(?:its|itis|itwas)(?:all)?myfault(?:[a-z]{0,40})?|(?:is|was)(?:it|this)(?:all)?my(?:fault|doing)|(?:what)?did?i(?:do|did)?(?:something)?wrong"
    ),
}


def worry_in(text: str, *, is_about_other: bool) -> Worry | None:
    """What is asked about somebody else, or None; `is_about_other` where it is known that the talk is about another."""
    found = meaning_of(text, _OF_THEM)
    if found is not None or not is_about_other:
        return found
    return meaning_of(text, _KNOWN) or meaning_of_a_clause(text, _OF_THEM) or meaning_of_a_clause(text, _KNOWN)
