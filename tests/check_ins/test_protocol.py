from datetime import timedelta
from pathlib import Path

import pytest

from bot.check_ins.protocol import load_protocol
from bot.errors import RefusedToStart
from bot.levels import RiskLevel
from tests.conftest import CONFIG
from tests.factories import EVENING


class TestTheFile:
    def test_danger_is_asked_after_for_a_month(self) -> None:
        proposals = load_protocol(CONFIG).proposals(RiskLevel.CRITICAL, at=EVENING)

        assert [proposal.after for proposal in proposals] == ["24 hours", "1 week", "1 month"]
        assert proposals[0].due_at == EVENING + timedelta(hours=24)

    def test_ordinary_talk_is_not_asked_after(self) -> None:
        assert load_protocol(CONFIG).proposals(RiskLevel.NONE, at=EVENING) == ()

    @pytest.mark.parametrize(
        ("text", "line", "expected"),
        [
            ('levels:\n  0: []\n  1: []\n  2: []\n  3: ["soon"]\n', 5, "24 hours"),
            ("levels:\n  0: []\n  1: []\n  2: []\n", 2, "levels.3: Field required"),
            ("levels:\n  0: []\n  1: []\n  2: []\n  3: []\n  4: []\n", 6, "not permitted"),
        ],
    )
    def test_a_broken_file_is_refused_with_its_line_and_what_is_expected(
        self, tmp_path: Path, text: str, line: int, expected: str
    ) -> None:
        (tmp_path / "check_ins.yml").write_text(text, encoding="utf-8")

        with pytest.raises(RefusedToStart) as refused:
            load_protocol(tmp_path)

        assert f"check_ins.yml:{line}:" in str(refused.value)
        assert expected in str(refused.value)
