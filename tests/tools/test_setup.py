"""The setup with stand-ins for uv, Python 3.10 and pyenv's shims: small programs in a folder of the test's own."""

import sys
from pathlib import Path

import pytest

from tools.setup.browser import require_browser
from tools.setup.failed import SetupFailed
from tools.setup.progress import Progress
from tools.setup.pythons import find_uv, python_for_rasa
from tools.setup.stamps import fingerprint, is_done, mark_done


def program(folder: Path, name: str, does: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / name
    made.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    made.chmod(0o755)
    return made


class TestPythonForRasa:
    def test_version_of_pyenv_is_taken_though_its_shim_refuses(self, tmp_path: Path) -> None:
        program(tmp_path / "shims", "python3.10", "exit 127")
        wanted = program(tmp_path / "pyenv" / "versions" / "3.10.13" / "bin", "python", "echo 3.10")

        found = python_for_rasa({"PATH": f"{tmp_path / 'shims'}", "PYENV_ROOT": str(tmp_path / "pyenv")}, home=tmp_path)

        assert found == str(wanted)

    def test_python_of_the_system_is_taken_behind_a_shim_that_refuses(self, tmp_path: Path) -> None:
        program(tmp_path / "shims", "python3.10", "exit 127")
        wanted = program(tmp_path / "bin", "python3.10", "echo 3.10")

        found = python_for_rasa({"PATH": f"{tmp_path / 'shims'}:{tmp_path / 'bin'}"}, home=tmp_path)

        assert found == str(wanted)

    def test_without_any_uv_is_left_to_download_one(self, tmp_path: Path) -> None:
        program(tmp_path / "bin", "python3.10", "echo 3.9")

        assert python_for_rasa({"PATH": str(tmp_path / "bin")}, home=tmp_path) == "3.10"


class TestUv:
    def test_uv_on_path_is_used(self, tmp_path: Path) -> None:
        wanted = program(tmp_path, "uv", "echo uv 0.13.9")

        assert find_uv({"PATH": str(tmp_path)}) == wanted

    @pytest.mark.parametrize("does", ["echo uv 0.4.0", "exit 1"])
    def test_uv_that_is_too_old_or_broken_is_not(self, tmp_path: Path, does: str) -> None:
        old = program(tmp_path, "uv", does)

        assert find_uv({"PATH": str(tmp_path)}) != old


class TestBrowser:
    def test_chromium_that_is_there_is_enough(self, tmp_path: Path) -> None:
        program(tmp_path, "chromium", "exit 0")

        require_browser(str(tmp_path))

    def test_missing_chromium_gets_the_one_command_that_installs_it(self, tmp_path: Path) -> None:
        with pytest.raises(SetupFailed, match=r"sudo apt-get install -y chromium fonts-noto-cjk$"):
            require_browser(str(tmp_path))


class TestStamps:
    def test_what_was_done_is_not_done_again_until_it_changes(self, tmp_path: Path) -> None:
        stamp, lock = tmp_path / "stamps" / "line", tmp_path / "uv.lock"
        lock.write_text("first", encoding="utf-8")
        before = fingerprint([lock], "with tests")
        mark_done(stamp, before)
        assert is_done(stamp, fingerprint([lock], "with tests"))

        lock.write_text("second", encoding="utf-8")

        assert not is_done(stamp, fingerprint([lock], "with tests"))

    def test_missing_file_counts_as_another_content(self, tmp_path: Path) -> None:
        assert fingerprint([tmp_path / "none"]) != fingerprint([])


class TestProgress:
    def test_steps_are_counted(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        progress = Progress(2, log=tmp_path / "log")

        progress.step("uv")
        progress.step("the line's environment")

        assert capsys.readouterr().out == "step 1 of 2: uv\nstep 2 of 2: the line's environment\n"

    def test_long_command_tells_how_long_it_took(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        progress = Progress(1, log=tmp_path / "logs" / "setup.log")

        progress.run([sys.executable, "-c", "print('hidden')"], environment={}, otherwise="never said")

        assert capsys.readouterr().out == "    done in 0 s\n"

    def test_failure_shows_its_last_lines_and_what_to_do(self, tmp_path: Path) -> None:
        progress = Progress(1, log=tmp_path / "setup.log")

        with pytest.raises(SetupFailed) as failed:
            progress.run([sys.executable, "-c", "exit('no route')"], environment={}, otherwise="Check the network.")

        assert str(failed.value) == "no route\n\nCheck the network."
