"""However long and odd a talk is: an answer every time, and never the same sentence three times running."""

import asyncio
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.rasa_side.training_files import examples_in
from bot.dialogue.rasa import DialogueReply, Question, Rasa, rasa_client
from bot.kit.ids import new_id
from bot.levels import RiskLevel
from tests.rasa.conftest import RunningRasa

pytestmark = [pytest.mark.rasa]

TURNS = 200
UTTERANCES = Path(__file__).resolve().parents[2] / "nlu_data" / "tests" / "utterances"
SAID = sorted({example.text for file in UTTERANCES.glob("*.yml") for example in examples_in(file)})
ODD = st.text(max_size=40)
SENTENCES = st.lists(st.sampled_from(SAID) | ODD, min_size=3, max_size=12)


async def talk(server: str, sentences: list[str], language: str) -> list[DialogueReply]:
    """The answers to these sentences, said over and over in one conversation, in sessions as the line begins them."""
    async with rasa_client() as client:
        rasa, chat = Rasa(client, server), new_id()
        replies = []
        for turn in range(TURNS):
            said = sentences[turn % len(sentences)]
            question = Question(f"{chat}-{turn // 20}", said, language, RiskLevel.NONE, "bot", None)  # type: ignore[arg-type]  # one of two
            replies.append(await rasa.ask(question))
        return replies


@settings(max_examples=6, deadline=None)
@given(SENTENCES, st.sampled_from(["zh", "en"]))
def test_two_hundred_turns_end_neither_in_silence_nor_in_a_loop(
    running_rasa: RunningRasa, sentences: list[str], language: str
) -> None:
    replies = asyncio.run(talk(running_rasa.server, sentences, language))

    assert all(reply.texts or reply.commands for reply in replies)
    spoken = [reply.texts[0] for reply in replies if reply.texts]
    repeated = [one for (one, two), (_, three) in pairwise(pairwise(spoken)) if one == two == three]
    assert repeated == []
