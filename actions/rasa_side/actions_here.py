"""Runs the custom actions in Rasa's own process, and looks every action up once.

Ours only name a command, so a second server would only be in the way. Rasa makes all its default actions anew for every
look-up and measures its class tree for every event; neither changes while it runs.
"""

from itertools import islice
from typing import Any

import rasa.core.actions.action as rasa_actions
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk import Action as NamedAction
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.named import ACTIONS


class ActionHere(rasa_actions.Action):
    """One of actions/named.py as an action of Rasa's.

    It gets the slots, the latest words and what we have just said to them, and nothing else of the past.
    """

    def __init__(self, named: NamedAction) -> None:
        self._named = named

    def name(self) -> str:
        return str(self._named.name())

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
        metadata: dict[str, Any] | None = None,
    ) -> list[Event]:
        """The command that it names, as a message under `custom`."""
        del output_channel, nlg, metadata
        dispatcher = CollectingDispatcher()
        last = tracker.latest_message
        said = {"text": last.text, "intent": last.intent, "metadata": last.metadata} if last else {"text": ""}
        answers = (event.text for event in reversed(tracker.events) if isinstance(event, BotUttered) and event.text)
        told = [{"event": "bot", "text": text} for text in islice(answers, 1)]
        known = Tracker(tracker.sender_id, tracker.current_slot_values(), said, told, False, None, {}, None)  # noqa: FBT003  # Rasa's own signature
        self._named.run(dispatcher, known, {"responses": domain.responses})
        return [rasa_actions.create_bot_utterance(message) for message in dispatcher.messages]


def run_actions_here() -> None:
    """Let Rasa find our actions in this process, and every action only once."""
    ours = {action.name(): action for action in (ActionHere(named()) for named in ACTIONS)}
    find = rasa_actions.action_for_name_or_text

    known: dict[str, rasa_actions.Action] = {}

    def action_for(name: str, domain: Domain, endpoint: EndpointConfig | None) -> rasa_actions.Action:
        if name not in known:  # one model for the whole life of the process, so one domain
            known[name] = ours.get(name) or find(name, domain, endpoint)
        return known[name]

    rasa_actions.action_for_name_or_text = action_for
