"""Saying something to a student: kept in the transcript and put up for delivery in one transaction."""

from contextlib import suppress

from sqlalchemy import select

from bot.outbox.outbox import Saying, put, withhold_bot_talk
from bot.store.database import Database
from bot.store.session import LineSession
from bot.store.tables import Author, Conversation, Delivery, Message, OutboxEntry, Student
from tests.factories import EVENING, make_conversation, make_student


async def chat_on(session: LineSession, channel: str) -> tuple[Student, Conversation]:
    student = await make_student(session, channel=channel)
    return student, await make_conversation(session, student)


async def entries(session: LineSession) -> list[OutboxEntry]:
    return list(await session.scalars(select(OutboxEntry).order_by(OutboxEntry.seq)))


async def test_what_is_said_on_a_platform_waits_to_be_sent(session: LineSession) -> None:
    student, conversation = await chat_on(session, "fake")

    message = put(session, student, conversation, Saying(Author.BOT, "你好"), at=EVENING)

    (entry,) = await entries(session)
    assert (entry.message_id, entry.state, entry.is_bot_talk, entry.seq) == (message.id, Delivery.WAITING, True, 1)


async def test_the_web_chat_asks_by_itself(session: LineSession) -> None:
    student, conversation = await chat_on(session, "web")

    put(session, student, conversation, Saying(Author.BOT, "你好"), at=EVENING)

    assert await entries(session) == []


async def test_nothing_is_sent_to_who_has_blocked_us_but_it_is_kept(session: LineSession) -> None:
    student, conversation = await chat_on(session, "fake")
    student.is_reachable = False

    message = put(session, student, conversation, Saying(Author.LINE, "你好"), at=EVENING)

    await session.flush()
    assert await entries(session) == []
    assert await session.get(Message, message.id) is not None


async def test_an_undone_transaction_sends_nothing(database: Database) -> None:
    with suppress(ZeroDivisionError):
        async with database.begin() as session:
            put(session, *await chat_on(session, "fake"), Saying(Author.LINE, "志愿者马上来"), at=EVENING)
            raise ZeroDivisionError

    async with database.read() as session:
        assert await entries(session) == []


async def test_what_the_bot_had_still_to_say_is_withheld_once_a_person_is_there(session: LineSession) -> None:
    student, conversation = await chat_on(session, "fake")
    for author in (Author.BOT, Author.LINE, Author.BOT):
        put(session, student, conversation, Saying(author, "…"), at=EVENING)
    await session.flush()
    on_its_way = (await entries(session))[0]
    on_its_way.owner = "some process"
    await session.flush()

    await withhold_bot_talk(session, conversation.id)

    await session.flush()
    session.expire_all()
    assert [entry.state for entry in await entries(session)] == [
        Delivery.WAITING, Delivery.WAITING, Delivery.WITHHELD,
    ]  # fmt: skip
