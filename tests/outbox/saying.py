"""Putting things up for delivery, and looking at how far they have come."""

from sqlalchemy import select

from bot.outbox.outbox import Saying, put
from bot.store.tables import Author, Conversation, Delivery, OutboxEntry, Student
from tests.core import Core
from tests.factories import make_conversation, make_student


async def say(
    core: Core, *texts: str, author: Author = Author.LINE, is_urgent: bool = False, chat: str = "lin"
) -> None:
    """Put something up for a student on the fake platform, who is made if they are new."""
    async with core.database.begin() as session:
        lookup = core.database.vault.lookup("fake", chat)
        student = await session.scalar(select(Student).where(Student.chat_lookup == lookup))
        if student is None:
            student = await make_student(session, channel="fake", chat=chat)
            await make_conversation(session, student)
        conversation = (await session.scalars(select(Conversation).where(Conversation.student_id == student.id))).one()
        for text in texts:
            put(session, student, conversation, Saying(author, text, is_urgent=is_urgent), at=core.clock.now())


async def entries(core: Core) -> list[OutboxEntry]:
    async with core.database.read() as session:
        return list(await session.scalars(select(OutboxEntry).order_by(OutboxEntry.student_id, OutboxEntry.seq)))


async def states(core: Core) -> list[Delivery]:
    return [entry.state for entry in await entries(core)]
