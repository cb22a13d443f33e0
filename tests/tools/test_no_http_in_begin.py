import pytest

from tools.checks.no_http_in_begin import findings
from tools.checks.sources import Source

IN_TRANSACTION = """
async def work():
    async with database.begin() as session:
        {code}
"""


def found(code: str) -> list[str]:
    return [finding.sentence for finding in findings(Source("bot/turns.py", IN_TRANSACTION.format(code=code)))]


class TestNoHttpInBegin:
    @pytest.mark.parametrize(
        "code",
        [
            "await channel.send(text)",
            "await self.rasa.ask(q)",
            "httpx.get(url)",
            "if held:\n            await client.post(url)",
        ],
    )
    def test_speaking_while_a_transaction_is_open_is_named(self, code: str) -> None:
        assert len(found(code)) == 1

    @pytest.mark.parametrize("code", ["await session.get(Handoff, 1)", "await outbox.put(session, text)", "send(text)"])
    def test_storing_is_what_a_transaction_is_for(self, code: str) -> None:
        assert not found(code)

    def test_speaking_after_the_commit_is_right(self) -> None:
        code = (
            "async def work():\n    async with database.begin() as s:\n        keep(s)\n    await channel.send(text)\n"
        )

        assert not list(findings(Source("bot/turns.py", code)))

    def test_function_that_is_given_a_session_must_not_speak(self) -> None:
        code = "async def keep(session: AsyncSession, text: str):\n    await channel.send(text)\n"

        assert len(list(findings(Source("bot/turns.py", code)))) == 1
