"""Text somebody else wrote, made harmless to look at: nothing in it may move, hide or break what stands around it.

Jinja escapes the markup. This shows the characters that have no shape of their own, and that could turn a line round.
"""

from typing import Final

from bot.kit.text import sendable

_TURNERS: Final = {
    0x061C: "ALM", 0x200E: "LRM", 0x200F: "RLM", 0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO",
    0x202E: "RLO", 0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI",
}  # fmt: skip
_FIRST_PICTURE: Final = 0x2400
_KEPT: Final = (0x09, 0x0A)


def _pictures() -> dict[int, str]:
    shown = {code: f"⟦{name}⟧" for code, name in _TURNERS.items()}
    shown |= {code: chr(_FIRST_PICTURE + code) for code in range(0x20) if code not in _KEPT}
    shown |= {0x7F: "␡"} | dict.fromkeys(range(0x80, 0xA0), "�") | dict.fromkeys((0x2028, 0x2029), "\n")
    return shown


_SHOWN: Final = _pictures()


def inert(text: str) -> str:
    """`text` with every control and turning character shown as a sign; line breaks stay."""
    return sendable(text.replace("\r\n", "\n")).translate(_SHOWN)
