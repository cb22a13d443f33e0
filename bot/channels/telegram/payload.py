"""From an update of the Bot API to what a student sent. Plain functions over the JSON as it came.

Raw JSON, not aiogram's models: one update that a newer Telegram shapes differently must not hide the ninety-nine others
of its batch.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from bot.channels.port import Inbound
from bot.store.tables import MessageKind

NAME: Final = "telegram"
WANTED_UPDATES: Final = ("message", "edited_message")

_START_BUTTON: Final = re.compile(r"/start(@\w+)?")
_KINDS: Final = {
    "photo": MessageKind.PHOTO,
    "live_photo": MessageKind.PHOTO,
    "sticker": MessageKind.STICKER,
    "voice": MessageKind.VOICE,
    "audio": MessageKind.VOICE,
    "video": MessageKind.VIDEO,
    "video_note": MessageKind.VIDEO,
    "animation": MessageKind.VIDEO,
    "location": MessageKind.LOCATION,
    "venue": MessageKind.LOCATION,
}
_SAID_BY_NOBODY: Final = frozenset(
    {
        "boost_added", "chat_background_set", "connected_website", "message_auto_delete_timer_changed",
        "pinned_message", "proximity_alert_triggered", "write_access_allowed",
    }
)  # fmt: skip
"""What Telegram itself reports in a chat; everything else in it comes from the student."""


def inbound_of(update: Mapping[str, Any]) -> Inbound | None:
    """What a student sent, or None: groups, other bots' business and service notes are nobody's message to us."""
    if isinstance(message := update.get("message"), dict):
        return _inbound(message, revision=0) if _is_students(message) else None
    if isinstance(edited := update.get("edited_message"), dict) and _is_students(edited):
        # A live location is edited every few seconds; only words can turn into danger. The id of the update tells two
        # edits of one second apart, which edit_date does not.
        return _inbound(edited, revision=int(update["update_id"])) if _words(edited) else None
    return None


def chat_of(update: Mapping[str, Any]) -> str:
    """Whose order this update belongs to; empty for updates that have no chat."""
    message = update.get("message") or update.get("edited_message")
    chat = message.get("chat") if isinstance(message, dict) else None
    return str(chat.get("id", "")) if isinstance(chat, dict) else ""


def _inbound(message: Mapping[str, Any], *, revision: int) -> Inbound:
    sender = message.get("from")
    return Inbound(
        channel=NAME,
        chat=str(message["chat"]["id"]),
        platform_id=str(message["message_id"]),
        text=_words(message),
        kind=_kind(message),
        revision=revision,
        sent_at=datetime.fromtimestamp(int(message.get("edit_date") or message["date"]), UTC),
        language_hint=str(sender.get("language_code") or "") if isinstance(sender, dict) else "",
    )


def _is_students(message: Mapping[str, Any]) -> bool:
    chat = message.get("chat")
    is_private = isinstance(chat, dict) and chat.get("type") == "private"
    return is_private and not _SAID_BY_NOBODY & message.keys()


def _kind(message: Mapping[str, Any]) -> MessageKind:
    if "text" in message:
        return MessageKind.TEXT
    return next((kind for key, kind in _KINDS.items() if key in message), MessageKind.OTHER)


def _words(message: Mapping[str, Any]) -> str:
    """All the words in a message: text, caption, a poll's question, a sticker's emoji. Never a number or a place."""
    text = str(message.get("text") or message.get("caption") or "")
    if _START_BUTTON.fullmatch(text):
        return ""  # Telegram says this by itself; the student has said nothing yet.
    if text:
        return text
    if isinstance(poll := message.get("poll"), dict):
        options = [str(option.get("text", "")) for option in poll.get("options", ()) if isinstance(option, dict)]
        return "\n".join([str(poll.get("question", "")), *options])
    if isinstance(sticker := message.get("sticker"), dict):
        return str(sticker.get("emoji") or "")
    return ""
