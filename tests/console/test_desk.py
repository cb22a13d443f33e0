"""The queue page: the most urgent first, why in one glance, and nothing that belongs to another desk."""

from dataclasses import replace

import pytest
from fastapi import FastAPI

from bot.conversations.transcript import opened
from bot.kit.ids import new_id
from bot.levels import RiskLevel
from bot.store.tables import CrisisSignal, Handoff, Role, Student
from console.app import add_console
from tests.console.conftest import House, Person
from tests.factories import EVENING, MINUTE, make_conversation, make_handoff, make_message


async def student_who_wrote(house: House, text: str, *, level: RiskLevel, minutes: int = 0) -> Handoff:
    async with house.parts.database.begin() as session:
        conversation = await make_conversation(session)
        message = await make_message(session, conversation, text)
        student = await session.get_one(Student, conversation.student_id)
        words = opened(session, student, message).text
        signal_id = new_id()
        sealed = student.key(session.vault).seal(words, row=f"crisis_signals:{signal_id}")
        session.add(
            CrisisSignal(
                id=signal_id, message_id=message.id, conversation_id=conversation.id, level=level,
                categories="suicide", matched_sealed=sealed, at=EVENING,
            )
        )  # fmt: skip
        return await make_handoff(session, conversation, level=level, at=EVENING + minutes * MINUTE)


class TestQueue:
    async def test_the_gravest_stands_first_then_who_has_waited_longest(self, house: House, volunteer: Person) -> None:
        await student_who_wrote(house, "early and less", level=RiskLevel.SERIOUS)
        await student_who_wrote(house, "late and grave", level=RiskLevel.CRITICAL, minutes=5)
        await student_who_wrote(house, "later and grave", level=RiskLevel.CRITICAL, minutes=6)

        page = (await volunteer.look("/console")).text

        places = [page.index(words) for words in ("late and grave", "later and grave", "early and less")]
        assert places == sorted(places)

    async def test_the_words_that_raised_it_are_shown_and_inert(self, house: House, volunteer: Person) -> None:
        await student_who_wrote(house, "<img src=x onerror=alert(1)>\u202e", level=RiskLevel.CRITICAL)

        page = (await volunteer.look("/console")).text

        assert "&lt;img src=x onerror=alert(1)&gt;⟦RLO⟧" in page
        assert "<img" not in page

    async def test_another_desk_sees_nothing_of_it(self, house: House) -> None:
        await student_who_wrote(house, "only for the main desk", level=RiskLevel.CRITICAL)
        stranger = await house.person(Role.VOLUNTEER, desk="north")

        assert "only for the main desk" not in (await stranger.look("/console")).text

    async def test_an_acknowledged_alarm_does_not_ring_any_more(self, house: House, volunteer: Person) -> None:
        handoff = await student_who_wrote(house, "grave", level=RiskLevel.CRITICAL)
        assert "ringing" in (await volunteer.look("/console")).text

        await volunteer.do(f"/console/handoffs/{handoff.id}/acknowledge")

        assert "ringing" not in (await volunteer.look("/console")).text

    async def test_supervisors_see_every_live_conversation_without_words(
        self, house: House, supervisor: Person
    ) -> None:
        handoff = await student_who_wrote(house, "grave words", level=RiskLevel.CRITICAL)
        async with house.parts.database.begin() as session:
            alone = await make_conversation(session)

        page = (await supervisor.look("/console/live")).text

        assert handoff.conversation_id in page
        assert alone.id in page
        assert "grave words" not in page

    async def test_it_is_said_in_red_that_nobody_is_on_duty_or_can_be_paged(self, house: House) -> None:
        person = await house.person(Role.VOLUNTEER)
        say = "没有设置呼叫方式", "现在没有人值班"

        page = (await person.look("/console")).text
        assert all(words in page for words in say)

        await person.do("/console/shift/start")
        app = FastAPI()
        add_console(app, replace(house.parts, has_pager=True))
        person.client = House(house.parts, app, house.clients).visitor()
        person.client.headers["Cookie"] = f"tingjian={await _token(house, person)}"
        page = (await person.look("/console")).text
        assert not any(words in page for words in say)


async def _token(house: House, person: Person) -> str:
    return next(value for client in house.clients for value in client.cookies.values() if client is not person.client)


class TestLongQueue:
    @pytest.mark.parametrize("count", [65])
    async def test_what_does_not_fit_is_counted(self, house: House, volunteer: Person, count: int) -> None:
        async with house.parts.database.begin() as session:
            for _ in range(count):
                await make_handoff(session)

        page = (await volunteer.look("/console")).text

        assert page.count("data-handoff=") == 60
        assert "后面还有 5 人" in page
