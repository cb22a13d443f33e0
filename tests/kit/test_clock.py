from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.kit.clock import FixedClock, MovedClock, SystemClock

DAY = timedelta(days=1)


class TestSystemClock:
    def test_moments_are_aware_and_in_utc(self) -> None:
        assert SystemClock().now().utcoffset() == timedelta()


class TestMovedClock:
    def test_the_file_moves_the_machines_time(self, tmp_path: Path) -> None:
        file = tmp_path / "seconds"
        file.write_text("86400\n", encoding="utf-8")

        assert (
            timedelta()
            <= MovedClock(file).now() - SystemClock().now() - DAY + timedelta(seconds=1)
            < timedelta(seconds=10)
        )

    @pytest.mark.parametrize(
        "content",
        ["", "  \n", "tomorrow", "nan", "inf", "1e300", "\udcff".encode("utf-8", "surrogatepass").decode("latin-1")],
    )
    def test_a_file_that_names_no_seconds_moves_nothing(self, tmp_path: Path, content: str) -> None:
        file = tmp_path / "seconds"
        file.write_text(content, encoding="utf-8")

        assert abs(MovedClock(file).now() - SystemClock().now()) < timedelta(seconds=5)

    def test_no_file_moves_nothing(self, tmp_path: Path) -> None:
        assert abs(MovedClock(tmp_path / "none").now() - SystemClock().now()) < timedelta(seconds=5)


def test_a_fixed_clock_stands_until_it_is_moved() -> None:
    clock = FixedClock(datetime(2026, 11, 22, tzinfo=UTC))

    assert clock.now() == clock.now()
    clock.move(DAY)
    assert clock.now() == datetime(2026, 11, 23, tzinfo=UTC)
