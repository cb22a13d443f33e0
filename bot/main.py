"""Runs the line in one process until it is told to end; imported by nobody but the command line."""

import asyncio
import gc
import signal
import socket
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, ExitStack
from datetime import timedelta
from functools import partial
from types import FrameType
from typing import Final

import structlog
import uvicorn
import uvloop
from typing_extensions import override

from bot import demo
from bot.assembly import Line, assemble, ended, make_app
from bot.config import Config, load_config
from bot.errors import RefusedToStart
from bot.handoffs.leaving import Attention
from bot.handoffs.paging import page_unanswered
from bot.jobs import JobParts, make_scheduler
from bot.language.recognise import recognise
from bot.logs import set_up_logs
from bot.settings import Settings
from bot.store.neighbours import lock_sqlite

log = structlog.get_logger()
DRAIN: Final = timedelta(seconds=5)
RESTART_AFTER: Final = 1.0
GRACE_SECONDS: Final = 3


def serve(settings: Settings) -> None:
    """Run the line until it is told to end; raise RefusedToStart with one sentence if it must not run."""
    set_up_logs()
    demo.require_loopback(settings)
    config = load_config(settings.config_folder)
    with ExitStack() as stack:
        listening = stack.enter_context(_listening_socket(settings))
        if not settings.database_url:
            stack.enter_context(lock_sqlite(settings.local_folder / "tingjian.db"))
        runner = stack.enter_context(asyncio.Runner(loop_factory=uvloop.new_event_loop))
        runner.run(_serve(settings, config, listening))


class _Server(uvicorn.Server):
    """Lets long polls go before it waits for requests to end, or they would be cut off in the middle."""

    before_exit: Callable[[], None]

    @override
    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.before_exit()
        super().handle_exit(sig, frame)


async def _serve(settings: Settings, config: Config, listening: socket.socket) -> None:
    async with AsyncExitStack() as stack:
        line = await assemble(settings, config, stack)
        for name, work in _loops(line).items():
            stack.push_async_callback(ended, asyncio.create_task(_kept_running(name, work)))
        scheduler = make_scheduler(_job_parts(line))
        scheduler.start()
        stack.callback(partial(scheduler.shutdown, wait=False))
        await _tell_where(line)
        server = _Server(
            uvicorn.Config(
                make_app(line),
                log_config=None,
                access_log=False,
                ws_per_message_deflate=False,  # an alarm to a hundred consoles must not wait for compression
                proxy_headers=False,  # X-Forwarded-For is whatever the sender likes, and chats are counted by address
                timeout_graceful_shutdown=GRACE_SECONDS,
            )
        )
        server.before_exit = line.database.events.end
        _settle()
        # uvicorn raises SIGTERM again when it has ended; with the usual handler nothing below would be reached.
        signal.signal(signal.SIGTERM, lambda *_: None)
        await server.serve(sockets=[listening])
        await asyncio.gather(line.turns.drain(DRAIN), line.deliveries.drain(DRAIN))


def _settle() -> None:
    """Load what the first student would wait for; what is there by now stays, and is not looked through for garbage."""
    recognise("你好")
    gc.collect()
    gc.freeze()


def _loops(line: Line) -> dict[str, Callable[[], Awaitable[None]]]:
    """What runs beside the pages for as long as the line does."""
    loops: dict[str, Callable[[], Awaitable[None]]] = {"turns": line.turns.run, "deliveries": line.deliveries.run}
    if line.telegram is not None:
        loops["telegram"] = line.telegram.listen
    return loops


async def _kept_running(name: str, work: Callable[[], Awaitable[None]]) -> None:
    """`work`, begun again a moment after it broke: the line must not go deaf because of one unforeseen row."""
    while True:
        try:
            await work()
        except Exception as broken:  # noqa: BLE001  # the outermost edge of a loop
            log.error("loop_broke", loop=name, reason=type(broken).__name__)  # noqa: TRY400  # no values in logs
        await asyncio.sleep(RESTART_AFTER)


def _job_parts(line: Line) -> JobParts:
    return JobParts(
        database=line.database,
        clock=line.clock,
        wording=line.config.wording,
        speech=line.speech,
        attention=Attention(line.clock.now()),
        page_unanswered=partial(page_unanswered, line.paging),
    )


def _listening_socket(settings: Settings) -> socket.socket:
    """The line's own port, taken before anything else; raise RefusedToStart if another program has it."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as taken:
        listening.close()
        raise RefusedToStart(
            f"Port {settings.port} on {settings.host} is taken ({taken.strerror}); "
            "stop the other program or set TINGJIAN_PORT to another port."
        ) from taken
    return listening


async def _tell_where(line: Line) -> None:
    """Print where people find the line and, in demo mode, the links that sign in."""
    settings, say = line.settings, partial(print, flush=True)
    say(f"Student chat     {settings.address}/")
    say(f"Console          {settings.address}/console")
    say(f"Review           {settings.address}/review")
    if settings.demo:
        links = await demo.sign_in_links(line.database, settings, desk=line.config.hours.first.id, at=line.clock.now())
        say("One-time sign-in links (demo mode, this machine only):")
        for role, link in links.items():
            say(f"  {role:<15}{link}")
    if not line.speech.has_pager:
        say(
            "\033[31mNo pager is set up: when nobody is on duty, nobody is called. "
            "Set TINGJIAN_PAGER_WEBHOOK, or on_call in config/hours.yml.\033[0m"
        )
