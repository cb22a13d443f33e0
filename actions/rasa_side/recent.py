"""Rasa's short memory: live trackers of recent conversations, without the student's words, never on disk.

The line keeps the conversation. A turn's price grows with the events Rasa re-reads, so a tracker is cut after some turns.
"""

from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

MOST_CONVERSATIONS = 2000
MOST_TURNS = 10
SAYINGS_KEPT = 24


class RecentConversations(TrackerStore):
    """Holds the trackers of the latest conversations; an older one simply begins anew."""

    def __init__(self, domain: Domain | None, event_broker: Any = None, **_: Any) -> None:
        super().__init__(domain, event_broker)
        self._recent: OrderedDict[str, DialogueStateTracker] = OrderedDict()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker, taken out: a turn that fails half-way leaves nothing behind."""
        return self._recent.pop(sender_id, None)

    async def create_tracker(
        self,
        sender_id: str,
        append_action_listen: bool = True,  # noqa: FBT001, FBT002  # Rasa's own signature
    ) -> DialogueStateTracker:
        tracker = self.init_tracker(sender_id)
        if append_action_listen:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        turns = [event for event in tracker.events if isinstance(event, UserUttered)]
        for turn in turns:
            forget_words(turn)
        kept = tracker if len(turns) < MOST_TURNS else self._begun_anew(tracker)
        self._recent[tracker.sender_id] = kept
        self._recent.move_to_end(tracker.sender_id)
        while len(self._recent) > MOST_CONVERSATIONS:
            self._recent.popitem(last=False)

    async def keys(self) -> Iterable[str]:
        return list(self._recent)

    def _begun_anew(self, tracker: DialogueStateTracker) -> DialogueStateTracker:
        """The same conversation with its slots and the latest sayings, but no turns to re-read."""
        sayings = [event for event in tracker.events if isinstance(event, BotUttered) and event.text][-SAYINGS_KEPT:]
        slots = [SlotSet(name, held) for name, held in tracker.current_slot_values().items() if held is not None]
        events: list[Event] = [
            ActionExecuted(ACTION_SESSION_START_NAME),
            SessionStarted(),
            *slots,
            *sayings,
            ActionExecuted(ACTION_LISTEN_NAME),
        ]
        anew = self.init_tracker(tracker.sender_id)
        anew.update_with_events(events, self.domain)
        return anew


def forget_words(turn: UserUttered) -> None:
    """Keep what was understood and drop what was said."""
    turn.text = ""
    turn.parse_data = {"intent": turn.intent, "entities": turn.entities, "text": ""}
    turn.message_id = None
    turn.metadata = {}
