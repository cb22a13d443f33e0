"""What exactly a sentence is about, and that there is an answer to each of it in both languages."""

from pathlib import Path

import pytest
import yaml

from actions.rasa_side.kinds import GROUPS, examples_of
from actions.rasa_side.matters import NO_MATTER, BrokenMatter, Matters, read
from actions.rasa_side.moment import ASKS, BEGIN, GOING_ON, LATER, SORRY, TOLD
from actions.rasa_side.replies import REPLIES, SEQUELS

KNOWLEDGE = Path(__file__).resolve().parents[2] / "nlu_data"
OURS = read(KNOWLEDGE / "matters")
RULES = {
    steps["steps"][0]["intent"]: [step["action"] for step in steps["steps"][1:]]
    for file in (KNOWLEDGE / "rules").glob("*.yml")
    for steps in yaml.safe_load(file.read_text(encoding="utf-8"))["rules"]
    if "intent" in steps["steps"][0]
}
RESPONSES = {
    name: wordings
    for file in (KNOWLEDGE / "responses").rglob("*.yml")
    for name, wordings in yaml.safe_load(file.read_text(encoding="utf-8"))["responses"].items()
}


@pytest.mark.parametrize(
    ("text", "intent", "matter"),
    [
        ("兼职老板不给我工资", "topic_rights", "wages"),
        ("我被刷单骗了两千", "topic_rights", "fraud"),
        ("会不会我自己也犯法", "topic_rights", "did_wrong"),
        ("is it illegal that they post lies about me online", "topic_rights", "online_insult"),
        ("My boss WON'T pay me", "topic_rights", "wages"),
        ("法律能帮我吗", "topic_rights", NO_MATTER),
        ("警察能看到吗", "ask_privacy", "police"),
        ("能问问她有没有想过自杀吗", "parent_or_teacher", "ask_directly"),
        ("兼职老板不给我工资", "topic_study", NO_MATTER),
        ("", "topic_rights", NO_MATTER),
        ("两个月了", "going_on", "since"),
        ("like two years", "going_on", "since"),
        ("like when i do smth wrong", "going_on", NO_MATTER),
        ("can i ask something", "going_on", "may_i_ask"),
        ("转学要怎么办", "going_on", "change_school"),
        ("我妈说别理他们就好了", "going_on", "dismissed"),
        ("老师有问过我 我说没事", "going_on", "said_fine"),
        ("我装作没看到", "going_on", "said_fine"),
        ("i just pretend its funny", "going_on", "said_fine"),
        ("她说没事", "going_on", NO_MATTER),
        ("妈妈只管我的分数", "going_on", "only_grades"),
        ("想有人听我说", "going_on", "just_listen"),
        ("the teacher told me to pull myself together", "going_on", "dismissed"),
        ("他们问我以后要跟谁", "topic_family", "choose_parent"),
        ("我跟我妈吵架了", "going_on", NO_MATTER),
        ("我想再跟她谈一次", "going_on", "plan"),
        ("好，我晚上试试看", "going_on", "plan"),
        ("is it normal to be this sad", "going_on", "is_it_normal"),
        ("要吃药吗", "going_on", "medicine"),
        ("我是不是有点抑郁", "going_on", "is_it_illness"),
        ("我妈可能会带我去医院，我不想去", "going_on", "doctor"),
        ("同桌看到了，她没说啥", "going_on", NO_MATTER),
        ("我是不是好小气", "going_on", "my_fault"),
        ("好 我明天试下", "going_on", "plan"),
        ("她会不会是被欺负了", "parent_or_teacher", "bullied"),
        ("怎么问她才肯说", "parent_or_teacher", "how_to_ask"),
        ("我18岁", "going_on", "my_year"),
        ("no dont want teachers involved", "going_on", "no_adults"),
        ("how do i make them stop", "going_on", "make_them_stop"),
        ("怕她截图发群里", "going_on", "what_if"),
        ("我没同人讲过", "going_on", "kept_inside"),
        ("没有签约 只有line对话", "topic_rights", "no_contract"),
        ("可以去哪里申诉", "topic_rights", "complain"),
        ("劳工局要钱吗", "ask_cost", "elsewhere"),
        ("我觉得他抢我东西", "topic_bullying", NO_MATTER),
        ("高三", "going_on", "my_year"),
        ("university, first year", "going_on", "my_year"),
        ("高一开始的", "going_on", "since"),
        ("both i guess", "going_on", "all_of_it"),
        ("写信吧，但是写什么", "going_on", "what_to_say"),
        ("what would i even say", "going_on", "what_to_say"),
        ("不知道说什么", "going_on", NO_MATTER),
        ("how do i even tell them", "going_on", "how_to_begin"),
        ("i dont know where to ask", "going_on", "where_to_ask"),
        ("is there like a counselor at uni i could go to", "going_on", "school_counsellor"),
        ("can i retake the classes?", "going_on", "retake"),
        ("那当面问吧", "going_on", "plan"),
        ("ok maybe ill mute him first", "going_on", "plan"),
        ("ill never go back", "going_on", NO_MATTER),
        ("我也不知道我做错了什么", "going_on", "what_did_i_do"),
        ("dad will be furious", "going_on", NO_MATTER),
        ("im so angry at both", "going_on", "angry"),
        ("第一个是什么意思", "going_on", "which_button"),
        ("my roommate kinda knows", "topic_peers", NO_MATTER),
        ("my deskmate", "going_on", "somebody"),
        ("有问过其中一个，他说我想多了", "going_on", "dismissed"),
        ("i tried melatonin but still can't sleep", "going_on", "tried"),
        ("如果是你会怎么办", "going_on", "what_would_you_do"),
        ("我不敢跟爸妈说", "going_on", "kept_inside"),
        ("现在和好了", "going_on", "better_now"),
        ("还没和好", "going_on", NO_MATTER),
        ("是翻我手机 不是我上网 你听懂没", "going_on", "misheard"),
        ("i told you, she calls me metal mouth", "going_on", "misheard"),
        ("school fees!! not this chat", "going_on", NO_MATTER),
        ("写了三题 对两题", "going_on", "did_it"),
        ("ok ill text him tonight", "going_on", "plan"),
        ("那我早点睡试试", "going_on", "plan"),
        ("do i tell the teacher or talk to him first", "going_on", "should_i"),
        ("what if she says no", "going_on", "what_if"),
        ("what can i say so that she listens", "going_on", "so_they_listen"),
        ("我该怎么说她才会听", "going_on", "so_they_listen"),
        ("写信？给谁", "going_on", "letter"),
        ("a letter? to who", "going_on", "letter"),
        ("你会一直在吗", "going_on", "will_you_stay"),
        ("will you be here tomorrow", "going_on", "will_you_stay"),
        ("do you think she'll tell the truth if i ask", "going_on", "they_think"),
        ("is that allowed, to text the coach?", "going_on", "allowed"),
        ("你说我该坚持吗", "going_on", "should_i"),
        ("我说她活该没朋友", "going_on", NO_MATTER),
        ("会给我带早餐", "going_on", NO_MATTER),
        ("他在乎我", "going_on", NO_MATTER),
        ("他们不懂我", "going_on", "not_heard"),
        ("he cares about me", "going_on", NO_MATTER),
        ("my mum doesnt get it", "going_on", "not_heard"),
        ("我说了", "going_on", NO_MATTER),
        ("也许吧", "going_on", "maybe"),
        ("haha", "going_on", "laugh"),
        ("不知道她怎么想", "told", "unknown_of_them"),
        ("its like walking on eggshells", "told", "in_a_mood"),
        ("shes in one of her moods", "told", "in_a_mood"),
        ("my art teacher says im good", "told", "praised"),
        ("我已经画了六年了", "told", "years_of_it"),
        ("我拿了作文比赛二等奖", "told", "good_news"),
        ("我不想活了", "told", NO_MATTER),
        ("i don't want to be here", "told", NO_MATTER),
    ],
)
def test_the_words_say_what_it_is_about(text: str, intent: str, matter: str) -> None:
    assert OURS.found(text, intent) == matter


def test_the_first_that_is_written_counts() -> None:
    matters = Matters.of({"topic": {"matters": {"exact": {"said": ["red car"]}, "wide": {"said": ["car"]}}}})

    assert matters.found("a red car", "topic") == "exact"
    assert matters.found("a car", "topic") == "wide"


def test_what_means_the_same_everywhere_is_found_whatever_the_topic() -> None:
    assert OURS.found_anywhere("买游戏号被骗了680") == ("topic_rights", "fraud")
    assert OURS.found_anywhere("爸妈在闹离婚") == ("topic_family", "apart")
    assert OURS.found_anywhere("今天天气不错") == ("", NO_MATTER)


@pytest.mark.parametrize(
    "written",
    ["", "topic_x: 3", "topic_x: {matters: {a: {}}}", "topic_x: {everywhere: [b], matters: {a: {said: [x]}}}"],
)
def test_a_file_of_another_shape_is_refused_by_its_name(tmp_path: Path, written: str) -> None:
    (tmp_path / "odd.yml").write_text(written, encoding="utf-8")

    with pytest.raises(BrokenMatter, match=r"odd\.yml"):
        read(tmp_path)


def test_what_must_not_be_said_counts_for_one_or_for_all() -> None:
    named = {"car": {"said": ["car"], "unless": ["toy"]}, "thing": {"said": ["car|bus"]}}
    matters = Matters.of({"topic": {"unless": ["my friend"], "matters": named}})

    assert matters.found("a car", "topic") == "car"
    assert matters.found("a toy car", "topic") == "thing"
    assert matters.found("my friend has a bus", "topic") == NO_MATTER


@pytest.mark.parametrize(
    "text", ["明天要考试了" + "，还有很多别的事" * 8, "exam tomorrow " + "and so many other things " * 6]
)
def test_a_long_text_tells_of_more_than_one_thing(text: str) -> None:
    assert OURS.found(text, "topic_study") == NO_MATTER
    assert OURS.found(text[:20], "topic_study") == "exam_ahead"


def test_every_matter_has_an_answer_in_both_languages_and_every_answer_a_matter() -> None:
    rules = RULES | {name: [f"utter_{name}"] for name in ("going_on", "told")}
    wanted = {f"{rules[intent][0]}/{matter.name}" for intent, own in OURS.by_intent.items() for matter in own}
    kinds = {kind for _, kind, _ in examples_of(KNOWLEDGE / "told")} | set(GROUPS)
    pools = {BEGIN, LATER, ASKS, SORRY} | {f"{TOLD}/{kind}" for kind in kinds}
    pools |= {f"{GOING_ON}/{reply}" for reply in (*REPLIES, *SEQUELS)}
    assert {name for name in RESPONSES if "/" in name} == wanted | pools
    for name in wanted | pools:
        languages = [each["condition"][0]["value"] for each in RESPONSES[name]]
        assert languages.count("zh") == languages.count("en") > 0, name


def test_no_text_is_slow_to_read() -> None:
    """Bounded repeats only: this ends, and finds the same as in a shorter text of the kind."""
    for intent, own in OURS.by_intent.items():
        for piece in ("我打", "不给我", "i hit my ", "老师没收", "爸妈", "phone "):
            short, long = ([each.name for each in own if each.is_in(piece * times)] for times in (100, 400))
            assert long == short, intent


def test_a_broken_pattern_is_named_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "rights.yml").write_text(
        "topic_rights:\n  matters:\n    fraud:\n      said: ['(scam']\n", encoding="utf-8"
    )

    with pytest.raises(BrokenMatter, match=r"rights\.yml: topic_rights/fraud: '\(scam' is no regular expression"):
        read(tmp_path)
