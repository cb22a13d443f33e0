"""What the English terms say about a student's words; the sentences are invented."""

import pytest

from bot.crisis.by_terms import Found, find_terms
from bot.crisis.lexicon import Lexicon
from bot.crisis.normalise import normalise
from bot.crisis.signal import Whose
from bot.levels import RiskLevel


def found_in(text: str, lexicon: Lexicon) -> Found:
    return find_terms(normalise(text), lexicon)


def categories_of(text: str, lexicon: Lexicon) -> set[str]:
    """The categories of danger that count in `text`."""
    return {counted.term.category for counted in found_in(text, lexicon).counted if counted.level.is_danger}


@pytest.mark.parametrize(
    "text",
    [
        "I'm going to kill myself",
        "I will end my life this weekend",
        "i took all my pills",
        "I wrote my suicide note",
        "how many pills does it take to die",
        "whats the most painless way to die",
        "i tried to kill myself last night",
        "I'm standing on the edge of the roof",
        "does anyone want to die together",
        "by the time you read this I'll be gone",
        "I've been stockpiling my meds",
        "he has a gun and wants to kill me",
        "I'm bringing a gun to school tomorrow",
        "help, he's choking me right now",
        "i drank bleach",
    ],
)
def test_intent_plan_means_or_act_is_critical(text: str, lexicon: Lexicon) -> None:
    assert found_in(text, lexicon).level is RiskLevel.CRITICAL


@pytest.mark.parametrize(
    ("category", "text"),
    [
        ("suicide", "i wish i was dead"),
        ("suicide", "I don't want to be alive anymore"),
        ("suicide", "nobody would care if i died"),
        ("suicide", "everyone would be better off without me"),
        ("suicide", "I wish I had never been born"),
        ("suicide", "i hope i fall asleep and never wake up"),
        ("suicide", "there's no reason to live"),
        ("suicide", "I can't stop thinking about dying"),
        ("suicide", "I want to leave this world"),
        ("suicide", "who gets my stuff when i'm not around"),
        ("suicide", "my mum died and i just want to be with her in heaven, to follow her"),
        ("self_harm", "I self-harm and nobody knows"),
        ("self_harm", "i keep cutting myself"),
        ("self_harm", "i burned my arm with a lighter on purpose"),
        ("self_harm", "relapsed last night after 41 days"),
        ("self_harm", "fresh cuts on my thighs"),
        ("abuse", "My dad hits me when he drinks"),
        ("abuse", "mom beats me with a belt"),
        ("abuse", "they lock me in the basement at night"),
        ("abuse", "my stepdad threatens to kill me"),
        ("abuse", "my teacher slapped me in front of everyone"),
        ("abuse", "my boyfriend won't let me leave, he chokes me"),
        ("abuse", "my ex is stalking me"),
        ("abuse", "they told me to kill myself in the class chat"),
        ("abuse", "i get beaten up behind the gym every week"),
        ("sexual_violence", "I was raped last week"),
        ("sexual_violence", "my uncle touches me"),
        ("sexual_violence", "i said no and he didn't stop"),
        ("sexual_violence", "he is blackmailing me with my nudes"),
        ("violence", "I want to kill my dad"),
        ("violence", "i'm going to stab him"),
        ("violence", "i hit my girlfriend and can't stop"),
        ("eating", "i make myself throw up after eating"),
        ("eating", "I haven't eaten in four days"),
        ("eating", "my anorexia is back"),
        ("psychotic", "The voice tells me to open the window"),
        ("psychotic", "they put a chip in my brain"),
        ("psychotic", "the government is spying on me"),
        ("substance", "i took too many pills what do i do"),
        ("substance", "im addicted to painkillers"),
        ("runaway", "I ran away from home last night"),
        ("runaway", "my parents kicked me out"),
        ("pregnancy", "i'm pregnant and im 15"),
        ("pregnancy", "how do i get an abortion without my parents knowing"),
        ("friend", "My friend wants to kill herself"),
        ("friend", "my sister is hurting herself again"),
        ("friend", "she texted me goodbye and i can't reach her"),
    ],
)
def test_danger_is_at_least_serious_and_has_its_category(category: str, text: str, lexicon: Lexicon) -> None:
    assert category in categories_of(text, lexicon)


@pytest.mark.parametrize(
    "text",
    [
        "I could sleep for a week",
        "Everyone would be better off with an umbrella",
        "there's no reason to panic",
        "i wish i was at the beach",
        "I want to leave the party",
        "who gets my ticket if i'm ill",
        "I wrote a letter to my pen pal",
        "my brother can have my old bike",
        "what's the easiest way to the station",
        "how many pages do we need",
        "saving up for a guitar",
        "is anyone looking for a lab partner",
        "I cut my hair myself",
        "my arms are full of mosquito bites",
        "i feel better when i see my dog",
        "relapsed into gaming again",
        "My dad hits the gym every night",
        "he beat me at chess three times in a row",
        "i got locked in the library until midnight",
        "coach made us run ten laps",
        "my boyfriend likes slap bass",
        "they told me to ask in the group chat",
        "that song touched me deeply",
        "he said no to the second slice",
        "send pics of the puppy!!",
        "I'm going to meet him",
        "bringing a cake to school tomorrow",
        "she has a knife for the cake",
        "I threw up after the rollercoaster",
        "i haven't eaten since breakfast",
        "our lecture is on eating disorders",
        "the tenor voice in the choir is nice",
        "the neighbours are loud again",
        "there are insects in the garden",
        "i took too many notes in class",
        "pills for my cold taste like chalk",
        "the dog ran away from the ball",
        "mum threw out my old comics",
        "my aunt is pregnant, i'll be a cousin",
        "two lines on the test = covid again",
        "My friend says she wants to diet",
        "she texted me about the homework",
    ],
)
def test_ordinary_words_are_no_danger(text: str, lexicon: Lexicon) -> None:
    assert not found_in(text, lexicon).level.is_danger


@pytest.mark.parametrize(
    "text",
    [
        "gonna unalive myself after finals lol",
        "i wanna kms",
        "thinking about ctb",
        "sewerslide is all i think about",
        "su1c1de thoughts again",
        "su!cidal and its only tuesday",
        "k1ll myself maybe",
        "finna end it all fr",
        "sh urges tonight",
        "i want to kilL mysellllf",
        "going to unalive-myself",
    ],
)
def test_slang_and_disguised_spelling_is_danger(text: str, lexicon: Lexicon) -> None:
    assert found_in(text, lexicon).level.is_danger


@pytest.mark.parametrize(
    "text",
    [
        "dying of laughter over here",
        "I could die of shame",
        "dying to see you",
        "to die for, that cake",
        "this exam is killing me",
        "i need to kill time until six",
        "kill the boss first then loot",
        "Has anyone seen the new Suicide Squad?",
        "our school hung posters about suicide prevention",
        "the suicide hotline number is on the card",
        "my phone died in the middle of the call",
        "what's the deadline for the thesis",
        "i have to die my hair for the play",
        "the light is good, shoot a photo",
        "cutting class to get bubble tea",
        "overdosed on mango pudding again",
        "in the book he wants to kill himself",
        "I am not suicidal, only tired",
    ],
)
def test_idioms_lessons_games_and_denials_are_no_danger(text: str, lexicon: Lexicon) -> None:
    assert not found_in(text, lexicon).level.is_danger


AMBIGUOUS = (
    ("ran five kms", "i hate my life, kms"),
    ("the ctb bank account", "no point anymore, ctb"),
    ("the sh file is missing", "hate myself, so i sh"),
    ("watch the rabbit disappear", "so tired of it, i just want to disappear"),
    ("the patient relapsed", "i hate myself, i relapsed"),
    ("this is the final message", "no point anymore, this is my final message"),
    ("won't be here until ten", "everyone hates me, soon i won't be here"),
)


@pytest.mark.parametrize("alone", [alone for alone, _ in AMBIGUOUS])
def test_ambiguous_words_alone_are_no_danger(alone: str, lexicon: Lexicon) -> None:
    assert not found_in(alone, lexicon).level.is_danger


@pytest.mark.parametrize("beside", [beside for _, beside in AMBIGUOUS])
def test_ambiguous_words_beside_a_cue_are_danger(beside: str, lexicon: Lexicon) -> None:
    assert found_in(beside, lexicon).level.is_danger


@pytest.mark.parametrize("alone", ["watch the rabbit, I could disappear too", "we might end it here"])
def test_ambiguous_words_wait_for_what_comes_next(alone: str, lexicon: Lexicon) -> None:
    assert found_in(alone, lexicon).unclear


def test_a_friends_plan_is_serious_and_told_as_the_friends(lexicon: Lexicon) -> None:
    found = found_in("my friend said she will commit suicide", lexicon)

    assert found.level is RiskLevel.SERIOUS
    assert any(counted.whose is Whose.OTHER for counted in found.counted)


@pytest.mark.parametrize("text", ["I feel so hopeless", "my grandma died", "i cry every night", "I hate myself"])
def test_distress_is_a_concern(text: str, lexicon: Lexicon) -> None:
    assert found_in(text, lexicon).level is RiskLevel.CONCERN
