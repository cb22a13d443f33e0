"""One thing that came in, beside what was kept under its name before and what the conversation remembers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import structlog

from bot.channels.port import Inbound
from bot.conversations.transcript import Kept
from bot.crisis.context import LAST_WORDS, Memory
from bot.crisis.screen import Reading
from bot.crisis.signal import CrisisSignal
from bot.dialogue.student_commands import StudentCommand, recognise_command
from bot.handoffs.asking import Heard
from bot.levels import RiskLevel
from bot.store.tables import Message, MessageKind

log = structlog.get_logger()
SecondPass = Callable[[str, Reading, Memory], CrisisSignal | None]


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a student sent, what the screen read in it by itself, which command it is, and what it corrects."""

    inbound: Inbound
    reading: Reading
    command: StudentCommand | None
    corrects: tuple[Kept, ...] = ()
    is_button: bool = False
    """The name of a topic or a skill, and nothing else."""

    @property
    def address(self) -> tuple[str, str]:
        return self.inbound.channel, self.inbound.chat

    @property
    def level(self) -> RiskLevel:
        return self.reading.level

    @property
    def is_in_our_words(self) -> bool:
        """Whether it is a button's name, or a command as the line taught it.

        A wish for a person may stand inside the student's own words.
        """
        return self.is_button or self.command not in {None, StudentCommand.PERSON}

    def to_keep(self, earlier: Mapping[int, Kept]) -> "Arrival | None":
        """None for a repeat of an earlier revision; else what is new.

        Danger is never taken for a repeat of something harmless: other words under the same name are a further revision.
        """
        if self.inbound.revision not in earlier:
            return replace(self, corrects=tuple(earlier.values()))
        if not self.level.is_danger or self.level <= max(copy.level for copy in earlier.values()):
            return None
        further = replace(self.inbound, revision=max(earlier) + 1)
        return replace(self, inbound=further, corrects=tuple(earlier.values()))

    def heard(self, message: Message, memory: Memory, second_pass: SecondPass) -> Heard:
        """What was read in it by both passes. Of the line's own words the model alone makes no danger.

        Nor are they the other half of a sentence.
        """
        if self.is_in_our_words:
            own = signal = _without_doubt(self.reading.signal)
        else:
            own, signal = self.reading.signal, self._read_beside(memory, second_pass)
        is_farewell = self.command in {StudentCommand.LEAVE, StudentCommand.ERASE}
        return Heard(message, self.inbound.text, own, signal, self.corrects, is_farewell, self.command is not None)

    def left_in(self, memory: Memory) -> Memory:
        """What is remembered from now on. Signs without letters and our own words leave nothing."""
        text = self.inbound.text
        if self.is_in_our_words or not any(letter.isalnum() for letter in text):
            return memory
        if self.corrects:  # typing errors that are put right do not add up
            return replace(memory, last_words=text[-LAST_WORDS:])
        return memory.after(text, self.reading)

    def _read_beside(self, memory: Memory, second_pass: SecondPass) -> CrisisSignal | None:
        """Both passes together; a second pass that breaks takes nothing from the first."""
        try:
            return second_pass(self.inbound.text, self.reading, memory)
        except Exception as broken:  # noqa: BLE001  # whatever broke, what the first pass says holds
            log.error("second_pass_broke", channel=self.inbound.channel, reason=type(broken).__name__)  # noqa: TRY400  # no values in logs
            return self.reading.signal


def command_in(inbound: Inbound) -> StudentCommand | None:
    """What is asked of the line itself; only typed words ask."""
    return recognise_command(inbound.text) if inbound.kind is MessageKind.TEXT else None


def _without_doubt(signal: CrisisSignal | None) -> CrisisSignal | None:
    return None if signal is not None and signal.asks_first else signal
