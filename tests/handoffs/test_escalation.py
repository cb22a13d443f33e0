"""What a student is told when danger shows or a person is asked for: what is true at that instant."""

from datetime import timedelta

import pytest

from bot.conversations.registry import lock_conversation
from bot.conversations.transcript import of_conversation
from bot.crisis.signal import Whose
from bot.handoffs import queue
from bot.handoffs.escalation import Danger, Speech, escalate, request_person
from bot.levels import RiskLevel
from bot.resources import Resources
from bot.shifts.presence import start_shift
from bot.store.session import LineSession
from bot.store.tables import Conversation, Handoff, Holder, Reason
from bot.wording import Wording
from tests.factories import EVENING, make_account, make_conversation, make_handoff

MINUTE = timedelta(minutes=1)


@pytest.fixture
def speech(wording: Wording, resources: Resources) -> Speech:
    return Speech(wording, resources, has_pager=False)


@pytest.fixture
def paged_speech(wording: Wording, resources: Resources) -> Speech:
    return Speech(wording, resources, has_pager=True)


async def told(session: LineSession, conversation: Conversation) -> list[str]:
    await session.flush()
    student, conversation = await lock_conversation(session, conversation.id)
    return [said.text for said in await of_conversation(session, student, conversation.id)]


async def asks(session: LineSession, conversation: Conversation, speech: Speech) -> str:
    """What a student who asks for a person is told."""
    student, _ = await lock_conversation(session, conversation.id)
    await request_person(session, student, conversation, at=EVENING + MINUTE, speech=speech)
    said = await told(session, conversation)
    return next(text for text in reversed(said) if text != speech.wording.say("waiting.ask_place", "zh-Hans"))


class TestAskingForAPerson:
    async def test_somebody_on_duty_means_a_true_place_in_the_line(
        self, session: LineSession, speech: Speech, wording: Wording
    ) -> None:
        await start_shift(session, await make_account(session), at=EVENING + MINUTE)
        for _ in range(2):
            await make_handoff(session, level=RiskLevel.SERIOUS)
        conversation = await make_conversation(session)

        expected = wording.say("handoff.requested_on_duty", "zh-Hans", place=3)
        assert await asks(session, conversation, speech) == expected
        assert conversation.holder is Holder.QUEUE

    async def test_nobody_on_duty_is_said_at_once_with_the_lines_to_call(
        self, session: LineSession, speech: Speech, paged_speech: Speech, wording: Wording, resources: Resources
    ) -> None:
        lines = resources.lines_text("mainland", "zh-Hans")
        nobody = wording.say("handoff.requested_nobody", "zh-Hans", lines=lines)
        paged = wording.say("handoff.requested_paged", "zh-Hans", lines=lines)

        assert await asks(session, await make_conversation(session), speech) == nobody
        assert await asks(session, await make_conversation(session), paged_speech) == paged

    async def test_who_asks_again_hears_the_place_and_is_not_queued_twice(
        self, session: LineSession, speech: Speech, wording: Wording
    ) -> None:
        await start_shift(session, await make_account(session), at=EVENING + MINUTE)
        conversation = await make_conversation(session)
        await asks(session, conversation, speech)

        again = await asks(session, conversation, speech)

        assert again == wording.say("handoff.still_waiting", "zh-Hans", place=1)
        assert len(await queue.waiting_and_held(session, desk="main")) == 1

    async def test_who_talks_with_a_volunteer_already_is_told_so(
        self, session: LineSession, speech: Speech, wording: Wording
    ) -> None:
        handoff = await make_handoff(session)
        await queue.claim(session, handoff.id, volunteer=await make_account(session), at=EVENING)
        conversation = await session.get_one(Conversation, handoff.conversation_id)

        assert await asks(session, conversation, speech) == wording.say("handoff.with_volunteer", "zh-Hans")


class TestDanger:
    @pytest.mark.parametrize("level", [RiskLevel.SERIOUS, RiskLevel.CRITICAL])
    async def test_danger_brings_a_handoff_and_the_numbers_to_call(
        self, session: LineSession, speech: Speech, level: RiskLevel
    ) -> None:
        conversation = await make_conversation(session)

        await escalate(session, conversation, Danger(level), at=EVENING, speech=speech)

        (text,) = await told(session, conversation)
        assert "120" in text
        assert "12356" in text
        (handoff,) = await queue.waiting_and_held(session, desk="main")
        assert (handoff.level, handoff.reason) == (level, Reason.DANGER)

    async def test_the_safety_text_comes_again_at_a_rise_and_only_then(
        self, session: LineSession, speech: Speech
    ) -> None:
        conversation = await make_conversation(session)
        said: list[int] = []
        for level in (RiskLevel.SERIOUS, RiskLevel.SERIOUS, RiskLevel.CRITICAL, RiskLevel.SERIOUS):
            await escalate(session, conversation, Danger(level), at=EVENING, speech=speech)
            said.append(len(await told(session, conversation)))

        assert said == [1, 1, 2, 2]
        assert conversation.level is RiskLevel.CRITICAL

    async def test_what_happens_next_is_what_is_true_now(
        self, session: LineSession, speech: Speech, paged_speech: Speech, wording: Wording
    ) -> None:
        async def next_words(heard_by: Speech, conversation: Conversation) -> str:
            await escalate(session, conversation, Danger(RiskLevel.CRITICAL), at=EVENING, speech=heard_by)
            return (await told(session, conversation))[-1].split("\n\n")[-1]

        assert await next_words(speech, await make_conversation(session)) == wording.say(
            "safety.next_nobody", "zh-Hans"
        )
        assert await next_words(paged_speech, await make_conversation(session)) == wording.say(
            "safety.next_paged", "zh-Hans"
        )
        volunteer = await make_account(session)
        await start_shift(session, volunteer, at=EVENING)
        assert await next_words(speech, await make_conversation(session)) == wording.say(
            "safety.next_on_duty", "zh-Hans"
        )
        held: Handoff = await make_handoff(session, level=RiskLevel.NONE)
        await queue.claim(session, held.id, volunteer=volunteer, at=EVENING)
        conversation = await session.get_one(Conversation, held.conversation_id)
        assert await next_words(speech, conversation) == wording.say("safety.next_volunteer", "zh-Hans")

    @pytest.mark.parametrize(
        ("level", "key"),
        [(RiskLevel.SERIOUS, "safety.serious_other"), (RiskLevel.CRITICAL, "safety.critical_other")],
    )
    async def test_of_somebody_else_it_says_what_to_do_for_them(
        self, session: LineSession, speech: Speech, wording: Wording, level: RiskLevel, key: str
    ) -> None:
        conversation = await make_conversation(session)

        await escalate(session, conversation, Danger(level, Whose.OTHER), at=EVENING, speech=speech)

        (text,) = await told(session, conversation)
        assert text.startswith(wording.say(key, "zh-Hans"))
        assert "12356" in text
        assert conversation.is_about_other

    async def test_once_it_is_the_students_own_they_are_told_what_to_do_for_themself(
        self, session: LineSession, speech: Speech, wording: Wording
    ) -> None:
        conversation = await make_conversation(session)
        for whose in (Whose.OTHER, Whose.UNSAID, Whose.SELF, Whose.OTHER, Whose.SELF):
            danger = Danger(RiskLevel.SERIOUS, whose)
            await escalate(session, conversation, danger, at=EVENING, speech=speech)

        of_other, own = await told(session, conversation)
        assert of_other.startswith(wording.say("safety.serious_other", "zh-Hans"))
        assert own.startswith(wording.say("safety.serious", "zh-Hans"))
        assert not conversation.is_about_other

    async def test_who_worries_about_a_child_and_asks_for_a_person_is_asked_about_the_child(
        self, session: LineSession, speech: Speech, wording: Wording
    ) -> None:
        conversation = await make_conversation(session)
        conversation.is_about_other = True
        student, _ = await lock_conversation(session, conversation.id)

        await request_person(session, student, conversation, at=EVENING, speech=speech)

        assert (await told(session, conversation))[-1] == wording.say("waiting.ask_place_other", "zh-Hans")
