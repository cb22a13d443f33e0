"""What every group of pages works with, made once for a router."""

from dataclasses import dataclass

from bot.shifts.sign_in import PasswordDoor
from console.door import Door
from console.pages import Pages
from console.parts import Parts


@dataclass(frozen=True, slots=True)
class Setup:
    """The line, the templates, the door and the passwords."""

    parts: Parts
    pages: Pages
    door: Door
    passwords: PasswordDoor
