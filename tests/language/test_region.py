"""Who writes in Traditional characters reads the numbers of the place that their words show."""

import pytest

from bot.language.region import region_after


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("我高三，兩個月後學測", "taiwan"),
        ("輔導老師說可以", "taiwan"),
        ("我在臺北上學", "taiwan"),
        ("佢哋成日笑我", "hongkong"),
        ("我讀中四，下年考DSE", "hongkong"),
        ("我不想去學校", "mainland"),
        ("我讀到中三年級", "mainland"),
    ],
)
def test_words_show_a_place(text: str, region: str) -> None:
    assert region_after(text, "mainland", desk="mainland", language="zh-Hant") == region


def test_what_is_known_already_stays_and_other_scripts_show_nothing() -> None:
    assert region_after("佢哋成日笑我", "taiwan", desk="mainland", language="zh-Hant") == "taiwan"
    assert region_after("我在臺北", "mainland", desk="mainland", language="zh-Hans") == "mainland"
    assert region_after("我在臺北", "macao", desk="macao", language="zh-Hant") == "taiwan"
