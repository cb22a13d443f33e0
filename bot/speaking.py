"""Saying an answer: its words, what is offered under them, and what it asks of the line, in one transaction."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from actions.commands import NotUnderstood, SetTopic
from bot import choices
from bot.answering import Answering
from bot.asked import HEARD, WAITING_ROOM, Answer, Asked
from bot.dialogue.offers import Offer, Talk, offer_for
from bot.outbox.outbox import Saying, put
from bot.skills import Skills
from bot.store.session import LineSession
from bot.store.tables import Author, Conversation, Holder
from bot.turn_commands import Place, TurnCommands
from bot.wording import Wording

_SENTENCE: Final = re.compile(r"[^。！？!?.\n]+[。！？!?.\n”\"]*\s*")


@dataclass(frozen=True, slots=True)
class Speaking:
    """What an answer is said with."""

    answering: Answering
    commands: TurnCommands
    skills: Skills
    wording: Wording

    async def say(self, session: LineSession, place: Place, asked: Asked, answer: Answer) -> None:
        """Say `answer` to what `asked` holds; the student is never left without a word."""
        topic_turns = _note(place.conversation, answer)
        offered = self._with_offer(place, answer, topic_turns=topic_turns)
        self._put(session, place, offered)
        has_spoken = bool(offered.texts)
        for command in answer.commands:
            has_spoken |= await self.commands.carry_out(session, place, command)
        if not has_spoken:
            self._put(session, place, self.answering.without_rasa(asked))

    def _put(self, session: LineSession, place: Place, answer: Answer) -> None:
        student, conversation = place.student, place.conversation
        for number, text in enumerate(answer.texts, start=1):
            offered = answer.choices if number == len(answer.texts) else choices.NONE
            put(session, student, conversation, Saying(Author.BOT, text, choices=offered), at=place.at)
        conversation.safety_step += answer.safety_steps
        conversation.fallback_step += answer.fallback_steps
        if answer.source in {WAITING_ROOM, HEARD}:  # what it has asked stays open whatever else is said
            conversation.waiting_question = answer.question
        if answer.puts_at_ease:
            conversation.is_at_ease, conversation.eased_at = True, place.at
        conversation.answered_by, conversation.answered_with = answer.source, answer.key

    def _with_offer(self, place: Place, answer: Answer, *, topic_turns: int) -> Answer:
        """The answer with the one offer that fits now. Who waits for a person already is offered nothing else."""
        conversation, language = place.conversation, place.student.language
        is_plain_talk = all(isinstance(command, SetTopic | NotUnderstood) for command in answer.commands)
        if conversation.holder is not Holder.BOT or not answer.texts or not is_plain_talk:
            return answer
        topic = conversation.topic
        offer = offer_for(self._talk(place, topic_turns=topic_turns))
        match offer:
            case Offer.NOTHING:
                return answer
            case Offer.TOPICS:
                *before, last = answer.texts
                under = self.wording.say("offer.topics", language)
                return replace(answer, texts=(*before, f"{last}\n{under}"), choices=choices.TOPICS)
            case Offer.SKILLS:
                # It asks something itself, and two questions at once are one too many; alone it would answer nothing.
                heard = _without_questions(answer.texts)
                if not heard:
                    return answer
                text = f"{heard}\n{self.wording.say('offer.skills', language)}"
                return replace(answer, texts=(text,), choices=choices.skills_for(topic))
            case Offer.REMINDER:
                conversation.reminded_at = place.at
        buttons = choices.PERSON if offer is Offer.PERSON else choices.PERSON_OR_PAUSE
        return replace(answer, texts=(*answer.texts, self.wording.say(f"offer.{offer}", language)), choices=buttons)

    def _talk(self, place: Place, *, topic_turns: int) -> Talk:
        conversation = place.conversation
        began_at, reminded_at = conversation.talk_began_at, conversation.reminded_at
        return Talk(
            not_understood=conversation.not_understood,
            topic_turns=topic_turns,
            person_after=self.skills.topics[conversation.topic].person_after if topic_turns else 0,
            lasts=place.at - began_at if began_at else timedelta(),
            is_about_other=conversation.is_for_other,
            has_topic=bool(conversation.topic),
            since_reminder=place.at - reminded_at if reminded_at else None,
        )


def _without_questions(texts: Sequence[str]) -> str:
    """What is said in `texts` beside what is asked."""
    sentences = _SENTENCE.findall(" ".join(texts))
    return "".join(
        sentence for sentence in sentences if not sentence.rstrip().rstrip('”"').endswith(("？", "?"))
    ).strip()


def _note(conversation: Conversation, answer: Answer) -> int:
    """Keep what the talk is about and whether it is understood; return how many messages in a row are about this topic."""
    is_lost = any(isinstance(command, NotUnderstood) for command in answer.commands)
    conversation.not_understood = conversation.not_understood + 1 if is_lost else 0
    topic = next((command.topic for command in answer.commands if isinstance(command, SetTopic)), None)
    if topic is None:
        return 0
    conversation.topic_turns = conversation.topic_turns + 1 if conversation.topic == topic else 1
    conversation.topic = topic
    return conversation.topic_turns
