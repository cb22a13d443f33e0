"""What a student sent, read from Telegram's updates. Nothing here needs aiogram."""

from datetime import UTC, datetime

import pytest

from bot.channels.telegram.payload import chat_of, inbound_of
from bot.store.tables import MessageKind
from tests.channels.payloads import ALL, edit_update, payload, text_update


class TestWhatIsRead:
    def test_a_message_is_named_by_chat_and_number_and_brings_a_hint_of_the_language(self) -> None:
        inbound = inbound_of(payload("text"))

        assert inbound is not None
        assert (inbound.channel, inbound.chat, inbound.platform_id, inbound.revision) == (
            "telegram",
            "711000001",
            "101",
            0,
        )
        assert (inbound.text, inbound.kind, inbound.language_hint) == ("考试考砸了", MessageKind.TEXT, "zh-hans")
        assert inbound.sent_at == datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("name", "kind", "text"),
        [
            ("photo", MessageKind.PHOTO, "今天的卷子"),
            ("sticker", MessageKind.STICKER, "😭"),
            ("voice", MessageKind.VOICE, ""),
            ("video", MessageKind.VIDEO, ""),
            ("video_note", MessageKind.VIDEO, ""),
            ("animation", MessageKind.VIDEO, ""),
            ("location", MessageKind.LOCATION, ""),
            ("contact", MessageKind.OTHER, ""),
            ("poll", MessageKind.OTHER, "我该不该去上学\n去\n不去"),
            ("dice", MessageKind.OTHER, ""),
            ("document", MessageKind.OTHER, "写了点东西"),
            ("something_new", MessageKind.OTHER, ""),
        ],
    )
    def test_everything_a_student_can_send_is_a_message_with_its_words(
        self, name: str, kind: MessageKind, text: str
    ) -> None:
        inbound = inbound_of(payload(name))

        assert inbound is not None
        assert (inbound.kind, inbound.text) == (kind, text)

    def test_the_start_button_is_no_word_of_the_student_but_what_they_type_after_it_is(self) -> None:
        pressed, typed = inbound_of(payload("start")), inbound_of(text_update(1, "/start 不想活了"))

        assert pressed is not None
        assert pressed.text == ""
        assert typed is not None
        assert typed.text == "/start 不想活了"

    def test_an_edit_is_a_revision_and_two_edits_of_one_second_are_two(self) -> None:
        edits = [inbound_of(edit_update(5, "一", edit=1)), inbound_of(edit_update(5, "二", edit=2))]

        assert [edit.platform_id for edit in edits if edit] == ["5", "5"]
        assert len({edit.revision for edit in edits if edit}) == 2
        assert 0 not in {edit.revision for edit in edits if edit}

    @pytest.mark.parametrize("name", ["group", "pinned", "kicked", "edited_live_location"])
    def test_what_is_not_said_to_us_is_left_alone(self, name: str) -> None:
        assert inbound_of(payload(name)) is None

    @pytest.mark.parametrize("name", ALL)
    def test_every_update_knows_whose_order_it_belongs_to(self, name: str) -> None:
        assert isinstance(chat_of(payload(name)), str)
