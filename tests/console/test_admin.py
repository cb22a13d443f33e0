"""Accounts over the web: one-time links, roles that change, accounts that end at once."""

import re

import pytest

from bot.store.tables import Account, Conversation, Holder, Role
from tests.console.conftest import House, Person
from tests.factories import make_account, make_handoff, make_message

NEW = {"login": "li.wei", "name": "Li Wei", "role": "volunteer", "desk": "main", "language": "en"}


@pytest.fixture
async def administrator(house: House) -> Person:
    return await house.person(Role.ADMINISTRATOR)


class TestAdding:
    async def test_a_new_account_gets_a_link_that_signs_in_once(self, house: House, administrator: Person) -> None:
        page = (await administrator.do("/admin/accounts", **NEW)).text

        link = re.search(r'value="http://[^/]+(/console/link/[^"]+)"', page)
        assert link is not None
        assert (await house.visitor().post(link[1])).status_code == 303
        assert link[1] not in (await administrator.look("/admin")).text

    @pytest.mark.parametrize(
        "wrong", [{"login": "li wei"}, {"role": "king"}, {"desk": "nowhere"}, {"login": ""}], ids=str
    )
    async def test_what_cannot_be_is_refused(self, administrator: Person, wrong: dict[str, str]) -> None:
        assert (await administrator.do("/admin/accounts", **{**NEW, **wrong})).status_code == 422

    async def test_a_login_is_given_once(self, administrator: Person) -> None:
        await administrator.do("/admin/accounts", **NEW)

        assert (await administrator.do("/admin/accounts", **NEW)).status_code == 422

    async def test_a_name_is_inert(self, administrator: Person) -> None:
        page = (await administrator.do("/admin/accounts", **{**NEW, "name": "<script>x</script>\u202e"})).text

        assert "<script>x" not in page
        assert "⟦RLO⟧" in page


class TestEnding:
    async def test_an_ended_account_is_out_and_its_student_waits_again(
        self, house: House, administrator: Person, volunteer: Person
    ) -> None:
        async with house.parts.database.begin() as session:
            handoff = await make_handoff(session)
        await volunteer.do(f"/console/handoffs/{handoff.id}/claim")

        await administrator.do(f"/admin/accounts/{volunteer.account.id}/end")

        assert (await volunteer.look("/console")).status_code == 303
        async with house.parts.database.read() as session:
            assert (await session.get_one(Conversation, handoff.conversation_id)).holder is Holder.QUEUE

    async def test_another_role_begins_with_a_new_sign_in(
        self, house: House, administrator: Person, volunteer: Person
    ) -> None:
        await administrator.do(f"/admin/accounts/{volunteer.account.id}/role", role="coordinator")

        assert (await volunteer.look("/console")).status_code == 303
        async with house.parts.database.read() as session:
            assert (await session.get_one(Account, volunteer.account.id)).role is Role.COORDINATOR

    async def test_nobody_ends_themselves(self, administrator: Person) -> None:
        assert (await administrator.do(f"/admin/accounts/{administrator.account.id}/end")).status_code == 404

    async def test_a_forgotten_password_is_replaced_by_a_link(self, house: House, administrator: Person) -> None:
        async with house.parts.database.begin() as session:
            account = await make_account(session)

        assert "/console/link/" in (await administrator.do(f"/admin/accounts/{account.id}/link")).text
        assert (await administrator.do("/admin/accounts/none/link")).status_code == 404


class TestPrivacy:
    async def test_an_administrator_never_sees_a_word_of_a_student(self, house: House, administrator: Person) -> None:
        async with house.parts.database.begin() as session:
            handoff = await make_handoff(session)
            conversation = await session.get_one(Conversation, handoff.conversation_id)
            await make_message(session, conversation, "something private")

        for path in ("/admin", "/console", f"/console/c/{conversation.id}", f"/review/{conversation.id}"):
            assert "something private" not in (await administrator.look(path)).text
