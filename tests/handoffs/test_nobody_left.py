"""The last volunteer goes home: whoever still waits was told of somebody on duty, and is now told the truth, once."""

from datetime import timedelta

import pytest

from bot.conversations.registry import lock_conversation
from bot.conversations.transcript import of_conversation
from bot.handoffs import queue
from bot.handoffs.escalation import Danger, Speech, escalate, request_person
from bot.handoffs.leaving import end_silent_shifts, leave, tell_nobody_is_left
from bot.levels import RiskLevel
from bot.resources import Resources
from bot.shifts.presence import end_shift, start_shift
from bot.store.database import Database
from bot.store.tables import Account, Conversation, Handoff, HandoffState, Student
from bot.wording import Wording
from tests.factories import EVENING, make_account, make_conversation
from tests.handoffs.test_leaving import attention_since

MINUTE = timedelta(minutes=1)
LATER = EVENING + MINUTE


@pytest.fixture
def speech(wording: Wording, resources: Resources) -> Speech:
    return Speech(wording, resources, has_pager=False)


async def somebody_on_duty(database: Database) -> Account:
    async with database.begin() as session:
        account = await make_account(session)
        await start_shift(session, account, at=EVENING)
        return account


async def one_who_waits(database: Database, speech: Speech, *, level: RiskLevel = RiskLevel.CRITICAL) -> Conversation:
    async with database.begin() as session:
        conversation = await make_conversation(session)
        if level.is_danger:
            await escalate(session, conversation, Danger(level), at=EVENING, speech=speech)
        else:
            student, _ = await lock_conversation(session, conversation.id)
            await request_person(session, student, conversation, at=EVENING, speech=speech)
        return conversation


async def told(database: Database, conversation: Conversation) -> list[str]:
    async with database.read() as session:
        student = await session.get_one(Student, conversation.student_id)
        return [said.text for said in await of_conversation(session, student, conversation.id)]


def nobody_left(speech: Speech, *, key: str = "handoff.nobody_left") -> str:
    return speech.wording.say(key, "zh-Hans", lines=speech.resources.lines_text("mainland", "zh-Hans"))


@pytest.mark.parametrize("level", [RiskLevel.CRITICAL, RiskLevel.NONE])
async def test_the_last_one_ends_the_shift_and_who_waits_is_told_once_with_numbers(
    any_database: Database, speech: Speech, level: RiskLevel
) -> None:
    volunteer = await somebody_on_duty(any_database)
    conversation = await one_who_waits(any_database, speech, level=level)
    before = await told(any_database, conversation)
    async with any_database.begin() as session:
        await leave(session, volunteer, wording=speech.wording, at=LATER)

    assert await tell_nobody_is_left(any_database, speech=speech, at=LATER) == 1
    assert await tell_nobody_is_left(any_database, speech=speech, at=LATER) == 0

    assert await told(any_database, conversation) == [*before, nobody_left(speech)]
    assert "12356" in nobody_left(speech)


async def test_with_a_pager_the_people_on_standby_are_named(database: Database, speech: Speech) -> None:
    paged = Speech(speech.wording, speech.resources, has_pager=True)
    volunteer = await somebody_on_duty(database)
    conversation = await one_who_waits(database, paged)
    async with database.begin() as session:
        await end_shift(session, volunteer, at=LATER)

    await tell_nobody_is_left(database, speech=paged, at=LATER)

    assert (await told(database, conversation))[-1] == nobody_left(speech, key="handoff.nobody_left_paged")


async def test_a_colleague_still_on_duty_means_that_nothing_is_said(database: Database, speech: Speech) -> None:
    volunteer, _ = await somebody_on_duty(database), await somebody_on_duty(database)
    await one_who_waits(database, speech)
    async with database.begin() as session:
        await leave(session, volunteer, wording=speech.wording, at=LATER)

    assert await tell_nobody_is_left(database, speech=speech, at=LATER) == 0


async def test_who_was_told_from_the_beginning_is_not_told_again(database: Database, speech: Speech) -> None:
    await one_who_waits(database, speech)
    await one_who_waits(database, speech, level=RiskLevel.NONE)
    volunteer = await somebody_on_duty(database)
    async with database.begin() as session:
        await leave(session, volunteer, wording=speech.wording, at=LATER)

    assert await tell_nobody_is_left(database, speech=speech, at=LATER) == 0


async def test_a_console_that_falls_silent_with_a_chat_leaves_nobody_untold(database: Database, speech: Speech) -> None:
    volunteer = await somebody_on_duty(database)
    conversation = await one_who_waits(database, speech)
    async with database.begin() as session:
        (handoff,) = await queue.waiting_and_held(session, desk="main")
        await queue.claim(session, handoff.id, volunteer=volunteer, at=EVENING)
    attention = attention_since(EVENING, looked_at=LATER)
    await end_silent_shifts(database, attention, wording=speech.wording, at=LATER)

    await tell_nobody_is_left(database, speech=speech, at=LATER)

    expected = [speech.wording.say("handoff.volunteer_gone", "zh-Hans"), nobody_left(speech)]
    assert (await told(database, conversation))[-2:] == expected


async def test_asking_again_while_nobody_is_there_says_so(database: Database, speech: Speech) -> None:
    conversation = await one_who_waits(database, speech, level=RiskLevel.NONE)
    async with database.begin() as session:
        student, again = await lock_conversation(session, conversation.id)
        await request_person(session, student, again, at=LATER, speech=speech)

    lines = speech.resources.lines_text("mainland", "zh-Hans")
    expected = speech.wording.say("handoff.nobody_yet", "zh-Hans", place=1, lines=lines)
    assert (await told(database, conversation))[-1] == expected


async def test_a_clock_set_back_leaves_no_student_with_a_volunteer_who_has_gone(
    database: Database, speech: Speech
) -> None:
    volunteer = await somebody_on_duty(database)
    await one_who_waits(database, speech)
    async with database.begin() as session:
        (handoff,) = await queue.waiting_and_held(session, desk="main")
        await queue.claim(session, handoff.id, volunteer=volunteer, at=EVENING)
        await end_shift(session, volunteer, at=EVENING - 60 * MINUTE)  # the clock was an hour ahead until now

    at = EVENING - 59 * MINUTE
    await end_silent_shifts(database, attention_since(at, looked_at=at), wording=speech.wording, at=at)

    async with database.read() as session:
        assert (await session.get_one(Handoff, handoff.id)).state is HandoffState.WAITING
