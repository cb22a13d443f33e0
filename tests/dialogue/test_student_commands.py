"""What always works is understood however it is typed, and nothing else is taken for it."""

import pytest

from bot.dialogue.student_commands import StudentCommand, recognise_command

PERSON, STOP, AGAIN, ERASE, IS_BOT, LEAVE = (
    StudentCommand.PERSON, StudentCommand.STOP, StudentCommand.CONTACT_AGAIN, StudentCommand.ERASE, StudentCommand.IS_BOT, StudentCommand.LEAVE,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("转人工", PERSON), ("轉人工", PERSON), ("talk to a person", PERSON), ("Talk to a Person!", PERSON),
        ("不要再联系我", STOP), ("不要再聯絡我", STOP), ("stop contacting me", STOP), ("Don't contact me.", STOP),
        ("删除我的记录", ERASE), ("刪除我的記錄", ERASE), ("delete my records", ERASE), ("DELETE MY RECORDS", ERASE),
        ("你是人吗", IS_BOT), ("你是人嗎？", IS_BOT), ("are you human?", IS_BOT), ("Are you a bot", IS_BOT),
        ("可以再联系我", AGAIN), ("可以再聯絡我了", None), ("You can contact me again", AGAIN),
        ("退出", LEAVE), ("算了，不等了", LEAVE), ("I'm not waiting", LEAVE), ("我不等了，先睡", None), ("結束對話", LEAVE), ("quit", LEAVE), ("Bye? no: exit", None),
    ],
)  # fmt: skip
def test_each_command_in_each_language(text: str, command: StudentCommand | None) -> None:
    assert recognise_command(text) is command


@pytest.mark.parametrize(
    "text",
    ["“转人工”", "  转人工  ", "转 人 工", "转\u200b人工", "转人工。。。", "【转人工】", "ｔａｌｋ　ｔｏ　ａ　ｐｅｒｓｏｎ", "转人工\n", "🙏转人工🙏"],
)  # fmt: skip
def test_blanks_quotes_and_width_do_not_matter(text: str) -> None:
    assert recognise_command(text) is PERSON


@pytest.mark.parametrize(
    "text",
    [
        "请转人工", "麻烦帮我转人工，谢谢", "我想转人工", "能转人工吗", "我特别想转人工", "是不是可以转人工",
        "怎么转人工", "什么时候能转人工", "我不想说了，转人工吧", "please talk to a person",
        "I want to talk to a human now", "I don't know, can I talk to a human?",
    ],
)  # fmt: skip
def test_asking_inside_a_sentence_counts(text: str) -> None:
    assert recognise_command(text) is PERSON


@pytest.mark.parametrize(
    "text",
    [
        "不要转人工", "先别转人工", "我不想转人工", "不需要转人工", "转人工是什么意思", "什么是转人工",
        "I do not want to talk to a human", "don't make me talk to a person", "no, I won't talk to a human",
    ],
)  # fmt: skip
def test_refusing_a_person_or_asking_what_it_is_does_not_count(text: str) -> None:
    assert recognise_command(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "。。。", "🌧", "我想退出这个班", "他让我不要再联系他", "妈妈说删除我的记录没有用，然后就哭了",
        "I want to quit school", "everybody should leave me", "转人工" + "啊" * 40, "字" * 70_000, "\ud800", "\x00",
    ],
)  # fmt: skip
def test_ordinary_talk_is_no_command(text: str) -> None:
    assert recognise_command(text) is None
