"""All tables, one file a noun."""

from bot.store.tables.base import Table
from bot.store.tables.conversations import (
    Author,
    Conversation,
    CrisisSignal,
    DangerFrom,
    Holder,
    Message,
    MessageKind,
    Turn,
)
from bot.store.tables.follow_up import CheckIn, CheckInState, Feedback, Helpfulness, Judgement, Review, Task, TaskKind
from bot.store.tables.handoffs import Handoff, HandoffState, Outcome, Page, Reason, Shift, WaitingAnswer
from bot.store.tables.house import HouseFact, LineProcess
from bot.store.tables.outbox import Delivery, OutboxEntry
from bot.store.tables.people import Account, AuditEntry, Role, SignIn, SignInLink
from bot.store.tables.students import Student

__all__ = [
    "Account", "AuditEntry", "Author", "CheckIn", "CheckInState", "Conversation", "CrisisSignal", "DangerFrom", "Delivery",
    "Feedback", "Handoff", "HandoffState", "Helpfulness", "Holder", "HouseFact", "Judgement", "LineProcess", "Message", "MessageKind",
    "OutboxEntry", "Outcome", "Page", "Reason", "Review", "Role", "Shift", "SignIn", "SignInLink", "Student", "Table",
    "Task", "TaskKind", "Turn", "WaitingAnswer",
]  # fmt: skip
