"""What a run of kills did to the messages."""

from dataclasses import dataclass, field

from tests.journeys.student import StudentChat


@dataclass
class Ledger:
    """Counted over all kills; `repeated` are the copies of point 7, the one honest window."""

    kills: dict[str, int] = field(default_factory=dict)
    lost: int = 0
    duplicated: int = 0
    repeated: int = 0

    def killed(self, point: int, database: str) -> None:
        name = f"{point} {database}"
        self.kills[name] = self.kills.get(name, 0) + 1

    def count(self, copies: int, what: str) -> None:
        """There must be exactly one copy of what was acknowledged or owed."""
        self.lost += copies == 0
        self.duplicated += max(0, copies - 1)
        assert copies == 1, f"{copies} copies of {what}"

    def check_answered_once(self, student: StudentChat, text: str) -> None:
        """The message is there once, and so is the one answer to it."""
        history = student.history()
        self.count(sum(said.author == "student" and said.text == text for said in history), "a message")
        self.count(sum(said.author == "bot" and text in said.text for said in history), "an answer")

    def summary(self) -> str:
        return (
            f"kills {sum(self.kills.values())}, lost {self.lost}, duplicated {self.duplicated}"
            f" (and {self.repeated} in the window of point 7)"
        )
