"""Carrying out what the dialogue model asks of the line, in the transaction that says its answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from actions.commands import (
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
)
from bot import choices
from bot.check_ins.booking import ContactNotWanted, book
from bot.conversations import transcript
from bot.handoffs.asking import ask_about_doubt
from bot.handoffs.escalation import Speech, request_person
from bot.language.recognise import recognise
from bot.outbox.outbox import Saying, put
from bot.shifts.hours import Hours, opening_text
from bot.shifts.presence import count_on_duty
from bot.store.session import LineSession
from bot.store.tables import Author, Conversation, Message, Student


@dataclass(frozen=True, slots=True)
class Place:
    """In which chat, and when; `said` are the messages that the command answers, in order and never none."""

    student: Student
    conversation: Conversation
    said: Sequence[Message]
    at: datetime


@dataclass(frozen=True, slots=True)
class TurnCommands:
    """Carries them out."""

    speech: Speech
    hours: Hours

    async def carry_out(self, session: LineSession, place: Place, command: Command) -> bool:
        """Do what `command` asks; return whether the student has been told something by it."""
        student, conversation = place.student, place.conversation
        match command:
            case RequestHandoff():
                await request_person(session, student, conversation, at=place.at, speech=self.speech)
            case DiscloseRisk():
                chat = student, conversation
                return await ask_about_doubt(session, chat, place.said[-1], at=place.at, speech=self.speech)
            case SetTopic() | NotUnderstood():
                return False  # noted before anything was said (speaking.py)
            case BookCheckIn(after_hours):
                await self._book(session, place, after_hours)
            case TellHours():
                self._say(session, place, await self._hours(session, place))
            case TellLines():
                return self._tell_lines(session, place)
            case ChangeLanguage(language):
                self._say(session, place, self._change_language(session, place, language))
            case _:
                assert_never(command)
        return True

    def _tell_lines(self, session: LineSession, place: Place) -> bool:
        """Whom to call; once is enough, whoever wants them again asks for them."""
        student, conversation = place.student, place.conversation
        if conversation.lines_told_at is not None:
            return False
        conversation.lines_told_at = place.at
        self._say(session, place, self.speech.lines(student, topic=conversation.topic))
        return True

    def _say(self, session: LineSession, place: Place, text: str, *, offered: str = choices.NONE) -> None:
        saying = Saying(Author.LINE, text, choices=offered)
        put(session, place.student, place.conversation, saying, at=place.at)

    async def _book(self, session: LineSession, place: Place, hours: int) -> None:
        """Book a check-in and say what is true afterwards."""
        say, language = self.speech.wording.say, place.student.language
        wait = timedelta(hours=hours)
        try:
            await book(session, place.conversation, booked_by=None, due_at=place.at + wait, at=place.at)
        except ContactNotWanted:
            self._say(session, place, say("check_in.not_booked", language), offered=choices.CONTACT_AGAIN)
            return
        is_soon = wait <= timedelta(days=1)
        key = "check_in.booked" if is_soon else "check_in.booked_days"
        self._say(session, place, say(key, language, hours=hours, days=wait.days))

    async def _hours(self, session: LineSession, place: Place) -> str:
        wording, language = self.speech.wording, place.student.language
        desk = self.hours.find_desk(place.conversation.desk) or self.hours.first
        is_somebody_there = await count_on_duty(session, desk=place.conversation.desk, at=place.at) > 0
        key = "hours.with_somebody" if is_somebody_there else "hours.with_nobody"
        return wording.say(key, language, times=opening_text(desk, wording, language))

    def _change_language(self, session: LineSession, place: Place, language: str) -> str:
        student = place.student
        said = transcript.opened(session, student, place.said[-1]).text
        if language == "zh-Hans" and recognise(said) in {"zh-Hant", "yue"}:
            language = "zh-Hant"  # "說中文啦" asks for Chinese, in the characters it is written in
        if language == UNSAID:
            return self.speech.wording.say("language.which", student.language)
        student.language = student.chosen_language = language
        return self.speech.wording.say("language.changed", language)
