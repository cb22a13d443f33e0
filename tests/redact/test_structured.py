"""Every family of identifiers, in the disguises people use. All people and numbers are invented."""

from collections.abc import Callable

import pytest

from bot.redact.fold import fold
from bot.redact.span import Kind
from bot.redact.structured import Structured

MOBILE = "13800138000"
CARD = "110101200803120019"

CHINESE = str.maketrans("0123456789", "零一二三四五六七八九")
FORMAL = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
SPOKEN = str.maketrans("012", "〇幺两")
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
CIRCLED = str.maketrans("123456789", "①②③④⑤⑥⑦⑧⑨")

DISGUISES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "blanks": lambda number: f"{number[:3]} {number[3:7]} {number[7:]}",
    "hyphens": lambda number: f"{number[:3]}-{number[3:7]}-{number[7:]}",
    "a blank after each digit": " ".join,
    "commas": "，".join,
    "stars": "*".join,
    "emoji": "😀".join,
    "zero-width": "\u200b".join,
    "keycaps": lambda number: "".join(f"{digit}\ufe0f\u20e3" for digit in number),
    "Chinese digits": lambda number: number.translate(CHINESE),
    "spoken digits": lambda number: number.translate(SPOKEN),
    "formal digits": lambda number: number.translate(FORMAL),
    "full-width digits": lambda number: number.translate(FULL_WIDTH),
    "circled digits": lambda number: number.translate(CIRCLED),
    "every other digit Chinese": lambda number: "".join(
        digit.translate(CHINESE) if place % 2 else digit for place, digit in enumerate(number)
    ),
    "letters for digits": lambda number: number.replace("1", "l").replace("0", "O"),
    "a word for the blank": lambda number: f"{number[:3]}空{number[3:7]}空{number[7:]}",
}


def shown(text: str) -> str:
    """What stays visible of a text by rules alone."""
    hidden = {place for span in Structured().find(fold(text)) for place in range(span.start, span.end)}
    return "".join(letter for place, letter in enumerate(text) if place not in hidden)


def kinds(text: str) -> set[Kind]:
    return {span.kind for span in Structured().find(fold(text))}


class TestLongNumbers:
    @pytest.mark.parametrize("disguise", DISGUISES.values(), ids=DISGUISES)
    @pytest.mark.parametrize("number", [MOBILE, CARD, "6222020200112233445", "4008123456", "02088886666", "0912345678"])
    def test_a_number_is_hidden_in_every_disguise(self, number: str, disguise: Callable[[str], str]) -> None:
        assert shown(f"号码{disguise(number)}，谢谢") == "号码，谢谢"

    @pytest.mark.parametrize(
        "card", ["A123456(7)", "A123456(A)", "A123456789", "E12345678", "1234567(8)", "11010120080312001X"]
    )
    def test_cards_with_letters_are_hidden_whole(self, card: str) -> None:
        assert shown(f"证件 {card}。") == "证件 。"

    def test_a_wrong_check_digit_changes_the_label_and_never_shows_the_number(self) -> None:
        assert shown("6222020200112233440") == shown("6222020200112233441") == ""

    @pytest.mark.parametrize(
        ("number", "kind"),
        [
            (MOBILE, Kind.PHONE),
            (CARD, Kind.IDENTITY_CARD),
            ("6222020200112233441", Kind.BANK_CARD),
            ("98765432109", Kind.NUMBER),
        ],
    )
    def test_the_label_follows_shape_and_check_digits(self, number: str, kind: Kind) -> None:
        assert kinds(f"我的{number}") == {kind}

    @pytest.mark.parametrize(
        "harmless",
        [
            "2026-11-22",
            "2026.11.22 08",
            "2025-2026学年",
            "2024、2025、2026",
            "10.1-10.7",
            "20261122放假",
            "语文98，数学115，英语120",
            "考了98 115 120 87分",
            "1，2，3，4，5，6，7，8",
            "一二三四五六七",
            "23333333",
            "66666666",
            "5201314",
            "1,234,567元",
            "10000000元",
            "3.1415926",
            "1234567人",
            "2026-11-22到2026-11-25",
        ],
    )
    def test_dates_scores_amounts_counting_and_laughter_stay(self, harmless: str) -> None:
        assert shown(harmless) == harmless

    def test_laughter_that_is_said_to_be_an_account_is_hidden(self) -> None:
        assert shown("我QQ号66666666") == "我QQ号"


class TestHotlines:
    @pytest.mark.parametrize(
        "hotline",
        ["12355", "12356", "110", "119", "120", "400-161-9995", "4001619995", "400 161 9995", "110 120 119 12355"],
    )
    def test_hotlines_stay_visible(self, hotline: str) -> None:
        assert shown(f"可以打{hotline}。") == f"可以打{hotline}。"

    def test_a_number_beside_a_hotline_is_hidden_and_the_hotline_is_not(self) -> None:
        assert shown(f"打12355 {MOBILE}") == "打12355 "

    def test_a_mobile_number_that_contains_a_hotline_is_hidden(self) -> None:
        assert shown("138-120-12355") == ""

    def test_a_desk_can_name_its_own_hotlines(self) -> None:
        text = "打 0755-25629459"
        assert not Structured(["075525629459"]).find(fold(text))


class TestAccounts:
    @pytest.mark.parametrize(
        ("before", "account"),
        [
            ("我的QQ是", "12345"), ("扣扣", "123456"), ("企鹅号：", "二三四五六"), ("加我q ", "123456789"), ("微信号：", "xiaoming_2008"),
            ("微 信 ", "moonlight99"), ("加我微信", "xm20080312"), ("vx：", "hello_kitty8"), ("加V：", "abc12345"), ("薇信是", "qiuqiu_08"),
            ("➕v ", "mumu0921"), ("加我v", "mumu0921"), ("WeChat: ", "moonlight"), ("抖音号 ", "lele520"), ("手机尾号", "4321"),
        ],
    )  # fmt: skip
    def test_named_accounts_are_hidden(self, before: str, account: str) -> None:
        assert shown(f"{before}{account}，来找我") == f"{before}，来找我"

    @pytest.mark.parametrize(
        "mail",
        [
            "xiaoming2008@qq.com", "xiaoming＠qq.com", "xiaoming艾特qq点com", "xiaoming at gmail dot com", "xiaoming(at)126.com",
            "xiao_ming@stu.example.edu.cn", "xiaoming @ qq . com", "xiaoming#qq.com", "xiaoming@qq",
        ],
    )  # fmt: skip
    def test_mail_addresses_are_hidden(self, mail: str) -> None:
        assert shown(f"邮箱{mail}，谢谢") == "邮箱，谢谢"

    @pytest.mark.parametrize(
        "page", ["https://example.com/u/123", "www.example.com/blog", "example.cn/xiaoming", "example点com"]
    )
    def test_web_addresses_are_hidden(self, page: str) -> None:
        assert shown(f"看{page}，好吗") == "看，好吗"

    @pytest.mark.parametrize("talk", ["微信上聊", "QQ空间", "微信app里", "在抖音看到的"])
    def test_talking_about_a_platform_hides_nothing(self, talk: str) -> None:
        assert shown(talk) == talk

    def test_a_handle_is_hidden_up_to_the_first_blank(self) -> None:
        assert shown("@夜里的猫 你在吗") == "@ 你在吗"


class TestBelonging:
    @pytest.mark.parametrize(
        "where",
        [
            "高二3班", "高二(3)班", "高二（三）班", "初三五班", "七年级二班", "高三理科实验班", "五（2）班", "高 二 3 班", "三班", "21级护理1班",
            "中四A班", "国三忠班", "高三(12)", "Class 3 Grade 8", "Grade 8, Class 3",
            "3号楼402", "三号楼四零二", "东区5栋312", "宿舍312", "312宿舍", "7-312寝室", "3栋2单元501", "男生宿舍2号楼304", "竹园3栋506", "5#312",
            "人民路88号", "解放大道123号3栋502室", "中山北路1200弄15号601", "幸福小区5栋3单元401", "翠苑三区12号楼",
            "市二中", "第七中学", "十九中", "南山实验附小",
        ],
    )  # fmt: skip
    def test_class_dormitory_school_and_street_are_hidden(self, where: str) -> None:
        assert not set(shown(f"我在{where}")) & set(where)

    @pytest.mark.parametrize(
        "common",
        [
            "我们班",
            "上班",
            "三班倒",
            "一小时",
            "第一中午",
            "高三了",
            "大一新生",
            "一路走来3个人",
            "5楼",
            "从6楼跳下去",
            "宿舍里",
        ],
    )
    def test_everyday_words_stay(self, common: str) -> None:
        assert shown(common) == common

    @pytest.mark.parametrize(
        ("before", "number"), [("学号", "20230112"), ("学号：", "B190304"), ("准考证号是", "0312"), ("车牌", "AB1234")]
    )
    def test_numbers_with_a_cue_are_hidden(self, before: str, number: str) -> None:
        assert shown(f"{before}{number}。") == f"{before}。"

    @pytest.mark.parametrize("plate", ["京A12345", "粤B·12345", "沪AD12345", "粤Z1234港", "湘C 一二三四五"])
    def test_number_plates_are_hidden(self, plate: str) -> None:
        assert shown(f"车是{plate}的") == "车是的"

    @pytest.mark.parametrize("place", ["39.9042,116.4074", "北纬39.9042", "东经116°23′", "39°54′15″N", "北纬39度54分"])
    def test_coordinates_are_hidden(self, place: str) -> None:
        assert shown(f"在{place}附近") == "在附近"

    @pytest.mark.parametrize(
        "day",
        [
            "2008年3月12日",
            "3月12日",
            "三月十二",
            "2008.3.12",
            "20080312",
            "农历八月十五",
            "腊月初八",
            "十二月二十五号",
            "080312",
        ],
    )
    def test_birthdays_are_hidden(self, day: str) -> None:
        assert shown(f"我的生日是{day}，快到了") == "我的生日是，快到了"

    @pytest.mark.parametrize("said", ["2008年3月12日出生", "3月12号是我生日"])
    def test_a_birthday_said_the_other_way_round_is_hidden(self, said: str) -> None:
        assert "3月12" not in shown(said)

    def test_other_dates_stay(self) -> None:
        assert shown("3月12日考试") == "3月12日考试"
