"""What a coordinator sees: closed talks, without text where it cannot be hidden, and a verdict kept."""

import pytest

from bot.conversations.registry import close_conversation
from bot.levels import RiskLevel
from bot.store.tables import Conversation, Judgement, Review, Role
from tests.console.conftest import House, Person
from tests.factories import EVENING, make_conversation, make_handoff, make_message


@pytest.fixture
async def coordinator(house: House) -> Person:
    return await house.person(Role.COORDINATOR)


@pytest.fixture
async def closed(house: House) -> Conversation:
    async with house.parts.database.begin() as session:
        conversation = await make_conversation(session, level=RiskLevel.CRITICAL)
        await make_handoff(session, conversation, level=RiskLevel.CRITICAL)
        await make_message(session, conversation, "my name is Zhang Invented")
        close_conversation(session, conversation, at=EVENING)
        return conversation


class TestReview:
    async def test_a_closed_talk_is_listed_for_its_desk(
        self, house: House, coordinator: Person, closed: Conversation
    ) -> None:
        stranger = await house.person(Role.COORDINATOR, desk="north")

        assert closed.id in (await coordinator.look("/review")).text
        assert closed.id not in (await stranger.look("/review")).text
        assert (await stranger.look(f"/review/{closed.id}")).status_code == 404

    async def test_without_a_name_model_there_is_no_text(self, coordinator: Person, closed: Conversation) -> None:
        page = (await coordinator.look(f"/review/{closed.id}")).text

        assert "Zhang" not in page
        assert "这里不显示文字" in page

    async def test_an_open_talk_is_nobodys_to_review(self, house: House, coordinator: Person) -> None:
        async with house.parts.database.begin() as session:
            open_one = await make_conversation(session)

        assert (await coordinator.look(f"/review/{open_one.id}")).status_code == 404

    async def test_a_verdict_is_kept(self, house: House, coordinator: Person, closed: Conversation) -> None:
        path = f"/review/{closed.id}"
        assert (await coordinator.do(path, judgement="right")).status_code == 422
        assert (await coordinator.do(path, judgement="missed_danger", is_helpful="no")).status_code == 303

        async with house.parts.database.read() as session:
            review = await session.get_one(Review, closed.id)
        assert (review.judgement, review.is_helpful) == (Judgement.MISSED_DANGER, False)

    @pytest.mark.parametrize("before", ["yesterday", "2026-11-22T10:00:00"])
    async def test_a_page_of_the_list_that_cannot_be_is_missing(self, coordinator: Person, before: str) -> None:
        assert (await coordinator.look(f"/review?before={before}")).status_code == 404
