"""Carrying out what a student can always ask of the line: said and done in the transaction that keeps the message."""

from datetime import datetime
from typing import assert_never

from bot.check_ins.booking import allow_contact, stop_contact
from bot.conversations.registry import close_conversation
from bot.dialogue.student_commands import StudentCommand
from bot.handoffs.escalation import Speech, request_person
from bot.handoffs.queue import find_open_handoff
from bot.outbox.outbox import Saying, put
from bot.privacy.erase import ask_erasure
from bot.store.session import LineSession
from bot.store.tables import Author, Conversation, Holder, Student


async def fulfil(
    session: LineSession, conversation: Conversation, command: StudentCommand, *, at: datetime, speech: Speech
) -> None:
    """Do what `command` asks, in whatever phase the conversation is, and say what is true afterwards."""
    student = await session.get_one(Student, conversation.student_id)
    match command:
        case StudentCommand.PERSON:
            await request_person(session, student, conversation, at=at, speech=speech)
        case StudentCommand.STOP:
            await stop_contact(session, student, at=at)
            key = "privacy.stopped_in_danger" if await _is_in_danger(session, conversation) else "privacy.stopped"
            _say(session, student, conversation, speech.wording.say(key, student.language), at=at)
        case StudentCommand.CONTACT_AGAIN:
            allow_contact(student)
            _say(session, student, conversation, speech.wording.say("privacy.contact_again", student.language), at=at)
        case StudentCommand.ERASE:
            await ask_erasure(session, student, conversation, at=at, wording=speech.wording)
        case StudentCommand.IS_BOT:
            _say(session, student, conversation, _who_talks(conversation, student, speech), at=at)
        case StudentCommand.LINES:
            _say(session, student, conversation, speech.lines(student, topic=conversation.topic), at=at)
        case StudentCommand.LEAVE:
            await _leave(session, student, conversation, at=at, speech=speech)
        case _:
            assert_never(command)


def _who_talks(conversation: Conversation, student: Student, speech: Speech) -> str:
    known = {Holder.QUEUE: "ask_if_bot.queue", Holder.VOLUNTEER: "ask_if_bot.volunteer"}
    return speech.wording.say(known.get(conversation.holder, "ask_if_bot.bot"), student.language)


async def _leave(
    session: LineSession, student: Student, conversation: Conversation, *, at: datetime, speech: Speech
) -> None:
    """A student may go at any time; an open Handoff stays, because only a person ends it."""
    if await find_open_handoff(session, conversation.id) is not None:
        _say(session, student, conversation, speech.wording.say(_what_stays(conversation), student.language), at=at)
        return
    _say(session, student, conversation, speech.wording.say("leave.bye", student.language), at=at)
    close_conversation(session, conversation, at=at)


async def _is_in_danger(session: LineSession, conversation: Conversation) -> bool:
    """Whether a person will still write here because of danger, so that nothing else may be promised."""
    handoff = await find_open_handoff(session, conversation.id)
    return handoff is not None and handoff.level.is_danger


def _what_stays(conversation: Conversation) -> str:
    if conversation.holder is Holder.VOLUNTEER:
        return "leave.with_volunteer"
    return "leave.still_waiting" if conversation.level.is_danger else "leave.still_asked"


def _say(session: LineSession, student: Student, conversation: Conversation, text: str, *, at: datetime) -> None:
    put(session, student, conversation, Saying(Author.LINE, text), at=at)
