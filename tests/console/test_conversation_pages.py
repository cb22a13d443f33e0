"""Taking, reading, giving back and ending a conversation, and who is refused."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.conversations import transcript
from bot.levels import RiskLevel
from bot.shifts.sign_in import password_hash
from bot.store.tables import (
    Account,
    AuditEntry,
    CheckIn,
    Conversation,
    Handoff,
    HandoffState,
    Holder,
    Outcome,
    Role,
    Student,
    Task,
    TaskKind,
)  # fmt: skip
from bot.wording import Wording
from tests.console.conftest import House, Person
from tests.factories import EVENING, make_account, make_conversation, make_handoff, make_message

PASSWORD = "a long invented password"
CLOSING = {"outcome": "calmer", "note": "Calmer after talking; a friend is there."}


@pytest.fixture
async def handoff(house: House) -> Handoff:
    """A student at level 2 who waits."""
    async with house.parts.database.begin() as session:
        conversation = await make_conversation(session)
        await make_message(session, conversation, "<b>I am here</b>")
        return await make_handoff(session, conversation, level=RiskLevel.SERIOUS)


async def told(house: House, handoff: Handoff) -> list[str]:
    """What the student has been told, in order."""
    async with house.parts.database.read() as session:
        student = await session.get_one(Student, handoff.student_id)
        said = await transcript.of_student_after(session, student, after=0)
        return [line.text for line in said if line.author == "line"]


async def holder(house: House, handoff: Handoff) -> tuple[Holder, str | None]:
    async with house.parts.database.read() as session:
        conversation = await session.get_one(Conversation, handoff.conversation_id)
        return conversation.holder, conversation.volunteer_id


class TestClaim:
    async def test_whoever_claims_holds_it_and_the_student_is_told(
        self, house: House, volunteer: Person, handoff: Handoff, wording: Wording
    ) -> None:
        answer = await volunteer.do(f"/console/handoffs/{handoff.id}/claim")

        assert answer.headers["location"] == f"/console/c/{handoff.conversation_id}"
        assert await holder(house, handoff) == (Holder.VOLUNTEER, volunteer.account.id)
        assert await told(house, handoff) == [wording.say("handoff.volunteer_joined", "zh-Hans")]

    async def test_the_second_is_told_that_somebody_has_it(
        self, house: House, volunteer: Person, handoff: Handoff
    ) -> None:
        second = await house.person(Role.VOLUNTEER, is_on_duty=True)
        await volunteer.do(f"/console/handoffs/{handoff.id}/claim")

        assert (await second.do(f"/console/handoffs/{handoff.id}/claim")).status_code == 409

    async def test_off_duty_nobody_claims(self, house: House, handoff: Handoff) -> None:
        person = await house.person(Role.VOLUNTEER)

        assert (await person.do(f"/console/handoffs/{handoff.id}/claim")).status_code == 409
        assert (await holder(house, handoff))[0] is Holder.QUEUE

    async def test_another_desk_cannot_see_that_it_exists(self, house: House, handoff: Handoff) -> None:
        stranger = await house.person(Role.VOLUNTEER, desk="north", is_on_duty=True)

        for deed in ("claim", "acknowledge"):
            assert (await stranger.do(f"/console/handoffs/{handoff.id}/{deed}")).status_code == 404
        assert handoff.id not in (await stranger.look("/console")).text


class TestReading:
    async def test_somebody_elses_conversation_looks_like_none(
        self, house: House, volunteer: Person, handoff: Handoff
    ) -> None:
        refused = await volunteer.look(f"/console/c/{handoff.conversation_id}")
        missing = await volunteer.look("/console/c/01a2000000000000000000000000dead")

        assert refused.status_code == missing.status_code == 404
        assert refused.text.replace(handoff.conversation_id, "") == missing.text.replace(
            "01a2000000000000000000000000dead", ""
        )
        assert dict(refused.headers) | {"content-length": ""} == dict(missing.headers) | {"content-length": ""}

    async def test_what_a_student_wrote_is_inert_and_the_reading_is_recorded(
        self, house: House, supervisor: Person, handoff: Handoff
    ) -> None:
        page = (await supervisor.look(f"/console/c/{handoff.conversation_id}")).text

        assert "&lt;b&gt;I am here&lt;/b&gt;" in page
        assert "<b>I am here" not in page
        async with house.parts.database.read() as session:
            entry = await session.scalar(select(AuditEntry).where(AuditEntry.account_id == supervisor.account.id))
        assert entry is not None
        assert (entry.deed, entry.conversation_id) == ("read_transcript", handoff.conversation_id)

    async def test_a_supervisor_steps_in_and_the_student_is_told_of_another_person(
        self, house: House, volunteer: Person, supervisor: Person, handoff: Handoff, wording: Wording
    ) -> None:
        await volunteer.do(f"/console/handoffs/{handoff.id}/claim")

        await supervisor.do(f"/console/c/{handoff.conversation_id}/step-in")

        assert await holder(house, handoff) == (Holder.VOLUNTEER, supervisor.account.id)
        assert (await told(house, handoff))[-1] == wording.say("handoff.volunteer_changed", "zh-Hans")
        assert (await volunteer.look(f"/console/c/{handoff.conversation_id}")).status_code == 404

    async def test_a_supervisor_steps_in_where_only_the_bot_was(self, house: House, supervisor: Person) -> None:
        async with house.parts.database.begin() as session:
            conversation = await make_conversation(session)

        answer = await supervisor.do(f"/console/c/{conversation.id}/step-in")

        assert answer.status_code == 303
        assert 'id="say"' in (await supervisor.look(f"/console/c/{conversation.id}")).text

    async def test_a_volunteer_never_steps_in(self, volunteer: Person, handoff: Handoff) -> None:
        assert (await volunteer.do(f"/console/c/{handoff.conversation_id}/step-in")).status_code == 404


class TestLeaving:
    async def test_a_released_student_waits_again_and_is_told(
        self, house: House, volunteer: Person, handoff: Handoff, wording: Wording
    ) -> None:
        await volunteer.do(f"/console/handoffs/{handoff.id}/claim")

        await volunteer.do(f"/console/handoffs/{handoff.id}/release")

        assert (await holder(house, handoff))[0] is Holder.QUEUE
        assert (await told(house, handoff))[-1] == wording.say("handoff.volunteer_released", "zh-Hans")

    async def test_the_end_of_a_shift_gives_everybody_back(
        self, house: House, volunteer: Person, handoff: Handoff
    ) -> None:
        await volunteer.do(f"/console/handoffs/{handoff.id}/claim")

        await volunteer.do("/console/shift/end")

        assert (await holder(house, handoff))[0] is Holder.QUEUE


class TestClosing:
    @pytest.fixture
    async def held(self, volunteer: Person, handoff: Handoff) -> Handoff:
        await volunteer.do(f"/console/handoffs/{handoff.id}/claim")
        return handoff

    async def close(self, person: Person, handoff: Handoff, **fields: str) -> int:
        return (await person.do(f"/console/handoffs/{handoff.id}/close", **{**CLOSING, **fields})).status_code

    async def raise_to_3(self, house: House, handoff: Handoff) -> None:
        async with house.parts.database.begin() as session:
            (await session.get_one(Conversation, handoff.conversation_id)).level = RiskLevel.CRITICAL
            (await session.get_one(Handoff, handoff.id)).level = RiskLevel.CRITICAL

    async def test_an_ending_keeps_outcome_note_and_check_in(
        self, house: House, volunteer: Person, held: Handoff, wording: Wording
    ) -> None:
        assert await self.close(volunteer, held, after="24 hours") == 303

        async with house.parts.database.read() as session:
            handoff = await session.get_one(Handoff, held.id)
            booked = (await session.scalars(select(CheckIn))).all()
        assert (handoff.state, handoff.outcome) == (HandoffState.CLOSED, Outcome.CALMER)
        assert b"friend" not in (handoff.note_sealed or b"")
        assert [(b.due_at - EVENING).total_seconds() for b in booked] == [24 * 3600]
        closed, question = (await told(house, held))[-2:]
        assert closed == wording.say("handoff.closed", "zh-Hans")
        assert question == wording.say("feedback.question", "zh-Hans")

    @pytest.mark.parametrize("fields", [{"outcome": ""}, {"outcome": "bored"}, {"note": "  "}])
    async def test_an_unfinished_form_is_shown_again_with_what_was_written(
        self, house: House, volunteer: Person, held: Handoff, fields: dict[str, str]
    ) -> None:
        answer = await volunteer.do(f"/console/handoffs/{held.id}/close", **{**CLOSING, **fields})

        assert answer.status_code == 422
        assert answer.headers["hx-push-url"] == "false"
        assert "a friend is there" in answer.text or fields == {"note": "  "}
        assert (await holder(house, held))[0] is Holder.VOLUNTEER

    async def test_level_3_is_not_closed_by_a_volunteer_alone(
        self, house: House, volunteer: Person, held: Handoff
    ) -> None:
        await self.raise_to_3(house, held)

        assert await self.close(volunteer, held, after="24 hours") == 422
        async with house.parts.database.read() as session:
            assert await session.scalar(select(CheckIn)) is None

    @pytest.mark.parametrize(
        ("confirms", "expected"),
        [
            ((Role.SUPERVISOR, "main", PASSWORD), 303),
            ((Role.SUPERVISOR, "main", "a wrong guess"), 422),
            ((Role.SUPERVISOR, "north", PASSWORD), 422),
            ((Role.VOLUNTEER, "main", PASSWORD), 422),
        ],
    )
    async def test_level_3_is_closed_with_a_supervisor_of_the_desk(
        self, house: House, volunteer: Person, held: Handoff, confirms: tuple[Role, str, str], expected: int
    ) -> None:
        role, desk, password = confirms
        await self.raise_to_3(house, held)
        hashed = await password_hash("somebody", PASSWORD)
        async with house.parts.database.begin() as session:
            confirming = await make_account(session, role=role, desk=desk)
            confirming.password_hash = hashed

        assert await self.close(volunteer, held, login=confirming.login, password=password) == expected

    async def test_only_the_holder_closes(self, house: House, supervisor: Person, held: Handoff) -> None:
        assert await self.close(supervisor, held) == 409
        assert await self.close(await house.person(Role.VOLUNTEER, desk="north"), held) in {404, 409}


class TestCheckIns:
    async def test_one_is_booked_while_talking(self, house: House, volunteer: Person, handoff: Handoff) -> None:
        await volunteer.do(f"/console/handoffs/{handoff.id}/claim")

        answer = await volunteer.do(f"/console/c/{handoff.conversation_id}/check-ins", due_at="2026-11-25T09:00")

        assert answer.status_code == 303
        assert "11-25 09:00" in (await volunteer.look(f"/console/c/{handoff.conversation_id}")).text

    @pytest.mark.parametrize("due_at", ["2026-11-20T09:00", "tomorrow"])
    async def test_the_past_is_refused(self, volunteer: Person, handoff: Handoff, due_at: str) -> None:
        await volunteer.do(f"/console/handoffs/{handoff.id}/claim")

        answer = await volunteer.do(f"/console/c/{handoff.conversation_id}/check-ins", due_at=due_at)

        assert answer.status_code == 422

    async def test_a_student_who_wants_no_contact_is_not_asked(
        self, house: House, volunteer: Person, handoff: Handoff
    ) -> None:
        await volunteer.do(f"/console/handoffs/{handoff.id}/claim")
        async with house.parts.database.begin() as session:
            (await session.get_one(Student, handoff.student_id)).accepts_contact = False

        answer = await volunteer.do(f"/console/c/{handoff.conversation_id}/check-ins", after="24 hours")

        assert answer.status_code == 422

    async def test_nobody_books_for_a_student_they_do_not_hold(self, volunteer: Person, handoff: Handoff) -> None:
        for conversation in (handoff.conversation_id, "none"):
            answer = await volunteer.do(f"/console/c/{conversation}/check-ins", after="24 hours")
            assert answer.status_code == 404


class TestTheNextTalk:
    async def test_shows_earlier_talks_and_notes_to_whoever_holds_the_student_now(
        self, house: House, volunteer: Person, handoff: Handoff
    ) -> None:
        await volunteer.do(f"/console/handoffs/{handoff.id}/claim")
        await volunteer.do(f"/console/handoffs/{handoff.id}/close", **CLOSING)
        async with house.parts.database.begin() as session:
            student = await session.get_one(Student, handoff.student_id)
            later = await make_conversation(session, student)
            later.opened_at = EVENING + timedelta(days=1)
            again = await make_handoff(session, later)
        assert (await volunteer.look(f"/console/c/{handoff.conversation_id}")).status_code == 404

        await volunteer.do(f"/console/handoffs/{again.id}/claim")
        page = (await volunteer.look(f"/console/c/{again.conversation_id}")).text

        assert f"/console/c/{handoff.conversation_id}" in page
        assert "a friend is there" in page
        assert (await volunteer.look(f"/console/c/{handoff.conversation_id}")).status_code == 200


class TestTasks:
    async def test_a_task_is_ticked_off_by_its_desk_alone(
        self, house: House, volunteer: Person, handoff: Handoff
    ) -> None:
        async with house.parts.database.begin() as session:
            account = await session.get_one(Account, volunteer.account.id)
            task = Task(
                id="task-1", kind=TaskKind.CHECK_IN_SILENCE, desk=account.desk, student_id=handoff.student_id,
                conversation_id=handoff.conversation_id, made_at=EVENING,
            )  # fmt: skip
            session.add(task)
        stranger = await house.person(Role.VOLUNTEER, desk="north")

        assert (await stranger.do("/console/tasks/task-1/done")).status_code == 404
        assert (await volunteer.do("/console/tasks/task-1/done")).status_code == 303
        async with house.parts.database.read() as session:
            assert (await session.get_one(Task, "task-1")).done_by == volunteer.account.id


class TestEndingOverACryForHelp:
    async def test_what_the_page_has_not_shown_keeps_the_talk_open(
        self, house: House, volunteer: Person, handoff: Handoff
    ) -> None:
        await volunteer.do(f"/console/handoffs/{handoff.id}/claim")
        page = (await volunteer.look(f"/console/c/{handoff.conversation_id}")).text
        seen = page.split('name="seen" value="')[1].split('"')[0]
        async with house.parts.database.begin() as session:
            conversation = await session.get_one(Conversation, handoff.conversation_id)
            message = await make_message(session, conversation, "<b>I was not calmer at all</b>")
            message.level = RiskLevel.SERIOUS
        ending = {"outcome": "calmer", "note": "calmer"}

        refused = await volunteer.do(f"/console/handoffs/{handoff.id}/close", seen=seen, **ending)

        assert refused.status_code == 422
        assert "I was not calmer at all" in refused.text
        assert await holder(house, handoff) == (Holder.VOLUNTEER, volunteer.account.id)
        closed = await volunteer.do(f"/console/handoffs/{handoff.id}/close", seen=str(message.seq), **ending)
        assert closed.status_code == 303
