from datetime import timedelta

import pytest

from bot.kit.clock import FixedClock
from bot.shifts.accounts import (
    LoginTaken,
    NewAccount,
    UnusableLogin,
    add_account,
    all_accounts,
    change_role,
    end_account,
    find_account,
    make_link,
    names_on,
)
from bot.shifts.sign_in import NotSignedIn, find_link, find_signed_in, sign_in_with_link, still_signed_in
from bot.store.database import Database
from bot.store.session import LineSession
from bot.store.tables import Role
from tests.factories import EVENING, make_account

DAY = timedelta(days=1)


@pytest.mark.parametrize("typed", ["a\0b", "", "x" * 10_000, "' OR 1=1 --"])
async def test_what_can_be_nobodys_login_is_nobody(any_database: Database, typed: str) -> None:
    async with any_database.read() as session:
        assert await find_account(session, typed) is None


def new(login: str = "li.wei", **facts: str) -> NewAccount:
    return NewAccount(login, facts.get("name", "Li Wei"), Role.VOLUNTEER, "main", facts.get("language", "en"))


class TestAdding:
    async def test_nobody_starts_with_a_password(self, session: LineSession) -> None:
        account = await add_account(session, new(), at=EVENING)

        assert account.password_hash is None
        assert account.language == "en"

    async def test_a_login_is_the_same_in_capitals(self, session: LineSession) -> None:
        account = await add_account(session, new(" Li.Wei "), at=EVENING)

        assert account.login == "li.wei"
        assert await find_account(session, "LI.WEI") is account

    async def test_a_login_is_given_once_even_after_its_account_has_ended(self, session: LineSession) -> None:
        account = await add_account(session, new(), at=EVENING)
        await end_account(session, account, by="somebody", at=EVENING)

        with pytest.raises(LoginTaken):
            await add_account(session, new(), at=EVENING)

    @pytest.mark.parametrize("login", ["", "x", "li wei", "李伟", "a" * 65, "../li", "li\0"])
    async def test_a_login_that_nobody_could_type_is_refused(self, session: LineSession, login: str) -> None:
        with pytest.raises(UnusableLogin):
            await add_account(session, new(login), at=EVENING)

    async def test_a_missing_name_is_the_login_and_an_unknown_language_the_first(self, session: LineSession) -> None:
        account = await add_account(session, new(name=" ", language="fr"), at=EVENING)

        assert (account.name, account.language) == ("li.wei", "zh-Hans")

    async def test_colleagues_of_a_desk_are_known_by_name(self, session: LineSession) -> None:
        account = await add_account(session, new(), at=EVENING)
        await make_account(session, desk="north")

        assert await names_on(session, "main") == {account.id: "Li Wei"}


class TestLink:
    async def test_the_newest_link_is_the_only_one(self, session: LineSession) -> None:
        account = await make_account(session)
        first = await make_link(session, account, at=EVENING, valid_for=DAY)
        second = await make_link(session, account, at=EVENING, valid_for=DAY)
        await session.flush()

        assert await find_link(session, first, at=EVENING) is None
        assert await find_link(session, second, at=EVENING) is account


class TestEnding:
    async def test_an_ended_account_is_out_at_once_and_for_ever(self, database: Database, clock: FixedClock) -> None:
        async with database.begin() as session:
            account = await make_account(session)
            token = await make_link(session, account, at=clock.now(), valid_for=DAY)
            await session.flush()
            signed_in = await sign_in_with_link(session, token, at=clock.now())
            unused = await make_link(session, account, at=clock.now(), valid_for=DAY)
        async with database.begin() as session:
            await end_account(session, await session.merge(account), by="somebody", at=clock.now())

        async with database.begin() as session:
            assert await find_signed_in(session, signed_in.token, at=clock.now()) is None
            assert await still_signed_in(session, [signed_in.token], at=clock.now()) == set()
            with pytest.raises(NotSignedIn):
                await sign_in_with_link(session, unused, at=clock.now())

    async def test_another_role_must_sign_in_again(self, database: Database, clock: FixedClock) -> None:
        async with database.begin() as session:
            account = await make_account(session)
            token = await make_link(session, account, at=clock.now(), valid_for=DAY)
            await session.flush()
            signed_in = await sign_in_with_link(session, token, at=clock.now())
        async with database.begin() as session:
            account = await session.merge(account)
            await change_role(session, account, Role.COORDINATOR, by="somebody", at=clock.now())

        async with database.read() as session:
            assert await find_signed_in(session, signed_in.token, at=clock.now()) is None
            assert [row.role for row in await all_accounts(session)] == [Role.COORDINATOR]
