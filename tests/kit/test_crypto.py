"""Sealed words open with their own key at their own place, and nowhere else."""

import base64
import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import RefusedToStart
from bot.kit.crypto import CannotOpen, SealingKey, Vault, load_or_create_vault

KEY = SealingKey(b"an invented key of 32 bytes here")
OTHER = SealingKey(b"another invented key, 32 bytes !")
SECRET = "我有一个秘密"


class TestSealing:
    @given(st.text(alphabet=st.characters(exclude_categories=())))
    def test_every_text_comes_back_as_it_was(self, text: str) -> None:
        assert KEY.open(KEY.seal(text, row="messages:1"), row="messages:1") == text

    def test_the_same_words_never_look_the_same(self) -> None:
        assert KEY.seal(SECRET, row="messages:1") != KEY.seal(SECRET, row="messages:1")

    def test_nothing_of_the_words_can_be_seen(self) -> None:
        assert SECRET.encode() not in KEY.seal(SECRET, row="messages:1")

    def test_another_key_does_not_open_it(self) -> None:
        with pytest.raises(CannotOpen, match="messages:1 was sealed with another key"):
            OTHER.open(KEY.seal(SECRET, row="messages:1"), row="messages:1")

    def test_a_row_moved_to_another_place_does_not_open(self) -> None:
        with pytest.raises(CannotOpen, match="messages:2 was changed or moved"):
            KEY.open(KEY.seal(SECRET, row="messages:1"), row="messages:2")

    def test_no_byte_can_be_changed(self) -> None:
        sealed = KEY.seal(SECRET, row="messages:1")
        for place in range(len(sealed)):
            changed = bytearray(sealed)
            changed[place] ^= 1
            with pytest.raises(CannotOpen):
                KEY.open(bytes(changed), row="messages:1")

    @pytest.mark.parametrize("length", [0, 3, 8, 12, 20, 30])
    def test_a_cut_value_does_not_open(self, length: int) -> None:
        with pytest.raises(CannotOpen):
            KEY.open(KEY.seal(SECRET, row="messages:1")[:length], row="messages:1")

    def test_the_keys_name_does_not_reveal_it(self) -> None:
        assert KEY.id not in KEY.secret
        assert KEY.id != OTHER.id

    def test_a_key_is_never_printed(self) -> None:
        assert "invented" not in repr(KEY)


class TestVault:
    def test_a_students_key_opens_only_for_that_student(self) -> None:
        vault = Vault(KEY)
        wrapped = vault.new_wrapped_key("lin")

        assert vault.student_key("lin", wrapped) == vault.student_key("lin", wrapped)
        with pytest.raises(CannotOpen):
            vault.student_key("mei", wrapped)

    def test_a_forgotten_key_takes_everything_with_it(self) -> None:
        vault = Vault(KEY)
        sealed = vault.student_key("lin", vault.new_wrapped_key("lin")).seal(SECRET, row="messages:1")

        with pytest.raises(CannotOpen):
            vault.student_key("lin", vault.new_wrapped_key("lin")).open(sealed, row="messages:1")

    def test_a_look_up_finds_the_same_again_and_hides_what_it_is(self) -> None:
        vault = Vault(KEY)

        assert vault.lookup("telegram", "4711") == Vault(KEY).lookup("telegram", "4711")
        assert (
            len(
                {vault.lookup("telegram", "4711"), vault.lookup("web", "4711"), Vault(OTHER).lookup("telegram", "4711")}
            )
            == 3
        )
        assert "4711" not in vault.lookup("telegram", "4711")

    def test_a_chat_named_with_half_a_character_is_still_found(self) -> None:
        assert Vault(KEY).lookup("web", "\ud800") != Vault(KEY).lookup("web", "\ud801")


class TestKeyFile:
    def test_the_first_run_makes_a_key_that_only_its_owner_can_read(self, tmp_path: Path) -> None:
        file = tmp_path / "new" / "tingjian.key"

        vault = load_or_create_vault(file)

        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert load_or_create_vault(file).master == vault.master

    def test_two_installations_have_different_keys(self, tmp_path: Path) -> None:
        assert load_or_create_vault(tmp_path / "a").master != load_or_create_vault(tmp_path / "b").master

    def test_a_key_that_others_can_read_is_refused_with_what_to_do(self, tmp_path: Path) -> None:
        file = tmp_path / "tingjian.key"
        load_or_create_vault(file)
        file.chmod(0o640)

        with pytest.raises(RefusedToStart, match=f"run: chmod 600 {file}"):
            load_or_create_vault(file)

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"not json",
            b"[]",
            b"{}",
            b'{"key": 5}',
            b'{"key": "%%%"}',
            b"\xff\xfe",
            json.dumps({"key": base64.b64encode(b"short").decode()}).encode(),
        ],
    )
    def test_a_broken_key_file_is_refused_with_what_to_do(self, tmp_path: Path, content: bytes) -> None:
        file = tmp_path / "tingjian.key"
        file.write_bytes(content)
        file.chmod(0o600)

        with pytest.raises(RefusedToStart, match="restore it from your backup"):
            load_or_create_vault(file)

    def test_a_folder_in_the_keys_place_is_refused(self, tmp_path: Path) -> None:
        file = tmp_path / "tingjian.key"
        file.mkdir(mode=0o700)

        with pytest.raises(RefusedToStart):
            load_or_create_vault(file)
