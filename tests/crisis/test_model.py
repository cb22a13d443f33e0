"""The model adds what no term names, shows the words it went by, and refuses weights it cannot read."""

from pathlib import Path

import pytest

from bot.crisis.features import PIECE, Band, Evidence, evidence_of
from bot.crisis.model import HEADER, BrokenModel, Model, load_model
from bot.crisis.screen import Screen, read
from bot.crisis.signal import Basis
from bot.levels import RiskLevel


def both(bias: float) -> dict[Band, float]:
    return dict.fromkeys(Band, bias)


BELLS = Model(weights={"风铃": 9000, "铃碎": 6000}, categories={"风铃": "suicide", "铃碎": "abuse"}, biases=both(-1.0))


@pytest.fixture
def with_bells(known: Screen) -> Screen:
    """The shipped terms beside a model that fears for whoever speaks of broken wind chimes."""
    return Screen(known.lexicon, BELLS)


def write(folder: Path, *lines: str) -> Path:
    file = folder / "weights.tsv"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


class TestReading:
    def test_in_english_a_full_stop_alone_says_nothing_and_a_picture_sign_does(self) -> None:
        english = evidence_of("he left. 🔪", frozenset()).pieces[0]
        chinese = evidence_of("他走了。", frozenset()).pieces[0]

        assert "." not in english
        assert {"🔪", "left.", "^", "$"} & english >= {"🔪", "left.", "$"}
        assert "。" in chinese

    def test_message_no_term_names_is_serious_and_asks_first(self, with_bells: Screen) -> None:
        signal = read("窗边的风铃碎了", with_bells).signal

        assert signal is not None
        assert signal.level is RiskLevel.SERIOUS
        assert signal.basis is Basis.MODEL
        assert signal.asks_first

    def test_volunteer_sees_the_words_that_spoke_loudest_and_their_category(self, with_bells: Screen) -> None:
        text = "窗边的风 铃碎了"
        signal = read(text, with_bells).signal

        assert signal is not None
        assert signal.matched(text) == ("风 铃碎",)
        assert signal.categories == ("suicide",)

    def test_volunteer_sees_words_rather_than_single_letters(self, known: Screen) -> None:
        loud_letter = Screen(known.lexicon, Model({"碎": 90_000, "风铃": 900}, {}, both(-1.0)))
        signal = read("窗边的风铃碎了", loud_letter).signal

        assert signal is not None
        assert signal.matched("窗边的风铃碎了")[0].startswith("风铃")

    def test_term_of_danger_asks_nothing_even_if_the_model_would(self, with_bells: Screen) -> None:
        signal = read("风铃碎了，我想自杀", with_bells).signal

        assert signal is not None
        assert signal.basis is Basis.TERM
        assert not signal.asks_first

    def test_model_never_lowers_what_a_term_says(self, known: Screen) -> None:
        calm = Screen(known.lexicon, Model({"自杀": -90000}, {}, biases=both(-50.0)))

        assert read("有自杀的念头", calm).level is RiskLevel.SERIOUS

    def test_story_that_the_model_fears_for_too_calls_a_person_at_once(self, with_bells: Screen) -> None:
        signal = read("小说里女主跳楼了，风铃碎了", with_bells).signal

        assert signal is not None
        assert signal.level is RiskLevel.SERIOUS
        assert not signal.asks_first

    def test_one_sentence_of_danger_in_a_long_story_is_not_thinned_out(self, known: Screen) -> None:
        careful = Screen(known.lexicon, Model(BELLS.weights, BELLS.categories, both(-0.2)))
        every_word_new = "".join(chr(0x5000 + number) for number in range(500))
        story = f"{every_word_new[:250]}。风铃碎了。{every_word_new[250:]}"
        whole = evidence_of(story, frozenset()).pieces[0]

        assert careful.model.score(Evidence([whole], Band.HAN)) < 0
        assert read(story, careful).level is RiskLevel.SERIOUS

    def test_words_the_model_cannot_place_show_the_whole_message(self, known: Screen) -> None:
        fearful = Screen(known.lexicon, Model({}, {}, biases=both(1.0)))
        signal = read("在吗", fearful).signal

        assert signal is not None
        assert signal.matched("在吗") == ("在吗",)
        assert signal.categories == ("unnamed",)

    @pytest.mark.parametrize("text", ["", "\u200b", "\ud800"])
    def test_nothing_to_read_is_no_danger(self, text: str, known: Screen) -> None:
        assert read(text, Screen(known.lexicon, Model({}, {}, biases=both(1.0)))).signal is None


class TestPieces:
    def test_short_message_is_one_piece(self) -> None:
        assert len(evidence_of("今天很累", frozenset()).pieces) == 1

    def test_long_message_is_read_whole_and_in_pieces(self) -> None:
        assert len(evidence_of("今天很累啊" * PIECE, frozenset()).pieces) > 2

    def test_word_of_latin_letters_is_one_unit(self) -> None:
        (features,) = evidence_of("so tired of it", frozenset()).pieces

        assert "tired of it" in features
        assert "tire" not in features

    def test_message_too_long_for_any_chat_is_read_at_both_ends(self) -> None:
        whole = evidence_of("开头" + "在中间说" * 5000 + "结尾", frozenset()).pieces[0]

        assert {"开头", "结尾"} <= whole

    def test_english_and_chinese_each_have_a_threshold(self, known: Screen) -> None:
        wary = Screen(known.lexicon, Model({}, {}, both(-1.0) | {Band.LATIN: 1.0}))

        assert read("rainy again", wary).level is RiskLevel.SERIOUS
        assert read("又下雨了", wary).level is RiskLevel.NONE

    def test_grave_word_lets_the_model_speak_up_earlier(self, known: Screen) -> None:
        alert = Screen(known.lexicon, Model({}, {}, both(-1.0) | {Band.HAN_GRAVE: 1.0, Band.LATIN_GRAVE: 1.0}))

        assert read("窗边的人间", alert).level is RiskLevel.SERIOUS
        assert read("窗边的天气", alert).level is RiskLevel.NONE
        assert read("nobody hit the bell", alert).level is RiskLevel.SERIOUS


class TestWeights:
    def test_file_gives_the_model_that_was_written(self, tmp_path: Path) -> None:
        model = load_model(write(tmp_path, f"{HEADER}\t-1.5\t-1.5\t-1.5\t-1.5", "风铃\t9000\tsuicide", "天气\t-200\t"))

        assert model == Model({"风铃": 9000, "天气": -200}, {"风铃": "suicide"}, biases=both(-1.5))

    @pytest.mark.parametrize(
        ("lines", "line"),
        [
            ((), 1),
            (("风铃\t9000\tsuicide",), 1),
            ((f"{HEADER}\t-1.5\tmany",), 1),
            ((f"{HEADER}\t-1.5",), 1),
            ((f"{HEADER}\t-1.5\t-1.5\t-1.5\t-1.5", "风铃\t9000\tsuicide", "天气\t-200"), 3),
            ((f"{HEADER}\t-1.5\t-1.5\t-1.5\t-1.5", "风铃\tmuch\tsuicide"), 2),
        ],
    )
    def test_broken_file_names_its_line(self, lines: tuple[str, ...], line: int, tmp_path: Path) -> None:
        with pytest.raises(BrokenModel, match=f"line {line}"):
            load_model(write(tmp_path, *lines))

    def test_missing_file_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(BrokenModel, match="make train-screen"):
            load_model(tmp_path / "weights.tsv")
