"""What a reviewer sees. All people, schools and numbers are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.redact import Kind, Redactor
from bot.redact.finder import Word

KEY = b"one case"
OTHER_KEY = b"another case"
PEOPLE = ("王小明", "李雨欣", "欧阳娜娜", "赵铁柱", "Lucy Chen")


class KnowsPeople:
    """A word finder that knows the invented people and nothing else."""

    def words(self, text: str) -> list[Word]:
        return [
            Word(place, place + len(person), "PER")
            for person in PEOPLE
            for place in range(len(text))
            if text.startswith(person, place)
        ]


RULES_AND_PEOPLE = Redactor(KnowsPeople())


def stand_in_of(person: str, *, key: bytes) -> str:
    return RULES_AND_PEOPLE.redact_case([person], key=key)[0].text


class TestACase:
    def test_a_person_hidden_once_is_hidden_everywhere_under_one_name(self, redactor: Redactor) -> None:
        texts = ["我叫林晓雯，今年高二", "林晓雯是我的名字", "他们都笑林晓雯"]
        first, second, third = redactor.redact_case(texts, key=KEY)
        stand_in = first.text[2 : first.text.index("，")]
        assert stand_in.startswith("人物")
        assert second.text == f"{stand_in}是我的名字"
        assert third.text == f"他们都笑{stand_in}"

    def test_a_given_name_is_the_same_person_as_the_full_name(self) -> None:
        first, second = RULES_AND_PEOPLE.redact_case(["王小明打我", "我叫小明"], key=KEY)
        assert first.text.removesuffix("打我") == second.text.removeprefix("我叫")

    def test_two_people_never_share_a_name(self) -> None:
        many = [f"@friend{number}" for number in range(300)]
        texts = [redacted.text for redacted in RULES_AND_PEOPLE.redact_case(many, key=KEY)]
        assert len(set(texts)) == len(many)

    def test_the_bare_answer_to_a_question_for_an_account_is_hidden(self, redactor: Redactor) -> None:
        _, answer, later = redactor.redact_case(["你微信多少", "xm_2008", "ok 2008"], key=KEY)
        assert answer.text.startswith("账号")
        assert later.text == "ok 2008"

    def test_a_short_latin_name_is_not_looked_for_inside_words(self) -> None:
        _, text = RULES_AND_PEOPLE.redact_case(["@Ann 你好", "planning"], key=KEY)
        assert text.text == "planning"

    def test_a_traditional_and_a_simplified_spelling_are_one_person(self, redactor: Redactor) -> None:
        first, second = redactor.redact_case(["我叫陈晓东", "我叫陳曉東"], key=KEY)
        assert first.text == second.text

    def test_nothing_to_hide_leaves_the_text_alone(self, redactor: Redactor) -> None:
        assert redactor.redact("我今天很累，不想说话。").text == "我今天很累，不想说话。"
        assert redactor.redact("").text == ""

    def test_hotlines_stay_visible_to_reviewers(self, redactor: Redactor) -> None:
        text = "志愿者说可以打12355，或者12356、110、120、400-161-9995。"
        assert redactor.redact(text).text == text


class TestKeys:
    @given(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=12), st.binary(min_size=1, max_size=40))
    @settings(max_examples=60)
    def test_the_same_string_has_the_same_stand_in_in_a_case(self, people: list[str], key: bytes) -> None:
        redacted = RULES_AND_PEOPLE.redact_case([f"看见{person}了" for person in people], key=key)
        names = {person: each.text for person, each in zip(people, redacted, strict=True)}
        assert all(each.text == names[person] for person, each in zip(people, redacted, strict=True))
        assert len(set(names.values())) == len(names)

    @given(st.binary(min_size=8, max_size=32))
    @settings(max_examples=40)
    def test_a_case_reads_the_same_however_often_it_is_redacted(self, key: bytes) -> None:
        texts = [f"我和{person}" for person in PEOPLE]
        assert RULES_AND_PEOPLE.redact_case(texts, key=key) == RULES_AND_PEOPLE.redact_case(texts, key=key)

    def test_other_keys_give_other_stand_ins_so_cases_cannot_be_linked(self) -> None:
        keys = [number.to_bytes(4) for number in range(520)]
        drawn = [stand_in_of("王小明", key=key) for key in keys]
        assert len(set(drawn)) == 26
        assert max(drawn.count(name) for name in set(drawn)) < 60

    def test_a_name_keeps_its_stand_in_when_the_case_grows(self) -> None:
        before = RULES_AND_PEOPLE.redact_case(["王小明"], key=KEY)
        after = RULES_AND_PEOPLE.redact_case(["王小明", "李雨欣和赵铁柱"], key=KEY)
        assert after[0] == before[0]

    def test_single_texts_are_cases_of_their_own(self) -> None:
        assert len({RULES_AND_PEOPLE.redact("王小明").text for _ in range(60)}) > 1


class TestSpans:
    def test_spans_are_in_the_characters_that_were_written(self, redactor: Redactor) -> None:
        text = "电话１３８\u200b００１３８０００，谢谢"
        (span,) = redactor.redact(text).spans
        assert text[span.start : span.end] == "１３８\u200b００１３８０００"
        assert span.kind is Kind.PHONE

    @given(st.text(max_size=60))
    @settings(max_examples=60)
    def test_what_no_span_covers_is_left_as_it_was_and_in_order(self, text: str) -> None:
        redacted = RULES_AND_PEOPLE.redact(text)
        starts = [0, *(span.end for span in redacted.spans)]
        ends = [*(span.start for span in redacted.spans), len(text)]
        place = 0
        for start, end in zip(starts, ends, strict=True):
            place = redacted.text.index(text[start:end], place) + end - start
        assert redacted.spans or redacted.text == text


class TestWithTheModel:
    @pytest.mark.parametrize(
        ("text", "hidden"),
        [
            ("昨天张伟和李娜吵架了", ["张伟", "李娜"]),
            ("我姓诸，班主任王老师知道", ["王"]),
            ("My name is Lucy Chen and I am sad", ["Lucy Chen"]),
            ("我喜欢约翰·史密斯的歌", ["约翰·史密斯"]),
            ("我在清华大学读书，家在杭州市西湖区", ["清华大学", "杭州市西湖区"]),
            ("我是广州市第七中学的", ["广州市第七中学"]),
            ("他在深圳市公安局上班", ["深圳市公安局"]),
        ],
    )
    def test_names_places_and_institutions_are_hidden(self, redactor: Redactor, text: str, hidden: list[str]) -> None:
        seen = redactor.redact(text).text
        assert not [words for words in hidden if words in seen]

    @pytest.mark.parametrize("text", ["老师和小时候的同学", "我爸妈天天吵架", "[大哭][花心]", "今天小雨，早安"])
    def test_everyday_words_are_not_taken_for_people(self, redactor: Redactor, text: str) -> None:
        assert redactor.redact(text).text == text

    @pytest.mark.parametrize("danger", ["我写好了遗书", "我想去跳海", "攒了很多舍曲林", "我在天台"])
    def test_words_that_show_danger_stay_readable(self, redactor: Redactor, danger: str) -> None:
        assert redactor.redact(danger).text == danger

    def test_a_name_beside_a_word_of_danger_is_still_hidden(self) -> None:
        class RunsTogether:
            def words(self, text: str) -> list[Word]:
                return [Word(0, len(text), "PER")]

        assert Redactor(RunsTogether()).redact("王小明遗书").text.endswith("遗书")
        assert "王小明" not in Redactor(RunsTogether()).redact("王小明遗书").text

    def test_neighbouring_places_are_one_place(self, redactor: Redactor) -> None:
        (span,) = redactor.redact("我住在广东省深圳市南山区科技园南路18号3栋502室").spans
        assert span.end - span.start == len("广东省深圳市南山区科技园南路18号3栋502室")
