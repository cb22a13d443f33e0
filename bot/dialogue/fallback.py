"""What the line says when Rasa says nothing: which wording keys, never the sentences themselves."""

from typing import Literal

LISTENING_KEYS = ("fallback.listening_1", "fallback.listening_2", "fallback.listening_3")
OFFER_KEY = "fallback.offer_person"
OFFER_EVERY = 3


def reply_without_rasa(*, fallbacks_so_far: int, phase: Literal["bot", "waiting"]) -> tuple[str, ...]:
    """The wording keys to say, in order; a person is offered the first time and every third, unless already awaited."""
    listening = LISTENING_KEYS[fallbacks_so_far % len(LISTENING_KEYS)]
    is_time_to_offer = fallbacks_so_far % OFFER_EVERY == 0
    if phase == "bot" and is_time_to_offer:
        return (listening, OFFER_KEY)
    return (listening,)
