import pytest

from tools.checks.no_text_in_logs import findings
from tools.checks.sources import Source


class TestNoTextInLogs:
    @pytest.mark.parametrize(
        "code",
        [
            "log.info('kept', text=words_of_student)",
            "self._log.warning('refused', message=message.text)",
            "logger.error(f'could not send {body}')",
            "log.bind(student=student.display_name)",
            "logging.getLogger\nlogging.info('%s', inbound.text)",
        ],
    )
    def test_words_given_to_a_log_are_named(self, code: str) -> None:
        assert len(list(findings(Source("bot/intake.py", code)))) == 1

    @pytest.mark.parametrize(
        "code",
        [
            "log.info('kept', conversation=conversation.id)",
            "log.info('kept', length=len(message.text))",
            "page.info(text=text)",
            "self.show(text)",
        ],
    )
    def test_ids_and_lengths_are_fine(self, code: str) -> None:
        assert not list(findings(Source("bot/intake.py", code)))

    def test_tools_talk_to_their_own_terminal(self) -> None:
        assert not list(findings(Source("tools/bench.py", "log.info(text)")))
