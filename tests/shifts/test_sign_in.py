from datetime import timedelta

import pytest

from bot.kit.clock import FixedClock
from bot.shifts.accounts import make_link
from bot.shifts.sign_in import (
    IDLE,
    NotSignedIn,
    PasswordDoor,
    SignedIn,
    TooManyTries,
    WeakPassword,
    came_by_link,
    find_link,
    find_signed_in,
    note_seen,
    password_hash,
    sign_in_with_link,
    sign_out,
    still_signed_in,
)
from bot.store.database import Database
from bot.store.tables import Account
from tests.factories import make_account

PASSWORD = "a long invented password"
HOUR = timedelta(hours=1)


@pytest.fixture
async def account(database: Database) -> Account:
    hashed = await password_hash("li.wei", PASSWORD)
    async with database.begin() as session:
        account = await make_account(session, login="li.wei")
        account.password_hash = hashed
    return account


@pytest.fixture
async def link(database: Database, account: Account, clock: FixedClock) -> str:
    async with database.begin() as session:
        return await make_link(session, account, at=clock.now(), valid_for=HOUR)


@pytest.fixture
async def signed_in(database: Database, link: str, clock: FixedClock) -> SignedIn:
    async with database.begin() as session:
        return await sign_in_with_link(session, link, at=clock.now())


class TestLink:
    async def test_looking_at_a_link_does_not_use_it_up(
        self, database: Database, link: str, account: Account, clock: FixedClock
    ) -> None:
        async with database.read() as session:
            for _ in range(3):
                found = await find_link(session, link, at=clock.now())
                assert found is not None
                assert found.id == account.id

    async def test_a_link_signs_in_once(self, database: Database, link: str, clock: FixedClock) -> None:
        async with database.begin() as session:
            await sign_in_with_link(session, link, at=clock.now())

        async with database.begin() as session:
            assert await find_link(session, link, at=clock.now()) is None
            with pytest.raises(NotSignedIn):
                await sign_in_with_link(session, link, at=clock.now())

    async def test_an_old_link_is_worth_nothing(self, database: Database, link: str, clock: FixedClock) -> None:
        clock.move(HOUR)

        async with database.begin() as session:
            assert await find_link(session, link, at=clock.now()) is None
            with pytest.raises(NotSignedIn):
                await sign_in_with_link(session, link, at=clock.now())

    async def test_it_is_remembered_for_a_while_that_a_link_was_used(
        self, database: Database, signed_in: SignedIn, clock: FixedClock
    ) -> None:
        async with database.read() as session:
            assert await came_by_link(session, signed_in.account, since=clock.now() - HOUR)
            assert not await came_by_link(session, signed_in.account, since=clock.now() + HOUR)


class TestPassword:
    async def test_the_right_password_opens(self, database: Database, account: Account, clock: FixedClock) -> None:
        signed_in = await PasswordDoor(database).sign_in(" LI.WEI ", PASSWORD, place="here", at=clock.now())

        async with database.read() as session:
            found = await find_signed_in(session, signed_in.token, at=clock.now())
        assert found is not None
        assert found.account.id == account.id

    async def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(
        self, database: Database, account: Account
    ) -> None:
        door = PasswordDoor(database)
        answers = []
        for login, password in ((account.login, "something else"), ("nobody", PASSWORD), ("", "")):
            with pytest.raises(NotSignedIn) as refused:
                await door.check(login, password, place="here")
            answers.append(str(refused.value))

        assert len(set(answers)) == 1

    async def test_somebody_without_a_password_cannot_use_an_empty_one(self, database: Database) -> None:
        async with database.begin() as session:
            await make_account(session, login="new.here")

        with pytest.raises(NotSignedIn):
            await PasswordDoor(database).check("new.here", "", place="here")

    async def test_guessing_at_one_login_ends_after_ten_tries(self, database: Database, account: Account) -> None:
        door = PasswordDoor(database)
        for _ in range(10):
            with pytest.raises(NotSignedIn):
                await door.check(account.login, "a guess", place="here")

        with pytest.raises(TooManyTries):
            await door.check(account.login.upper(), PASSWORD, place="elsewhere")

    @pytest.mark.parametrize("password", ["", "short", "123456789", "x" * 257, "li.wei@school.invalid"])
    async def test_a_weak_password_is_refused(self, password: str) -> None:
        with pytest.raises(WeakPassword):
            await password_hash("li.wei@school.invalid", password)


class TestStaying:
    async def test_whoever_signs_out_is_out(self, database: Database, signed_in: SignedIn, clock: FixedClock) -> None:
        async with database.begin() as session:
            await sign_out(session, signed_in.token, at=clock.now())

        async with database.read() as session:
            assert await find_signed_in(session, signed_in.token, at=clock.now()) is None

    async def test_a_silent_browser_is_signed_out_and_a_used_one_is_not(
        self, database: Database, signed_in: SignedIn, clock: FixedClock
    ) -> None:
        clock.move(IDLE - HOUR)
        async with database.begin() as session:
            await note_seen(session, signed_in.token, at=clock.now())
        clock.move(2 * HOUR)
        async with database.read() as session:
            assert await still_signed_in(session, [signed_in.token, "another"], at=clock.now()) == {signed_in.token}
        clock.move(IDLE)

        async with database.read() as session:
            assert await find_signed_in(session, signed_in.token, at=clock.now()) is None
            assert await still_signed_in(session, [signed_in.token], at=clock.now()) == set()
