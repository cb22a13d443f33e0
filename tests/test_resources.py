"""The lines a student can call are those of where they are, and say so."""

from pathlib import Path

import pytest
import yaml

from bot.errors import RefusedToStart
from bot.resources import Resources, load_resources
from bot.wording import LANGUAGES
from tests.conftest import CONFIG


class TestLines:
    @pytest.mark.parametrize(
        ("region", "numbers"),
        [
            ("mainland", ("110", "120", "12356", "12355")),
            ("hongkong", ("999", "18111")),
            ("taiwan", ("110", "119", "1925")),
            ("macao", ("999", "2852 5222")),
        ],
    )
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_each_region_gives_its_own_numbers(
        self, resources: Resources, region: str, numbers: tuple[str, ...], language: str
    ) -> None:
        told = resources.lines_text(region, language)

        assert all(number in told for number in numbers)

    @pytest.mark.parametrize(
        ("language", "label"), [("zh-Hans", "中国大陆："), ("zh-Hant", "中國大陸："), ("en", "mainland China:")]
    )
    def test_mainland_numbers_are_labelled_as_such(self, resources: Resources, language: str, label: str) -> None:
        assert resources.lines_text("mainland", language).startswith(f"{label}\n110 ")

    def test_where_it_is_not_known_where_somebody_is_every_emergency_number_has_its_place(
        self, resources: Resources
    ) -> None:
        assert resources.emergency("mainland", "zh-Hans") == "120 / 110"
        assert resources.emergency("taiwan", "zh-Hant") == resources.region("taiwan").emergency
        assert resources.emergency("mainland", "zh-Hant").startswith("中國大陸 120 / 110、香港 999")

    @pytest.mark.parametrize(("topic", "number"), [("rights", "12348"), ("family", "12338"), ("career", "12345")])
    def test_a_topic_adds_the_lines_that_are_there_for_it(self, resources: Resources, topic: str, number: str) -> None:
        assert number not in resources.lines_text("mainland", "zh-Hans")
        assert number in resources.lines_text("mainland", "zh-Hans", topic=topic)

    def test_hours_stand_beside_the_numbers(self, resources: Resources) -> None:
        told = resources.lines_text("mainland", "en")

        assert "12356 mental health line, at least 18 hours a day, differs by place" in told
        assert "12355 youth service desk, hours differ by place" in told

    def test_whoever_writes_traditional_may_live_elsewhere_and_sees_those_lines_too(self, resources: Resources) -> None:
        told = resources.lines_text("mainland", "zh-Hant")

        assert [label for label in ("中國大陸：", "香港：", "台灣：", "澳門：") if label in told] == [
            "中國大陸：", "香港：", "台灣：", "澳門：",
        ]  # fmt: skip

    def test_whoever_writes_english_may_be_anywhere_and_is_told_whom_to_call_there(self, resources: Resources) -> None:
        assert resources.lines_text("mainland", "en").endswith("\nHong Kong 999, Taiwan 119 / 110, Macao 999")
        assert "Taiwan" not in resources.lines_text("hongkong", "en")

    def test_a_student_of_hong_kong_is_not_sent_elsewhere(self, resources: Resources) -> None:
        assert "12356" not in resources.lines_text("hongkong", "zh-Hant")

    def test_a_language_without_its_own_list_gets_simplified_chinese(self, resources: Resources) -> None:
        assert resources.lines_text("mainland", "ja") == resources.lines_text("mainland", "zh-Hans")


class TestRefusals:
    def test_a_missing_region_is_named(self, tmp_path: Path) -> None:
        content = yaml.safe_load((CONFIG / "resources.yml").read_text(encoding="utf-8"))
        del content["regions"]["macao"]
        (tmp_path / "resources.yml").write_text(yaml.safe_dump(content), encoding="utf-8")

        with pytest.raises(RefusedToStart, match="the regions macao are missing"):
            load_resources(tmp_path)

    def test_a_number_that_cannot_be_dialled_is_named_with_its_line(self, tmp_path: Path) -> None:
        text = (CONFIG / "resources.yml").read_text(encoding="utf-8").replace("'12356'", "twelve", 1)
        (tmp_path / "resources.yml").write_text(text, encoding="utf-8")
        line = text.split("twelve")[0].count("\n") + 1

        with pytest.raises(RefusedToStart, match=rf"resources\.yml:{line}: regions\.mainland\.lines\.2\.number"):
            load_resources(tmp_path)

    def test_a_region_nobody_described_is_named(self, resources: Resources) -> None:
        with pytest.raises(RefusedToStart, match="no region 'moon'"):
            resources.region("moon")
