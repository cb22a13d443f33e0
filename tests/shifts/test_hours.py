from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import RefusedToStart
from bot.kit.clock import SHANGHAI
from bot.shifts.hours import Hours, is_open, load_hours, opening_text
from bot.wording import Wording
from tests.conftest import CONFIG

DESK = """
desks:
  - id: main
    name: {zh-Hans: 听见, zh-Hant: 聽見, en: Tingjian}
    region: mainland
"""


def written(folder: Path, text: str) -> Path:
    (folder / "hours.yml").write_text(text, encoding="utf-8")
    return folder


def hours_with(folder: Path, opening: str) -> Hours:
    return load_hours(written(folder, f"{DESK}    open:\n      - {opening}\n"))


def shanghai(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=SHANGHAI)


class TestTheFile:
    def test_the_file_that_comes_with_the_line_is_good(self) -> None:
        hours = load_hours(CONFIG)

        assert hours.first.id == "main"
        assert hours.find_desk("main") == hours.first
        assert hours.find_desk("nowhere") is None
        assert hours.paging.after == (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=10))

    @pytest.mark.parametrize(
        ("text", "line", "expected"),
        [
            (DESK.replace("mainland", "moon"), 5, "'mainland', 'hongkong', 'taiwan' or 'macao'"),
            (DESK + "    oppen: []\n", 6, "not permitted"),
            (DESK + "    open:\n      - {from: '8:00', to: '24:00'}\n", 7, "pattern"),
            (DESK + "    on_call:\n      - {name: nobody}\n", 7, "either a webhook"),
            (DESK + "    on_call:\n      - {name: a, webhook: gopher}\n", 7, "pattern"),
            (DESK + "    on_call: [{name: a, telegram: '1'}, {name: a, telegram: '2'}]\n", 3, "a name of its own"),
            (DESK + "paging:\n  after_minutes: [5, 1]\n", 7, "must rise"),
            (DESK + DESK.removeprefix("\ndesks:\n"), 2, "an id of its own"),
            ("desks: []\n", 1, "at least 1"),
            ("desks:\n  - id: [\n", 3, "is not YAML"),
        ],
    )
    def test_a_broken_file_is_refused_with_its_line_and_what_is_expected(
        self, tmp_path: Path, text: str, line: int, expected: str
    ) -> None:
        with pytest.raises(RefusedToStart) as refused:
            load_hours(written(tmp_path, text))

        assert f"hours.yml:{line}:" in str(refused.value)
        assert expected in str(refused.value)

    def test_a_missing_file_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(RefusedToStart, match=r"hours\.yml"):
            load_hours(tmp_path)

    def test_the_pagers_of_the_settings_are_on_call_for_every_desk(self, tmp_path: Path) -> None:
        hours = load_hours(written(tmp_path, DESK))

        called = hours.with_pagers(webhook="http://127.0.0.1/page", chats=["7", "8"]).first.on_call

        assert [(person.webhook, person.telegram) for person in called] == [
            ("", "7"),
            ("", "8"),
            ("http://127.0.0.1/page", ""),
        ]
        assert hours.with_pagers(webhook="", chats=[]) == hours


class TestOpeningHours:
    @pytest.mark.parametrize(
        ("moment", "expected"),
        [
            ("2026-11-23 07:59", False),
            ("2026-11-23 08:00", True),
            ("2026-11-23 23:59", True),
            ("2026-11-24 00:00", False),
        ],
    )
    def test_a_desk_is_open_until_midnight(self, tmp_path: Path, moment: str, expected: bool) -> None:  # noqa: FBT001  # a table
        hours = hours_with(tmp_path, "{from: '08:00', to: '24:00'}")

        assert is_open(hours.first, shanghai(moment)) is expected

    @pytest.mark.parametrize(
        ("moment", "expected"),
        [
            ("2026-11-27 17:59", False),  # a Friday
            ("2026-11-27 18:00", True),
            ("2026-11-28 01:59", True),
            ("2026-11-28 02:00", False),
            ("2026-11-28 18:00", False),
        ],
    )
    def test_a_night_belongs_to_the_day_it_began_on(self, tmp_path: Path, moment: str, expected: bool) -> None:  # noqa: FBT001  # a table
        hours = hours_with(tmp_path, "{days: [fri], from: 18:00, to: 02:00}")

        assert is_open(hours.first, shanghai(moment)) is expected

    def test_an_unquoted_time_is_read_as_it_is_written(self, tmp_path: Path, wording: Wording) -> None:
        # YAML 1.1 takes an unquoted 18:30 for a number in base 60.
        desk = hours_with(tmp_path, "{from: 18:30, to: 22:00}").first

        assert opening_text(desk, wording, "zh-Hans") == "每天 18:30-22:00（北京时间）"

    def test_a_desk_without_hours_is_never_open(self, tmp_path: Path) -> None:
        assert not is_open(load_hours(written(tmp_path, DESK)).first, shanghai("2026-11-27 12:00"))

    @pytest.mark.parametrize(
        ("language", "told"),
        [("zh-Hant", "週一、週三、週日 08:00-12:00（北京時間）"), ("en", "Mon, Wed, Sun 08:00-12:00 (Beijing time)")],
    )
    def test_days_that_do_not_follow_are_told_one_by_one(
        self, tmp_path: Path, wording: Wording, language: str, told: str
    ) -> None:
        hours = hours_with(tmp_path, "{days: [wed, mon, sun], from: '08:00', to: '12:00'}")

        assert opening_text(hours.first, wording, language) == told

    def test_days_in_a_row_are_told_by_the_first_and_the_last(self, tmp_path: Path, wording: Wording) -> None:
        hours = hours_with(tmp_path, "{days: [wed, mon, tue], from: '08:00', to: '12:00'}")

        assert opening_text(hours.first, wording, "en") == "Mon to Wed 08:00-12:00 (Beijing time)"

    def test_hours_that_are_not_fixed_are_told_so(self, tmp_path: Path, wording: Wording) -> None:
        assert opening_text(load_hours(written(tmp_path, DESK)).first, wording, "en") == "no fixed hours"
