"""Long texts are cut where a reader would not notice."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.text import sendable, split_text

FAMILY = "👩‍👩‍👧"
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()))


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class TestSplitting:
    def test_a_short_text_stays_whole(self) -> None:
        assert split_text("慢慢说", limit=10) == ["慢慢说"]

    def test_lines_stay_together_where_they_fit(self) -> None:
        assert split_text("one\ntwo\nthree\n", limit=8) == ["one\ntwo\n", "three\n"]

    def test_emoji_count_as_the_platform_counts_them(self) -> None:
        assert split_text("🌧" * 5, limit=4) == ["🌧🌧", "🌧🌧", "🌧"]

    @pytest.mark.parametrize("whole", [FAMILY, "👍🏽", "é", "1️⃣", "\r\n"])
    def test_what_is_one_sign_to_the_reader_is_not_cut(self, whole: str) -> None:
        parts = split_text("x" + whole * 4, limit=units(whole) + 1)

        assert all(part.replace(whole, "").strip("x") == "" for part in parts)

    def test_a_sign_longer_than_a_message_is_cut_all_the_same(self) -> None:
        parts = split_text("a" + "\u0301" * 50, limit=20)

        assert all(units(part) <= 20 for part in parts)

    def test_no_part_is_blank_because_platforms_refuse_those(self) -> None:
        parts = split_text("one" + "\n" * 30 + "two", limit=10)

        assert all(part.strip() for part in parts)
        assert "".join(parts).split() == ["one", "two"]

    def test_nothing_is_no_part(self) -> None:
        assert split_text("", limit=10) == []
        assert split_text(" \n\n ", limit=2) == []

    @given(ANY_TEXT, st.integers(min_value=2, max_value=40))
    def test_every_part_fits_and_no_word_is_lost(self, text: str, limit: int) -> None:
        parts = split_text(text, limit=limit)

        assert all(units(part) <= limit for part in parts)
        assert "".join("".join(parts).split()) == "".join(text.split())


class TestSendable:
    @given(ANY_TEXT)
    def test_whatever_is_kept_can_be_sent(self, text: str) -> None:
        sent = sendable(text)

        assert "\0" not in sent
        assert not any(unicodedata.category(letter) == "Cs" for letter in sent)

    def test_ordinary_words_are_left_alone(self) -> None:
        assert sendable("别怕，我在 🌧") == "别怕，我在 🌧"
