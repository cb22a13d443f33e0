"""The figures of the screen: their intervals, what counts as worse, and the disguises they are measured in."""

import json
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from tools.eval_screen import __main__ as command
from tools.eval_screen.disguises import FAMILIES, holds_trigger
from tools.eval_screen.figures import Share, worse
from tools.eval_screen.measure import total
from tools.eval_screen.sets import conversations, invented_groups


class TestShare:
    def test_interval_holds_the_share_and_is_narrow_for_many(self) -> None:
        few, many = Share("few", 9, 10, is_recall=True), Share("many", 900, 1000, is_recall=True)

        assert few.interval[0] < few.value < few.interval[1]
        assert many.interval[1] - many.interval[0] < few.interval[1] - few.interval[0]

    def test_wilsons_interval_for_nine_of_ten(self) -> None:
        low, high = Share("nine", 9, 10, is_recall=True).interval

        assert (round(low, 3), round(high, 3)) == (0.596, 0.982)  # Wilson 1927, z = 1.96

    def test_nothing_measured_says_nothing(self) -> None:
        assert Share("none", 0, 0, is_recall=True).interval == (0.0, 1.0)
        assert Share("none", 0, 0, is_recall=True).value == 0.0

    def test_worse_is_fewer_found(self) -> None:
        assert worse([Share("figure", 50, 100, is_recall=True)], {"figure": 0.88})
        assert not worse([Share("figure", 85, 100, is_recall=True)], {"figure": 0.88})
        assert not worse([Share("figure", 100, 100, is_recall=True)], {"figure": 1.0})

    def test_worse_is_more_false_alarms(self) -> None:
        assert worse([Share("figure", 20, 100, is_recall=False)], {"figure": 0.03})
        assert not worse([Share("figure", 5, 100, is_recall=False)], {"figure": 0.03})

    def test_new_figure_cannot_be_worse(self) -> None:
        assert worse([Share("new", 0, 100, is_recall=True)], {"other": 0.9}) == []

    def test_danger_and_harmless_are_never_added_up(self) -> None:
        shares = [Share("a", 8, 10, is_recall=True), Share("b", 1, 10, is_recall=False)]

        assert total("all", shares, is_recall=True) == Share("all", 8, 10, is_recall=True)


class TestDisguises:
    @pytest.mark.parametrize("family", FAMILIES)
    def test_disguised_message_is_another_text_of_the_same_words(self, family: str) -> None:
        text = "老师，我真的想死，ABC遗书"

        assert FAMILIES[family](text, Random(0)) != text

    def test_only_messages_with_a_common_word_are_disguised(self) -> None:
        assert holds_trigger("我想死")
        assert not holds_trigger("食堂")


class TestSets:
    def test_every_file_of_the_test_set_is_a_group(self) -> None:
        groups = invented_groups()

        assert {group.key.split()[0] for group in groups} == {"zh", "en"}
        assert {group.is_danger for group in groups} == {True, False}
        assert sum(len(group.texts) for group in groups) > 2000

    def test_ordinary_conversations_have_fourteen_messages(self) -> None:
        for language in conversations().values():
            assert {len(messages) for messages in language} == {14}

    def test_nothing_the_model_learnt_from_is_in_the_test_set(self) -> None:
        from tools.train_screen.examples import INVENTED, read_invented

        learnt = {example.text for example in read_invented(INVENTED)}

        assert not learnt & {text for group in invented_groups() for text in group.texts}


class TestCommand:
    def test_figure_that_fell_ends_in_failure_and_says_which(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        frozen = tmp_path / "figures.json"
        frozen.write_text(json.dumps({"zh: all danger": 1.0}), encoding="utf-8")
        monkeypatch.setattr(command, "FROZEN", frozen)
        done = CliRunner().invoke(command.app)

        assert done.exit_code == 1
        assert "worse" in done.output

    def test_freezing_keeps_what_is_measured_now(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(command, "FROZEN", tmp_path / "figures.json")

        assert CliRunner().invoke(command.app, ["--freeze"]).exit_code == 0
        assert CliRunner().invoke(command.app).exit_code == 0
