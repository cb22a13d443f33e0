"""A training file that must be put right is named with its line; a sentence means one thing."""

from itertools import combinations
from pathlib import Path

import pytest

from actions.rasa_side.training_files import BrokenTraining, Example, as_heard, check, examples_in

ROOT = Path(__file__).resolve().parents[2]
KNOWLEDGE = ROOT / "nlu_data"
NLU = 'version: "3.1"\n\nnlu:\n  - intent: {intent}\n    examples: |\n{lines}'
BIG = (
    *(f"topic_{topic}" for topic in ["emotion", "study", "peers", "family", "self", "love", "bullying", "life", "sleep", "internet"]),
    "topic_career", "topic_loss", "topic_rights", "disclose_risk", "parent_or_teacher", "ask_human", "chitchat", "out_of_scope",
)  # fmt: skip
NEARLY_THE_SAME = 0.9


def is_chinese(text: str) -> bool:
    return any("\u3400" <= letter <= "\u9fff" for letter in text)


def examples(folder: Path) -> list[Example]:
    return [example for file in sorted(folder.glob("*.yml")) for example in examples_in(file)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "nlu").mkdir()
    return tmp_path


def write(folder: Path, intent: str, *lines: str) -> None:
    text = NLU.format(intent=intent, lines="".join(f"      - {line}\n" for line in lines))
    (folder / "nlu" / f"{intent}.yml").write_text(text, encoding="utf-8")


class TestBadFiles:
    def test_a_sentence_for_two_intents_is_named_with_both_places(self, folder: Path) -> None:
        write(folder, "bye", "再见", "先走了")
        write(folder, "greet", "你好", "先走了！")

        with pytest.raises(
            BrokenTraining, match=r"greet\.yml:7: '先走了！' for greet stands for bye too, in .*bye\.yml:7"
        ):
            check(folder)

    def test_a_file_that_is_no_yaml_is_named_with_its_line(self, folder: Path) -> None:
        (folder / "rules.yml").write_text("rules:\n  - rule: [\n", encoding="utf-8")

        with pytest.raises(BrokenTraining, match=r"rules\.yml:3: is not YAML"):
            check(folder)

    def test_a_file_in_another_encoding_is_named(self, folder: Path) -> None:
        (folder / "rules.yml").write_bytes("规则".encode("gb18030"))

        with pytest.raises(BrokenTraining, match=r"rules\.yml:1: is not readable"):
            check(folder)


class TestOurData:
    def test_it_is_sound(self) -> None:
        check(KNOWLEDGE)

    def test_there_are_enough_examples_in_both_languages(self) -> None:
        counted: dict[str, list[int]] = {}
        for example in examples(KNOWLEDGE / "nlu"):
            counted.setdefault(example.intent, [0, 0])[0 if is_chinese(example.text) else 1] += 1
        short = {
            intent: numbers
            for intent, numbers in counted.items()
            if numbers[0] < (120 if intent in BIG else 40) or numbers[1] < (40 if intent in BIG else 20)
        }

        assert short == {}
        assert len(counted) == 34

    def test_the_tests_are_not_learnt_from(self) -> None:
        learnt = {frozenset(_pairs(as_heard(example.text))) for example in examples(KNOWLEDGE / "nlu")}
        by_pair: dict[str, set[frozenset[str]]] = {}
        for pairs in learnt:
            for pair in pairs:
                by_pair.setdefault(pair, set()).add(pairs)
        near = []
        for example in examples(KNOWLEDGE / "tests" / "utterances"):
            pairs = frozenset(_pairs(as_heard(example.text)))
            candidates = set().union(*(by_pair.get(pair, set()) for pair in pairs))
            if any(len(pairs & other) / len(pairs | other) >= NEARLY_THE_SAME for other in candidates):
                near.append(example.text)

        assert near == []


def test_examples_are_compared_by_their_letters() -> None:
    assert as_heard("I'm OK!") == as_heard("im ok")
    assert as_heard("？") == "？"
    assert all(one != other for one, other in combinations(map(as_heard, ("好", "好的", "好吗")), 2))


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(max(1, len(text) - 1))]
