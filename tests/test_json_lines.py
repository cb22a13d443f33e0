import io
import json

from bot.json_lines import Row, answer_lines


def shout(row: Row) -> Row:
    if row["text"] == "?":
        raise ArithmeticError("an error of the program, with words that must not be shown")
    return {"id": row["id"], "text": str(row["text"]).upper()}


def answered(*lines: bytes) -> tuple[list[Row], int]:
    out = io.BytesIO()
    unanswered = answer_lines(list(lines), out, answer=shout)
    return [json.loads(line) for line in out.getvalue().splitlines()], unanswered


class TestAnswerLines:
    def test_each_line_is_answered_in_order(self) -> None:
        answers, unanswered = answered(b'{"id": "1", "text": "a"}\n', b'{"id": 2, "text": "b"}\n')

        assert answers == [{"id": "1", "text": "A"}, {"id": 2, "text": "B"}]
        assert unanswered == 0

    def test_line_that_cannot_be_read_costs_nobody_else_theirs(self) -> None:
        answers, unanswered = answered(
            b"not json\n", b"[1]\n", b'{"id": 1}\n', b"\xff\n", b'{"id": "1", "text": "a"}\n'
        )

        assert [answer["id"] for answer in answers] == [None, None, None, None, "1"]
        assert answers[0]["error"] == "line 1: not JSON in UTF-8"
        assert answers[1]["error"] == 'line 2: not an object with "id" and a text in "text"'
        assert unanswered == 4

    def test_failure_of_the_program_is_named_without_the_text(self) -> None:
        answers, unanswered = answered(b'{"id": "1", "text": "?"}\n', b'{"id": "2", "text": "a"}\n')

        assert answers[0] == {"id": None, "error": "line 1: ArithmeticError"}
        assert answers[1]["id"] == "2"
        assert unanswered == 1

    def test_empty_lines_are_passed_over(self) -> None:
        assert answered(b"\n", b'{"id": "1", "text": "a"}\n') == ([{"id": "1", "text": "A"}], 0)

    def test_lone_surrogate_comes_back_as_it_came(self) -> None:
        answers, _ = answered(b'{"id": "1", "text": "\\ud800"}\n')

        assert answers == [{"id": "1", "text": "\ud800"}]

    def test_chinese_is_written_as_such(self) -> None:
        out = io.BytesIO()
        answer_lines(['{"id": "1", "text": "你好"}'.encode()], out, answer=shout)

        assert "你好" in out.getvalue().decode()
