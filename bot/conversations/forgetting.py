"""Deleting everything that was said with a student; only privacy/erase.py calls this."""

from datetime import datetime

from sqlalchemy import delete, select

from bot.conversations.registry import close_conversation, open_conversation
from bot.conversations.transcript import opened
from bot.store.events import conversation_key
from bot.store.session import LineSession
from bot.store.tables import Author, Conversation, Holder, Message, Student


async def find_last_words(session: LineSession, student: Student, *, since: datetime) -> Message | None:
    """What the student wrote last, if that was not before `since`."""
    return await session.scalar(
        select(Message)
        .where(Message.student_id == student.id, Message.author == Author.STUDENT, Message.at >= since)
        .order_by(Message.seq.desc())
        .limit(1)
    )


async def forget_everything(
    session: LineSession, student: Student, *, but: Message | None, at: datetime
) -> Conversation:
    """Delete all conversations with all that hangs on them, and the key they were sealed with.

    What is left is one fresh, closed conversation with the one message `but`, sealed with the student's new key.
    """
    kept_text = None if but is None else opened(session, student, but).text
    fresh = open_conversation(session, student, at=at)
    close_conversation(session, fresh, at=at)
    student.wrapped_key = session.vault.new_wrapped_key(student.id)
    await session.flush()
    if but is not None and kept_text is not None:
        but.conversation_id = fresh.id
        but.turn_id = None
        but.text_sealed = student.key(session.vault).seal(kept_text, row=f"messages:{but.id}")
        await session.flush()
    await _delete_rows(session, student, fresh=fresh, but=but)
    return fresh


async def _delete_rows(session: LineSession, student: Student, *, fresh: Conversation, but: Message | None) -> None:
    kept_id = "" if but is None else but.id
    await session.execute(
        delete(Message)
        .where(Message.student_id == student.id, Message.id != kept_id)
        .execution_options(synchronize_session=False)
    )
    # The database itself removes what hangs on them: signals, turns, Handoffs, pages, check-ins, tasks, reviews, outbox.
    gone = await session.scalars(
        delete(Conversation)
        .where(Conversation.student_id == student.id, Conversation.id != fresh.id)
        .returning(Conversation.id)
        .execution_options(synchronize_session=False)
    )
    session.announce(*(conversation_key(conversation_id) for conversation_id in gone))
    for row in tuple(session.identity_map.values()):
        if getattr(row, "student_id", None) == student.id and row not in {fresh, but}:
            # Nothing may write such a row again from memory, nor go on in a conversation that is gone.
            session.expunge(row)
            if isinstance(row, Conversation):
                row.holder = Holder.NOBODY
