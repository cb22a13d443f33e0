"""What the bot says to what a student wrote: Rasa's words, or the line's own where Rasa is silent or out of place."""

import asyncio
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import structlog
from sqlalchemy import func, select

from actions.commands import Command, SetTopic
from bot.conversations import registry, transcript
from bot.conversations.transcript import Said
from bot.dialogue.fallback import reply_without_rasa
from bot.dialogue.rasa import Question, Rasa, RasaUnavailable
from bot.kit.crypto import CannotOpen
from bot.language.script import to_simplified, to_traditional
from bot.levels import RiskLevel
from bot.resources import Resources
from bot.store.in_lists import padded
from bot.store.session import LineSession
from bot.store.tables import Conversation, Holder, Message, MessageKind, Student, Turn
from bot.wording import Wording

log = structlog.get_logger()
# Of the conversations claimed, so many ask Rasa at once: the others stand by, so that Rasa never waits for us.
ASKED_AT_ONCE: Final = 16
_SAFETY_QUESTIONS: Final = 5
_GROUNDINGS: Final = 3
_COMPANIES: Final = 3
# Rasa reads its whole history again in every turn: a session of its own now and then keeps it quick.
TURNS_IN_A_RASA_SESSION: Final = 20


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything one turn answers, and what is known about the conversation."""

    conversation_id: str
    rasa_session: str
    said: Sequence[Said]
    language: str
    region: str
    level: RiskLevel
    is_waiting: bool
    topic: str
    safety_step: int
    fallback_step: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What to say and do; `source` tells which part of the line answered."""

    texts: tuple[str, ...]
    commands: tuple[Command, ...] = ()
    source: str = "line"
    safety_steps: int = 0
    fallback_steps: int = 0


class Answering:
    """Chooses who answers: the waiting room in danger, Rasa in talk, fixed sentences when Rasa is away."""

    def __init__(self, rasa: Rasa, *, wording: Wording, resources: Resources) -> None:
        self._rasa = rasa
        self._wording = wording
        self._resources = resources
        self._may_ask = asyncio.Semaphore(ASKED_AT_ONCE)

    async def answer(self, asked: Asked) -> Answer:
        """The answer within Rasa's patience, always: there is no turn without words."""
        answer = await self._answer_to_words(asked)
        if all(said.kind is MessageKind.TEXT for said in asked.said):
            return answer
        return replace(answer, texts=(self._wording.say("unreadable", asked.language), *answer.texts))

    async def _answer_to_words(self, asked: Asked) -> Answer:
        readable = [said.text for said in asked.said if _has_words(said.text)]
        if asked.level.is_danger and asked.is_waiting:
            return self.in_danger(asked)
        if not readable:
            is_typed = any(said.kind is MessageKind.TEXT for said in asked.said)
            return Answer((self._wording.say("wordless", asked.language),) if is_typed else ())
        try:
            return await self._from_rasa(asked, "\n".join(readable))
        except RasaUnavailable as away:
            log.warning("rasa_unavailable", session=asked.rasa_session, reason=away.reason)
            return self.without_rasa(asked)

    def in_danger(self, asked: Asked) -> Answer:
        """The waiting room of somebody in danger: company and one safety question; never a trained guess."""
        step = asked.safety_step
        company = self._wording.say(f"waiting.company_{step % _COMPANIES + 1}", asked.language)
        if step < _SAFETY_QUESTIONS:
            emergency = self._resources.region(asked.region).emergency
            next_line = self._wording.say(f"waiting.safety_{step + 1}", asked.language, emergency=emergency)
        else:
            next_line = self._wording.say(f"waiting.grounding_{step % _GROUNDINGS + 1}", asked.language)
        return Answer((f"{company}\n{next_line}",), source="waiting_room", safety_steps=1)

    def without_rasa(self, asked: Asked) -> Answer:
        """Fixed sentences that listen, and now and then offer a person; never the same one twice running."""
        keys = reply_without_rasa(fallbacks_so_far=asked.fallback_step, phase="waiting" if asked.is_waiting else "bot")
        texts = tuple(self._wording.say(key, asked.language) for key in keys)
        return Answer(texts, source="fallback", fallback_steps=1)

    async def _from_rasa(self, asked: Asked, text: str) -> Answer:
        is_english = asked.language == "en"
        question = Question(
            session=asked.rasa_session,
            text=text if is_english else to_simplified(text),
            language="en" if is_english else "zh",
            level=asked.level,
            phase="waiting" if asked.is_waiting else "bot",
            topic=asked.topic or None,
        )
        # Only who asks Rasa waits for the others that do: the waiting room of somebody in danger never does.
        async with self._may_ask:
            reply = await self._rasa.ask(question)
        texts = tuple(to_traditional(line) if asked.language == "zh-Hant" else line for line in reply.texts)
        if not texts and all(isinstance(command, SetTopic) for command in reply.commands):
            return replace(self.without_rasa(asked), commands=reply.commands)  # a topic alone is no answer
        return Answer(texts, reply.commands, source="rasa")


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
    asked = []
    for each in claimed:
        student = students[each.student_id]
        said = [_read(session, student, row) for row in waiting.get(each.id, ())]
        asked.append(_asked(each, student, said, turns=turns.get(each.id, 0)))
    return asked


def _read(session: LineSession, student: Student, message: Message) -> Said:
    """The message in the clear; a damaged one counts as wordless, so that it holds up nobody else."""
    try:
        return transcript.opened(session, student, message)
    except CannotOpen:
        log.error("message_unreadable", message=message.id)  # noqa: TRY400  # the id tells enough
        return transcript.unreadable(message)


def _asked(conversation: Conversation, student: Student, said: Sequence[Said], *, turns: int) -> Asked:
    return Asked(
        conversation_id=conversation.id,
        rasa_session=f"{conversation.id}-{turns // TURNS_IN_A_RASA_SESSION}",
        said=said,
        language=student.language,
        region=student.region,
        level=conversation.level,
        is_waiting=conversation.holder is Holder.QUEUE,
        topic=conversation.topic,
        safety_step=conversation.safety_step,
        fallback_step=conversation.fallback_step,
    )


def _has_words(text: str) -> bool:
    return any(unicodedata.category(letter)[0] in "LN" for letter in text)
