"""Updates of the Bot API in the shape its documentation gives them; people and files in them are invented."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "payloads" / "telegram"
ALL = sorted(file.stem for file in FOLDER.glob("*.json"))


def payload(name: str) -> dict[str, Any]:
    """One update as it was captured."""
    update: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return update


def text_update(number: int, text: str, *, chat: int = 711000001, at: int = 1795262400) -> dict[str, Any]:
    """A student's message number `number`, in a private chat."""
    update = payload("text")
    sender = update["message"]["from"] | {"id": chat}
    message = update["message"] | {"message_id": number, "text": text, "date": at, "from": sender}
    message["chat"] = message["chat"] | {"id": chat}
    return {"update_id": 861_100_000 + number, "message": message}


def edit_update(number: int, text: str, *, edit: int, chat: int = 711000001, at: int = 1795262400) -> dict[str, Any]:
    """The same message changed: its `edit`-th change."""
    message = text_update(number, text, chat=chat, at=at)["message"] | {"edit_date": at}
    return {"update_id": 861_200_000 + 100 * number + edit, "edited_message": message}
