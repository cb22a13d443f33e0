"""What a student may read of their own chat, and waiting until there is more. No transaction is open while waiting."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, select, update

from bot.conversations import transcript
from bot.conversations.registry import WEB, NoSuchStudent
from bot.conversations.transcript import Said
from bot.handoffs.queue import place_of
from bot.kit.clock import Clock
from bot.store.database import Database
from bot.store.events import student_key
from bot.store.session import LineSession
from bot.store.tables import Conversation, Holder, Student

SEEN_EVERY: Final = timedelta(seconds=30)
# Somebody else's leaving moves everybody's place; that rings nobody's bell, so whoever is in the queue looks by themself.
PLACE_LOOKED_AT_EVERY: Final = timedelta(seconds=5)
LONGEST_WAIT: Final = timedelta(seconds=25)
_MOST_IDS: Final = 50_000


@dataclass(frozen=True, slots=True)
class Standing:
    """Who answers now, and the place in the queue."""

    holder: Holder
    place: int | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A student and their open conversation, if there is one, in the few facts that a look needs."""

    student_id: str
    last_seq: int
    last_seen_at: datetime | None
    conversation_id: str | None
    holder: Holder | None


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found."""

    found: _Found
    said: tuple[Said, ...]
    standing: Standing
    language: str = ""
    """What the student is spoken to in, where anything was said."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page has already and how long it waits for more."""

    after: int
    wait: timedelta
    shown: Standing | None = None


class Histories:
    """The students' own reading."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._ids: dict[str, str] = {}

    async def read(self, token: str, asked: Asked) -> Look:
        """What is new, at once or as soon as there is anything; raise NoSuchStudent for a wrong token."""
        lookup = self._database.vault.lookup(WEB, token)
        with self._database.events.listen(student_key(await self._student_id(lookup))) as listener:
            until = asyncio.get_running_loop().time() + asked.wait.total_seconds()
            shown = asked.shown
            while True:
                look = await self._look(lookup, after=asked.after)
                await self._note_presence(look)
                shown = shown or look.standing
                remaining = until - asyncio.get_running_loop().time()
                is_over = remaining <= 0 or self._database.events.is_ending
                if look.said or look.standing != shown or is_over:
                    return look
                await listener.wait(min(remaining, _patience(look.standing)))

    async def choose_language(self, token: str, language: str) -> None:
        """Speak to this student in `language` from now on; raise NoSuchStudent for a wrong token."""
        lookup = self._database.vault.lookup(WEB, token)
        async with self._database.begin() as session:
            changed = await session.scalar(
                update(Student)
                .where(Student.channel == WEB, Student.chat_lookup == lookup, Student.erased_at.is_(None))
                .values(language=language, chosen_language=language)
                .returning(Student.id)
            )
        if changed is None:
            raise NoSuchStudent("web")

    async def _student_id(self, lookup: str) -> str:
        """Whose token this is; that never changes, so it is asked once, and a page asks many times."""
        if lookup not in self._ids:
            async with self._database.read() as session:
                found = await _find(session, lookup)
            if len(self._ids) >= _MOST_IDS:
                self._ids.clear()
            self._ids[lookup] = found.student_id
        return self._ids[lookup]

    async def _look(self, lookup: str, *, after: int) -> Look:
        async with self._database.read() as session:
            found = await _find(session, lookup)
            said: list[Said] = []
            language = ""
            if found.last_seq > after:
                student = await session.get_one(Student, found.student_id)
                said = await transcript.of_student_after(session, student, after=after)
                language = student.language
            return Look(found, tuple(said), await _standing(session, found), language)

    async def _note_presence(self, look: Look) -> None:
        now, found = self._clock.now(), look.found
        if found.last_seen_at is not None and now - found.last_seen_at < SEEN_EVERY:
            return
        async with self._database.begin() as session:
            await session.execute(update(Student).where(Student.id == found.student_id).values(last_seen_at=now))


def _patience(standing: Standing) -> float:
    return (PLACE_LOOKED_AT_EVERY if standing.holder is Holder.QUEUE else LONGEST_WAIT).total_seconds()


async def _find(session: LineSession, lookup: str) -> _Found:
    """The student of a token, and their open conversation: columns only, since every waiting page asks for them.

    Nothing is locked: readers must not stop intake. An erased student may read that it is done.
    """
    is_open = and_(Conversation.student_id == Student.id, Conversation.holder != Holder.NOBODY)
    rows = await session.execute(
        select(Student.id, Student.last_seq, Student.last_seen_at, Conversation.id, Conversation.holder)
        .outerjoin(Conversation, is_open)
        .where(Student.channel == WEB, Student.chat_lookup == lookup)
    )
    row = rows.first()
    if row is None:
        raise NoSuchStudent("web")
    return _Found(*row)


async def _standing(session: LineSession, found: _Found) -> Standing:
    if found.conversation_id is None or found.holder is None:
        return Standing(Holder.NOBODY)
    if found.holder is Holder.QUEUE:
        return Standing(Holder.QUEUE, await place_of(session, found.conversation_id))
    return Standing(found.holder)
