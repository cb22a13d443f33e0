"""Calls on-call people when nobody answers a Handoff: after 1, 5 and 10 minutes, and again until somebody has heard it.

A call is a row first, then it is made after the commit. Calls that fail are tried again; a crash repeats at most one.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import ColumnElement, select, update

from bot.handoffs import rules
from bot.handoffs.pagers import Call, NotReached, Pager
from bot.kit.clock import Clock
from bot.kit.ids import new_id
from bot.levels import RiskLevel
from bot.shifts.hours import Desk, Hours, OnCall
from bot.shifts.presence import count_on_duty
from bot.store.database import Database
from bot.store.events import QUEUE
from bot.store.session import LineSession
from bot.store.tables import Handoff, HandoffState, Page

log = structlog.get_logger()
PATIENCE: Final = timedelta(seconds=10)
"""How long one call may take; the httpx client of a WebhookPager is given it."""
HEARD_HOLDS: Final = timedelta(minutes=10)
"""How long the alarm of a student in danger is quiet after "I heard it"; somebody must have claimed it by then."""
_FIRST_RETRY: Final = timedelta(seconds=15)
_ATTEMPTS: Final = 5
_ANSWERED: Final = "answered meanwhile"


@dataclass(frozen=True, slots=True)
class Paging:
    """What calling people needs, made in main.py."""

    database: Database
    clock: Clock
    hours: Hours
    pagers: Sequence[Pager]
    console_link: str

    def desk(self, desk_id: str) -> Desk:
        return self.hours.find_desk(desk_id) or self.hours.first

    def pager_for(self, person: OnCall) -> Pager | None:
        return next((pager for pager in self.pagers if pager.can_reach(person)), None)

    def callable_at(self, desk_id: str, *, step: int) -> list[OnCall]:
        """Whom this step calls: everybody of its own and of earlier steps, so that it grows wider and wider."""
        people = [person for person in self.desk(desk_id).on_call if self.pager_for(person)]
        earliest = min((person.from_step for person in people), default=step)
        # Somebody is called at every step, even if the file begins later.
        return [person for person in people if person.from_step <= max(step, earliest)]


def is_pager_configured(hours: Hours, pagers: Sequence[Pager]) -> bool:
    """Whether every desk has somebody who can be called; if not, start-up and console say so in red."""
    return all(any(pager.can_reach(person) for person in desk.on_call for pager in pagers) for desk in hours.desks)


async def page_unanswered(paging: Paging) -> int:
    """Make the calls that are due, then make sure they go out; how many did."""
    await _wake_forgotten(paging)
    await _make_pages(paging)
    taken = [page for page_id in await _find_unsent(paging) if (page := await _take(paging, page_id))]
    return sum(await asyncio.gather(*(_call(paging, page) for page in taken)))


@dataclass(frozen=True, slots=True)
class _DueStep:
    handoff_id: str
    step: int
    people: tuple[OnCall, ...]


@dataclass(frozen=True, slots=True)
class _TakenPage:
    page_id: str
    attempt: int
    person_name: str
    call: Call


async def _wake_forgotten(paging: Paging) -> None:
    """Somebody heard the alarm of a student in danger and nobody came: it rings again, in consoles and on phones."""
    heard_before = paging.clock.now() - HEARD_HOLDS
    is_forgotten = (
        (Handoff.state == HandoffState.WAITING)
        & (Handoff.level >= RiskLevel.SERIOUS)
        & (Handoff.acknowledged_at <= heard_before)
    )
    async with paging.database.read() as session:  # nearly always nobody is
        if await session.scalar(select(Handoff.id).where(is_forgotten).limit(1)) is None:
            return
    async with paging.database.begin() as session:
        woken = await session.scalars(
            update(Handoff)
            .where(is_forgotten)
            .values(acknowledged_at=None, acknowledged_by=None)
            .returning(Handoff.id)
            .execution_options(synchronize_session=False)
        )
        session.announce(QUEUE)
        for handoff_id in woken:
            log.warning("acknowledged_and_forgotten", handoff=handoff_id)


async def _make_pages(paging: Paging) -> None:
    now = paging.clock.now()
    for due in await _find_due(paging, now):
        async with paging.database.begin() as session:
            # Looked at again, and the step claimed: two processes make each step once.
            claimed = await session.scalar(
                update(Handoff)
                .where(Handoff.id == due.handoff_id, _is_unheard(), Handoff.pages_made < due.step)
                .values(pages_made=due.step)
                .returning(Handoff.id)
                .execution_options(synchronize_session=False)
            )
            if claimed is not None:
                session.add_all(_page(due, person, now) for person in due.people)
                session.announce(QUEUE)


async def _find_due(paging: Paging, now: datetime) -> list[_DueStep]:
    on_duty: dict[str, int] = {}
    due: list[_DueStep] = []
    async with paging.database.read() as session:
        for handoff in await session.scalars(select(Handoff).where(_is_unheard()).order_by(Handoff.level.desc())):
            if handoff.desk not in on_duty:
                on_duty[handoff.desk] = await count_on_duty(session, desk=handoff.desk, at=now)
            step = _step_of(paging, handoff, on_duty[handoff.desk], now)
            people = () if step is None else tuple(paging.callable_at(handoff.desk, step=step))
            if step is not None and people:
                due.append(_DueStep(handoff.id, step, people))
    return due


def _step_of(paging: Paging, handoff: Handoff, on_duty: int, now: datetime) -> int | None:
    if not rules.is_unanswered(handoff.level, on_duty=on_duty):
        return None
    waited = now - handoff.waiting_since
    return rules.step_due(waited=waited, pages_made=handoff.pages_made, after=paging.hours.paging.after)


def _page(due: _DueStep, person: OnCall, now: datetime) -> Page:
    return Page(
        id=new_id(),
        handoff_id=due.handoff_id,
        step=due.step,
        target=person.name,
        made_at=now,
        attempt=0,
        next_try_at=now,
    )


async def _find_unsent(paging: Paging) -> list[str]:
    async with paging.database.read() as session:
        rows = await session.scalars(
            select(Page.id).where(Page.next_try_at <= paging.clock.now()).order_by(Page.made_at).limit(100)
        )
        return list(rows)


async def _take(paging: Paging, page_id: str) -> _TakenPage | None:
    """The page for this process alone, until its next try; None if it was taken, or if somebody has answered."""
    now = paging.clock.now()
    async with paging.database.begin() as session:
        page = await session.get(Page, page_id, with_for_update={"skip_locked": True})
        if page is None or page.next_try_at is None or page.next_try_at > now:
            return None
        handoff = await session.get_one(Handoff, page.handoff_id)
        if handoff.state is not HandoffState.WAITING or handoff.acknowledged_at is not None:
            page.next_try_at = None
            page.failed_with = page.failed_with or _ANSWERED
            return None
        page.attempt += 1
        # Also the lease: longer than one call may take.
        page.next_try_at = now + _FIRST_RETRY * 2 ** (page.attempt - 1)
        return _TakenPage(page.id, page.attempt, page.target, _call_of(paging, handoff, page, now))


def _call_of(paging: Paging, handoff: Handoff, page: Page, now: datetime) -> Call:
    return Call(
        handoff_id=handoff.id,
        desk=handoff.desk,
        level=handoff.level,
        reason=handoff.reason,
        waited=now - handoff.waiting_since,
        step=page.step,
        link=paging.console_link,
    )


async def _call(paging: Paging, page: _TakenPage) -> bool:
    person = next((one for one in paging.desk(page.call.desk).on_call if one.name == page.person_name), None)
    pager = None if person is None else paging.pager_for(person)
    failed_with: str | None = None
    if person is None or pager is None:
        failed_with = "not on call any more"
    else:
        try:
            await pager.call(person, page.call)
        except NotReached as failed:
            failed_with = str(failed)
            log.warning("page_failed", page=page.page_id, attempt=page.attempt, reason=failed_with)
    async with paging.database.begin() as session:
        await _mark(session, page, failed_with=failed_with, at=paging.clock.now())
    return failed_with is None


async def _mark(session: LineSession, page: _TakenPage, *, failed_with: str | None, at: datetime) -> None:
    row = await session.get(Page, page.page_id)
    if row is None:
        return  # erased with its student
    row.failed_with = failed_with
    if failed_with is None:
        row.sent_at = at
        row.next_try_at = None
    elif page.attempt >= _ATTEMPTS:
        row.next_try_at = None


def _is_unheard() -> ColumnElement[bool]:
    return (Handoff.state == HandoffState.WAITING) & Handoff.acknowledged_at.is_(None)
