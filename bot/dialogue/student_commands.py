"""What always works, in every phase, with everything else down: recognised here, before Rasa and without it."""

import re
import unicodedata
from enum import StrEnum
from typing import Final

from bot.kit.text import folded


class StudentCommand(StrEnum):
    """What a student can always ask of the line itself."""

    PERSON = "person"
    STOP = "stop"
    CONTACT_AGAIN = "contact_again"
    ERASE = "erase"
    IS_BOT = "is_bot"
    LINES = "lines"
    LEAVE = "leave"


# Words as they are after `_plain`: lower case, without blanks and punctuation; Traditional beside Simplified.
_EXACT: Final = {
    StudentCommand.PERSON: (
        "转人工 轉人工 人工 人工服务 人工服務 转真人 轉真人 找真人 真人 找人工 找志愿者 找志願者 转志愿者 轉志願者 "
        "我想找真人 我要找真人 我想和真人说 我想跟真人聊 "
        "talktoaperson talktoahuman human realperson ineedaperson iwanttotalktoaperson iwanttotalktoahuman "
        "canitalktoaperson canitalktoahuman speaktoaperson speaktoahuman person"
    ),
    StudentCommand.STOP: (
        "不要再联系我 不要再聯絡我 不要再聯繫我 别再联系我 別再聯絡我 別再聯繫我 不要联系我 不要聯絡我 别联系我 停止联系 停止聯絡 "
        "不要再找我 别再找我 別再找我 不要再发消息给我 不要再發訊息給我 别再发消息了 "
        "stopcontactingme dontcontactme donotcontactme stopmessagingme dontmessageme stop unsubscribe"
    ),
    StudentCommand.CONTACT_AGAIN: (
        "可以再联系我 可以再聯絡我 可以再聯繫我 可以联系我了 可以聯絡我了 可以联系我 可以聯絡我 再联系我吧 还是再联系我吧 还是联系我吧 還是再聯絡我吧 還是聯絡我吧 恢复联系 恢復聯絡 "
        "youcancontactmeagain contactmeagain youmaycontactmeagain youcanmessagemeagain"
    ),
    StudentCommand.ERASE: (
        "删除我的记录 刪除我的記錄 刪除我的紀錄 删掉我的记录 刪掉我的記錄 刪掉我的紀錄 删除记录 刪除記錄 刪除紀錄 "
        "删除我的数据 刪除我的資料 删除我的聊天记录 刪除我的聊天記錄 清除我的记录 "
        "deletemyrecords deletemyrecord deletemydata erasemydata deleteeverything erasemyrecords"
    ),
    StudentCommand.IS_BOT: (
        "你是人吗 你是人嗎 你是真人吗 你是真人嗎 你是机器人吗 你是機器人嗎 你是程序吗 你是程式嗎 你是ai吗 你是ai嗎 你是不是人 "
        "你是不是机器人 你是不是機器人 你是不是真人 你到底是不是人 "
        "areyouhuman areyouahuman areyouabot areuabot ruabot areurobot areureal areyouarobot areyouaprogram areyoureal areyouaperson areyouarealperson "
        "isthisabot areyouanai areyouai"
    ),
    StudentCommand.LINES: (
        "热线 熱線 热线电话 熱線電話 求助电话 求助電話 求助热线 求助熱線 打电话 打電話 有什么热线 有什麼熱線 有哪些热线 有哪些熱線 "
        "有什么电话可以打 有什麼電話可以打 哪里可以打电话 給我熱線 给我热线 心理热线 心理熱線 "
        "hotline hotlines helpline helplines phonenumbers whocanicall crisisline"
    ),
    StudentCommand.LEAVE: (
        "退出 结束 結束 结束对话 結束對話 离开 離開 不等了 我不等了 算了不等了 不想等了 唔等喇 唔等啦 取消排队 取消排隊 不排了 不排队了 不排隊了 "
        "退出排队 退出排隊 不用找人了 不找人了 唔使搵人喇 "
        "exit quit leave endchat leavethequeue leavetheline imnotwaiting idontwanttowait forgetitimnotwaiting stopwaiting"
    ),
}
_BY_WORDS: Final = {words: command for command, all_words in _EXACT.items() for words in all_words.split()}
# Asking for a person counts also inside a short sentence: "麻烦帮我转人工谢谢". Not where the same clause refuses it
# ("不要转人工") or asks what it is; "我不想说了，转人工" and "特别想转人工" refuse nothing.
_ASKS_INSIDE: Final = re.compile("转人工|轉人工|转真人|轉真人|找真人|talktoahuman|talktoaperson|speaktoahuman")
_REFUSES: Final = re.compile(
    "不要|不用|没要|沒要|不想|(?<![特分告])[别別]|不需要|(?<!是)不是|[叫是]什[么麼]|什[么麼][叫是]|是谁|是誰|后会|後會|了会|了會|会怎|會怎|会看|會看|要钱|要錢|\\b(?:no|not|never|don.?t|won.?t)\\b"
)
_CLAUSE: Final = re.compile(r"[,.;:!?，。；：！？、\n]+")
_LONGEST_SENTENCE: Final = 40
_POLITE: Final = re.compile(
    "^(请|請|麻烦|麻煩|帮我|幫我|我要|我想|please|can you|pls)+|(谢谢|謝謝|吧|please|thanks|thankyou)+$"
)


def recognise_command(text: str) -> StudentCommand | None:
    """The command this message is, or None. Punctuation, case, width and politeness do not matter."""
    plain = _plain(text)
    if not plain or len(plain) > _LONGEST_SENTENCE:
        return None
    found = _BY_WORDS.get(plain) or _BY_WORDS.get(_POLITE.sub("", plain))
    if found is None and _asks_for_a_person(text):
        return StudentCommand.PERSON
    return found


def _asks_for_a_person(text: str) -> bool:
    clauses = _CLAUSE.split(unicodedata.normalize("NFKC", text).lower())
    return any(_ASKS_INSIDE.search(_plain(clause)) and not _REFUSES.search(clause) for clause in clauses)


def _plain(text: str) -> str:
    if len(text) > 4 * _LONGEST_SENTENCE:
        return ""
    return folded(text)
