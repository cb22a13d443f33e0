"""Taking what is in the Outbox to the platforms: claimed by lease, sent, marked; danger first, order kept.

Exactly once is not to be had here: a crash between the platform's yes and our mark repeats at most one part of one
message, and that part is marked (`may_repeat`).
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import or_, select, update

from bot.channels.port import Channel, ChannelBlocked, ChannelBusy, ChannelDown, Outbound
from bot.choices import Choices
from bot.conversations import transcript
from bot.kit.clock import Clock
from bot.kit.ids import new_id
from bot.kit.text import sendable, split_text
from bot.outbox import rules
from bot.outbox.due import BUSY, due_now
from bot.store.database import STORE_FAILURES, Database
from bot.store.events import OUTBOX
from bot.store.session import LineSession
from bot.store.tables import Conversation, Delivery, Holder, OutboxEntry, Student, Task, TaskKind

log = structlog.get_logger()
LEASE: Final = timedelta(seconds=60)
AT_ONCE: Final = 20
LOOK_AGAIN: Final = 1.0


@dataclass(frozen=True, slots=True)
class _Parcel:
    """One claimed entry with its words: parts before `first_part` have arrived already."""

    entry_id: str
    student_id: str
    channel: str
    chat: str
    parts: tuple[str, ...]
    choices: tuple[str, ...]
    first_part: int
    may_repeat: bool
    attempt: int
    put_at: datetime


class Deliveries:
    """Sends what waits, for the channels it was given; other channels' entries wait for a process that has them."""

    def __init__(self, database: Database, clock: Clock, channels: Mapping[str, Channel], choices: Choices) -> None:
        self._database = database
        self._choices = choices
        self._clock = clock
        self._channels = channels
        self._running: set[asyncio.Task[None]] = set()
        self._sending: set[str] = set()  # a clock that jumps must not make us send again what is just being sent

    async def run(self) -> None:
        """Deliver until cancelled; a slow chat holds up nobody else."""
        with self._database.events.listen(OUTBOX) as listener:
            while True:
                try:
                    for entry_id in await self._claim(AT_ONCE - len(self._running)):
                        task = asyncio.create_task(self._deliver(entry_id))
                        self._running.add(task)
                        task.add_done_callback(self._running.discard)
                except STORE_FAILURES as failed:
                    log.error("delivery_waits_for_store", reason=type(failed).__name__)  # noqa: TRY400  # no values in logs
                await listener.wait(LOOK_AGAIN)

    async def drain(self, patience: timedelta) -> None:
        """Wait for what is being sent, but not longer than `patience`."""
        if self._running:
            await asyncio.wait(self._running, timeout=patience.total_seconds())

    async def send_waiting(self) -> int:
        """Send one round of what is due, one entry for each student, and return how many were tried."""
        claimed = await self._claim(AT_ONCE)
        await asyncio.gather(*(self._deliver(entry_id) for entry_id in claimed))
        return len(claimed)

    async def _deliver(self, entry_id: str) -> None:
        try:
            parcel = await self._open(entry_id)
            if parcel is not None:
                await self._send(parcel)
        except STORE_FAILURES as failed:
            # The lease runs out and the entry is taken up again, marked if the platform may have it.
            log.error("delivery_not_marked", entry=entry_id, reason=type(failed).__name__)  # noqa: TRY400  # no values in logs
        finally:
            self._sending.discard(entry_id)

    async def _claim(self, most: int) -> list[str]:
        if not self._channels or most <= 0:
            return []
        now = self._clock.now()
        due = due_now(now, channels=list(self._channels)).where(OutboxEntry.id.not_in(self._sending))
        async with self._database.read() as session:  # most looks find nothing, and need no writer
            if await session.scalar(due.limit(1)) is None:
                return []
        async with self._database.begin() as session:
            claimed = await session.scalars(
                update(OutboxEntry)
                .where(OutboxEntry.id.in_(due.limit(most).with_for_update(skip_locked=True)))
                .values(
                    owner=self._database.process_id,
                    owned_until=now + LEASE,
                    attempt=OutboxEntry.attempt + 1,
                    # Whoever held it before never told how it went.
                    may_repeat=or_(OutboxEntry.may_repeat, OutboxEntry.owner.is_not(None)),
                )
                .returning(OutboxEntry.id)
                .execution_options(synchronize_session=False)
            )
            ids = list(claimed)
        self._sending.update(ids)
        return ids

    async def _open(self, entry_id: str) -> _Parcel | None:
        """Look again: None if a person took the conversation meanwhile, or the message is too old to make sense."""
        async with self._database.begin() as session:
            entry = await session.get(OutboxEntry, entry_id)
            if entry is None:
                return None
            conversation = await session.get_one(Conversation, entry.conversation_id)
            if entry.is_bot_talk and conversation.holder is Holder.VOLUNTEER:
                entry.state = Delivery.WITHHELD
                entry.owner = None
                return None
            if rules.is_given_up(put_at=entry.put_at, now=self._clock.now()):
                await self._give_up(session, entry, conversation, "too old")
                return None
            student = await session.get_one(Student, entry.student_id)
            said = await transcript.words_of(session, student, entry.message_id)
            text = sendable(said.text) or "…"
            return _Parcel(
                entry_id=entry.id,
                student_id=student.id,
                channel=entry.channel,
                chat=student.chat(session.vault),
                parts=tuple(split_text(text, limit=self._channels[entry.channel].longest_text)),
                choices=self._choices.labels(said.choices, student.language),
                first_part=entry.part,
                may_repeat=entry.may_repeat,
                attempt=entry.attempt,
                put_at=entry.put_at,
            )

    async def _send(self, parcel: _Parcel) -> None:
        channel = self._channels[parcel.channel]
        try:
            for number, text in enumerate(parcel.parts):
                if number < parcel.first_part:
                    continue
                repeated = parcel.may_repeat and number == parcel.first_part
                offered = parcel.choices if number == len(parcel.parts) - 1 else ()
                await channel.send(Outbound(parcel.chat, text, may_repeat=repeated, choices=offered))
                await self._mark_sent(parcel, number)
        except ChannelBlocked:
            await self._stop_for(parcel)
        except ChannelBusy as busy:
            await self._try_later(parcel, busy.retry_after, BUSY)
        except ChannelDown:
            await self._try_later(parcel, rules.wait_before(parcel.attempt), "down")

    async def _mark_sent(self, parcel: _Parcel, number: int) -> None:
        is_last = number == len(parcel.parts) - 1
        async with self._database.begin() as session:
            entry = await session.get(OutboxEntry, parcel.entry_id)
            if entry is None:
                return  # erased meanwhile
            entry.part = number + 1
            entry.owned_until = self._clock.now() + LEASE
            entry.failed_with = None
            entry.may_repeat = parcel.may_repeat and number == parcel.first_part
            if is_last:
                entry.state = Delivery.SENT
                entry.sent_at = self._clock.now()
                entry.owner = None
                entry.owned_until = None
                session.announce(OUTBOX)

    async def _try_later(self, parcel: _Parcel, wait: timedelta, reason: str) -> None:
        log.warning("delivery_later", entry=parcel.entry_id, reason=reason, seconds=wait.total_seconds())
        async with self._database.begin() as session:
            await session.execute(
                update(OutboxEntry)
                .where(OutboxEntry.id == parcel.entry_id)
                .values(next_try_at=self._clock.now() + wait, owner=None, owned_until=None, failed_with=reason)
            )

    async def _stop_for(self, parcel: _Parcel) -> None:
        """The student blocked us: nothing more is sent to this chat until they write again."""
        log.info("student_blocked_us", student=parcel.student_id)
        async with self._database.begin() as session:
            await session.execute(
                update(OutboxEntry)
                .where(OutboxEntry.student_id == parcel.student_id, OutboxEntry.state == Delivery.WAITING)
                .values(state=Delivery.FAILED, failed_with="blocked", owner=None)
            )
            await session.execute(update(Student).where(Student.id == parcel.student_id).values(is_reachable=False))
            conversation = await session.scalar(
                select(Conversation).join(OutboxEntry).where(OutboxEntry.id == parcel.entry_id)
            )
            if conversation is not None and conversation.holder in {Holder.QUEUE, Holder.VOLUNTEER}:
                await self._tell_a_person(session, conversation)  # who waits for this student must know

    async def _give_up(self, session: LineSession, entry: OutboxEntry, conversation: Conversation, reason: str) -> None:
        entry.state = Delivery.FAILED
        entry.failed_with = reason
        entry.owner = None
        await self._tell_a_person(session, conversation)

    async def _tell_a_person(self, session: LineSession, conversation: Conversation) -> None:
        """One open task for a conversation, however many messages did not arrive."""
        is_told = await session.scalar(
            select(Task.id).where(
                Task.conversation_id == conversation.id,
                Task.kind == TaskKind.NOT_DELIVERED,
                Task.done_at.is_(None),
            )
        )
        if is_told is None:
            session.add(
                Task(
                    id=new_id(),
                    kind=TaskKind.NOT_DELIVERED,
                    desk=conversation.desk,
                    student_id=conversation.student_id,
                    conversation_id=conversation.id,
                    made_at=self._clock.now(),
                )
            )
