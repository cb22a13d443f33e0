"""One conversation: reading it, taking it, giving it back, ending it, and promising to ask again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from bot.check_ins.booking import AlreadyPast, ContactNotWanted, book
from bot.conversations.registry import lock_conversation
from bot.errors import LineError, NotAllowed
from bot.handoffs import queue, talk
from bot.handoffs.queue import AlreadyClaimed, Closing, NeedsSupervisor
from bot.handoffs.talk import Ending, NotYetRead
from bot.kit.clock import SHANGHAI
from bot.shifts.presence import find_shift, start_shift
from bot.shifts.sign_in import NotSignedIn, SignedIn, TooManyTries
from bot.store.session import LineSession
from bot.store.tables import Account, Conversation, Handoff, Holder, Outcome, Reason, Role
from console.brief import read_brief
from console.door import TALKERS, Handler, text_of
from console.pages import go_to
from console.setup import Setup

_LONGEST_NOTE: Final = 4000


class FormIncomplete(LineError):
    """Something in a form is missing or wrong; `key` names the words that say what."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class ConversationPages:
    """For the one who holds it, and for supervisors of its desk; for everybody else it does not exist."""

    def __init__(self, setup: Setup) -> None:
        self._parts = setup.parts
        self._pages = setup.pages
        self._door = setup.door
        self._passwords = setup.passwords

    def routes(self) -> Sequence[tuple[str, str, Handler]]:
        return (
            ("GET", "/console/c/{conversation}", self.show),
            ("POST", "/console/c/{conversation}/step-in", self.step_in),
            ("POST", "/console/c/{conversation}/check-ins", self.book_check_in),
            ("POST", "/console/handoffs/{handoff}/claim", self.claim),
            ("POST", "/console/handoffs/{handoff}/release", self.release),
            ("POST", "/console/handoffs/{handoff}/close", self.close),
        )

    async def show(self, request: Request) -> Response:
        signed_in = await self._door.require(request, *TALKERS)
        return await self._show(request, signed_in, request.path_params["conversation"])

    async def claim(self, request: Request) -> Response:
        """Only somebody on duty: their heartbeat is what brings the student back to the queue if they vanish."""
        signed_in, _ = await self._door.deed(request, *TALKERS)
        now = self._parts.clock.now()
        async with self._parts.database.begin() as session:
            if await find_shift(session, signed_in.account.id) is None:
                return self._pages.page(request, "problem.html", signed_in=signed_in, status=409, what="off_duty")
            handoff = await talk.join(
                session,
                request.path_params["handoff"],
                volunteer=signed_in.account,
                wording=self._parts.wording,
                at=now,
            )
        return go_to(f"/console/c/{handoff.conversation_id}")

    async def step_in(self, request: Request) -> Response:
        """A supervisor takes over whatever is live, also what only the bot holds; that puts them on duty."""
        signed_in, _ = await self._door.deed(request, Role.SUPERVISOR)
        conversation_id = request.path_params["conversation"]
        now = self._parts.clock.now()
        async with self._parts.database.begin() as session:
            handoff = await _handoff_to_take(session, conversation_id, by=signed_in.account, at=now)
            await start_shift(session, signed_in.account, at=now)
            await talk.step_in(session, handoff.id, supervisor=signed_in.account, wording=self._parts.wording, at=now)
        return go_to(f"/console/c/{conversation_id}")

    async def release(self, request: Request) -> Response:
        signed_in, _ = await self._door.deed(request, *TALKERS)
        async with self._parts.database.begin() as session:
            await talk.leave(
                session,
                request.path_params["handoff"],
                holder=signed_in.account,
                wording=self._parts.wording,
                at=self._parts.clock.now(),
            )
        return go_to("/console")

    async def close(self, request: Request) -> Response:
        """The end, with the check-ins that were ticked, in one transaction: a promise is kept or nothing is."""
        signed_in, form = await self._door.deed(request, *TALKERS)
        handoff_id = request.path_params["handoff"]
        try:
            closing = await self._closing(signed_in, form)
            async with self._parts.database.begin() as session:
                await self._book_ticked(session, signed_in.account, handoff_id, form)
                await talk.finish(
                    session,
                    handoff_id,
                    ending=Ending(signed_in.account, closing, seen=_seq_of(form)),
                    wording=self._parts.wording,
                    at=self._parts.clock.now(),
                )
        except NeedsSupervisor:
            return await self._refuse(request, signed_in, handoff_id, problem="close.needs_supervisor")
        except NotYetRead:
            return await self._refuse(request, signed_in, handoff_id, problem="close.not_yet_read")
        except FormIncomplete as incomplete:
            return await self._refuse(request, signed_in, handoff_id, problem=incomplete.key)
        return go_to("/console")

    async def book_check_in(self, request: Request) -> Response:
        signed_in, form = await self._door.deed(request, *TALKERS)
        conversation_id = request.path_params["conversation"]
        try:
            async with self._parts.database.begin() as session:
                _, conversation = await _held(session, conversation_id, by=signed_in.account)
                await self._book_all(session, conversation, signed_in.account, form)
        except FormIncomplete as incomplete:
            return await self._show(request, signed_in, conversation_id, problem=incomplete.key)
        return go_to(f"/console/c/{conversation_id}")

    async def _closing(self, signed_in: SignedIn, form: FormData) -> Closing:
        outcome, note = text_of(form, "outcome"), text_of(form, "note").strip()
        if outcome not in set(Outcome):
            raise FormIncomplete("close.no_outcome")
        if not note or len(note) > _LONGEST_NOTE:
            raise FormIncomplete("close.no_note")
        confirmed_by = await self._supervisor(signed_in, text_of(form, "login"), text_of(form, "password"))
        return Closing(Outcome(outcome), note, confirmed_by)

    async def _supervisor(self, signed_in: SignedIn, login: str, password: str) -> Account | None:
        """Whoever confirms with their own login and password, being a supervisor of this desk and on their feet."""
        if not login:
            return None
        try:
            account_id = await self._passwords.check(login, password, place=signed_in.account.id)
        except (NotSignedIn, TooManyTries) as refused:
            raise FormIncomplete("close.supervisor_wrong") from refused
        async with self._parts.database.read() as session:
            account = await session.get_one(Account, account_id)
        if account.role is not Role.SUPERVISOR or account.desk != signed_in.account.desk:
            raise FormIncomplete("close.supervisor_wrong")
        return account

    async def _book_ticked(self, session: LineSession, by: Account, handoff_id: str, form: FormData) -> None:
        handoff = await session.get(Handoff, handoff_id)
        if handoff is None:
            raise NotAllowed(handoff_id)
        _, conversation = await lock_conversation(session, handoff.conversation_id)
        if conversation.volunteer_id != by.id:
            raise AlreadyClaimed(handoff_id, holder=conversation.volunteer_id)
        await self._book_all(session, conversation, by, form)

    async def _book_all(self, session: LineSession, conversation: Conversation, by: Account, form: FormData) -> None:
        now = self._parts.clock.now()
        proposed = {proposal.after: proposal.due_at for proposal in
                    self._parts.protocol.proposals(conversation.level, at=now)}  # fmt: skip
        wanted = [proposed[str(after)] for after in form.getlist("after") if str(after) in proposed]
        if own := text_of(form, "due_at"):
            wanted.append(_as_moment(own))
        try:
            for due_at in wanted:
                await book(session, conversation, booked_by=by.id, due_at=due_at, at=now)
        except ContactNotWanted as refused:
            raise FormIncomplete("check_in.not_wanted") from refused
        except AlreadyPast as past:
            raise FormIncomplete("check_in.past") from past

    async def _refuse(self, request: Request, signed_in: SignedIn, handoff_id: str, *, problem: str) -> Response:
        async with self._parts.database.read() as session:
            handoff = await session.get(Handoff, handoff_id)
        if handoff is None:
            raise NotAllowed(handoff_id)
        return await self._show(request, signed_in, handoff.conversation_id, problem=problem)

    async def _show(
        self, request: Request, signed_in: SignedIn, conversation_id: str, *, problem: str = ""
    ) -> Response:
        async with self._parts.database.begin() as session:
            brief = await read_brief(
                session,
                conversation_id,
                reader=signed_in.account,
                protocol=self._parts.protocol,
                at=self._parts.clock.now(),
            )
        return self._pages.page(
            request,
            "conversation.html",
            signed_in=signed_in,
            status=422 if problem else 200,
            brief=brief,
            problem=problem,
            form=await request.form(),
        )


async def _held(session: LineSession, conversation_id: str, *, by: Account) -> tuple[object, Conversation]:
    try:
        student, conversation = await lock_conversation(session, conversation_id)
    except LineError as missing:
        raise NotAllowed(conversation_id) from missing
    if conversation.holder is not Holder.VOLUNTEER or conversation.volunteer_id != by.id:
        raise NotAllowed(conversation_id)
    return student, conversation


async def _handoff_to_take(session: LineSession, conversation_id: str, *, by: Account, at: datetime) -> Handoff:
    """The open Handoff of a live conversation, made now where only the bot holds it."""
    conversation = await session.get(Conversation, conversation_id)
    if conversation is None or conversation.desk != by.desk:
        raise NotAllowed(conversation_id)
    _, conversation = await lock_conversation(session, conversation_id)
    if conversation.holder is Holder.NOBODY:
        raise AlreadyClaimed(conversation_id, holder=None)
    found = await queue.find_open_handoff(session, conversation_id)
    if found is not None:
        return found
    made = await queue.request(session, conversation, reason=Reason.REQUEST, level=conversation.level, at=at)
    await session.flush()
    return made


def _seq_of(form: FormData) -> int | None:
    """The last line the page showed when the form was sent, as chat.js wrote it there."""
    typed = text_of(form, "seen")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < len(str(2**63)) else None


def _as_moment(typed: str) -> datetime:
    """What a browser's date and time field gives, on the desk's clock."""
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=SHANGHAI)
    except ValueError as broken:
        raise FormIncomplete("check_in.past") from broken
