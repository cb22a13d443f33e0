"""Foreign names written with dots between their parts (约翰·史密斯), which the model may cut in pieces."""

from collections.abc import Sequence

from bot.redact.finder import Word

DOTS = frozenset("·•・‧")
# What the model takes pieces of foreign names for.
PIECES = frozenset({"PER", "LOC", "ORG", "nz", "nw"})


def whole_foreign_name(text: str, words: Sequence[Word], number: int) -> tuple[int, int]:
    """From where to where the name reaches to which the person `words[number]` belongs."""
    last = _reach(text, words, number, step=1)
    first = _reach(text, words, number, step=-1)
    return words[first].start, words[last].end


def _reach(text: str, words: Sequence[Word], number: int, *, step: int) -> int:
    """The furthest word of the name in one direction; without a dot the name ends where it began."""
    dotted = not DOTS.isdisjoint(text[words[number].start : words[number].end])
    reached = number
    place = number + step
    while 0 <= place < len(words):
        word = words[place]
        opens_with_dot = (text[word.start] if step > 0 else text[word.end - 1]) in DOTS
        before = words[place - step]
        after_dot = (text[before.end - 1] if step > 0 else text[before.start]) in DOTS
        if not (opens_with_dot or after_dot or (dotted and word.tag in PIECES)):
            break
        dotted = dotted or opens_with_dot
        reached = place
        place += step
    return reached
