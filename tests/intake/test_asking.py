"""Where the model alone sees danger the student is asked first; whatever is not a clear no brings a person."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from bot.handoffs.asking import call_for_the_silent
from bot.handoffs.asking_rules import PATIENCE, SHORTEST_ANSWER, STILL_TYPING
from bot.levels import RiskLevel
from bot.store.tables import CrisisSignal, HandoffState, Holder, MessageKind, OutboxEntry, Reason
from bot.wording import LANGUAGES
from tests.core import Core
from tests.factories import DOUBTFUL_WORDS

SERIOUS_WORDS = "我不想活了"


async def ask(core: Core) -> None:
    """The student writes something doubtful, and has had time to read the question."""
    await core.receive(DOUBTFUL_WORDS)
    core.clock.move(STILL_TYPING)


def questions(core: Core, told: list[str]) -> int:
    return told.count(core.says("safety.question"))


async def noted(core: Core) -> int:
    async with core.database.read() as session:
        return len((await session.scalars(select(CrisisSignal))).all())


async def is_called_for(core: Core) -> bool:
    """Whether one Handoff of level 2 waits, the student has had the safety text, and no question is open."""
    (handoff,) = await core.handoffs()
    conversation = await core.conversation()
    serious = tuple(core.says("safety.serious", language) for language in LANGUAGES)
    assert sum(text.startswith(serious) for text in await core.told()) == 1
    assert (handoff.level, handoff.reason, handoff.state) == (
        RiskLevel.SERIOUS, Reason.DANGER, HandoffState.WAITING,
    )  # fmt: skip
    assert (conversation.level, conversation.holder) == (RiskLevel.SERIOUS, Holder.QUEUE)
    return conversation.safety_asked_at is None


class TestTheQuestion:
    async def test_is_asked_and_nobody_is_called_yet(self, core_on_any: Core) -> None:
        await core_on_any.receive(DOUBTFUL_WORDS)

        assert await core_on_any.told() == [core_on_any.says("first_words"), core_on_any.says("safety.question")]
        assert await core_on_any.handoffs() == []
        conversation = await core_on_any.conversation()
        assert (conversation.level, conversation.holder) == (RiskLevel.CONCERN, Holder.BOT)

    async def test_the_message_keeps_its_level_and_the_words_that_raised_it(self, core: Core) -> None:
        await core.receive(DOUBTFUL_WORDS)

        assert (await core.history())[0].level is RiskLevel.SERIOUS
        assert await noted(core) == 1

    async def test_a_message_brought_five_times_is_asked_about_once(self, core_on_any: Core) -> None:
        for _ in range(2):
            await core_on_any.receive(DOUBTFUL_WORDS, platform_id="7")
            core_on_any.clock.move(STILL_TYPING)
        await asyncio.gather(*(core_on_any.receive(DOUBTFUL_WORDS, platform_id="7") for _ in range(3)))

        assert questions(core_on_any, await core_on_any.told()) == 1
        assert await core_on_any.handoffs() == []
        assert await noted(core_on_any) == 1

    async def test_who_overlooked_it_is_reminded_once(self, core_on_any: Core) -> None:
        core = core_on_any
        await core.receive(DOUBTFUL_WORDS)
        for text in ("什么意思", "我不懂"):
            core.clock.move(SHORTEST_ANSWER)
            await core.receive(text)

        assert (await core.told()).count(core.says("safety.question_again")) == 1
        assert await core.handoffs() == []

    async def test_is_the_answer_so_that_the_bot_says_nothing_after_it(self, core: Core) -> None:
        await core.receive(DOUBTFUL_WORDS)

        assert await core.answer() == 0
        assert core.rasa.heard == []

    async def test_a_new_student_reads_first_who_asks_and_the_question_last(self, core: Core) -> None:
        await core.receive(DOUBTFUL_WORDS)

        assert await core.deliver() == [core.says("first_words"), core.says("safety.question")]

    async def test_what_the_bot_had_still_to_say_is_not_said_after_it(self, core: Core) -> None:
        await core.receive("你好")
        await core.answer()
        await core.receive(DOUBTFUL_WORDS)

        assert await core.deliver() == [core.says("safety.question"), core.says("first_words")]

    async def test_goes_out_before_anything_that_waits(self, core: Core) -> None:
        await core.receive("你好")
        await core.receive(DOUBTFUL_WORDS)

        async with core.database.read() as session:
            urgent = (await session.scalars(select(OutboxEntry.is_urgent).order_by(OutboxEntry.seq))).all()
        assert urgent == [False, True]

    async def test_is_asked_of_somebody_who_waits_for_a_person_too(self, core: Core) -> None:
        await core.receive("转人工")
        await core.receive(DOUBTFUL_WORDS)

        assert (await core.told())[-1] == core.says("safety.question")
        assert (await core.handoff()).level is RiskLevel.NONE

    async def test_a_wish_for_a_person_in_the_same_message_is_fulfilled(self, core: Core) -> None:
        await core.receive(f"{DOUBTFUL_WORDS}，帮我转人工")

        assert questions(core, await core.told()) == 1
        assert (await core.handoff()).reason is Reason.REQUEST

    async def test_our_own_words_are_never_asked_about(self, core: Core) -> None:
        await core.receive("不要再联系我")

        assert await core.told() == [core.says("first_words"), core.says("privacy.stopped")]
        assert await noted(core) == 0

    async def test_danger_that_a_term_names_is_never_asked_about(self, core: Core) -> None:
        await core.receive(f"{DOUBTFUL_WORDS}，{SERIOUS_WORDS}")

        assert questions(core, await core.told()) == 0
        assert await is_called_for(core)


class TestNo:
    @pytest.mark.parametrize("no", ["没有", "沒有啊", "没有。", "真的没有", "no", "No!"])
    async def test_alone_is_thanked_for_and_calls_nobody(self, core_on_any: Core, no: str) -> None:
        core = core_on_any
        await ask(core)
        await core.receive(no)

        assert (await core.told())[-1] in {core.says("safety.heard_no", language) for language in LANGUAGES}
        assert await core.answer() == 1  # what was asked about is answered now
        assert core.rasa.texts == [DOUBTFUL_WORDS]
        assert await core.handoffs() == []
        assert (await core.conversation()).safety_asked_at is None

    async def test_with_a_story_is_answered_by_the_bot(self, core: Core) -> None:
        await ask(core)
        await core.receive("没有，只是我奶奶留给我的风铃，我找了好久")
        await core.answer()

        assert (await core.told())[-1] == "我在听。"
        assert core.says("safety.heard_no") not in await core.told()
        assert await core.handoffs() == []

    async def test_lets_the_bot_answer_what_came_before_it(self, core: Core) -> None:
        await core.receive("考试考砸了")
        await core.receive(DOUBTFUL_WORDS)
        await core.answer()
        assert core.rasa.heard == []
        core.clock.move(STILL_TYPING)
        await core.receive("没有")
        await core.answer()

        assert core.rasa.texts == [f"考试考砸了\n{DOUBTFUL_WORDS}"]

    async def test_brought_again_is_heard_once(self, core: Core) -> None:
        await ask(core)
        for _ in range(5):
            await core.receive("没有", platform_id="8")

        assert (await core.told()).count(core.says("safety.heard_no")) == 1


ANSWERS_THAT_CALL: dict[str, dict[str, Any]] = {
    "yes": {"text": "有"},
    "yes in English": {"text": "yes"},
    "not knowing": {"text": "不知道"},
    "nobody, which begins like a no": {"text": "没有人在乎"},
    "something else": {"text": "你好"},
    "another doubt": {"text": f"又{DOUBTFUL_WORDS}"},
    "a no beside a doubt": {"text": f"没有，{DOUBTFUL_WORDS}"},
    "a no beside a term": {"text": f"没有，就是{SERIOUS_WORDS}"},
    "nothing to read": {"text": "。。。"},
    "a sticker": {"text": "", "kind": MessageKind.STICKER},
    "a photo": {"text": "", "kind": MessageKind.PHOTO},
    "a photo with a no under it": {"text": "没有", "kind": MessageKind.PHOTO},
    "asking for a person": {"text": "转人工"},
    "wanting no contact": {"text": "不要再联系我"},
    "leaving": {"text": "退出"},
    "having everything deleted": {"text": "删除我的记录"},
}


class TestAskingBack:
    @pytest.mark.parametrize(
        ("text", "key", "language"),
        [
            ("what happens if i say yes", "what_follows", "en"),
            ("你会告诉我妈吗", "what_follows", "zh-Hans"),
            ("你是不是没看懂", "why_asked", "zh-Hans"),
        ],
    )
    async def test_is_answered_and_the_question_waits_on(
        self, core_on_any: Core, text: str, key: str, language: str
    ) -> None:
        core = core_on_any
        await ask(core)
        await core.receive(text)
        await core.answer()

        assert (await core.told())[-1] == core.says(f"safety.{key}", language)
        assert (await core.history())[-1].choices == "yes_no"
        assert await core.handoffs() == []
        assert core.rasa.heard == []
        await core.receive("没有")
        assert (await core.conversation()).safety_asked_at is None
        assert await core.handoffs() == []

    async def test_a_third_time_calls_a_person(self, core: Core) -> None:
        await ask(core)
        for text in ("什么意思", "为什么问这个", "你会告诉我妈吗"):
            await core.receive(text)

        assert await is_called_for(core)

    async def test_silence_after_it_calls_a_person_when_it_would_have(self, core: Core) -> None:
        await ask(core)
        await core.receive("你会告诉我妈吗")
        core.clock.move(PATIENCE - STILL_TYPING)
        await call_for_the_silent(core.database, speech=core.speech, at=core.clock.now())

        assert await is_called_for(core)

    async def test_something_else_is_answered_once_the_question_is(self, core: Core) -> None:
        await ask(core)
        await core.receive("是不是不正常")
        await core.answer()
        reminded = (await core.told())[-1]
        await core.receive("没有")
        await core.answer()

        assert reminded == core.says("safety.question_again")
        assert await core.handoffs() == []
        assert core.rasa.texts[-1].endswith("是不是不正常")


class TestAnythingElse:
    @pytest.mark.parametrize("answer", ANSWERS_THAT_CALL.values(), ids=ANSWERS_THAT_CALL.keys())
    async def test_calls_a_person_with_the_safety_text(self, core: Core, answer: dict[str, Any]) -> None:
        await ask(core)
        await core.receive(**answer)

        assert await is_called_for(core)
        assert questions(core, await core.told()) == 1

    async def test_holds_on_both_databases(self, core_on_any: Core) -> None:
        await ask(core_on_any)
        await core_on_any.receive("有")

        assert await is_called_for(core_on_any)

    async def test_who_answered_yes_is_kept_company(self, core: Core) -> None:
        await ask(core)
        await core.receive("有")
        await core.answer()

        assert (await core.told())[-1].startswith(core.says("waiting.company_1"))

    async def test_who_leaves_is_told_that_somebody_will_look(self, core: Core) -> None:
        await ask(core)
        await core.receive("退出")

        assert (await core.told())[-1] == core.says("leave.still_waiting")

    async def test_who_wants_everything_deleted_is_told_what_it_waits_for(self, core: Core) -> None:
        await ask(core)
        await core.receive("删除我的记录")

        assert (await core.told())[-1] == core.says("privacy.erasure_waits")
        assert DOUBTFUL_WORDS in [said.text for said in await core.history()]
