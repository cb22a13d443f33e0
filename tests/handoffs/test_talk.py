"""A volunteer and a student talk: what is kept, what is refused, and what the student is told."""

from datetime import timedelta
from uuid import uuid4

import pytest

from bot.conversations.registry import lock_conversation
from bot.conversations.transcript import of_conversation
from bot.errors import NotAllowed
from bot.handoffs import talk
from bot.handoffs.queue import AlreadyClaimed, Closing
from bot.handoffs.talk import LONGEST_WORDS, Ending, NothingSaid, Typed
from bot.store.session import LineSession
from bot.store.tables import Account, Author, Handoff, HandoffState, Outcome, Role
from bot.wording import Wording
from tests.factories import EVENING, make_account, make_handoff

LATER = EVENING + timedelta(minutes=1)


async def make_joined(session: LineSession, wording: Wording) -> tuple[Handoff, Account]:
    volunteer = await make_account(session)
    handoff = await make_handoff(session)
    return await talk.join(session, handoff.id, volunteer=volunteer, wording=wording, at=EVENING), volunteer


async def told(session: LineSession, handoff: Handoff) -> list[tuple[Author, str]]:
    await session.flush()
    student, conversation = await lock_conversation(session, handoff.conversation_id)
    return [(said.author, said.text) for said in await of_conversation(session, student, conversation.id)]


def line(wording: Wording, key: str) -> tuple[Author, str]:
    return Author.LINE, wording.say(key, "zh-Hans")


async def test_the_student_is_told_who_comes_and_who_goes(session: LineSession, wording: Wording) -> None:
    handoff, volunteer = await make_joined(session, wording)
    await talk.leave(session, handoff.id, holder=volunteer, wording=wording, at=LATER)
    supervisor = await make_account(session, role=Role.SUPERVISOR)
    await talk.step_in(session, handoff.id, supervisor=supervisor, wording=wording, at=LATER)
    ending = Ending(supervisor, Closing(Outcome.CALMER, ""))
    closed = await talk.finish(session, handoff.id, ending=ending, wording=wording, at=LATER)

    assert closed.state is HandoffState.CLOSED
    assert await told(session, handoff) == [
        line(wording, "handoff.volunteer_joined"),
        line(wording, "handoff.volunteer_released"),
        line(wording, "handoff.volunteer_joined"),
        line(wording, "handoff.closed"),
        line(wording, "feedback.question"),
    ]


async def test_what_a_volunteer_types_reaches_the_student_once(session: LineSession, wording: Wording) -> None:
    handoff, volunteer = await make_joined(session, wording)
    typed = Typed(uuid4(), "I am reading what you wrote.")

    first = await talk.say(session, handoff.conversation_id, volunteer=volunteer, typed=typed, at=LATER)
    await session.flush()
    again = await talk.say(session, handoff.conversation_id, volunteer=volunteer, typed=typed, at=LATER)

    assert again.id == first.id
    assert (await told(session, handoff))[1:] == [(Author.VOLUNTEER, "I am reading what you wrote.")]


async def test_a_stale_page_cannot_speak(session: LineSession, wording: Wording) -> None:
    handoff, volunteer = await make_joined(session, wording)
    await talk.leave(session, handoff.id, holder=volunteer, wording=wording, at=LATER)

    for somebody in (volunteer, await make_account(session)):
        with pytest.raises(NotAllowed):
            await talk.say(
                session, handoff.conversation_id, volunteer=somebody, typed=Typed(uuid4(), "hello"), at=LATER
            )


async def test_an_account_that_has_ended_cannot_speak(session: LineSession, wording: Wording) -> None:
    handoff, volunteer = await make_joined(session, wording)
    volunteer.ended_at = LATER

    with pytest.raises(NotAllowed):
        await talk.say(session, handoff.conversation_id, volunteer=volunteer, typed=Typed(uuid4(), "hello"), at=LATER)


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\ufeff", "\0", "长" * (LONGEST_WORDS + 1)])
async def test_nothing_and_too_much_are_not_sent(session: LineSession, wording: Wording, text: str) -> None:
    handoff, volunteer = await make_joined(session, wording)

    with pytest.raises(NothingSaid):
        await talk.say(session, handoff.conversation_id, volunteer=volunteer, typed=Typed(uuid4(), text), at=LATER)


async def test_a_second_volunteer_does_not_join_and_the_student_hears_nothing(
    session: LineSession, wording: Wording
) -> None:
    handoff, _ = await make_joined(session, wording)

    with pytest.raises(AlreadyClaimed):
        await talk.join(session, handoff.id, volunteer=await make_account(session), wording=wording, at=LATER)

    assert await told(session, handoff) == [line(wording, "handoff.volunteer_joined")]


async def test_what_somebody_holds_is_found_until_it_is_closed(session: LineSession, wording: Wording) -> None:
    handoff, volunteer = await make_joined(session, wording)
    assert [held.id for held in await talk.held_by(session, volunteer.id)] == [handoff.id]

    ending = Ending(volunteer, Closing(Outcome.CALMER, ""))
    await talk.finish(session, handoff.id, ending=ending, wording=wording, at=LATER)
    await session.flush()

    assert await talk.held_by(session, volunteer.id) == []
