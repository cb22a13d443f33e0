"""Review, for coordinators: closed conversations with stand-ins for everything that names somebody, and a verdict."""

from collections.abc import Sequence
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from bot.errors import NotAllowed
from bot.reviews.reviewing import Verdict, closed_conversations, give_verdict, redacted_transcript
from bot.shifts.sign_in import SignedIn
from bot.store.tables import Judgement, Role
from console.door import Handler, text_of
from console.pages import go_to
from console.setup import Setup

_A_PAGE = 50


class ReviewPages:
    """Pages for coordinators alone; who a student is never reaches them."""

    def __init__(self, setup: Setup) -> None:
        self._parts = setup.parts
        self._pages = setup.pages
        self._door = setup.door

    def routes(self) -> Sequence[tuple[str, str, Handler]]:
        return (
            ("GET", "/review", self.show_list),
            ("GET", "/review/{conversation}", self.show),
            ("POST", "/review/{conversation}", self.give_verdict),
        )

    async def show_list(self, request: Request) -> Response:
        signed_in = await self._door.require(request, Role.COORDINATOR)
        before = _moment_of(request.query_params.get("before", ""))
        async with self._parts.database.read() as session:
            closed = await closed_conversations(session, reader=signed_in.account, before=before, limit=_A_PAGE)
        return self._pages.page(
            request,
            "reviews.html",
            signed_in=signed_in,
            closed=closed,
            next_before=closed[-1].closed_at.isoformat() if len(closed) == _A_PAGE else "",
        )

    async def show(self, request: Request) -> Response:
        signed_in = await self._door.require(request, Role.COORDINATOR)
        return await self._show(request, signed_in)

    async def give_verdict(self, request: Request) -> Response:
        signed_in, form = await self._door.deed(request, Role.COORDINATOR)
        judgement, is_helpful = text_of(form, "judgement"), text_of(form, "is_helpful")
        if judgement not in set(Judgement) or is_helpful not in {"yes", "no"}:
            return await self._show(request, signed_in, problem="review.incomplete")
        async with self._parts.database.begin() as session:
            await give_verdict(
                session,
                Verdict(Judgement(judgement), is_helpful == "yes"),
                reader=signed_in.account,
                conversation_id=request.path_params["conversation"],
                at=self._parts.clock.now(),
            )
        return go_to("/review")

    async def _show(self, request: Request, signed_in: SignedIn, *, problem: str = "") -> Response:
        transcript = await redacted_transcript(
            self._parts.database,
            reader=signed_in.account,
            conversation_id=request.path_params["conversation"],
            redactor=await self._parts.redactor.find(),
            at=self._parts.clock.now(),
        )
        return self._pages.page(
            request,
            "review.html",
            signed_in=signed_in,
            status=422 if problem else 200,
            transcript=transcript,
            summary=transcript.summary,
            problem=problem,
        )


def _moment_of(typed: str) -> datetime | None:
    if not typed:
        return None
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError as broken:
        raise NotAllowed("no such page of the list") from broken
    if moment.tzinfo is None:
        raise NotAllowed("no such page of the list")
    return moment
