"""The open console: alarms to everybody of the desk, words kept once, rights that end in the middle."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from bot.handoffs.queue import request
from bot.kit.clock import FixedClock
from bot.levels import RiskLevel
from bot.shifts.accounts import end_account
from bot.shifts.presence import find_shift
from bot.store.events import SIGN_INS
from bot.store.tables import Account, AuditEntry, Author, Conversation, Handoff, Message, Reason, Role
from console.connected import Connected
from tests.console.conftest import House, Person, Server
from tests.factories import EVENING, make_conversation, make_handoff, make_message

SIGNED_OUT = 4401


@dataclass
class Console:
    """A page that is open."""

    socket: ClientConnection

    async def tell(self, what: str, **facts: Any) -> None:
        await self.socket.send(json.dumps({"do": what, **facts}))

    async def wait_for(self, event: str, **wanted: Any) -> dict[str, Any]:
        async with asyncio.timeout(6):
            while True:
                heard: dict[str, Any] = json.loads(await self.socket.recv())
                if heard["event"] == event and all(heard.get(key) == value for key, value in wanted.items()):
                    return heard

    async def wait_for_end(self) -> int:
        async with asyncio.timeout(6):
            try:
                while True:
                    await self.socket.recv()
            except ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else 0


@pytest.fixture
async def address(house: House) -> AsyncIterator[str]:
    """The socket's address behind a real server on loopback."""
    async with Server(house.app) as server:
        yield f"ws://127.0.0.1:{server.port}/console/ws"


@asynccontextmanager
async def console(address: str, person: Person, **headers: str) -> AsyncIterator[Console]:
    async with connect(address, additional_headers={"Cookie": person.cookie, **headers}, proxy=None) as socket:
        yield Console(socket)


@pytest.fixture
async def handoff(house: House) -> Handoff:
    """A student at level 2 who waits."""
    async with house.parts.database.begin() as session:
        conversation = await make_conversation(session)
        await make_message(session, conversation, "<i>hello</i>")
        return await make_handoff(session, conversation)


async def student_writes(house: House, conversation_id: str, text: str) -> None:
    async with house.parts.database.begin() as session:
        await make_message(session, await session.get_one(Conversation, conversation_id), text)


class TestAlarm:
    async def test_every_console_of_the_desk_hears_it_and_no_other(
        self, house: House, address: str, volunteer: Person, supervisor: Person
    ) -> None:
        stranger = await house.person(Role.VOLUNTEER, desk="north")
        async with (
            console(address, volunteer) as one,
            console(address, supervisor) as two,
            console(address, stranger) as far,
        ):
            for each in (one, two, far):
                await each.wait_for("ringing", handoffs=[])
            async with house.parts.database.begin() as session:
                handoff = await make_handoff(session, level=RiskLevel.CRITICAL)

            for each in (one, two):
                assert await each.wait_for("alarm") == {"event": "alarm", "handoff": handoff.id, "level": 3}
                assert handoff.id in (await each.wait_for("html", place="queue"))["html"]
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.5):
                    await far.wait_for("alarm")

    async def test_a_rise_in_a_talk_rings_until_its_volunteer_answers(
        self, house: House, address: str, volunteer: Person, supervisor: Person, handoff: Handoff
    ) -> None:
        await volunteer.do(f"/console/handoffs/{handoff.id}/claim")
        async with console(address, supervisor) as watching, console(address, volunteer) as talking:
            await watching.wait_for("ringing", handoffs=[])
            async with house.parts.database.begin() as session:
                conversation = await session.get_one(Conversation, handoff.conversation_id)
                await request(session, conversation, reason=Reason.DANGER, level=RiskLevel.CRITICAL, at=EVENING)

            assert (await watching.wait_for("alarm"))["level"] == 3
            assert (await talking.wait_for("alarm"))["level"] == 3
            await talking.tell("say", conversation=conversation.id, client_id=str(uuid4()), text="I read it")
            await watching.wait_for("ringing", handoffs=[])

    async def test_it_stops_for_all_when_one_has_heard(
        self, address: str, volunteer: Person, supervisor: Person, handoff: Handoff
    ) -> None:
        async with console(address, supervisor) as open_console:
            await open_console.wait_for("ringing", handoffs=[{"handoff": handoff.id, "level": 2}])

            await volunteer.do(f"/console/handoffs/{handoff.id}/acknowledge")

            await open_console.wait_for("ringing", handoffs=[])

    async def test_a_console_that_comes_back_hears_what_still_rings(
        self, address: str, volunteer: Person, handoff: Handoff
    ) -> None:
        for _ in range(2):
            async with console(address, volunteer) as open_console:
                await open_console.wait_for("ringing", handoffs=[{"handoff": handoff.id, "level": 2}])
                await open_console.wait_for("duty", is_on=True)


class TestTalk:
    @pytest.fixture
    async def held(self, volunteer: Person, handoff: Handoff) -> str:
        await volunteer.do(f"/console/handoffs/{handoff.id}/claim")
        return handoff.conversation_id

    async def test_what_is_sent_twice_under_one_name_is_kept_once(
        self, house: House, address: str, volunteer: Person, held: str
    ) -> None:
        client_id = str(uuid4())
        async with console(address, volunteer) as page:
            for _ in range(3):
                await page.tell("say", conversation=held, client_id=client_id, text="I am here.")
            seqs = {(await page.wait_for("said", client_id=client_id))["seq"] for _ in range(3)}

        assert len(seqs) == 1
        async with house.parts.database.read() as session:
            query = select(func.count()).select_from(Message).where(Message.author == Author.VOLUNTEER)
            assert await session.scalar(query) == 1

    async def test_the_student_is_heard_at_once_and_inert(
        self, house: House, address: str, volunteer: Person, held: str
    ) -> None:
        async with console(address, volunteer) as page:
            await page.tell("watch", conversation=held, after=0)
            first = await page.wait_for("lines")
            await student_writes(house, held, "<script>alert(1)</script>\u202e")
            second = await page.wait_for("lines")

        assert "&lt;i&gt;hello&lt;/i&gt;" in first["html"]
        assert "&lt;script&gt;alert(1)&lt;/script&gt;⟦RLO⟧" in second["html"]
        assert "hello" not in second["html"]
        async with house.parts.database.read() as session:
            deeds = await session.scalars(select(AuditEntry.deed).where(AuditEntry.conversation_id == held))
            assert "follow_transcript" in set(deeds)

    async def test_a_page_that_lost_its_conversation_cannot_speak_or_read(
        self, house: House, address: str, volunteer: Person, supervisor: Person, held: str
    ) -> None:
        async with console(address, volunteer) as page:
            await page.tell("watch", conversation=held, after=0)
            await page.wait_for("lines")

            await supervisor.do(f"/console/c/{held}/step-in")

            await page.wait_for("gone", conversation=held)
            client_id = str(uuid4())
            await page.tell("say", conversation=held, client_id=client_id, text="still me")
            assert (await page.wait_for("not_said", client_id=client_id))["why"] == "gone"

    async def test_nobody_follows_what_they_may_not_read(
        self, address: str, volunteer: Person, handoff: Handoff
    ) -> None:
        async with console(address, volunteer) as page:
            for conversation in (handoff.conversation_id, "none"):
                await page.tell("watch", conversation=conversation, after=0)
                await page.wait_for("gone", conversation=conversation)

    @pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
    async def test_nothing_and_too_much_is_not_said(
        self, address: str, volunteer: Person, held: str, text: str
    ) -> None:
        async with console(address, volunteer) as page:
            await page.tell("say", conversation=held, client_id=str(uuid4()), text=text)
            assert (await page.wait_for("not_said"))["why"] == "too_long"


class TestEnd:
    async def test_an_ended_account_is_out_within_five_seconds(
        self, house: House, address: str, volunteer: Person
    ) -> None:
        async with console(address, volunteer) as page:
            await page.wait_for("ringing")
            async with house.parts.database.begin() as session:
                account = await session.get_one(Account, volunteer.account.id)
                await end_account(session, account, by="test", at=house.parts.clock.now())

            assert await page.wait_for_end() == SIGNED_OUT

    async def test_it_is_noticed_even_if_another_process_did_it(
        self, house: House, address: str, volunteer: Person
    ) -> None:
        async with console(address, volunteer) as page:
            await page.wait_for("ringing")
            async with house.parts.database.begin() as session:
                account = await session.get_one(Account, volunteer.account.id)
                await end_account(session, account, by="test", at=house.parts.clock.now())
                session.announced.discard(SIGN_INS)

            assert await page.wait_for_end() == SIGNED_OUT

    async def test_strangers_and_other_sites_are_closed_with_a_reason(
        self, house: House, address: str, volunteer: Person
    ) -> None:
        coordinator = await house.person(Role.COORDINATOR)
        async with connect(address, proxy=None) as nobody:
            assert await Console(nobody).wait_for_end() == SIGNED_OUT
        async with console(address, coordinator) as page:
            assert await page.wait_for_end() == 4403
        async with console(address, volunteer, Origin="https://elsewhere.invalid") as page:
            assert await page.wait_for_end() == 4403

    @pytest.mark.parametrize(
        "message", ["", "[]", "{}", '{"do": "dance"}', '{"do": "say"}', "null", "x" * 70000, '{"do":"say","text":1}']
    )
    async def test_what_no_page_of_ours_sends_ends_the_socket(
        self, address: str, volunteer: Person, message: str
    ) -> None:
        async with console(address, volunteer) as page:
            await page.socket.send(message)
            assert await page.wait_for_end() == 4400


class TestHeartbeat:
    async def test_an_answered_beat_keeps_the_shift_alive(
        self, house: House, address: str, volunteer: Person, clock: FixedClock
    ) -> None:
        clock.move(timedelta(seconds=9))
        async with console(address, volunteer) as page:
            await page.wait_for("beat")
            await page.tell("beat")
            await asyncio.sleep(2.5)

        async with house.parts.database.read() as session:
            shift = await find_shift(session, volunteer.account.id)
        assert shift is not None
        assert shift.heartbeat_at == clock.now()


class TestSlowConsole:
    async def test_one_that_does_not_read_is_let_go(self, house: House) -> None:
        person = await house.person(Role.VOLUNTEER)
        async with house.parts.database.read() as session:
            account = await session.get_one(Account, person.account.id)
        slow = Connected(_signed_in(account))

        for number in range(201):
            slow.tell("html", place="queue", html=str(number))

        assert slow.ended.result() == 4408


def _signed_in(account: Account) -> Any:
    from bot.shifts.sign_in import SignedIn

    return SignedIn(account, "token", "form token")
