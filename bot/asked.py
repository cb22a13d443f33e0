"""What one turn answers, with what is known about the conversation, and what an answer is."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import structlog
from sqlalchemy import func, select

from actions.commands import Command
from bot import choices
from bot.conversations import registry, transcript
from bot.conversations.transcript import Said
from bot.handoffs.asked_while_waiting import Wish, wish_in
from bot.handoffs.queue import place_of
from bot.handoffs.waiting_questions import Question, Reply, tells_place_at
from bot.handoffs.waiting_room import replies_in
from bot.kit.crypto import CannotOpen
from bot.levels import RiskLevel
from bot.store.in_lists import padded
from bot.store.session import LineSession
from bot.store.tables import Conversation, Holder, Message, MessageKind, Student, Turn

log = structlog.get_logger()
# Rasa reads its whole history again in every turn: a session of its own now and then keeps it quick.
TURNS_IN_A_RASA_SESSION: Final = 20
WAITING_ROOM: Final = "waiting_room"
"""The source of what somebody is told who waits for a person …"""
HEARD: Final = "heard"
"""… and of it where they were only answered, and nothing was asked of them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything one turn answers, and what is known about the conversation."""

    conversation_id: str
    rasa_session: str
    said: Sequence[Said]
    language: str
    region: str
    desk: str
    level: RiskLevel
    is_waiting: bool
    topic: str
    safety_step: int
    fallback_step: int
    is_about_other: bool = False
    """Somebody else is the one in trouble."""
    is_with_adult: bool = False
    """A parent or a teacher writes."""
    is_harmed: bool = False
    """What is known of the danger is only what others do to the student."""
    has_harm: bool = False
    """Others hurt them, whatever else there is."""
    is_at_ease: bool = False
    """They said that the line misunderstood: a talk goes on while they wait."""
    rests_on_doubt: bool = False
    """Nothing they wrote was danger by its words: a question was not answered with a no."""
    settled: frozenset[str] = frozenset()
    """The questions of the waiting room that need not be asked, because they were told."""
    answered_by: str = ""
    """The source of the answer before this one …"""
    answered_with: str = ""
    """… and which of the waiting room's it was."""
    open_question: str = ""
    """The question of the waiting room that has no answer yet (waiting_questions.py), or nothing."""
    replied: tuple[Question, Reply] | None = None
    """The question of the waiting room that the last of these messages answers, and what it says."""
    place: int = 0
    """The place in the queue, where it is to be said now."""

    @property
    def readable(self) -> list[str]:
        """The messages that have letters in them, in order."""
        return [said.text for said in self.said if _has_words(said.text)]

    @property
    def is_dangerous(self) -> bool:
        """Whether something in it showed danger by itself."""
        return any(said.level.is_danger for said in self.said)

    @property
    def is_typed(self) -> bool:
        """Whether there are typed messages among them, with or without letters."""
        return any(said.kind is MessageKind.TEXT for said in self.said)

    @property
    def is_all_typed(self) -> bool:
        return all(said.kind is MessageKind.TEXT for said in self.said)


@dataclass(frozen=True, slots=True)
class Answer:
    """What to say and do; `source` tells which part of the line answered."""

    texts: tuple[str, ...]
    commands: tuple[Command, ...] = ()
    source: str = "line"
    safety_steps: int = 0
    fallback_steps: int = 0
    choices: str = choices.NONE
    """What is offered as buttons with the last text (choices.py)."""
    question: str = ""
    """The question of the waiting room that it asks (waiting_questions.py)."""
    key: str = ""
    """Which sentence of the waiting room it is, where that matters to the next answer."""
    puts_at_ease: bool = False
    """From now on a talk goes on while they wait."""


async def what_to_answer(session: LineSession, claimed: Sequence[Conversation]) -> list[Asked]:
    """What waits for the bot in each of these conversations, asked of the store once for all of them."""
    if not claimed:
        return []
    ids = [conversation.id for conversation in claimed]
    students = await registry.students_of(session, claimed)
    waiting = await transcript.awaiting_turn(session, ids)
    counted = await session.execute(
        select(Turn.conversation_id, func.count())
        .where(Turn.conversation_id.in_(padded(ids)))
        .group_by(Turn.conversation_id)
    )
    turns = {row[0]: row[1] for row in counted}
    in_danger = [each.id for each in claimed if each.holder is Holder.QUEUE and each.level.is_danger]
    replies = await replies_in(session, [row.id for each in in_danger for row in waiting.get(each, ())])
    asked = []
    for each in claimed:
        student = students[each.student_id]
        said = [_read(session, student, row) for row in waiting.get(each.id, ())]
        is_told_place = each.holder is Holder.QUEUE and (
            tells_place_at(each.safety_step) or wish_in([one.text for one in said]) is Wish.HOW_LONG
        )
        place = await place_of(session, each.id) if is_told_place else None
        one = _asked(each, student, said, turns=turns.get(each.id, 0), place=place or 0)
        asked.append(replace(one, replied=replies.get(said[-1].id) if said else None))
    return asked


def _read(session: LineSession, student: Student, message: Message) -> Said:
    """The message in the clear; a damaged one counts as wordless, so that it holds up nobody else."""
    try:
        return transcript.opened(session, student, message)
    except CannotOpen:
        log.error("message_unreadable", message=message.id)  # noqa: TRY400  # the id tells enough
        return transcript.unreadable(message)


def _asked(conversation: Conversation, student: Student, said: Sequence[Said], *, turns: int, place: int) -> Asked:
    return Asked(
        conversation_id=conversation.id,
        rasa_session=f"{conversation.id}-{turns // TURNS_IN_A_RASA_SESSION}",
        said=said,
        language=student.language,
        region=student.region,
        desk=conversation.desk,
        level=conversation.level,
        is_waiting=conversation.holder is Holder.QUEUE,
        topic=conversation.topic,
        safety_step=conversation.safety_step,
        fallback_step=conversation.fallback_step,
        is_about_other=conversation.is_for_other,
        is_with_adult=conversation.is_with_adult,
        is_harmed=conversation.is_harmed,
        has_harm=conversation.has_harm,
        is_at_ease=conversation.is_at_ease,
        rests_on_doubt=conversation.rests_on_doubt,
        settled=conversation.settled,
        answered_by=conversation.answered_by,
        answered_with=conversation.answered_with,
        open_question=conversation.waiting_question,
        place=place,
    )


def _has_words(text: str) -> bool:
    return any(unicodedata.category(letter)[0] in "LN" for letter in text)
