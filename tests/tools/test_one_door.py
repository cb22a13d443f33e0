import pytest

from tools.checks.one_door import findings
from tools.checks.sources import Source


class TestOneDoor:
    @pytest.mark.parametrize(
        "code",
        [
            "select(Message).where(True)",
            "sa.select(Message.text)",
            "select(Student, tables.Message)",
            "await session.get(Message, 'id')",
        ],
    )
    def test_console_that_reads_messages_itself_is_named(self, code: str) -> None:
        (finding,) = findings(Source("console/queue.py", f"async def look():\n    {code}\n"))

        assert finding.line == 2

    def test_the_door_itself_may_read_them(self) -> None:
        assert not list(findings(Source("bot/conversations/transcript.py", "select(Message)")))

    def test_other_tables_are_no_business_of_this_rule(self) -> None:
        assert not list(findings(Source("console/queue.py", "select(Handoff)\nsession.get(Student, 'id')")))
