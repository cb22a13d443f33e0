"""The custom actions: each reads slots, names one command, and does nothing else."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.commands import UNSAID, BookCheckIn, RequestHandoff, SetTopic, to_wire

CHECK_IN_AFTER_HOURS = 24


class ActionRequestHandoff(Action):
    def name(self) -> str:
        return "action_request_handoff"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        del domain
        dispatcher.utter_message(json_message=to_wire(RequestHandoff(_topic_of(tracker))))
        return []


class ActionSetTopic(Action):
    def name(self) -> str:
        return "action_set_topic"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        del domain
        dispatcher.utter_message(json_message=to_wire(SetTopic(_topic_of(tracker))))
        return []


class ActionBookCheckIn(Action):
    def name(self) -> str:
        return "action_book_check_in"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        del tracker, domain
        dispatcher.utter_message(json_message=to_wire(BookCheckIn(CHECK_IN_AFTER_HOURS)))
        return []


ACTIONS = (ActionRequestHandoff, ActionSetTopic, ActionBookCheckIn)


def _topic_of(tracker: Tracker) -> str:
    return tracker.get_slot("topic") or UNSAID
