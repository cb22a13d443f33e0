from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from bot.levels import RiskLevel
from bot.store.database import Database
from bot.store.tables import Conversation, LineProcess
from tests.factories import make_conversation


class TestMoments:
    async def test_come_back_aware_and_in_utc(self, database: Database) -> None:
        in_shanghai = datetime(2026, 11, 22, 20, 0, tzinfo=timezone(timedelta(hours=8)))
        async with database.begin() as session:
            session.add(LineProcess(id="one", started_at=in_shanghai))

        async with database.read() as session:
            moment = await session.scalar(select(LineProcess.started_at))

        assert moment == in_shanghai
        assert moment is not None
        assert moment.tzinfo is UTC

    async def test_without_a_time_zone_are_refused(self, database: Database) -> None:
        with pytest.raises(StatementError, match="without a time zone"):
            async with database.begin() as session:
                session.add(LineProcess(id="one", started_at=datetime(2026, 11, 22)))  # noqa: DTZ001  # what is refused


class TestLevels:
    async def test_come_back_as_levels_and_in_the_order_of_urgency(self, database: Database) -> None:
        async with database.begin() as session:
            for level in (RiskLevel.SERIOUS, RiskLevel.NONE, RiskLevel.CRITICAL):
                await make_conversation(session, level=level)

        async with database.read() as session:
            levels = (await session.scalars(select(Conversation.level).order_by(Conversation.level.desc()))).all()

        assert levels == [RiskLevel.CRITICAL, RiskLevel.SERIOUS, RiskLevel.NONE]
        assert all(isinstance(level, RiskLevel) for level in levels)


async def test_a_state_nobody_knows_is_refused(database: Database) -> None:
    async with database.begin() as session:
        conversation = await make_conversation(session)
        conversation.holder = "the cat"  # type: ignore[assignment]  # what is refused

        with pytest.raises(StatementError):
            await session.flush()
