"""How long the line takes to start and how much memory it holds, before and after a coordinator needs the redactor."""

import asyncio
import re
import statistics

from tools.bench.http import Connection
from tools.bench.line_process import RunningLine, line
from tools.bench.student import Student

STARTS = 3
STUDENTS = 20
SAID = (
    "今天在学校有点累，不太想说话",
    "考試沒考好，回家又被罵了",
    "I can't sleep and I feel alone",
    "toi buon qua",
    "晚上睡不着",
)
_UNTIL_ANSWERED = 2.0
_OK = 200


async def measure() -> dict[str, float]:
    """`start_s_line` (median of 3 first starts, with an empty store), `rss_mb_line` and `rss_mb_line_redactor`."""
    starts = []
    for _ in range(STARTS - 1):
        async with line() as running:
            starts.append(running.seconds_to_start)
    async with line() as running:
        starts.append(running.seconds_to_start)
        await asyncio.gather(*(_talk(running) for _ in range(STUDENTS)))
        cookie = await _sign_in(running, "coordinator")
        await asyncio.sleep(_UNTIL_ANSWERED)
        plain = running.rss_mb
        await _review_one(running, cookie)
        redacting = running.rss_mb
    return {
        "start_s_line": statistics.median(starts),
        "rss_mb_line": plain,
        "rss_mb_line_redactor": redacting,
    }


async def _talk(running: RunningLine) -> None:
    """A talk in every language, read as the page reads it, and ended."""
    async with Student.at(running.address) as student:
        for text in SAID:
            await student.say(text)
        await student.wait_for("bot", after=0)
        await student.say("退出")


async def _sign_in(running: RunningLine, role: str) -> str:
    async with Connection.to(running.address) as connection:
        answer = await connection.request("POST", running.sign_in_link(role))
        return answer.headers["set-cookie"].partition(";")[0]


async def _review_one(running: RunningLine, cookie: str) -> None:
    """A coordinator opens a closed conversation: the name model is loaded."""
    async with Connection.to(running.address) as connection:
        pages = (await connection.request("GET", "/review", Cookie=cookie)).body.decode()
        found = re.search(r'href="(/review/[0-9a-f]+)"', pages)
        if found is None:
            raise SystemExit("the coordinator's list shows no closed conversation")
        shown = await connection.request("GET", found[1], Cookie=cookie)
        if shown.status != _OK:
            raise SystemExit(f"the review page answered {shown.status}")
