"""Answering in talk: one turn at a time for a conversation, joining what came quickly, naming all it answers.

Claim by lease, ask with no transaction open, then lock, look again, and only then speak: if a person holds the
conversation by now, the bot is silent.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import ColumnElement, func, or_, select, update

from bot.answering import Answering
from bot.asked import Answer, Asked, what_to_answer
from bot.conversations import transcript
from bot.conversations.registry import NoSuchStudent, lock_conversations
from bot.errors import LineError
from bot.kit.clock import Clock
from bot.kit.ids import new_id
from bot.speaking import Speaking
from bot.store.database import STORE_FAILURES, Database
from bot.store.events import TURNS
from bot.store.group_commit import GroupCommit
from bot.store.session import LineSession
from bot.store.tables import Conversation, Holder, Message, Student, Turn
from bot.turn_commands import Place

log = structlog.get_logger()
LEASE: Final = timedelta(seconds=20)
AT_ONCE: Final = 32
LOOK_AGAIN: Final = 1.0
PACE: Final = 0.1


@dataclass(frozen=True, slots=True)
class TurnParts:
    """What turns work with, made in main.py."""

    database: Database
    clock: Clock
    answering: Answering
    speaking: Speaking
    gather: timedelta


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What was asked, and what is to be said to it; None where nothing had been waiting."""

    asked: Asked
    answer: Answer | None


class Turns:
    """Answers what waits for the bot, many conversations at once, each by one turn at a time."""

    def __init__(self, parts: TurnParts) -> None:
        self._parts = parts
        self._running: set[asyncio.Task[None]] = set()
        self._together = GroupCommit(parts.database.begin, self._speak_all)

    async def run(self) -> None:
        """Take up due conversations until cancelled; those begun are finished first."""
        with self._parts.database.events.listen(TURNS) as listener:
            while True:
                wait = await self._take_up_due()
                await listener.wait(wait)
                # Messages gather for longer than this anyway, and what comes due together is claimed together.
                await asyncio.sleep(PACE)

    async def drain(self, patience: timedelta) -> None:
        """Wait for turns that have begun, but not longer than `patience`; their leases free the rest."""
        if self._running:
            await asyncio.wait(self._running, timeout=patience.total_seconds())
        await self._together.close()

    async def answer_due(self) -> int:
        """Answer everything due now and return how many conversations that was."""
        claimed = await self._claim(AT_ONCE)
        await asyncio.gather(*(self._answer(asked) for asked in claimed))
        return len(claimed)

    async def _take_up_due(self) -> float:
        """Start turns for what is due; return after how many seconds to look again."""
        free = AT_ONCE - len(self._running)
        if not free:
            return 0
        try:
            wait = await self._seconds_until_due()
            for asked in await self._claim(free) if wait <= 0 else ():
                task = asyncio.create_task(self._answer(asked))
                self._running.add(task)
                task.add_done_callback(self._running.discard)
        except STORE_FAILURES as failed:
            log.error("turns_wait_for_store", reason=type(failed).__name__)  # noqa: TRY400  # no values in logs
            return LOOK_AGAIN
        return wait

    async def _seconds_until_due(self) -> float:
        now = self._parts.clock.now()
        async with self._parts.database.read() as session:  # most looks find nothing, and need no writer
            due = await session.scalar(select(func.min(Conversation.turn_due_at)).where(_is_free(now)))
        return LOOK_AGAIN if due is None else min(LOOK_AGAIN, (due - now).total_seconds())

    async def _claim(self, most: int) -> list[Asked]:
        """Take the most urgent conversations, and read what there is to answer, in one transaction."""
        now, database = self._parts.clock.now(), self._parts.database
        due = (
            select(Conversation.id)
            .where(Conversation.turn_due_at <= now, _is_free(now))
            .order_by(Conversation.level.desc(), Conversation.turn_due_at)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        async with database.begin() as session:
            claimed = await session.scalars(
                update(Conversation)
                .where(Conversation.id.in_(due))
                .values(turn_owner=database.process_id, turn_until=now + LEASE)
                .returning(Conversation)
                .execution_options(synchronize_session=False)
            )
            return await what_to_answer(session, claimed.all())

    async def _answer(self, asked: Asked) -> None:
        conversation_id = asked.conversation_id
        try:
            answer = await self._answer_to(asked) if asked.said else None
            await self._together.submit(_Spoken(asked, answer))
        except NoSuchStudent:
            log.info("turn_for_erased_student", conversation=conversation_id)
        except Exception as failed:  # noqa: BLE001  # the outermost edge of a turn
            # The lease runs out and the turn is done again; nothing was said.
            log.error("turn_not_stored", conversation=conversation_id, reason=type(failed).__name__)  # noqa: TRY400  # no values in logs

    async def _answer_to(self, asked: Asked) -> Answer:
        try:
            return await self._parts.answering.answer(asked)
        except Exception as broken:  # noqa: BLE001  # the outermost edge: a student is never left in silence
            log.error("answer_failed", session=asked.rasa_session, reason=type(broken).__name__)  # noqa: TRY400  # a traceback could hold words
            return self._parts.answering.without_rasa(asked)

    async def _speak_all(self, session: LineSession, spoken: Sequence[_Spoken]) -> list[LineError | None]:
        """Say what became ready together; students, conversations and messages are asked for once for all of it."""
        ids = [each.asked.conversation_id for each in spoken]
        chats = await lock_conversations(session, ids)
        waiting = await transcript.awaiting_turn(session, ids)
        results: list[LineError | None] = []
        for each in spoken:
            conversation_id = each.asked.conversation_id
            if conversation_id not in chats:
                results.append(NoSuchStudent(conversation_id))
                continue
            await self._speak(session, chats[conversation_id], each, waiting.get(conversation_id, ()))
            results.append(None)
        return results

    async def _speak(
        self, session: LineSession, chat: tuple[Student, Conversation], spoken: _Spoken, waiting: Sequence[Message]
    ) -> None:
        now, (student, conversation), answer = self._parts.clock.now(), chat, spoken.answer
        if conversation.turn_owner != self._parts.database.process_id:
            return  # our lease ran out and somebody else answers
        conversation.turn_owner = None
        conversation.turn_until = None
        if conversation.safety_asked_at is not None:
            conversation.turn_due_at = now  # held until the safety question has its answer, and then asked anew
            return
        turn_id = None
        # Look again: what was true when Rasa was asked may not be true now.
        answered = {said.id for said in spoken.asked.said}
        is_still_asked = any(message.id in answered for message in waiting)
        if answer is not None and is_still_asked and conversation.holder in {Holder.BOT, Holder.QUEUE}:
            turn = Turn(id=new_id(), conversation_id=conversation.id, at=now, source=answer.source)
            session.add(turn)
            turn_id = turn.id
            said = [message for message in waiting if message.id in answered]
            unread = [message for message in waiting if message.id not in answered]
            right = self._still_right(answer, spoken.asked, conversation, unread)
            await self._parts.speaking.say(session, Place(student, conversation, said, now), spoken.asked, right)
        for message in waiting:
            if message.id in answered:
                message.awaits_turn = False
                message.turn_id = turn_id
        has_more = any(message.id not in answered for message in waiting)
        still_open = conversation.holder in {Holder.BOT, Holder.QUEUE}
        conversation.turn_due_at = now + self._parts.gather if has_more and still_open else None
        session.announce(TURNS)

    def _still_right(
        self, answer: Answer, asked: Asked, conversation: Conversation, unread: Sequence[Message]
    ) -> Answer:
        """An answer meant for calm talk is not said after danger has shown, and nobody is put at ease then."""
        about_other = conversation.is_for_other
        was_calm = asked.is_at_ease or not asked.level.is_danger
        is_other_now = (was_calm and not conversation.is_at_ease) or asked.is_about_other != about_other
        is_overtaken = answer.puts_at_ease and (
            conversation.level > asked.level or any(message.level.is_danger for message in unread)
        )
        if not (conversation.level.is_danger and (is_other_now or is_overtaken)):
            return answer
        # What was asked was asked before: of it only that it is answered still counts.
        now = replace(
            asked,
            level=conversation.level,
            said=(),
            is_about_other=about_other,
            is_harmed=conversation.is_harmed,
            has_harm=conversation.has_harm,
            open_question="",
            safety_step=conversation.safety_step,
        )
        return self._parts.answering.in_danger(now)


def _is_free(now: datetime) -> ColumnElement[bool]:
    """Nobody answers it already, and the student has not been asked for an answer."""
    has_no_owner = or_(Conversation.turn_owner.is_(None), Conversation.turn_until < now)
    return has_no_owner & Conversation.safety_asked_at.is_(None)
