"""The trainer: reads labels from paths, learns the same from the same, and writes what the screen reads."""

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from bot.crisis.features import Band
from bot.crisis.lexicon import load_lexicon
from bot.crisis.model import Model, load_model
from tools.train_screen import __main__ as command
from tools.train_screen.examples import (
    DIALOGUE,
    INVENTED,
    Example,
    NoResearchSets,
    read_dialogue,
    read_invented,
    read_research,
)
from tools.train_screen.fit import fit, out_of_fold, read_examples
from tools.train_screen.fold import is_untouched
from tools.train_screen.threshold import with_thresholds
from tools.train_screen.weights import write_model

TERMS = Path("config/crisis_terms")


@pytest.fixture
def research(tmp_path: Path) -> Path:
    """Two sets in the shape of the research sets, of invented messages."""
    danger = [
        {"id": f"d{n}", "text": f"{who}把风铃摔碎了", "crisis": True, "categories": ["self_harm"]}
        for n, who in enumerate("甲乙丙丁戊己庚辛")
    ]
    calm = [
        {"id": f"c{n}", "text": f"{who}去食堂吃面", "crisis": False, "categories": []}
        for n, who in enumerate("甲乙丙丁戊己庚辛")
    ]
    for name, rows in (("psysuicide_valid", danger + calm), ("cold_dev", calm)):
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


class TestExamples:
    def test_path_is_the_label(self, tmp_path: Path) -> None:
        for path, text in (("danger/suicide/zh.txt", "风铃碎了"), ("harmless/zh.txt", "食堂的面")):
            file = tmp_path / path
            file.parent.mkdir(parents=True)
            file.write_text(f"# Explains.\n\n{text}\n", encoding="utf-8")
        danger, harmless = read_invented(tmp_path)

        assert (danger.text, danger.category, danger.is_danger) == ("风铃碎了", "suicide", True)
        assert danger.id == "danger/suicide/zh.txt:3"
        assert not harmless.is_danger

    def test_there_are_as_many_hard_negatives_as_dangers_and_none_twice(self) -> None:
        examples = read_invented(INVENTED)
        danger = [example for example in examples if example.is_danger]

        assert len(danger) >= 1500
        assert len(examples) - len(danger) >= len(danger) * 0.8
        assert len({example.text for example in examples}) == len(examples)

    def test_the_dialogue_models_calm_sentences_are_harmless_and_those_near_danger_left_out(self) -> None:
        examples = read_dialogue(DIALOGUE)
        intents = {example.id.split(":")[0] for example in examples}

        assert len(examples) > 20_000
        assert not any(example.is_danger for example in examples)
        assert "topic_study" in intents
        assert not {"disclose_risk", "topic_bullying", "topic_life", "topic_rights", "parent_or_teacher"} & intents

    def test_a_calm_topics_sentence_that_terms_find_is_not_learnt_from(self) -> None:
        found = [Example(text, "", "dialogue", "topic_family:1") for text in ("我妈今天做了面", "我不想活了")]

        assert [row.example.text for row in read_examples(found, load_lexicon(TERMS))] == ["我妈今天做了面"]

    def test_folder_without_the_sets_is_refused_with_what_to_do(self, tmp_path: Path) -> None:
        with pytest.raises(NoResearchSets, match="DATA="):
            read_research(tmp_path)

    def test_research_categories_become_the_terms_own(self, research: Path) -> None:
        assert {row.category for row in read_research(research) if row.is_danger} == {"self_harm"}

    def test_untouched_fold_is_about_one_in_five(self) -> None:
        share = sum(is_untouched(f"row-{number}") for number in range(5000)) / 5000

        assert 0.17 < share < 0.23


class TestFit:
    def test_model_tells_the_two_kinds_apart_and_names_the_category(self, research: Path) -> None:
        rows = read_examples(read_research(research), load_lexicon(TERMS))
        model = fit(rows)

        assert model.weights["风铃"] > 0 > model.weights["食堂"]
        assert model.categories["风铃"] == "self_harm"
        assert all(model.score(row.evidence) > 0 for row in rows if row.example.is_danger)

    def test_what_only_one_message_says_is_not_written_down(self, research: Path) -> None:
        model = fit(read_examples(read_research(research), load_lexicon(TERMS)))

        assert "甲把" not in model.weights

    def test_same_examples_give_the_same_file(self, research: Path, tmp_path: Path) -> None:
        rows = read_examples(read_research(research), load_lexicon(TERMS))
        first, second = tmp_path / "first.tsv", tmp_path / "second.tsv"
        write_model(fit(rows), first)
        write_model(fit(rows), second)

        assert first.read_bytes() == second.read_bytes()

    def test_written_model_is_the_one_that_is_read(self, research: Path, tmp_path: Path) -> None:
        model = fit(read_examples(read_research(research), load_lexicon(TERMS)))
        size = write_model(model, tmp_path / "weights.tsv")

        assert load_model(tmp_path / "weights.tsv").weights == model.weights
        assert size == (tmp_path / "weights.tsv").stat().st_size

    def test_scores_out_of_fold_are_of_models_that_had_not_seen_the_message(self, research: Path) -> None:
        rows = read_examples(read_research(research), load_lexicon(TERMS))

        assert len(out_of_fold(rows)) == len(rows)


class TestThresholds:
    def test_no_more_calm_messages_than_allowed_are_flagged_in_any_band(self) -> None:
        lexicon = load_lexicon(TERMS)
        calm = {
            Band.HAN: [f"食堂第{number}号窗口的面" for number in range(2000)],
            Band.HAN_GRAVE: [f"第{number}味药很苦" for number in range(200)],
            Band.LATIN: [f"noodles at window number {number}" for number in range(500)],
            Band.LATIN_GRAVE: [f"the end of chapter {number}" for number in range(200)],
        }
        sources = {Band.HAN_GRAVE: "psysuicide"}
        examples = [
            Example(text, "", sources.get(band, "invented"), f"harmless/daily.txt:{place}")
            for band, texts in calm.items()
            for place, text in enumerate(texts)
        ]
        rows = read_examples(examples, lexicon)
        assert {row.evidence.band for row in rows} == set(Band)
        scores = np.linspace(-3, 3, len(rows))
        frozen = with_thresholds(Model({}, {}, dict.fromkeys(Band, 0.0)), rows, scores)

        for band in Band:
            own = [score for row, score in zip(rows, scores, strict=True) if row.evidence.band is band]
            assert 0 < sum(score + frozen.biases[band] > 0 for score in own) <= 0.05 * len(own)

    def test_where_too_few_are_calm_even_odds_stay(self) -> None:
        frozen = with_thresholds(Model({}, {}, dict.fromkeys(Band, -1.0)), [], np.zeros(0))

        assert frozen.biases == dict.fromkeys(Band, -1.0)


class TestCommand:
    def test_missing_sets_end_in_one_sentence(self, tmp_path: Path) -> None:
        done = CliRunner().invoke(command.app, [str(tmp_path)])

        assert done.exit_code == 2
        assert "make train-screen DATA=" in " ".join(done.output.split())


def test_shipped_weights_are_small_and_readable() -> None:
    file = Path("config/crisis_model/weights.tsv")

    assert file.stat().st_size < 5_000_000
    assert load_model(file).weights
