"""What a student answers while they wait: kept for the volunteer's brief, and heeded at once when it is grave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from bot.asking_for_other import worry_in
from bot.handoffs.asked_in_danger import Asking, asking_in
from bot.handoffs.asked_while_waiting import wish_in
from bot.handoffs.asking import Heard
from bot.handoffs.escalation import Danger, Speech, escalate, unsettle, urge_to_call
from bot.handoffs.rules import asks_thoughts_first
from bot.handoffs.told_while_waiting import tells_of_help
from bot.handoffs.waiting_questions import (
    HOW_AND_WHEN,
    QUESTIONS,
    Question,
    Reply,
    level_after,
    reply_to,
    settled_by,
    settled_by_harmed,
    step_after,
)
from bot.kit.ids import new_id
from bot.levels import RiskLevel
from bot.outbox.outbox import Saying, put
from bot.store.in_lists import padded
from bot.store.session import LineSession
from bot.store.tables import Author, Conversation, DangerFrom, Holder, MessageKind, Student, WaitingAnswer

_OWN_DANGER: Final = (Question.THOUGHTS, *HOW_AND_WHEN)
"""A yes to one of these, and it is not only others they are in danger from."""
_NEVER_AN_ANSWER: Final = (Asking.WHY_THEY, Asking.FAULT, Asking.THEY_OK, Asking.ANGRY)


@dataclass(frozen=True, slots=True)
class Answered:
    """One question and what was answered; the words are the message."""

    question: Question
    reply: Reply
    message_id: str
    at: datetime
    is_about_other: bool


async def hear(session: LineSession, conversation: Conversation, heard: Heard, *, at: datetime, speech: Speech) -> bool:
    """The message answers the question that is open, if one is: note it, and raise the level if it is grave.

    With the student locked, in the transaction that keeps the message. An edit answers nothing. Return whether the line
    has answered it: a plain yes or no, where no further question follows, holds nothing that the bot could talk about.
    """
    if conversation.level.is_danger and not heard.is_command:
        _note_what_is_told(conversation, heard)
    open_question = conversation.waiting_question
    if not open_question or heard.corrects or heard.is_command:
        return False
    conversation.waiting_question = ""
    if conversation.holder is not Holder.QUEUE or open_question not in {*Question}:
        return False  # a person reads it, in its place; or another version of the line asked
    question = Question(open_question)
    is_typed = heard.message.kind is MessageKind.TEXT
    reply = _reply_to(question, heard, conversation) if is_typed else Reply.OTHER
    if is_typed and _leaves_open(question, reply, heard, conversation):
        conversation.waiting_question = open_question
        return False
    _go_on_after(conversation, question, reply)
    session.add(
        WaitingAnswer(
            id=new_id(),
            conversation_id=conversation.id,
            message_id=heard.message.id,
            question=question,
            answer=reply,
            is_about_other=conversation.is_for_other,
            at=at,
        )
    )
    if level_after(question, reply) is not RiskLevel.NONE:
        return await _heed(session, conversation, heard, level_after(question, reply), speech=speech)
    if reply in {Reply.UNSURE, Reply.OTHER} or conversation.level.is_danger:
        return False
    student = await session.get_one(Student, conversation.student_id)
    text = speech.wording.say("waiting.heard", student.language)
    put(session, student, conversation, Saying(Author.LINE, text), at=at)
    return True


def _go_on_after(conversation: Conversation, question: Question, reply: Reply) -> None:
    """Which questions are still to be asked, and whether it is only others they are in danger from."""
    conversation.safety_step = step_after(question, reply, step=conversation.safety_step)
    if conversation.is_harmed and (question, reply) == (Question.PLACE, Reply.YES):
        conversation.settled |= {Question.AWAY}  # they are away from whoever hurts them
    if question is Question.THOUGHTS:
        _go_back_to_what_was_passed_over(conversation, reply)
    if reply is Reply.YES and question in _OWN_DANGER:
        conversation.danger_from = DangerFrom.BOTH if conversation.has_harm else DangerFrom.SELF


def _go_back_to_what_was_passed_over(conversation: Conversation, reply: Reply) -> None:
    """Whether they have such thoughts is asked before how to be safe, below the highest level: who has none is spared that."""
    is_first = asks_thoughts_first(
        conversation.level, is_about_other=conversation.is_about_other, has_harm=conversation.has_harm
    )
    if conversation.rests_on_doubt:
        if reply is Reply.YES:
            conversation.safety_step = 0
            conversation.settled |= {Question.THOUGHTS}
    elif is_first and reply is not Reply.NO:
        conversation.safety_step = QUESTIONS.index(Question.AWAY)
        conversation.settled |= {Question.THOUGHTS}
        if reply is Reply.OTHER:
            conversation.settled |= {*HOW_AND_WHEN}


def _reply_to(question: Question, heard: Heard, conversation: Conversation) -> Reply:
    """Of a question about the other's pain, or one's own part in it, no word is an answer: "does it hurt?"."""
    is_about_other = conversation.is_about_other
    if is_about_other and asking_in(heard.text, is_about_other=True) in _NEVER_AN_ANSWER:
        return Reply.OTHER
    return reply_to(question, heard.text, is_harmed=conversation.is_harmed)


def _leaves_open(question: Question, reply: Reply, heard: Heard, conversation: Conversation) -> bool:
    """Whether it is no answer: it asks something back, or tells of danger itself. To "when?" much sounds like an answer."""
    if reply is not Reply.OTHER and question is not Question.TIME:
        return False
    if heard.signal is not None and heard.signal.level.is_danger:
        return conversation.level is RiskLevel.CRITICAL
    is_about_other = conversation.is_about_other
    if is_about_other and worry_in(heard.text, is_about_other=True) is not None:
        return True
    return wish_in([heard.text]) is not None or asking_in(heard.text, is_about_other=is_about_other) is not None


def _note_what_is_told(conversation: Conversation, heard: Heard) -> None:
    """What is told need not be asked; an edit may take it back. Whom others hurt is asked whom they could tell, whoever is near."""
    if heard.corrects:
        unsettle(conversation, QUESTIONS)
    settled = settled_by(heard.text, is_about_other=conversation.is_for_other)
    if conversation.is_harmed:
        settled = (settled - {Question.NEAR}) | settled_by_harmed(heard.text)
    # Of what is open the answer counts; but whoever comes, or was told, need not be named once more.
    conversation.settled |= settled - ({conversation.waiting_question} - {Question.NEAR})


async def _heed(
    session: LineSession, conversation: Conversation, heard: Heard, level: RiskLevel, *, speech: Speech
) -> bool:
    """A grave answer raises the level; where nothing is left to rise, it is urged to call. Whether that is the answer."""
    at = heard.heeded_at
    heard.message.level = max(heard.message.level, level)
    is_told = await escalate(session, conversation, Danger.answered(level, conversation), at=at, speech=speech)
    has_help = conversation.is_about_other and tells_of_help(heard.text)
    if is_told or heard.is_grave or has_help or level < RiskLevel.CRITICAL:
        return False
    return await urge_to_call(session, conversation, at=at, speech=speech)


async def replies_in(session: LineSession, message_ids: Sequence[str]) -> dict[str, tuple[Question, Reply]]:
    """By message, the question of the waiting room that it answered, and what it said."""
    if not message_ids:
        return {}
    rows = await session.scalars(select(WaitingAnswer).where(WaitingAnswer.message_id.in_(padded(message_ids))))
    return {row.message_id: (Question(row.question), Reply(row.answer)) for row in rows}


async def answers_of(session: LineSession, conversation_id: str) -> Sequence[Answered]:
    """Everything that was answered in this conversation, in order."""
    rows = await session.scalars(
        select(WaitingAnswer)
        .where(WaitingAnswer.conversation_id == conversation_id)
        .order_by(WaitingAnswer.at, WaitingAnswer.id)
    )
    return [
        Answered(Question(row.question), Reply(row.answer), row.message_id, row.at, row.is_about_other) for row in rows
    ]
