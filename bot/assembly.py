"""Making the line of its parts: everything that comes from outside is made here and handed in."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial

import httpx
from fastapi import APIRouter, FastAPI

from bot.answering import Answering, OwnWords
from bot.channels.port import Channel
from bot.choices import Choices
from bot.config import Config
from bot.crisis.context import read_in_context
from bot.crisis.screen import read
from bot.dialogue.rasa import Rasa, rasa_client
from bot.handoffs.escalation import Speech
from bot.handoffs.pagers import Pager, TelegramPager, WebhookPager
from bot.handoffs.paging import PATIENCE, Paging, is_pager_configured
from bot.intake import Intake, IntakeParts
from bot.kit.clock import Clock, MovedClock, SystemClock
from bot.kit.crypto import load_or_create_vault
from bot.kit.ids import new_id
from bot.limits import StudentLimits
from bot.outbox.delivery import Deliveries
from bot.reviews.redaction import RedactorOnDemand
from bot.settings import Settings
from bot.speaking import Speaking
from bot.store.database import Database
from bot.store.events import Events
from bot.store.migrate import prove_key, upgrade_async
from bot.store.neighbours import PostgresLink, register
from bot.store.tables import HouseFact
from bot.turn_commands import TurnCommands
from bot.turns import TurnParts, Turns
from bot.web import api, edge, health
from bot.web.page import PageParts, add_page
from bot.web.parts import Parts as WebParts
from bot.web.parts import Readiness
from console.app import add_console
from console.parts import Parts as ConsoleParts


@dataclass(frozen=True, slots=True)
class Base:
    """What everything else stands on."""

    database: Database
    clock: Clock
    channels: dict[str, Channel]


@dataclass(frozen=True, slots=True)
class Telegram:
    """What listens to Telegram for as long as the line runs, and the webhook's route if there is one."""

    listen: Callable[[], Awaitable[None]]
    router: APIRouter | None


@dataclass(frozen=True, slots=True)
class Line:
    """The parts that talk to one another while the line runs."""

    settings: Settings
    config: Config
    clock: Clock
    database: Database
    rasa: Rasa
    speech: Speech
    intake: Intake
    turns: Turns
    deliveries: Deliveries
    channels: dict[str, Channel]
    paging: Paging
    telegram: Telegram | None


async def assemble(settings: Settings, config: Config, stack: AsyncExitStack) -> Line:
    clock: Clock = SystemClock() if settings.clock_file is None else MovedClock(settings.clock_file)
    database = await _open_database(settings, clock, stack)
    client = await stack.enter_async_context(rasa_client())
    rasa = Rasa(client, settings.rasa_url, patience=settings.rasa_patience)
    channels = _channels(settings, stack)
    paging = await _paging(settings, config, Base(database, clock, channels), stack)
    has_pager = is_pager_configured(paging.hours, paging.pagers)
    speech = Speech(config.wording, config.resources, has_pager=has_pager)
    answering = Answering(rasa, OwnWords(config.wording, config.resources, config.skills, config.hours, config.screen))
    speaking = Speaking(answering, TurnCommands(speech, config.hours), config.skills, config.wording)
    choices = Choices(config.wording, config.skills)
    limits = StudentLimits(burst=settings.student_burst, per_second=settings.student_per_second)
    passes = partial(read, screen=config.screen), partial(read_in_context, screen=config.screen)
    buttons = config.skills.every_name()
    intake = Intake(IntakeParts(database, clock, *passes, speech, config.hours, limits, buttons, settings.gather))
    return Line(
        settings=settings,
        config=config,
        clock=clock,
        database=database,
        rasa=rasa,
        speech=speech,
        intake=intake,
        turns=Turns(TurnParts(database, clock, answering, speaking, settings.gather)),
        deliveries=Deliveries(database, clock, channels, choices),
        channels=channels,
        paging=paging,
        telegram=_telegram(settings, channels, intake),
    )


def _channels(settings: Settings, stack: AsyncExitStack) -> dict[str, Channel]:
    """The platforms that are switched on. aiogram costs 6 s and 167 MB, so it is imported only here, only then."""
    token = settings.telegram_token.get_secret_value()
    if not token:
        return {}
    from bot.channels.telegram.channel import TelegramChannel

    telegram = TelegramChannel(token, api=settings.telegram_api)
    stack.push_async_callback(telegram.close)
    return {telegram.name: telegram}


async def _paging(settings: Settings, config: Config, base: Base, stack: AsyncExitStack) -> Paging:
    """Who is called when nobody answers: the people of config/hours.yml and those of this machine's settings."""
    client = await stack.enter_async_context(httpx.AsyncClient(timeout=PATIENCE.total_seconds(), trust_env=False))
    pagers: list[Pager] = [WebhookPager(client)]
    pagers += [TelegramPager(channel.send, config.wording) for channel in base.channels.values()]
    hours = config.hours.with_pagers(webhook=settings.pager_webhook, chats=settings.pager_telegram_chats)
    return Paging(base.database, base.clock, hours, pagers, f"{settings.address}/console")


async def _open_database(settings: Settings, clock: Clock, stack: AsyncExitStack) -> Database:
    """The database in its newest shape, proven to belong to the key, with dead processes' leases broken."""
    await upgrade_async(settings.database)
    database = Database(settings.database, load_or_create_vault(settings.key_path), Events())
    stack.push_async_callback(database.close)
    await prove_key(database)
    if not database.is_sqlite:
        link = PostgresLink(database)
        await link.connect()
        stack.push_async_callback(link.close)
        stack.push_async_callback(ended, asyncio.create_task(link.keep()))
    await register(database, at=clock.now())
    return database


def _telegram(settings: Settings, channels: dict[str, Channel], intake: Intake) -> Telegram | None:
    """How Telegram's updates come in: by our own polling, or brought to the webhook when a secret for it is set."""
    if not channels:
        return None
    from bot.channels.telegram import webhook
    from bot.channels.telegram.channel import TelegramChannel
    from bot.channels.telegram.inbox import Inbox
    from bot.channels.telegram.polling import Polling

    channel = next(channel for channel in channels.values() if isinstance(channel, TelegramChannel))
    inbox = Inbox(intake.receive, channel.send)
    secret = settings.telegram_webhook_secret.get_secret_value()
    if not secret:
        return Telegram(Polling(channel, inbox).run, router=None)
    url = f"{settings.address}{webhook.PATH}"
    return Telegram(partial(webhook.keep_registered, channel, url, secret), webhook.make_router(inbox, secret))


def make_app(line: Line) -> FastAPI:
    """Everything that answers HTTP: the student's page and API, the console, health."""
    app = FastAPI(title="Tingjian 听见", version="0.1.0", docs_url=None, redoc_url=None)
    readiness = Readiness(
        store=partial(_store_answers, line.database),
        rasa=line.rasa.is_ready,
        channels=partial(_channels_answer, line.channels),
    )
    choices = Choices(line.config.wording, line.config.skills)
    web_parts = WebParts(line.intake, line.database, line.clock, line.settings, readiness, choices)
    app.include_router(api.make_router(web_parts))
    app.include_router(health.make_router(readiness))
    config, settings = line.config, line.settings
    region = config.hours.first.region
    add_page(app, PageParts(config.wording, config.page_wording, config.resources, region, settings.neutral_page))
    add_console(
        app,
        ConsoleParts(
            database=line.database,
            clock=line.clock,
            settings=settings,
            wording=config.wording,
            protocol=config.protocol,
            desks=tuple(desk.id for desk in config.hours.desks),
            has_pager=line.speech.has_pager,
            redactor=RedactorOnDemand(),
        ),
    )
    if line.telegram is not None and line.telegram.router is not None:
        app.include_router(line.telegram.router)
    edge.guard(app, settings)
    return app


async def ended(task: asyncio.Task[None]) -> None:
    """Cancel a task and wait until it has gone."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def _store_answers(database: Database) -> str:
    # A real write: a file that can only be read, or a full disk, cannot keep what a student says.
    async with database.begin() as session:
        await session.merge(HouseFact(name="last look at the store", value=new_id().encode()))
    return "ok"


async def _channels_answer(channels: dict[str, Channel]) -> str:
    for channel in channels.values():
        answer = await channel.is_ready()
        if answer != "ok":
            return f"{channel.name}: {answer}"
    return "ok"
