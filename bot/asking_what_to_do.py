"""Whether somebody asks what they could do: about whatever the talk is about, so no sentence to be understood by itself."""

import re
from collections.abc import Mapping
from typing import Final

from bot.kit.text import folded
from bot.language.script import to_simplified

# Every repeated part begins with a letter of its own, so that no text has two readings to be tried one after the other.
# Of a text without blanks and signs, in Simplified characters.
_WHAT_NOW: Final = re.compile(
    "那?(?:我|咱)?(?:到底)?(?:该|应该|要|还?能)?先?(?:怎么办|怎么做|做什么|做点什么|有什么办法)(?:才?好|呢|啊|呀)*|点算好?"
    "|(?:我)?(?:真的|也|都)?(?:不知道|唔知道?)(?:该|要|应该)?(?:怎么办|怎么做|点算|点做)(?:好)?(?:了|啊|呀)?|(?:i)?(?:really)?(?:idk|dontknow|donotknow)whattodo(?:anymore|now)?"
    "|(?:so|but|and|ok)?(?:what(?:can|should|do|could)ido(?:now|then|aboutit)?|whatnow)"
    "|(?:so|but|and|ok)?what(?:can|should|do|could)ido(?:when|if)i(?:feel|get|am|m)[a-z]{2,24}"
)
_LONGEST_QUESTION: Final = 40
_MANNER: Final = "(?:别的|其他|具体的?|好的?|小|简单的?|可以试的?|能试的?|让我试试的?)*"
_TO_TRY: Final = re.compile(
    "(?:你们?)?(?:还?有(?:没有|冇)?(?:什么|啥)?|有冇|能不能给我|可以给我|给我|教我|告诉我)(?:一?[些点个]|几个)?"
    f"{_MANNER}(?:办法|方法|建议|技巧|招|练习|可以[试做]的|能[试做]的)"
    "(?:可以|能|让我|给我)?(?:试下?|做|用|睡着|放松|冷静|好受点?)*(?:吗|呢|吧|没有|呀|啊)*"
    "|(?:我)?(?:想|要|想要)(?:再)?(?:试试|试下|试一下|试|做|练)(?:一下|下)?(?:那个|这个|别的)?(?:慢慢|深)?(?:呼吸|练习|放松|方法|办法)(?:练习|法)?(?:吧|啊)?"
    "|(?:你)?(?:有没有|有)(?:什么)?(?:办法|方法)(?:可以|能)?(?:让我|帮我)(?:不|别|没那么|不那么)(?:紧张|焦虑|慌|害怕|怕|难过|生气|烦|累)(?:吗|呢|了)?|(?:慢慢|深)?呼吸(?:练习|法)?|(?:有冇|有没有|有)(?:什么|咩|啲咩|乜)(?:嘢)?(?:办法|方法)(?:可以|能)?(?:让我|帮我|令我)(?:睡着|睡得着|放松|冷静|专心|平静|静下来|好受|舒服|集中)(?:一点|一些|点|些|下来)?(?:吗|呢)?"
    "|有冇(?:咩|乜|乜嘢|啲)?(?:办法|方法)(?:可以|能)?试下(?:呀|啊)?"
    "|(?:那个|这个|刚才那个|刚才的)?(?:慢慢|深)?呼吸的?(?:方法|练习|办法)?(?:要|该|是)?(?:怎么|怎样|如何)(?:做|弄|练|来)(?:啊|呀|呢|的)?|howdoi(?:do)?(?:the|that|this)?(?:slow|deep)?(?:breathing|exercise|breathe)(?:exercise|thing)?"
    "|(?:please)?(?:giveme|isthere)something(?:else)?(?:to|ican)(?:do|try)(?:while)?(?:iwait)?|(?:slow|deep)?breathing(?:exercise)?"
    "|(?:想)?换一?个(?:方法|办法|别的)?(?:吧|试试|好吗)?|还?有别的(?:办法|方法)?吗"
    "|(?:isthere|doyouhave|haveyougot|got)?(?:anything|something)(?:else)?(?:that)?(?:ican|i?could|to)(?:try|do)(?:please)?"
    "|(?:doyouhave|haveyougot|got|canyougiveme|giveme)?(?:any|some)(?:tips|advice|suggestions|ideas|exercises)(?:please)?"
    "|what(?:would|could|might|can)?(?:help|helps)(?:me)?|whatcanitry|anotherone|anythingelseicantry"
    "|(?:那|好)?(?:我)?(?:想|更想|要)?(?:一起)?(?:想想|想一想|想|说说|聊聊)?(?:一下)?下一步(?:吧|该怎么走|怎么走|是什么)?|(?:the|a)?nextstep(?:iguess|please|ithink)?"
    "|(?:no|notreally)?(?:i)?(?:just|only)?(?:want|need)(?:a|some)(?:tip|tips|advice)(?:please)?|atip(?:please)?"
)

_NO_HELP: Final = re.compile(
    "(?:我)?(?:都|也|已经)?(?:试了|试完了?|试咗|试过了?|做了|做完了?|做咗|做过了?)(?:一下)?(?:这个|那个)?(?:但是?|可是?|还是|都|也|好像|感觉){0,3}"
    "(?:没用|没有用|冇用|无用|唔得|不管用|没什么用|没效果|没有效果|没什么效果|不行|没好|没好一点)(?:啊|呀|的|呢)?"
    "|(?:这个|那个|这个方法|这些方法|这些|这招)(?:对我)?(?:都|也|好像|感觉){0,2}(?:没用|没有用|不管用|没什么用|没效果|不行|做不到|做不来)(?:啊|呀|的|呢)?"
    "|(?:i)?(?:tried|diditand|triedit|didit|triedthat|didthat)(?:it|that|this)?(?:but)?(?:it)?(?:did(?:nt|not)(?:help|work)|doesnt(?:help|work)|isnthelping)"
    "|(?:this|that|it)(?:did(?:nt|not)|doesnt|doesnot|isnt)(?:help|work|helping|working)(?:me|forme)?"
)


# What can be tried, by what it is for.
_FOR: Final[Mapping[str, re.Pattern[str]]] = {
    "sleep": re.compile(r"睡|失眠|sleep|insomnia|fall asleep"),
    "study": re.compile(r"学习|读书|复习|温书|温数|背书|专心|集中|做题|成绩|stud(?:y|ying)|revis|focus|concentrat"),
    "peers": re.compile(r"交朋友|交到朋友|合群|融入|make friends|making friends|fit in"),
    "internet": re.compile(r"手机|游戏|刷视频|上网|my phone|gaming|scrolling|screen time"),
}
_HOW_TO: Final = re.compile(
    r"怎么(?:样)?(?:才)?(?:能|可以)|如何(?:才)?(?:能|可以)?|有(?:没有)?什么(?:办法|方法)|有冇咩?(?:办法|方法)|(?:办法|方法)(?:能|可以)|我(?:说|问)的是|我在问"
    r"|\bhow (?:do|can|could|should|to)\b|\bany (?:tips|way|advice)\b|\bis there (?:a|any) way\b|\bi (?:asked|meant|mean)\b"
)


def tried_for(text: str) -> str:
    """The topic of skills that `text` asks something to try for ("how can I fall asleep"), or ""."""
    plain = to_simplified(text.lower())
    if len(text) > _LONGEST_QUESTION or _HOW_TO.search(plain) is None:
        return ""
    return next((topic for topic, words in _FOR.items() if words.search(plain)), "")


def asks_what_to_do(text: str) -> bool:
    """Whether it is "what now?", to be answered where it is known what the talk is about."""
    return _WHAT_NOW.fullmatch(to_simplified(folded(text))) is not None


def asks_for_something_to_try(text: str) -> bool:
    """Whether it is "is there something I could try?", which can be answered at any time."""
    return _TO_TRY.fullmatch(to_simplified(folded(text))) is not None


def says_it_did_not_help(text: str) -> bool:
    """Whether it is "I tried that and it did not help", said of something to try."""
    return _NO_HELP.fullmatch(to_simplified(folded(text))) is not None
