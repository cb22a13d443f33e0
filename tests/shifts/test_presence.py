from datetime import timedelta

from bot.shifts.presence import (
    HEARTBEAT_EVERY,
    count_on_duty,
    end_shift,
    end_silent,
    heartbeat,
    on_duty,
    start_shift,
)
from bot.store.session import LineSession
from tests.factories import EVENING, make_account

SECOND = timedelta(seconds=1)


class TestOnDuty:
    async def test_a_volunteer_is_on_duty_from_the_start_of_the_shift(self, session: LineSession) -> None:
        volunteer = await make_account(session)
        assert await count_on_duty(session, desk="main", at=EVENING) == 0

        await start_shift(session, volunteer, at=EVENING)

        assert await on_duty(session, desk="main", at=EVENING) == [volunteer]
        assert await count_on_duty(session, desk="main", at=EVENING) == 1

    async def test_nobody_is_on_duty_for_another_desk(self, session: LineSession) -> None:
        await start_shift(session, await make_account(session, desk="main"), at=EVENING)

        assert await on_duty(session, desk="hongkong", at=EVENING) == []

    async def test_one_missed_heartbeat_is_forgiven_and_two_are_not(self, session: LineSession) -> None:
        await start_shift(session, await make_account(session), at=EVENING)

        assert await count_on_duty(session, desk="main", at=EVENING + 2 * HEARTBEAT_EVERY) == 1
        assert await count_on_duty(session, desk="main", at=EVENING + 2 * HEARTBEAT_EVERY + SECOND) == 0

    async def test_a_heartbeat_keeps_a_volunteer_on_duty(self, session: LineSession) -> None:
        volunteer = await make_account(session)
        await start_shift(session, volunteer, at=EVENING)

        assert await heartbeat(session, volunteer, at=EVENING + HEARTBEAT_EVERY)

        assert await count_on_duty(session, desk="main", at=EVENING + 3 * HEARTBEAT_EVERY) == 1

    async def test_nobody_is_on_duty_after_the_end_of_the_shift(self, session: LineSession) -> None:
        volunteer = await make_account(session)
        await start_shift(session, volunteer, at=EVENING)

        assert await end_shift(session, volunteer, at=EVENING + SECOND)

        assert await on_duty(session, desk="main", at=EVENING + SECOND) == []


class TestShift:
    async def test_a_second_tab_goes_on_with_the_same_shift(self, session: LineSession) -> None:
        volunteer = await make_account(session)
        first = await start_shift(session, volunteer, at=EVENING)

        second = await start_shift(session, volunteer, at=EVENING + SECOND)

        assert second.id == first.id
        assert second.started_at == EVENING
        assert second.heartbeat_at == EVENING + SECOND

    async def test_a_heartbeat_without_a_shift_is_told_so(self, session: LineSession) -> None:
        assert not await heartbeat(session, await make_account(session), at=EVENING)

    async def test_a_shift_that_is_not_open_cannot_end(self, session: LineSession) -> None:
        assert not await end_shift(session, await make_account(session), at=EVENING)

    async def test_a_new_shift_begins_after_the_last_one_fell_silent(self, session: LineSession) -> None:
        volunteer = await make_account(session)
        first = await start_shift(session, volunteer, at=EVENING)
        assert await end_silent(session, heard_before=EVENING + SECOND, at=EVENING + SECOND) == 1

        second = await start_shift(session, volunteer, at=EVENING + SECOND)

        assert second.id != first.id
        assert await end_silent(session, heard_before=EVENING + SECOND, at=EVENING + SECOND) == 0
