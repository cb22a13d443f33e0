"""One open console follows one conversation: what is said appears, and a right that is lost ends it."""

from dataclasses import dataclass

import structlog

from bot.conversations import access
from bot.conversations.access import lines_after
from bot.errors import NotAllowed
from bot.store.events import conversation_key
from bot.store.tables import Account, Conversation
from console.connected import Connected
from console.pages import Pages
from console.parts import Parts

log = structlog.get_logger()

_LOOK_AGAIN_S = 15.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where the page is: the conversation it shows and the last line it has."""

    conversation_id: str
    after: int


async def follow(connected: Connected, place: Place, *, parts: Parts, pages: Pages) -> None:
    """Tell `connected` every line after `place`, in order, until it may not read any more."""
    key = conversation_key(place.conversation_id)
    try:
        await _note(connected.account, place, parts)
        with parts.database.events.listen(key) as listener:
            last = place.after
            while True:
                last = await _tell_news(connected, Place(place.conversation_id, last), parts=parts, pages=pages)
                await listener.wait(_LOOK_AGAIN_S)
    except NotAllowed:
        connected.tell("gone", conversation=place.conversation_id)
    except Exception as failed:  # noqa: BLE001  # the outermost edge: a page must never look live and be deaf
        log.warning("console_cannot_follow", conversation_id=place.conversation_id, why=type(failed).__name__)
        connected.end(1011)  # the page comes back with the last line it has


async def _note(reader: Account, place: Place, parts: Parts) -> None:
    async with parts.database.begin() as session:
        await lines_after(session, reader=reader, conversation_id=place.conversation_id, after=place.after)
        access.note_reading(
            session,
            reader=reader,
            conversation_id=place.conversation_id,
            deed="follow_transcript",
            at=parts.clock.now(),
        )


async def _tell_news(connected: Connected, place: Place, *, parts: Parts, pages: Pages) -> int:
    account = connected.account
    async with parts.database.read() as session:
        conversation, said = await lines_after(
            session, reader=account, conversation_id=place.conversation_id, after=place.after
        )
    last = said[-1].seq if said else place.after
    if said:
        html = pages.fragment("_lines.html", account.language, lines=said, me=account)
        connected.tell("lines", conversation=place.conversation_id, html=html, last=last)
    connected.show(f"state-{place.conversation_id}", _state(conversation, account, pages))
    return last


def _state(conversation: Conversation, account: Account, pages: Pages) -> str:
    return pages.fragment("_state.html", account.language, conversation=conversation, me=account)
