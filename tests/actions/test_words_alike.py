"""Groups of words that mean much the same, found in a sentence."""

import pytest

from actions.rasa_side.words_alike import WordsAlike

ALIKE = WordsAlike({
    "kin": ("妈", "妈妈", "外婆", "grandma", "great aunt"),
    "pet": ("猫", "cat"),
    "death": ("去世", "走了"),
    "leaving": ("走了", "走"),
    "typed": ("p图", "88"),
    "nothing": ("", "！"),
})  # fmt: skip


@pytest.mark.parametrize(
    ("plain", "groups"),
    [
        (" 我妈妈去世 ", ["kin", "death"]),
        (" 猫走了 ", ["pet", "death", "leaving"]),
        (" 走吧 ", ["leaving"]),
        (" my great aunt and her cat ", ["kin", "pet"]),
        (" concatenate ", []),
        (" 被p图了 88 ", ["typed", "typed"]),
        ("  ", []),
    ],
)
def test_the_longest_words_count_in_their_order(plain: str, groups: list[str]) -> None:
    assert list(ALIKE.found(plain)) == groups


def test_without_groups_nothing_is_found() -> None:
    assert list(WordsAlike({}).found(" 妈妈 ")) == []
