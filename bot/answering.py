"""What the bot says to what a student wrote: Rasa's words, or the line's own where Rasa is silent or out of place."""

import asyncio
from dataclasses import dataclass, replace
from typing import Final, Literal

import structlog

from actions.commands import NotUnderstood, SetTopic
from bot import choices
from bot.asked import Answer, Asked
from bot.asking_for_other import worry_in
from bot.asking_what_to_do import asks_for_something_to_try, asks_what_to_do, says_it_did_not_help, tried_for
from bot.crisis.screen import Screen, read
from bot.dialogue.fallback import reply_without_rasa
from bot.dialogue.rasa import Question, Rasa, RasaUnavailable
from bot.goodbyes import is_goodbye
from bot.handoffs.asked_back import asks_for_conditions
from bot.kit.text import folded
from bot.language.cantonese import to_mandarin
from bot.language.script import to_simplified, to_traditional
from bot.levels import RiskLevel
from bot.resources import Resources
from bot.shifts.hours import Hours
from bot.skills import Skills
from bot.waiting_room import WaitingRoom
from bot.wording import LANGUAGES, Wording

log = structlog.get_logger()
# Of the conversations claimed, so many ask Rasa at once: the others stand by, so that Rasa never waits for us.
ASKED_AT_ONCE: Final = 16
# Small things that may help whatever it is.
_ANY_TOPIC: Final = "emotion"
_SKILL: Final = "skill"
_OFFER: Final = "offer"
_RASA: Final = "rasa"
_LISTENINGS: Final = 4


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the line can say without Rasa."""

    wording: Wording
    resources: Resources
    skills: Skills
    hours: Hours
    screen: Screen


class Answering:
    """Chooses who answers: the waiting room in danger, Rasa in talk, fixed sentences when Rasa is away."""

    def __init__(self, rasa: Rasa, own: OwnWords) -> None:
        self._rasa = rasa
        self._wording = own.wording
        self._resources = own.resources
        self._skills = own.skills
        self._screen = own.screen
        self._waiting_room = WaitingRoom(own.wording, own.resources, own.hours)
        self._may_ask = asyncio.Semaphore(ASKED_AT_ONCE)

    async def answer(self, asked: Asked) -> Answer:
        """The answer within Rasa's patience, always: there is no turn without words."""
        answer = await self._answer_to_words(asked)
        if asked.is_all_typed:
            return answer
        return replace(answer, texts=(self._wording.say("unreadable", asked.language), *answer.texts))

    async def _answer_to_words(self, asked: Asked) -> Answer:
        if asked.is_waiting and asked.level.is_danger and not asked.is_at_ease:
            return self.in_danger(asked)
        readable = asked.readable
        if not readable:
            return Answer((self._wording.say("wordless", asked.language),) if asked.is_typed else ())
        told = self._waiting_room.in_calm(asked) if asked.is_waiting else None
        if told is None:
            told = self._picked(asked, readable)
        if told is not None:
            return told
        try:
            return await self._from_rasa(asked, "\n".join(readable))
        except RasaUnavailable as away:
            log.warning("rasa_unavailable", session=asked.rasa_session, reason=away.reason)
            return self.without_rasa(asked)

    def _listening_for_other(self, asked: Asked) -> Answer:
        """Rasa's words about a topic are for whoever has the trouble, not for whoever worries about them."""
        key = f"for_other.listening_{asked.fallback_step % _LISTENINGS + 1}"
        return Answer((self._wording.say(key, asked.language),), fallback_steps=1)

    def in_danger(self, asked: Asked) -> Answer:
        """The waiting room: company and one safety question; never a trained guess."""
        return self._waiting_room.answer(asked)

    def without_rasa(self, asked: Asked) -> Answer:
        """Fixed sentences that listen, and now and then offer a person; never the same one twice running."""
        keys = reply_without_rasa(fallbacks_so_far=asked.fallback_step, phase="waiting" if asked.is_waiting else "bot")
        texts = tuple(self._wording.say(key, asked.language) for key in keys)
        return Answer(texts, source="fallback", fallback_steps=1)

    def _picked(self, asked: Asked, readable: list[str]) -> Answer | None:
        """The line's own answer to one of its buttons, or to a wish for something to try; None for anything else."""
        if len(readable) > 1:
            return None
        skill = self._skills.find(readable[0])
        if skill is not None:
            return Answer((skill.steps.read(asked.language),), source=_SKILL)
        own = self._own_offer(asked, readable[0])
        if own is None:
            return None
        key, offered = own
        emergency = self._resources.emergency(asked.region, asked.language)
        source = _OFFER if offered.startswith("skills") else "line"
        return Answer((self._wording.say(key, asked.language, emergency=emergency),), source=source, choices=offered)

    def _own_offer(self, asked: Asked, text: str) -> tuple[str, str] | None:
        """The wording key of what the line itself says to `text`, with the choices under it."""
        worry = worry_in(text, is_about_other=asked.is_about_other)
        if worry is not None:
            return f"for_other.{worry}", choices.PERSON
        if is_goodbye(text):
            return "goodbye", choices.NONE
        if asks_for_conditions(text):
            return "privacy.conditions", choices.NONE
        named = "" if asked.is_about_other else tried_for(text)
        skills = choices.skills_for(named or asked.topic or _ANY_TOPIC)
        if asked.answered_by in {_SKILL, _OFFER} and says_it_did_not_help(text):
            return "offer.other_skills", skills
        is_known = bool(asked.topic) or asked.is_about_other
        asks_what = bool(named) or (is_known and asks_what_to_do(text)) or asks_for_something_to_try(text)
        if asks_what:
            return ("for_other.what_to_do", choices.PERSON) if asked.is_about_other else ("offer.what_to_do", skills)
        return self._to_a_button(text)

    def _to_a_button(self, text: str) -> tuple[str, str] | None:
        if self._is_button("choice.more_topics", text):
            return "offer.more_topics", choices.MORE_TOPICS
        return ("pause", choices.NONE) if self._is_button("choice.pause", text) else None

    def _is_button(self, key: str, text: str) -> bool:
        """Whether `text` is what that button says, in any of the languages."""
        return folded(text) in {folded(self._wording.say(key, language)) for language in LANGUAGES}

    async def _from_rasa(self, asked: Asked, text: str) -> Answer:
        is_english = asked.language == "en"
        question = Question(
            session=asked.rasa_session,
            text=to_mandarin(to_simplified(text)),
            language="en" if is_english else "zh",
            # Who was believed is not asked about danger by another door; the level of the conversation stays.
            level=RiskLevel.NONE if asked.is_at_ease else asked.level,
            phase="waiting" if asked.is_waiting else "bot",
            topic=asked.topic or None,
            is_about_other=asked.is_about_other,
            is_far_from_danger=read(text, self._screen).is_far_from_danger,
            before=_before(asked),
        )
        # Only who asks Rasa waits for the others that do: the waiting room of somebody in danger never does.
        async with self._may_ask:
            reply = await self._rasa.ask(question)
        texts = tuple(_in_script(line, asked.language) for line in reply.texts)
        if asked.is_about_other and any(isinstance(each, SetTopic | NotUnderstood) for each in reply.commands):
            return self._listening_for_other(asked)
        if not texts and all(isinstance(command, SetTopic) for command in reply.commands):
            return replace(self.without_rasa(asked), commands=reply.commands)  # a topic alone is no answer
        return Answer(texts, reply.commands, source=_RASA)


def _before(asked: Asked) -> Literal["none", "rasa", "line"]:
    if not asked.answered_by:
        return "none"
    return "rasa" if asked.answered_by == _RASA else "line"


def _in_script(line: str, language: str) -> str:
    return to_traditional(line) if language == "zh-Hant" else line
