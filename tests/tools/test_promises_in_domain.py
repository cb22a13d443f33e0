from pathlib import Path

import pytest

from tools.checks.promises_in_domain import all_findings, findings_in


class TestPromises:
    @pytest.mark.parametrize(
        "said",
        ["志愿者马上就来", "我们一定会帮你", "我保证没事", "A volunteer will be with you soon", "I guarantee it"],
    )
    def test_promise_that_nobody_can_keep_is_named(self, said: str) -> None:
        assert len(list(findings_in("config/wording/zh.yml", f"key: {said}"))) == 1

    @pytest.mark.parametrize(
        "said", ["我们不能保证有人在线", "We cannot guarantee a time", "Who will be with you tonight?", "你排在第 2 位"]
    )
    def test_saying_what_is_true_is_fine(self, said: str) -> None:
        assert not list(findings_in("config/wording/zh.yml", f"key: {said}"))

    def test_method_is_never_named_back(self) -> None:
        (finding,) = findings_in("nlu_data/responses/zh.yml", "- text: 不要碰安眠药")

        assert "method" in finding.sentence

    def test_comments_are_not_said_to_anybody(self) -> None:
        assert not list(findings_in("config/wording/zh.yml", "# never say 马上就来\nkey: 你好  # not 马上来"))

    def test_every_file_that_speaks_is_read(self, tmp_path: Path) -> None:
        folder = tmp_path / "config" / "wording" / "zh"
        folder.mkdir(parents=True)
        (folder / "queue.yml").write_text("soon: 马上就来\n", encoding="utf-8")

        assert [str(finding) for finding in all_findings(tmp_path)] == [
            "config/wording/zh/queue.yml:1: promises “马上就来”; say what is true now"
        ]
