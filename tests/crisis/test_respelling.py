from bot.crisis.respelling import Spellings, respelled

SPELLINGS = Spellings(
    sounds={"自": "zi", "杀": "sha", "不": "bu", "想": "xiang", "活": "huo"},
    forms={"杀": ("鲨", "沙"), "自": ("紫",)},
    ordinary=frozenset({"紫沙", "buxianghuo"}),
)


def test_short_word_is_found_in_every_mixture() -> None:
    assert {"自杀", "自鲨", "紫鲨", "zisha", "自s", "z杀", "自sha"} <= set(respelled("自杀", SPELLINGS))


def test_bare_initials_and_ordinary_words_are_left_out() -> None:
    assert not {"zs", "紫沙"} & set(respelled("自杀", SPELLINGS))


def test_longer_word_has_one_letter_changed_at_a_time() -> None:
    found = set(respelled("不想活", SPELLINGS))

    assert {"不想活", "bu想活", "不想huo", "不想h"} <= found
    assert "bu想huo" not in found


def test_whole_word_is_found_by_its_sound_unless_that_is_ordinary() -> None:
    assert "zisha" in respelled("自杀", SPELLINGS)
    assert "buxianghuo" not in respelled("不想活", SPELLINGS)
