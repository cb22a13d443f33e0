import pytest

from bot.crisis.notation import Pattern, UnreadablePattern, read_pattern

WORDS = {"who": ("爸", "妈")}


@pytest.mark.parametrize(
    ("written", "parts", "gaps"),
    [
        ("想死", (("想死",),), ()),
        ("(想|要)死", (("想死", "要死"),), ()),
        ("想(去)?死", (("想死", "想去死"),), ()),
        ("<who>打我", (("爸打我", "妈打我"),), ()),
        ("今晚…走……再见", (("今晚",), ("走",), ("再见",)), (6, 16)),
        ("甲|乙", (("甲", "乙"),), ()),
        ("(甲(乙|丙))?丁", (("丁", "甲乙丁", "甲丙丁"),), ()),
    ],
)
def test_pattern_stands_for_its_wordings(
    written: str, parts: tuple[tuple[str, ...], ...], gaps: tuple[int, ...]
) -> None:
    assert read_pattern(written, WORDS) == Pattern(parts, gaps)


@pytest.mark.parametrize(
    "written",
    [
        "(想死",
        "想死)",
        "?死",
        "想>死",
        "<nobody>",
        "<who",
        "死?",
        "(想…死)",
        "一…二…三…四",
        "想…",
        "(一|二|三|四|五|六|七)" * 5,
    ],
)
def test_pattern_outside_the_notation_is_refused(written: str) -> None:
    with pytest.raises(UnreadablePattern):
        read_pattern(written, WORDS)
