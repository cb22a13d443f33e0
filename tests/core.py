"""The core of the line put together as assembly.py does, with a fake platform and a clock that stands."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any

from sqlalchemy import select

from bot.answering import Answering, OwnWords
from bot.channels.port import Inbound
from bot.choices import Choices
from bot.config import Config
from bot.conversations import transcript
from bot.conversations.transcript import Said
from bot.crisis.context import read_in_context
from bot.crisis.screen import read
from bot.dialogue.rasa import Rasa, rasa_client
from bot.handoffs.escalation import Speech
from bot.intake import Intake, IntakeParts, Receipt
from bot.kit.clock import FixedClock
from bot.limits import StudentLimits
from bot.outbox.delivery import Deliveries
from bot.speaking import Speaking
from bot.store.database import Database
from bot.store.tables import Account, Author, Conversation, Handoff, Shift, Student
from bot.turn_commands import TurnCommands
from bot.turns import TurnParts, Turns
from tests.factories import make_account, make_screen
from tests.fakes import FakeChannel
from tests.scripted_rasa import ScriptedRasa

GATHER = timedelta(milliseconds=400)
_numbers = count(1)


@dataclass
class Core:
    """What one process of the line is, without its pages."""

    database: Database
    clock: FixedClock
    config: Config
    rasa: ScriptedRasa
    speech: Speech
    intake: Intake
    turns: Turns
    deliveries: Deliveries
    channel: FakeChannel = field(default_factory=FakeChannel)

    @property
    def choices(self) -> Choices:
        return Choices(self.config.wording, self.config.skills)

    async def receive(self, text: str, *, is_limited: bool = False, **facts: Any) -> Receipt:
        """A student writes on the fake platform; `facts` are those of Inbound."""
        chat, platform_id = facts.pop("chat", "lin"), facts.pop("platform_id", f"m{next(_numbers)}")
        return await self.intake.receive(Inbound("fake", chat, platform_id, text, **facts), is_limited=is_limited)

    async def answer(self) -> int:
        """Let the time for quick messages pass, and answer what is due."""
        self.clock.move(GATHER)
        return await self.turns.answer_due()

    async def deliver(self) -> list[str]:
        """Send everything that can be sent now, and give what arrived."""
        before = len(self.channel.sent)
        while await self.deliveries.send_waiting():
            pass
        return self.channel.texts[before:]

    async def history(self, *, chat: str = "lin") -> list[Said]:
        """Everything the student said and was told."""
        async with self.database.read() as session:
            student = await session.scalar(
                select(Student).where(Student.chat_lookup == self.database.vault.lookup("fake", chat))
            )
            return [] if student is None else await transcript.of_student_after(session, student, after=0)

    async def told(self, *, chat: str = "lin") -> list[str]:
        """What the student was told, by anybody."""
        return [said.text for said in await self.history(chat=chat) if said.author is not Author.STUDENT]

    async def conversations(self) -> list[Conversation]:
        async with self.database.read() as session:
            return list(await session.scalars(select(Conversation).order_by(Conversation.opened_at, Conversation.id)))

    async def conversation(self) -> Conversation:
        """The only conversation there is."""
        (only,) = await self.conversations()
        return only

    async def handoffs(self) -> list[Handoff]:
        async with self.database.read() as session:
            return list(await session.scalars(select(Handoff).order_by(Handoff.requested_at)))

    async def handoff(self) -> Handoff:
        """The only Handoff there is."""
        (only,) = await self.handoffs()
        return only

    async def volunteer_on_duty(self) -> Account:
        async with self.database.begin() as session:
            account = await make_account(session)
            now = self.clock.now()
            session.add(
                Shift(id=account.id, account_id=account.id, desk=account.desk, started_at=now, heartbeat_at=now)
            )
            return account

    def says(self, key: str, language: str = "zh-Hans", **facts: object) -> str:
        return self.speech.wording.say(key, language, **facts)

    def safety_text(self, language: str = "zh-Hans") -> str:
        """How every safety text for level 3 begins."""
        return self.says("safety.critical", language)


MakeCore = Callable[..., Core]


@asynccontextmanager
async def core_maker(config: Config, clock: FixedClock, rasa: ScriptedRasa) -> AsyncIterator[MakeCore]:
    """Makes as many processes of the line as a test needs."""
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(rasa_client())

        screen = make_screen(config.screen.lexicon)

        def make(database: Database, *, burst: int = 300, has_pager: bool = False) -> Core:
            asked = Rasa(client, rasa.address, patience=timedelta(seconds=5))
            speech = Speech(config.wording, config.resources, has_pager=has_pager)
            answering = Answering(
                asked, OwnWords(config.wording, config.resources, config.skills, config.hours, screen)
            )
            commands = TurnCommands(speech, config.hours)
            speaking = Speaking(answering, commands, config.skills, config.wording)
            limits = StudentLimits(burst=burst, per_second=1, monotonic=lambda: 0.0)
            passes = partial(read, screen=screen), partial(read_in_context, screen=screen)
            intake = Intake(
                IntakeParts(database, clock, *passes, speech, config.hours, limits, config.skills.every_name(), GATHER)
            )
            stack.push_async_callback(intake.close)
            turns = Turns(TurnParts(database, clock, answering, speaking, GATHER))
            stack.push_async_callback(turns.drain, timedelta(seconds=1))
            channel = FakeChannel()
            choices = Choices(config.wording, config.skills)
            deliveries = Deliveries(database, clock, {channel.name: channel}, choices)
            return Core(database, clock, config, rasa, speech, intake, turns, deliveries, channel)

        yield make
