import io
import json
import re
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import cli


@pytest.fixture(autouse=True)
def local_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TINGJIAN_LOCAL_FOLDER", str(tmp_path))
    return tmp_path


def tingjian(*words: str, given: str = "") -> str:
    """What the command prints when all goes well."""
    done = CliRunner().invoke(cli.app, words, input=given, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The one sentence on stderr of a command that ends with exit code 2."""
    monkeypatch.setattr(sys, "argv", ["tingjian", *words])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    return capsys.readouterr().err


class TestHelp:
    def test_every_command_is_told_about(self) -> None:
        told = tingjian("--help")

        assert all(
            command in told
            for command in ("run", "serve", "migrate", "backup", "talk", "screen", "redact", "language", "user")
        )


class TestJsonLines:
    def test_screen_answers_each_line(self) -> None:
        rows: list[dict[str, object]] = [{"id": "1", "text": "遗书写好了，今晚就走"}, {"id": 2, "text": "今天天气不错"}]

        answers = [json.loads(line) for line in tingjian("screen", given=as_lines(rows)).splitlines()]

        assert [(answer["id"], answer["level"]) for answer in answers] == [("1", 3), (2, 0)]
        assert set(answers[0]) == {"id", "level", "categories", "matched"}

    def test_redact_hides_a_phone_number(self) -> None:
        (line,) = tingjian("redact", given=as_lines([{"id": "1", "text": "打13800138000找我"}])).splitlines()

        assert "13800138000" not in json.loads(line)["text"]
        assert json.loads(line)["spans"][0][:2] == [1, 12]

    def test_language_tells_english_from_chinese(self) -> None:
        rows = [{"id": "1", "text": "I cannot sleep at night"}, {"id": "2", "text": "我睡不着觉"}]

        answers = [json.loads(line) for line in tingjian("language", given=as_lines(rows)).splitlines()]

        assert [answer["language"] for answer in answers] == ["en", "zh-Hans"]

    def test_unreadable_line_is_told_by_the_exit_code_at_the_end(self) -> None:
        given = "broken\n" + as_lines([{"id": "2", "text": "hello, how are you?"}])

        done = CliRunner().invoke(cli.app, ["language"], input=given)

        assert done.exit_code == 1
        assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [None, "2"]


class TestAccounts:
    def test_new_account_gets_a_link_that_signs_in(self) -> None:
        told = tingjian("user", "add", "li-wei", "--role", "volunteer", "--name", "李薇")

        assert re.fullmatch(r"http://127\.0\.0\.1:8355/console/link/\S{20,}\n", told)
        assert tingjian("user", "list") == "li-wei  李薇  volunteer  main\n"

    def test_somebody_who_lost_the_link_gets_another(self) -> None:
        first = tingjian("user", "add", "li-wei", "--role", "supervisor")

        assert tingjian("user", "link", "li-wei") != first

    def test_ended_account_is_marked_and_gets_no_link(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        tingjian("user", "add", "li-wei", "--role", "volunteer")

        assert tingjian("user", "end", "li-wei") == "li-wei has ended.\n"
        assert tingjian("user", "list").endswith("(ended)\n")
        assert "Nobody here has the login 'li-wei'" in refused(monkeypatch, capsys, "user", "link", "li-wei")

    def test_nobody_yet_says_how_to_begin(self) -> None:
        assert tingjian("user", "list") == "Nobody yet: tingjian user add --help\n"

    @pytest.mark.parametrize(
        ("words", "sentence"),
        [
            (
                ("user", "add", "li-wei", "--role", "boss"),
                "'boss' is no role here; choose one of volunteer, supervisor",
            ),
            (("user", "add", "!", "--role", "volunteer"), "cannot be a login"),
            (("user", "end", "nobody"), "Nobody here has the login 'nobody'"),
        ],
    )
    def test_what_cannot_be_is_refused_in_one_sentence(
        self,
        words: tuple[str, ...],
        sentence: str,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        assert sentence in refused(monkeypatch, capsys, *words)


class TestDatabase:
    def test_migrating_twice_changes_nothing(self, local_folder: Path) -> None:
        tingjian("migrate")
        tingjian("migrate")

        assert (local_folder / "tingjian.db").exists()

    def test_backup_tells_where_it_is_and_why_both_are_there(self, local_folder: Path) -> None:
        tingjian("user", "add", "li-wei", "--role", "volunteer")

        folder, reason = tingjian("backup").splitlines()

        assert {file.name for file in Path(folder).iterdir()} == {"tingjian.db", "tingjian.key", "README.txt"}
        assert Path(folder).parent == local_folder / "backups"
        assert "one without the other cannot be read" in reason

    def test_backup_of_nothing_is_refused(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert "There is no key" in refused(monkeypatch, capsys, "backup")


class TestSettings:
    def test_setting_that_cannot_be_read_is_named(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("TINGJIAN_PORT", "many")

        assert refused(monkeypatch, capsys, "migrate").startswith("A setting cannot be used. TINGJIAN_PORT: ")

    def test_list_that_is_no_list_is_named(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("TINGJIAN_PAGER_TELEGRAM_CHATS", "no json")

        assert "pager_telegram_chats" in refused(monkeypatch, capsys, "migrate")


class TestRun:
    def test_taken_port_is_one_sentence(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with socket.create_server(("127.0.0.1", 0)) as other:
            monkeypatch.setenv("TINGJIAN_PORT", str(other.getsockname()[1]))

            told = refused(monkeypatch, capsys, "run")

        assert "is taken" in told
        assert "TINGJIAN_PORT" in told

    def test_line_that_refuses_to_start_ends_the_run_with_its_code(
        self, local_folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        key = local_folder / "tingjian.key"
        key.write_text("no key", encoding="utf-8")
        key.chmod(0o600)
        monkeypatch.setenv("TINGJIAN_PORT", "0")
        monkeypatch.setenv("TINGJIAN_RASA_URL", "http://rasa.example:5005")

        done = CliRunner().invoke(cli.app, ["run"])

        assert done.exit_code == 2
        assert "Rasa runs elsewhere" in done.output


class TestTalk:
    def test_without_a_line_it_says_what_to_do(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(""))

        told = refused(monkeypatch, capsys, "talk", "--address", "http://127.0.0.1:1")

        assert told == (
            "Nobody answers at http://127.0.0.1:1. Start the line first (make run), or say where it is: --address.\n"
        )


def as_lines(rows: Sequence[Mapping[str, object]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
