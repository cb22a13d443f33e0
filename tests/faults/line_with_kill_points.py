"""The real line, which ends itself by kill -9 at a named point of a message's way; started by tests only.

The points are put around the line's own parts at the start of this process, so the line itself knows nothing of them.
The file named by KILL_FILE says at which point, and at which pass of it: "4 1". Without the file nothing is killed.
"""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import wraps
from pathlib import Path
from typing import Any

from bot.check_ins import sending
from bot.cli import main
from bot.dialogue.rasa import Rasa
from bot.handoffs import talk
from bot.intake import Intake
from bot.outbox.delivery import Deliveries
from bot.speaking import Speaking
from console.routes.conversation import ConversationPages

Method = Callable[..., Awaitable[Any]]
_LONG_ENOUGH_TO_BE_ASKED = 0.03
_order = Path(os.environ["KILL_FILE"])
_passes: Counter[int] = Counter()


def pass_by(point: int) -> None:
    """End here if this is the pass of the point that was ordered."""
    try:
        ordered, at_pass = map(int, _order.read_text(encoding="utf-8").split())
    except FileNotFoundError:
        return
    if ordered != point:
        return
    _passes[point] += 1
    if _passes[point] == at_pass:
        _order.unlink()
        os.kill(os.getpid(), signal.SIGKILL)


def before(owner: Any, name: str, point: int) -> None:
    real: Method = getattr(owner, name)

    @wraps(real)
    async def killed_before(*given: Any, **named: Any) -> Any:
        pass_by(point)
        return await real(*given, **named)

    setattr(owner, name, killed_before)


def after(owner: Any, name: str, point: int) -> None:
    real: Method = getattr(owner, name)

    @wraps(real)
    async def killed_after(*given: Any, **named: Any) -> Any:
        result = await real(*given, **named)
        pass_by(point)
        return result

    setattr(owner, name, killed_after)


def during(owner: Any, name: str, point: int) -> None:
    real: Method = getattr(owner, name)

    @wraps(real)
    async def killed_during(*given: Any, **named: Any) -> Any:
        under_way = asyncio.ensure_future(real(*given, **named))
        await asyncio.sleep(_LONG_ENOUGH_TO_BE_ASKED)
        pass_by(point)
        return await under_way

    setattr(owner, name, killed_during)


if __name__ == "__main__":
    after(Intake, "_keep", 1)  # its rows are written, the transaction is still open
    after(Intake, "receive", 2)  # durable, and nobody has been told
    before(Rasa, "ask", 3)
    during(Rasa, "_post", 4)
    after(Speaking, "say", 5)  # the answer is written, the transaction is still open
    before(Deliveries, "_send", 6)
    before(Deliveries, "_mark_sent", 7)  # the platform has accepted
    after(ConversationPages, "claim", 8)  # claimed for good, and the page has not been told
    after(talk, "say", 9)  # the volunteer's words are written, the transaction is still open
    after(sending, "_look_again", 10)  # one of a batch is written, the transaction is still open
    sys.argv = ["tingjian", "serve"]
    main()
