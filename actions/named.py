"""The custom actions: each reads what the student said or is talking about, names one command, and does nothing else."""

from datetime import datetime, timedelta, timezone
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.commands import (
    TOPICS,
    UNSAID,
    BookCheckIn,
    ChangeLanguage,
    Command,
    DiscloseRisk,
    NotUnderstood,
    RequestHandoff,
    SetTopic,
    TellHours,
    TellLines,
    to_wire,
)
from actions.days import hours_until
from actions.languages import language_named_in
from actions.rasa_side.moment import ASKS, BEGIN, CERTAIN, LATER, LISTENING, SURE, VAGUE

# Eight Chinese characters, or four English words.
_SCRAP_BYTES = 24
# What is said where nothing was understood, or only that something is told.
_OPEN_ANSWERS = (LISTENING, LATER, BEGIN, ASKS)
_BEIJING = timezone(timedelta(hours=8))


class _Naming(Action):
    """An action that names one command."""

    called = ""

    def name(self) -> str:
        return self.called

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        del domain
        dispatcher.utter_message(json_message=to_wire(self.command(tracker)))
        return []

    def command(self, tracker: Tracker) -> Command:
        raise NotImplementedError


class ActionRequestHandoff(_Naming):
    called = "action_request_handoff"

    def command(self, tracker: Tracker) -> Command:
        return RequestHandoff(_topic_of(tracker))


class ActionSetTopic(_Naming):
    called = "action_set_topic"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """A faint guess begins no topic: it would feed the answers to whatever comes after it."""
        told = _told(tracker)
        is_faint = _confidence(tracker) < (SURE if _has_begun(tracker) else VAGUE)
        if is_faint and told.get("topic") not in TOPICS and told.get("about") != "other":
            return []
        return super().run(dispatcher, tracker, domain)

    def command(self, tracker: Tracker) -> Command:
        """A talk stays with its topic until another one is surely meant."""
        known = _told(tracker).get("topic")
        return SetTopic(_topic_of(tracker) if known not in TOPICS or _confidence(tracker) >= CERTAIN else known)


class ActionBookCheckIn(_Naming):
    called = "action_book_check_in"

    def command(self, tracker: Tracker) -> Command:
        said = tracker.latest_message.get("text") or ""
        return BookCheckIn(hours_until(said, today=datetime.now(_BEIJING).date()))


class ActionDiscloseRisk(_Naming):
    called = "action_disclose_risk"

    def command(self, tracker: Tracker) -> Command:
        del tracker
        return DiscloseRisk()


class ActionNotUnderstood(_Naming):
    called = "action_not_understood"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """A scrap in the middle of a talk belongs to what was said around it; what has an answer of its own was understood."""
        is_scrap = len((tracker.latest_message.get("text") or "").encode()) <= _SCRAP_BYTES
        if (is_scrap and _has_begun(tracker)) or _is_answered(tracker, domain):
            return []
        return super().run(dispatcher, tracker, domain)

    def command(self, tracker: Tracker) -> Command:
        del tracker
        return NotUnderstood()


class ActionTellHours(_Naming):
    called = "action_tell_hours"

    def command(self, tracker: Tracker) -> Command:
        del tracker
        return TellHours()


class ActionTellLines(_Naming):
    called = "action_tell_lines"

    def command(self, tracker: Tracker) -> Command:
        del tracker
        return TellLines()


class ActionChangeLanguage(_Naming):
    called = "action_change_language"

    def command(self, tracker: Tracker) -> Command:
        return ChangeLanguage(language_named_in(tracker.latest_message.get("text") or ""))


ACTIONS = (
    ActionRequestHandoff,
    ActionSetTopic,
    ActionBookCheckIn,
    ActionDiscloseRisk,
    ActionNotUnderstood,
    ActionTellHours,
    ActionTellLines,
    ActionChangeLanguage,
)


def _topic_of(tracker: Tracker) -> str:
    return tracker.get_slot("topic") or UNSAID


def _told(tracker: Tracker) -> dict[str, Any]:
    """What the line has told of the talk with the latest message."""
    return tracker.latest_message.get("metadata") or {}


def _has_begun(tracker: Tracker) -> bool:
    """Whether something was said before the latest message."""
    return _told(tracker).get("before", "none") != "none"


def _is_answered(tracker: Tracker, domain: dict[str, Any]) -> bool:
    """Whether the last words of ours are about what was said, and not some that fit anything."""
    responses = domain.get("responses") or {}
    open_answers = {each.get("text") for name in _OPEN_ANSWERS for each in responses.get(name, ())}
    said = [event["text"] for event in tracker.events if event.get("event") == "bot" and event.get("text")]
    return bool(said) and said[-1] not in open_answers


def _confidence(tracker: Tracker) -> float:
    return float((tracker.latest_message.get("intent") or {}).get("confidence") or 0)
