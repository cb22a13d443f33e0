"""The life of a Handoff, told as what the student, the volunteers and the record show."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.errors import NotAllowed
from bot.handoffs import queue
from bot.handoffs.queue import AlreadyClaimed, Closing, NeedsSupervisor
from bot.levels import RiskLevel
from bot.outbox.outbox import Saying, put
from bot.store.session import LineSession
from bot.store.tables import (
    Account,
    AuditEntry,
    Author,
    Conversation,
    Delivery,
    Handoff,
    HandoffState,
    Holder,
    OutboxEntry,
    Outcome,
    Reason,
    Role,
    Student,
)
from tests.factories import EVENING, make_account, make_conversation, make_handoff, make_student

MINUTE = timedelta(minutes=1)
LATER = EVENING + MINUTE
CALMER = Closing(Outcome.CALMER, "talked about the exam")


async def make_claimed(
    session: LineSession, *, level: RiskLevel = RiskLevel.SERIOUS, volunteer: Account | None = None
) -> tuple[Handoff, Account]:
    volunteer = volunteer or await make_account(session)
    handoff = await make_handoff(session, level=level)
    return await queue.claim(session, handoff.id, volunteer=volunteer, at=EVENING), volunteer


async def conversation_of(session: LineSession, handoff: Handoff) -> Conversation:
    return await session.get_one(Conversation, handoff.conversation_id)


async def deeds(session: LineSession) -> list[str]:
    await session.flush()
    return list(await session.scalars(select(AuditEntry.deed).order_by(AuditEntry.id)))


class TestRequest:
    async def test_a_request_puts_the_conversation_into_the_queue(self, session: LineSession) -> None:
        conversation = await make_conversation(session)

        handoff = await queue.request(session, conversation, reason=Reason.REQUEST, level=RiskLevel.NONE, at=EVENING)

        assert handoff.state is HandoffState.WAITING
        assert conversation.holder is Holder.QUEUE
        assert "queue" in session.announced

    async def test_a_second_request_is_the_same_handoff(self, session: LineSession) -> None:
        first = await make_handoff(session, level=RiskLevel.SERIOUS)

        again = await queue.request(
            session, await conversation_of(session, first), reason=Reason.REQUEST, level=RiskLevel.NONE, at=LATER
        )

        assert again.id == first.id
        assert again.level is RiskLevel.SERIOUS
        assert again.waiting_since == EVENING

    async def test_a_rise_rings_again_even_if_the_lower_alarm_was_acknowledged(self, session: LineSession) -> None:
        handoff = await make_handoff(session, level=RiskLevel.SERIOUS)
        assert await queue.acknowledge(session, handoff.id, by="on-call", at=EVENING)

        risen = await queue.request(
            session, await conversation_of(session, handoff), reason=Reason.DANGER, level=RiskLevel.CRITICAL, at=LATER
        )

        assert risen.level is RiskLevel.CRITICAL
        assert risen.acknowledged_at is None
        assert risen.waiting_since == LATER

    async def test_danger_while_a_volunteer_talks_leaves_the_volunteer_in_charge(self, session: LineSession) -> None:
        handoff, volunteer = await make_claimed(session, level=RiskLevel.NONE)
        conversation = await conversation_of(session, handoff)

        risen = await queue.request(session, conversation, reason=Reason.DANGER, level=RiskLevel.CRITICAL, at=LATER)

        assert conversation.holder is Holder.VOLUNTEER
        assert (risen.volunteer_id, risen.level) == (volunteer.id, RiskLevel.CRITICAL)


class TestClaim:
    async def test_a_volunteer_who_claims_holds_the_conversation(self, session: LineSession) -> None:
        handoff, volunteer = await make_claimed(session)

        conversation = await conversation_of(session, handoff)
        assert (conversation.holder, conversation.volunteer_id) == (Holder.VOLUNTEER, volunteer.id)
        assert (handoff.acknowledged_at, handoff.acknowledged_by) == (EVENING, volunteer.id)
        assert await deeds(session) == ["claim"]

    async def test_second_volunteer_is_told_who_holds_it(self, session: LineSession) -> None:
        handoff, first = await make_claimed(session)

        with pytest.raises(AlreadyClaimed) as refused:
            await queue.claim(session, handoff.id, volunteer=await make_account(session), at=LATER)

        assert refused.value.holder == first.id

    async def test_what_the_bot_had_still_to_say_is_not_said_any_more(self, session: LineSession) -> None:
        student = await make_student(session, channel="telegram")
        conversation = await make_conversation(session, student)
        handoff = await make_handoff(session, conversation)
        put(session, student, conversation, Saying(Author.BOT, "breathe with me"), at=EVENING)
        put(session, student, conversation, Saying(Author.LINE, "you can call 110"), at=EVENING)
        await session.flush()

        await queue.claim(session, handoff.id, volunteer=await make_account(session), at=EVENING)

        states = await session.execute(select(OutboxEntry.is_bot_talk, OutboxEntry.state))
        by_talk = {is_bot_talk: state for is_bot_talk, state in states}  # noqa: C416  # a Result is no mapping
        assert by_talk == {True: Delivery.WITHHELD, False: Delivery.WAITING}

    @pytest.mark.parametrize(
        ("role", "desk"), [(Role.COORDINATOR, "main"), (Role.ADMINISTRATOR, "main"), (Role.VOLUNTEER, "hongkong")]
    )
    async def test_who_may_not_hold_it_hears_the_same_as_if_it_did_not_exist(
        self, session: LineSession, role: Role, desk: str
    ) -> None:
        handoff = await make_handoff(session)
        somebody = await make_account(session, role=role, desk=desk)

        with pytest.raises(NotAllowed):
            await queue.claim(session, handoff.id, volunteer=somebody, at=EVENING)
        with pytest.raises(NotAllowed):
            await queue.claim(session, "no-such-handoff", volunteer=somebody, at=EVENING)


class TestTakeOver:
    async def test_a_supervisor_takes_a_held_chat(self, session: LineSession) -> None:
        handoff, _ = await make_claimed(session)
        supervisor = await make_account(session, role=Role.SUPERVISOR)

        taken = await queue.take_over(session, handoff.id, supervisor=supervisor, at=LATER)

        assert taken.volunteer_id == supervisor.id
        assert (await conversation_of(session, handoff)).volunteer_id == supervisor.id
        assert await deeds(session) == ["claim", "take_over"]

    async def test_a_volunteer_cannot_take_a_chat_from_another(self, session: LineSession) -> None:
        handoff, holder = await make_claimed(session)

        with pytest.raises(NotAllowed):
            await queue.take_over(session, handoff.id, supervisor=await make_account(session), at=LATER)

        assert (await session.get_one(Handoff, handoff.id)).volunteer_id == holder.id

    async def test_a_closed_chat_cannot_be_taken(self, session: LineSession) -> None:
        handoff, volunteer = await make_claimed(session)
        await queue.close(session, handoff.id, by=volunteer, closing=CALMER, at=LATER)
        supervisor = await make_account(session, role=Role.SUPERVISOR)

        with pytest.raises(AlreadyClaimed, match="it is closed"):
            await queue.take_over(session, handoff.id, supervisor=supervisor, at=LATER)


class TestRelease:
    async def test_a_released_handoff_can_be_claimed_again(self, session: LineSession) -> None:
        handoff, volunteer = await make_claimed(session)

        released = await queue.release(session, handoff.id, holder_id=volunteer.id, at=LATER)

        assert (released.state, released.volunteer_id, released.acknowledged_at) == (HandoffState.WAITING, None, None)
        assert (await conversation_of(session, handoff)).holder is Holder.QUEUE
        again = await queue.claim(session, handoff.id, volunteer=await make_account(session), at=LATER)
        assert again.state is HandoffState.CLAIMED

    async def test_whoever_was_at_ease_is_asked_again(self, session: LineSession) -> None:
        handoff, volunteer = await make_claimed(session)
        conversation = await conversation_of(session, handoff)
        conversation.is_at_ease, conversation.safety_step, conversation.settled = True, 12, frozenset({"place"})

        await queue.release(session, handoff.id, holder_id=volunteer.id, at=LATER)

        assert (conversation.is_at_ease, conversation.safety_step, conversation.settled) == (False, 0, frozenset())

    async def test_it_stands_before_everybody_who_came_later(self, session: LineSession) -> None:
        handoff, volunteer = await make_claimed(session)
        later = await make_handoff(session, at=LATER)

        await queue.release(session, handoff.id, holder_id=volunteer.id, at=LATER + MINUTE)
        await session.flush()

        assert await queue.place_of(session, handoff.conversation_id) == 1
        assert await queue.place_of(session, later.conversation_id) == 2

    async def test_a_stale_page_cannot_release_what_another_holds(self, session: LineSession) -> None:
        handoff, holder = await make_claimed(session)

        with pytest.raises(AlreadyClaimed) as refused:
            await queue.release(session, handoff.id, holder_id="somebody-else", at=LATER)

        assert refused.value.holder == holder.id


class TestClose:
    async def test_closing_ends_the_conversation_with_outcome_and_sealed_note(self, session: LineSession) -> None:
        handoff, volunteer = await make_claimed(session)

        closed, student, conversation = await queue.close(session, handoff.id, by=volunteer, closing=CALMER, at=LATER)

        assert (closed.state, closed.outcome, closed.closed_by) == (HandoffState.CLOSED, Outcome.CALMER, volunteer.id)
        assert conversation.holder is Holder.NOBODY
        assert closed.note_sealed is not None
        assert b"exam" not in closed.note_sealed
        key = student.key(session.vault)
        assert key.open(closed.note_sealed, row=f"handoffs:{closed.id}:note") == "talked about the exam"
        assert await deeds(session) == ["claim", "close"]

    async def test_only_the_holder_closes(self, session: LineSession) -> None:
        handoff, holder = await make_claimed(session)

        with pytest.raises(AlreadyClaimed) as refused:
            await queue.close(session, handoff.id, by=await make_account(session), closing=CALMER, at=LATER)

        assert refused.value.holder == holder.id

    async def test_it_closes_once(self, session: LineSession) -> None:
        handoff, volunteer = await make_claimed(session)
        await queue.close(session, handoff.id, by=volunteer, closing=CALMER, at=LATER)
        await session.flush()

        with pytest.raises(AlreadyClaimed):
            await queue.close(session, handoff.id, by=volunteer, closing=CALMER, at=LATER)

    async def test_level_3_needs_a_supervisor(self, session: LineSession) -> None:
        handoff, volunteer = await make_claimed(session, level=RiskLevel.CRITICAL)

        with pytest.raises(NeedsSupervisor):
            await queue.close(session, handoff.id, by=volunteer, closing=CALMER, at=LATER)

        assert handoff.state is HandoffState.CLAIMED

    async def test_level_3_is_closed_with_a_supervisor_who_confirms(self, session: LineSession) -> None:
        handoff, volunteer = await make_claimed(session, level=RiskLevel.CRITICAL)
        supervisor = await make_account(session, role=Role.SUPERVISOR)
        together = Closing(Outcome.EMERGENCY, "", confirmed_by=supervisor)

        closed, _, _ = await queue.close(session, handoff.id, by=volunteer, closing=together, at=LATER)

        assert closed.confirmed_by == supervisor.id


class TestQueue:
    async def test_danger_stands_first_then_who_has_waited_longest(self, session: LineSession) -> None:
        asked = await make_handoff(session, level=RiskLevel.NONE, at=EVENING)
        serious = await make_handoff(session, level=RiskLevel.SERIOUS, at=LATER)
        critical = await make_handoff(session, level=RiskLevel.CRITICAL, at=LATER + MINUTE)
        serious_too = await make_handoff(session, level=RiskLevel.SERIOUS, at=LATER + MINUTE)

        listed = await queue.waiting_and_held(session, desk="main")

        expected = [critical, serious, serious_too, asked]
        assert [handoff.id for handoff in listed] == [handoff.id for handoff in expected]
        places = [await queue.place_of(session, handoff.conversation_id) for handoff in expected]
        assert places == [1, 2, 3, 4]

    async def test_who_does_not_wait_has_no_place(self, session: LineSession) -> None:
        handoff, _ = await make_claimed(session)

        assert await queue.place_of(session, handoff.conversation_id) is None

    async def test_other_desks_are_another_queue(self, session: LineSession) -> None:
        await make_handoff(session)

        assert await queue.waiting_and_held(session, desk="hongkong") == []

    async def test_an_alarm_is_acknowledged_once(self, session: LineSession) -> None:
        handoff = await make_handoff(session)

        assert await queue.acknowledge(session, handoff.id, by="on-call", at=EVENING)
        assert not await queue.acknowledge(session, handoff.id, by="another", at=LATER)

        await session.refresh(handoff)
        assert handoff.acknowledged_by == "on-call"

    async def test_a_handoff_of_an_erased_student_is_gone_for_everybody(self, session: LineSession) -> None:
        handoff = await make_handoff(session)
        volunteer = await make_account(session)
        handoff_id = handoff.id
        await session.delete(await session.get_one(Student, handoff.student_id))
        await session.flush()
        session.expunge_all()

        with pytest.raises(NotAllowed):
            await queue.claim(session, handoff_id, volunteer=volunteer, at=LATER)
