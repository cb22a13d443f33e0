"""The real line, whose store refuses every seventh new message once; started by tests only."""

import sys
from functools import wraps
from itertools import count
from typing import Any

from bot.cli import main
from bot.intake import Intake

_tries = count(1)


def fail_now_and_then() -> None:
    real = Intake._keep

    @wraps(real)
    async def kept_or_not(*given: Any, **named: Any) -> Any:
        receipt = await real(*given, **named)
        if next(_tries) % 7 == 0:
            raise OSError("no space left on device")
        return receipt

    Intake._keep = kept_or_not  # type: ignore[method-assign]  # a seam of this test, not of the line


if __name__ == "__main__":
    fail_now_and_then()
    sys.argv = ["tingjian", "serve"]
    main()
