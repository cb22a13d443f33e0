from pathlib import Path

import pytest

from bot.parts import RasaPlace, plan
from bot.settings import Settings


@pytest.fixture
def place(tmp_path: Path) -> RasaPlace:
    place = RasaPlace(python=tmp_path / "python", model=tmp_path / "model.tar.gz")
    place.python.touch()
    place.model.touch()
    return place


class TestPlan:
    def test_line_comes_first_and_alone_keeps_the_secrets(self, place: RasaPlace) -> None:
        parts = plan(Settings(), place).parts

        assert [part.name for part in parts] == ["the line", "Rasa"]
        assert [part.keeps_secrets for part in parts] == [True, False]

    def test_every_part_is_bound_to_this_machine(self, place: RasaPlace) -> None:
        assert {part.address for part in plan(Settings(), place).parts} == {
            ("127.0.0.1", 8355),
            ("127.0.0.1", 5005),
        }

    def test_ports_follow_the_settings(self, place: RasaPlace) -> None:
        settings = Settings(port=9000, rasa_url="http://127.0.0.1:9001")

        line, rasa = plan(settings, place).parts

        assert (line.address[1], rasa.address[1]) == (9000, 9001)
        assert "9001" in rasa.command

    def test_without_rasa_the_line_runs_alone_and_says_what_to_do(self, tmp_path: Path) -> None:
        planned = plan(Settings(), RasaPlace(python=tmp_path / "none", model=tmp_path / "none"))

        assert [part.name for part in planned.parts] == ["the line"]
        assert planned.remark == "Rasa is not set up, so the line answers without it; `make run` sets it up."

    def test_rasa_of_another_machine_is_not_started_here(self, place: RasaPlace) -> None:
        planned = plan(Settings(rasa_url="http://rasa:5005"), place)

        assert len(planned.parts) == 1
        assert planned.remark == "Rasa runs elsewhere: http://rasa:5005"
