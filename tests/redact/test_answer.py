from bot.redact import Redactor
from bot.redact.answer import answer


def test_a_row_gets_its_text_with_stand_ins_and_the_hidden_stretches(redactor: Redactor) -> None:
    found = answer(redactor, {"id": "row-1", "text": "打13800138000"})
    assert found["id"] == "row-1"
    assert found["text"].startswith("打电话")
    assert found["spans"] == [(1, 12, "PHONE")]
