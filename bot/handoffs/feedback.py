"""Two small questions after a talk with a person: whether it helped, and what the student would like to say.

Nobody has to answer. The first answer counts in the words of its buttons or a few plain ones; whatever comes second is an ordinary
message too, and is answered like one. Danger is never taken for feedback: intake screens before it asks here.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from bot import choices
from bot.crisis.plain_answers import begins_with, plain_words
from bot.kit.ids import new_id
from bot.kit.text import folded
from bot.outbox.outbox import Saying, put
from bot.store.session import LineSession
from bot.store.tables import Author, Conversation, Feedback, Helpfulness, Message, Student
from bot.wording import LANGUAGES, Wording

ASKED_FOR: Final = timedelta(hours=24)
"""After so long nobody remembers what was asked about."""
_LABELS: Final = {verdict: f"choice.{verdict}" for verdict in Helpfulness}
_OWN_WORDS: Final = {
    Helpfulness.HELPED: plain_words(
        "有 有的 有用 有帮助 很有用 很有帮助 帮到了 yes yeah yep itdid yesitdid verymuch alot helpful"
    ),
    Helpfulness.PARTLY: plain_words(
        "有一点 有点 一点点 一点 还行 还好 一般 还可以 kinda kindof abit alittle somewhat sortof"
    ),
    Helpfulness.NOT_HELPED: plain_words(
        "没有 没用 没帮助 没什么用 没有用 没有帮助 冇 冇用 no nope notreally nothelpful itdidnt useless"
    ),
}


def begin(
    session: LineSession, student: Student, conversation: Conversation, *, at: datetime, wording: Wording
) -> None:
    """The first question, about `conversation`, which has just ended."""
    feedback = Feedback(id=new_id(), student_id=student.id, conversation_id=conversation.id, asked_at=at, helped=None)
    session.add(feedback)
    student.feedback_id = feedback.id
    put(session, student, conversation, _says(wording, "feedback.question", student, choices.HELPED), at=at)


async def hear(
    session: LineSession, chat: tuple[Student, Conversation], message: Message, text: str, *, wording: Wording
) -> bool:
    """What the student, who was asked, writes next; return whether the line has answered it.

    Costs nothing unless feedback waits for its answer, so intake asks at every message.
    """
    student, conversation = chat
    if student.feedback_id is None:
        return False
    feedback = await session.scalar(select(Feedback).where(Feedback.id == student.feedback_id))
    if feedback is None or abs(message.at - feedback.asked_at) >= ASKED_FOR:
        student.feedback_id = None
        return False
    if feedback.helped is None:
        feedback.helped = _verdict(text, wording)
        if feedback.helped is None:
            student.feedback_id = None  # they go on with something else
            return False
        feedback.answered_at = message.at
        saying = _says(wording, "feedback.words", student, choices.NOTHING_MORE)
        put(session, student, conversation, saying, at=message.at)
        return True
    student.feedback_id = None
    if _is_one_of(text, "choice.nothing_more", wording):
        put(session, student, conversation, _says(wording, "feedback.thanks", student), at=message.at)
        return True
    feedback.message_id = message.id
    return False


def _verdict(text: str, wording: Wording) -> Helpfulness | None:
    """What a button says, or a few plain words of the student's own; None for anything else."""
    tapped = next((each for each, key in _LABELS.items() if _is_one_of(text, key, wording)), None)
    return tapped or next((each for each, words in _OWN_WORDS.items() if begins_with(words, text)), None)


def _is_one_of(text: str, key: str, wording: Wording) -> bool:
    return folded(text) in {folded(wording.say(key, language)) for language in LANGUAGES}


def _says(wording: Wording, key: str, student: Student, offered: str = choices.NONE) -> Saying:
    return Saying(Author.LINE, wording.say(key, student.language), choices=offered)
