from tools.checks.sizes import findings, summary
from tools.checks.sources import Source


def function_of(lines: int) -> str:
    return "def long() -> None:\n" + "    print()\n" * (lines - 1)


class TestSizes:
    def test_function_of_fifty_lines_passes(self) -> None:
        assert not list(findings(Source("bot/a.py", function_of(50))))

    def test_function_of_fifty_one_lines_is_named(self) -> None:
        (finding,) = findings(Source("bot/a.py", function_of(51)))

        assert str(finding) == "bot/a.py:1: long has 51 lines; a function ends at 50"

    def test_file_of_four_hundred_and_one_lines_is_named(self) -> None:
        (finding,) = findings(Source("bot/a.py", "a = 1\n" * 401))

        assert "401 lines" in finding.sentence

    def test_summary_tells_the_usual_and_the_longest(self) -> None:
        sources = [Source("bot/a.py", function_of(lines)) for lines in (4, 6, 20)]

        assert summary(sources) == (
            "files: 3, median 6 lines, p90 20, longest 20; functions: 3, median 6 lines, p90 20, longest 20"
        )

    def test_summary_of_nothing_says_so(self) -> None:
        assert summary([]) == "files: none; functions: none"
