"""Demo mode is for one's own machine, and has no passwords."""

from pathlib import Path

import pytest

from bot.demo import require_loopback, sign_in_links
from bot.errors import NotAllowed, RefusedToStart
from bot.kit.clock import FixedClock
from bot.settings import Settings
from bot.shifts.accounts import LINK_PATH
from bot.shifts.sign_in import NotSignedIn, sign_in_with_link
from bot.store.database import Database
from bot.store.tables import Role
from tests.factories import EVENING


class TestWhereItMayRun:
    @pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "line.example"])
    def test_it_never_listens_to_others(self, host: str) -> None:
        with pytest.raises(RefusedToStart, match=r"127\.0\.0\.1 only; set TINGJIAN_DEMO=false"):
            require_loopback(Settings(demo=True, host=host))

    def test_on_this_machine_it_may(self) -> None:
        require_loopback(Settings(demo=True, host="127.0.0.1"))

    def test_a_real_line_may_listen_to_everybody(self) -> None:
        require_loopback(Settings(demo=False, host="0.0.0.0"))

    def test_only_there_can_the_clock_be_moved(self, tmp_path: Path) -> None:
        with pytest.raises(RefusedToStart, match="TINGJIAN_CLOCK_FILE is for tests"):
            require_loopback(Settings(demo=False, clock_file=tmp_path / "seconds"))


class TestLinks:
    async def test_every_role_gets_one_that_signs_in_as_it(self, database: Database, clock: FixedClock) -> None:
        links = await sign_in_links(database, Settings(port=9000), desk="main", at=EVENING)

        assert set(links) == set(Role)
        for role, link in links.items():
            address, token = link.split(LINK_PATH)
            assert address == "http://127.0.0.1:9000"
            async with database.begin() as session:
                signed_in = await sign_in_with_link(session, token, at=clock.now())
            assert str(role) in str(signed_in.account.login)

    async def test_each_works_once(self, database: Database, clock: FixedClock) -> None:
        links = await sign_in_links(database, Settings(), desk="main", at=EVENING)
        token = links[Role.VOLUNTEER].split(LINK_PATH)[1]
        async with database.begin() as session:
            await sign_in_with_link(session, token, at=clock.now())

        with pytest.raises((NotSignedIn, NotAllowed)):
            async with database.begin() as session:
                await sign_in_with_link(session, token, at=clock.now())

    async def test_the_next_start_makes_new_links_for_the_same_people(self, database: Database) -> None:
        first = await sign_in_links(database, Settings(), desk="main", at=EVENING)

        second = await sign_in_links(database, Settings(), desk="main", at=EVENING)

        assert set(first.values()).isdisjoint(second.values())
