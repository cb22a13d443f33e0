import pytest

from tools.checks.clock_and_environ import ALLOWED, findings
from tools.checks.sources import ROOT, Source

ASKING = [
    "datetime.now(UTC)",
    "datetime.datetime.utcnow()",
    "date.today()",
    "time.time()",
    "os.environ['A']",
    "os.getenv('A')",
]


class TestClockAndEnviron:
    @pytest.mark.parametrize("code", ASKING)
    def test_asking_the_machine_is_named(self, code: str) -> None:
        assert len(list(findings(Source("bot/turns.py", code)))) == 1

    @pytest.mark.parametrize("code", ASKING)
    def test_the_places_made_for_it_may_ask(self, code: str) -> None:
        assert not list(findings(Source("bot/kit/clock.py", code)))

    def test_a_clock_that_is_passed_in_is_asked(self) -> None:
        assert not list(findings(Source("bot/turns.py", "clock.now()\ntime.monotonic()")))

    def test_every_exception_still_exists(self) -> None:
        assert all((ROOT / name).exists() for name in ALLOWED)
