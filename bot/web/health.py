"""Whether the line is alive, and whether it can keep what a student says."""

import asyncio
from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from bot.web.answers import Alive, Readings, answer
from bot.web.parts import Check, Readiness

OK: Final = "ok"
PATIENCE_SECONDS: Final = 2.0


def make_router(readiness: Readiness) -> APIRouter:
    """/healthz and /readyz."""
    router = APIRouter(tags=["health"])

    @router.get("/healthz", response_model=Alive)
    async def is_alive() -> Response:
        """The process answers."""
        return answer(200, {"status": OK})

    @router.get("/readyz", response_model=Readings, responses={503: {"model": Readings}})
    async def is_ready() -> Response:
        """200 once messages can be kept; Rasa and the channels may still be down."""
        store, rasa, channels = await asyncio.gather(
            _ask(readiness.store), _ask(readiness.rasa), _ask(readiness.channels)
        )
        readings = {"store": store, "rasa": rasa, "channels": channels}
        return answer(200 if store == OK else 503, readings)

    return router


async def _ask(check: Check) -> str:
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await check()
    except TimeoutError:
        return f"no answer within {PATIENCE_SECONDS:g} s"
    except Exception as failure:  # noqa: BLE001  # whatever is broken, the others are still told
        return type(failure).__name__
