"""Which answers fit a moment of a talk, the most fitting first: by the words themselves, and by what was spoken of before.

Pure. A name is that of an answer in `nlu_data/responses/`; names of which there is no answer are left to whoever looks them up.
"""

import re
from dataclasses import dataclass

from actions.rasa_side.kinds import ABOUT_ME, MAY_BE_ASKED, NO_KIND, NO_STEPS
from actions.rasa_side.kinds import GLAD as GLAD_KINDS
from actions.rasa_side.matters import NO_MATTER, Matters
from actions.rasa_side.questions import is_question
from actions.rasa_side.replies import is_bare, is_short, reply_to, sequel_to

GOING_ON = "utter_going_on"
MISHEARD = f"{GOING_ON}/misheard"
# Where nothing more exact is known: that somebody listens, and goes on listening.
LATER = f"{GOING_ON}/later"
# What follows on the line's own last question, whatever was answered: it stands beside the question (sayings.py).
THEN = f"{GOING_ON}/then"
# Before the answer to what was said by way of correction.
SORRY = f"{GOING_ON}/sorry"
# What kind of thing is told, where nothing more exact is known (nlu_data/matters/told.yml).
TOLD = "utter_told"
# A question to which nobody has written an answer: that is said, and not passed over.
ASKS = f"{GOING_ON}/asks"
# In place of the heaviest topic's words nothing is said that was meant for another.
HEAVIEST = "utter_topic_life"
# Where these are spoken of, a wish or a plan may mean an end.
GRAVE = ("life", "loss")
GLAD = ("plan", "try_it", "did_it", "luck", "hope", "good_news", "soon")
# How it is told. One word shows it, and what is told may be another thing: so it is met where nothing more exact is known.
COLOURS = (
    "which_button", "hard_to_say", "what_if", "said_fine", "dismissed", "tried", "kept_inside", "not_heard", "why_me", "my_year", "all_of_it", "since",
    "all_the_time", "somewhere", "somebody", "who_i_am", "crying", "afraid", "fed_up", "angry", "unfair", "wronged", "missing", "guilty",
    "ashamed", "nothing_helps", "only_grades", "not_good",
)  # fmt: skip
# A first message that is understood faintly: the topic's own words could be about something else.
BEGIN = f"{GOING_ON}/begin"
# What listens without having understood.
LISTENING = "utter_listening"
# With the first message nobody can praise us yet: something else has gone well.
PRAISE = "utter_feedback_good"
# A piece of somebody's days: people, places, habits, without a trouble of its own.
STORY = "utter_story"
COMPLAINT = "utter_feedback_bad"
# What a complaint is about, where it is about us and our answers.
_OF_US = re.compile(
    r"你|程序|机器|回答|敷衍|没用|没帮|\b(?:you|u|ur|bot|program|answers?|repl(?:y|ies)|chat|useless|unhelpful|help\w*|that|this)\b"
)
# "Will it die?" asks about nobody's faults.
_OF_ME = re.compile(r"我|俺|咱|\b(?:i|im|i'm|ive|id|me|my)\b")
# Here the next word of a talk may be more fitting than the answer itself.
TALKING = (
    "utter_topic_",
    LISTENING,
    "utter_go_on",
    "utter_no_pressure",
    "utter_chitchat",
    "utter_story",
    "utter_out_of_scope",
    "utter_feedback_bad",
)
# Who worries about a child is answered by it once; after that it is a talk like any other.
FOR_ADULTS = "utter_parent_or_teacher"
SMALL_TALK = ("utter_chitchat", "utter_out_of_scope")
# A yes or no is met as one; with more around it, it tells something.
SHORT_WORDS = ("utter_go_on", "utter_no_pressure")
# "Thanks, and whom do I call?" is more than thanks.
POLITE = ("utter_greet", "utter_thanks")
# What is said of the line in the middle of a talk may be answered by its words alone.
ABOUT_US = ("utter_privacy", "utter_bye", "utter_feedback_good", "utter_about_the_bot")
_A_WORD_BYTES = 18
# More than small talk: fifteen Chinese characters, or nine English words.
_A_SENTENCE_BYTES = 45
# As confident as this, a guess speaks for its own topic; less does not move a talk from the topic it has.
SURE = 0.6
# In the middle of a talk the first words about another topic, or small talk, are for whoever surely begins with it.
CERTAIN = 0.85
# Below this a third of the guesses are wrong on our tests of whole sentences, and more of them in fragments.
VAGUE = 0.45


@dataclass(frozen=True)
class Moment:
    """One message: the answer that its intent's rule wants, how sure (0 to 1) that intent is, and the topic before it."""

    wanted: str
    text: str
    intent: str
    confidence: float
    topic: str | None
    has_begun: bool = False
    """Whether something was answered before it."""
    last: str = ""
    """The answer before it, where it was one of ours."""
    kind: str = NO_KIND
    """What kind of thing is told (kinds.py)."""
    is_step: bool = False
    """The answer before it asked for one step of several: the next comes whatever was said."""

    def answers(self, matters: Matters) -> list[str]:
        """The names of the answers to what exactly is said; after them comes what is wanted."""
        about = f"{self.wanted}/{matters.found(self.text, self.intent) if self._may_be_meant() else NO_MATTER}"
        is_more_than_polite = self.wanted in POLITE and self._tells_something()
        reply = reply_to(self.last, self.text)
        said = reply or self._unless_glad(matters.found(self.text, "going_on"))
        move = f"{GOING_ON}/{said}"
        is_first_praise = self.wanted == PRAISE and not self.has_begun
        is_talk = self.wanted.startswith(TALKING) or (self.has_begun and self.wanted == FOR_ADULTS)
        if not (is_more_than_polite or is_first_praise or is_talk):
            return [move, about] if self.has_begun and self.wanted.startswith(ABOUT_US) else [about]
        if is_more_than_polite:
            told = [*self._told(matters), *self._by_kind()]
            is_story = len(self.text.encode()) > _A_SENTENCE_BYTES
            return [about, move, *self._elsewhere(matters), *self._if_asked(), *told, *([BEGIN] if is_story else [])]
        elsewhere = self._elsewhere(matters)
        if self.topic is None and not self.has_begun:
            return [about, *elsewhere, move, *self._to_a_faint_beginning(matters)]
        if move == MISHEARD:  # the right answer is worth more than an apology, where the words name it
            meant = self._unless_glad(matters.found(self.text, "going_on", without=said))
            return [*elsewhere, about, f"{GOING_ON}/{meant}", *self._told(matters), move]
        return self._in_a_talk(matters, about, said, elsewhere)

    def _in_a_talk(self, matters: Matters, about: str, said: str, elsewhere: list[str]) -> list[str]:
        """What the words name, the kind of thing that is told, what follows on our own question, that somebody listens."""
        move = f"{GOING_ON}/{said}"
        next_step = [THEN] if self.is_step and self._may_be_a_step() else []
        exact = [*next_step, about, *elsewhere, *self._of_the_talk(matters)]
        kind, asked = self._by_kind(), self._if_asked()
        by_kind = [*kind, *asked] if self.kind in MAY_BE_ASKED else [*asked, *kind]
        telling = [*self._told(matters), *by_kind, *self._sequel()]
        open_answers = self._open_answers()
        return [*exact, *telling, move, *open_answers] if said in COLOURS else [move, *exact, *telling, *open_answers]

    def _to_a_faint_beginning(self, matters: Matters) -> list[str]:
        """What a first message gets that is understood faintly, beside what its words name."""
        least = SURE if self.wanted == HEAVIEST else VAGUE
        is_told = self.wanted.startswith(SMALL_TALK) and len(self.text.encode()) > _A_SENTENCE_BYTES
        is_faint = self.intent.startswith("topic_") and self.confidence < least
        is_vague = self.wanted in {LISTENING, STORY, PRAISE} or is_told or is_faint
        return [*self._told(matters), *self._by_kind(), *self._if_asked(), BEGIN] if is_vague else []

    def _may_be_a_step(self) -> bool:
        """Whether it may be what the step before asked for, and asks or plans nothing else."""
        return self.kind not in NO_STEPS and not is_question(self.text)

    def _by_kind(self) -> list[str]:
        """What fits the kind of thing that is told; nothing for a bare yes or no, and nothing cheerful where it could mean an end."""
        is_glad_where_grave = self.kind in GLAD_KINDS and self._is_grave()
        is_of_another = self.kind == ABOUT_ME and _OF_ME.search(self.text.lower()) is None
        is_none = self.kind == NO_KIND or is_glad_where_grave or is_of_another or is_bare(self.text)
        return [] if is_none else [f"{TOLD}/{self.kind}"]

    def _sequel(self) -> list[str]:
        """What follows on our own question: only where few words are said, for they mostly answer it."""
        is_answer = self._goes_on() and is_short(self.text)
        return [THEN, f"{GOING_ON}/{sequel_to(self.last)}"] if is_answer else []

    def _open_answers(self) -> list[str]:
        """What fits whatever was said, where the talk stays with its topic: that somebody listens."""
        return [LATER] if self._goes_on() else []

    def _is_grave(self) -> bool:
        return self.wanted == HEAVIEST or self.topic in GRAVE

    def _unless_glad(self, name: str) -> str:
        """No plan and no wish is cheered on where it could mean an end."""
        return NO_MATTER if name in GLAD and self._is_grave() else name

    def _may_be_meant(self) -> bool:
        """In a talk about something else a faint guess and a common word say nothing together."""
        is_other = self.topic is not None and self.intent.startswith("topic_") and self.intent != f"topic_{self.topic}"
        return not is_other or self.confidence >= VAGUE

    def _elsewhere(self, matters: Matters) -> list[str]:
        """The answer to a matter of another topic that the words name plainly."""
        intent, name = matters.found_anywhere(self.text)
        return [f"utter_{intent}/{name}"] if name and self.wanted != HEAVIEST else []

    def _of_the_talk(self, matters: Matters) -> list[str]:
        """The answer to a matter of the talk's own topic, which the model did not take the message for."""
        intent = f"topic_{self.topic}"
        name = matters.found(self.text, intent) if self.topic and intent != self.intent else NO_MATTER
        return [f"utter_{intent}/{name}"] if name and self._goes_on() else []

    def _if_asked(self) -> list[str]:
        return [ASKS] if is_question(self.text) else []

    def _told(self, matters: Matters) -> list[str]:
        """What fits the colour of what is told: praise, silence, a feeling by its name."""
        name = self._unless_glad(matters.found(self.text, "told"))
        return [f"{TOLD}/{name}"] if name else []

    def _goes_on(self) -> bool:
        """Whether the talk stays with its topic, as far as is known: the topic's first answer would ask what was told."""
        if self.wanted in SHORT_WORDS:
            return not is_bare(self.text)
        if self.wanted == COMPLAINT and self.has_begun and _OF_US.search(self.text.lower()) is None:
            return True  # "disappointed, I think" is how they feel
        if self.has_begun and len(self.text.encode()) > _A_SENTENCE_BYTES:
            return True  # the first words about a topic would ask for what was told just now
        if self.topic is None:
            return self.confidence < CERTAIN or not self.intent.startswith("topic_")
        if self.wanted in {STORY, LISTENING, "utter_chitchat", FOR_ADULTS}:
            return True
        return self.intent == f"topic_{self.topic}" or self.confidence < CERTAIN

    def _tells_something(self) -> bool:
        return len(self.text.encode()) > _A_WORD_BYTES
