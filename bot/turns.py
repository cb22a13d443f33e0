"""Answering in talk: one turn at a time for a conversation, joining what came quickly, naming all it answers.

Claim by lease, ask with no transaction open, then lock, look again, and only then speak: if a person holds the
conversation by now, the bot is silent.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, assert_never

import structlog
from sqlalchemy import func, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from actions.commands import BookCheckIn, Command, RequestHandoff, SetTopic
from bot.answering import Answer, Answering, Asked
from bot.check_ins.booking import ContactNotWanted, book
from bot.conversations import transcript
from bot.conversations.registry import NoSuchStudent, lock_conversation
from bot.handoffs.escalation import Speech, request_person
from bot.kit.clock import Clock
from bot.kit.ids import new_id
from bot.outbox.outbox import Saying, put
from bot.store.database import Database
from bot.store.events import TURNS
from bot.store.session import LineSession
from bot.store.tables import Author, Conversation, Holder, Student, Turn

log = structlog.get_logger()
LEASE: Final = timedelta(seconds=20)
AT_ONCE: Final = 16
LOOK_AGAIN: Final = 1.0
# Rasa reads its whole history again in every turn: a session of its own now and then keeps it quick.
TURNS_IN_A_RASA_SESSION: Final = 20


@dataclass(frozen=True, slots=True)
class TurnParts:
    """What turns work with, made in main.py."""

    database: Database
    clock: Clock
    answering: Answering
    speech: Speech
    gather: timedelta


class Turns:
    """Answers what waits for the bot, many conversations at once, each by one turn at a time."""

    def __init__(self, parts: TurnParts) -> None:
        self._parts = parts
        self._running: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Take up due conversations until cancelled; those begun are finished first."""
        with self._parts.database.events.listen(TURNS) as listener:
            while True:
                wait = await self._take_up_due()
                await listener.wait(wait)

    async def drain(self, patience: timedelta) -> None:
        """Wait for turns that have begun, but not longer than `patience`; their leases free the rest."""
        if self._running:
            await asyncio.wait(self._running, timeout=patience.total_seconds())

    async def answer_due(self) -> int:
        """Answer everything due now and return how many conversations that was."""
        claimed = await self._claim(AT_ONCE)
        await asyncio.gather(*(self._answer(conversation_id) for conversation_id in claimed))
        return len(claimed)

    async def _take_up_due(self) -> float:
        """Start turns for what is due; return after how many seconds to look again."""
        free = AT_ONCE - len(self._running)
        try:
            for conversation_id in await self._claim(free) if free else ():
                task = asyncio.create_task(self._answer(conversation_id))
                self._running.add(task)
                task.add_done_callback(self._running.discard)
            return await self._seconds_until_due() if free else 0.05
        except (SQLAlchemyError, OSError) as failed:
            log.error("turns_wait_for_store", reason=type(failed).__name__)  # noqa: TRY400  # no values in logs
            return LOOK_AGAIN

    async def _seconds_until_due(self) -> float:
        async with self._parts.database.read() as session:
            due = await session.scalar(
                select(func.min(Conversation.turn_due_at)).where(Conversation.turn_owner.is_(None))
            )
        if due is None:
            return LOOK_AGAIN
        return min(LOOK_AGAIN, max(0.02, (due - self._parts.clock.now()).total_seconds()))

    async def _claim(self, most: int) -> list[str]:
        now, database = self._parts.clock.now(), self._parts.database
        is_free = or_(Conversation.turn_owner.is_(None), Conversation.turn_until < now)
        due = (
            select(Conversation.id)
            .where(Conversation.turn_due_at <= now, is_free)
            .order_by(Conversation.level.desc(), Conversation.turn_due_at)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        async with database.read() as session:  # most looks find nothing, and need no writer
            if (
                await session.scalar(select(Conversation.id).where(Conversation.turn_due_at <= now, is_free).limit(1))
                is None
            ):
                return []
        async with database.begin() as session:
            claimed = await session.scalars(
                update(Conversation)
                .where(Conversation.id.in_(due))
                .values(turn_owner=database.process_id, turn_until=now + LEASE)
                .returning(Conversation.id)
                .execution_options(synchronize_session=False)
            )
            return list(claimed)

    async def _answer(self, conversation_id: str) -> None:
        try:
            asked = await self._gather(conversation_id)
            answer = await self._answer_to(asked) if asked.said else None
            await self._speak(conversation_id, asked, answer)
        except NoSuchStudent:
            log.info("turn_for_erased_student", conversation=conversation_id)
        except (SQLAlchemyError, OSError) as failed:
            # The lease runs out and the turn is done again; nothing was said.
            log.error("turn_not_stored", conversation=conversation_id, reason=type(failed).__name__)  # noqa: TRY400  # no values in logs

    async def _gather(self, conversation_id: str) -> Asked:
        async with self._parts.database.read() as session:
            conversation = await session.get(Conversation, conversation_id)
            if conversation is None:
                raise NoSuchStudent(conversation_id)
            student = await session.get_one(Student, conversation.student_id)
            turns = await session.scalar(
                select(func.count()).select_from(Turn).where(Turn.conversation_id == conversation_id)
            )
            said = await transcript.awaiting_turn(session, student, conversation_id)
            return Asked(
                rasa_session=f"{conversation_id}-{(turns or 0) // TURNS_IN_A_RASA_SESSION}",
                said=said,
                language=student.language,
                region=student.region,
                level=conversation.level,
                is_waiting=conversation.holder is Holder.QUEUE,
                topic=conversation.topic,
                safety_step=conversation.safety_step,
                fallback_step=conversation.fallback_step,
            )

    async def _answer_to(self, asked: Asked) -> Answer:
        try:
            return await self._parts.answering.answer(asked)
        except Exception as broken:  # noqa: BLE001  # the outermost edge: a student is never left in silence
            log.error("answer_failed", session=asked.rasa_session, reason=type(broken).__name__)  # noqa: TRY400  # a traceback could hold words
            return self._parts.answering.without_rasa(asked)

    async def _speak(self, conversation_id: str, asked: Asked, answer: Answer | None) -> None:
        now = self._parts.clock.now()
        async with self._parts.database.begin() as session:
            student, conversation = await lock_conversation(session, conversation_id)
            if conversation.turn_owner != self._parts.database.process_id:
                return  # our lease ran out and somebody else answers
            conversation.turn_owner = None
            conversation.turn_until = None
            turn_id = None
            # Look again: what was true when Rasa was asked may not be true now.
            if answer is not None and conversation.holder in {Holder.BOT, Holder.QUEUE}:
                turn_id = await self._say(session, conversation, self._still_right(answer, asked, conversation), now)
            await transcript.mark_answered(session, [said.id for said in asked.said], turn_id=turn_id)
            more = await transcript.awaiting_turn(session, student, conversation_id)
            still_open = conversation.holder in {Holder.BOT, Holder.QUEUE}
            conversation.turn_due_at = now + self._parts.gather if more and still_open else None
            session.announce(TURNS)

    def _still_right(self, answer: Answer, asked: Asked, conversation: Conversation) -> Answer:
        """An answer meant for calm talk is not said after danger has shown."""
        if conversation.level.is_danger and not asked.level.is_danger:
            return self._parts.answering.in_danger(replace(asked, level=conversation.level))
        return answer

    async def _say(self, session: LineSession, conversation: Conversation, answer: Answer, now: datetime) -> str:
        student = await session.get_one(Student, conversation.student_id)
        turn = Turn(id=new_id(), conversation_id=conversation.id, at=now, source=answer.source)
        session.add(turn)
        await session.flush()
        for text in answer.texts:
            put(session, student, conversation, Saying(Author.BOT, text), at=now)
        conversation.safety_step += answer.safety_steps
        conversation.fallback_step += answer.fallback_steps
        for command in answer.commands:
            await self._carry_out(session, conversation, command, now)
        return turn.id

    async def _carry_out(
        self, session: LineSession, conversation: Conversation, command: Command, now: datetime
    ) -> None:
        student = await session.get_one(Student, conversation.student_id)
        match command:
            case RequestHandoff():
                await request_person(session, student, conversation, at=now, speech=self._parts.speech)
            case SetTopic(topic):
                conversation.topic = topic
            case BookCheckIn(after_hours):
                text = await self._book(session, conversation, after_hours, now)
                put(session, student, conversation, Saying(Author.LINE, text), at=now)
            case _:
                assert_never(command)

    async def _book(self, session: LineSession, conversation: Conversation, hours: int, now: datetime) -> str:
        """Book a check-in and return the sentence that is true afterwards."""
        student = await session.get_one(Student, conversation.student_id)
        say = self._parts.speech.wording.say
        try:
            await book(session, conversation, booked_by=None, due_at=now + timedelta(hours=hours), at=now)
        except ContactNotWanted:
            return say("check_in.not_booked", student.language)
        return say("check_in.booked", student.language, hours=hours)
