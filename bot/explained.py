"""What `tingjian explain` prints: why the screen answers as it does, in a coordinator's words and language."""

from collections.abc import Iterator, Sequence

from bot.crisis.explain import Explanation, Fired
from bot.crisis.signal import Basis, Whose
from bot.levels import RiskLevel
from console.words import Words


def told(explanation: Explanation, words: Words, language: str) -> Iterator[str]:
    """The lines to print: the level and what follows from it, then every reason."""

    def say(key: str, **facts: object) -> str:
        return words.say(f"explain.{key}", language, **facts)

    level = explanation.reading.level
    if level is RiskLevel.NONE:
        yield say("nothing")
    else:
        name = words.say(f"level.{int(level)}", language)
        yield say("level", level=int(level), name=name, what=say(_what_follows(explanation)))
    yield say("read_as", text=explanation.read_as)
    if explanation.fired:
        yield say("terms")
        for fired in explanation.fired:
            yield from _told_of_term(fired, words, language)
    if explanation.waiting:
        yield say("waiting", terms=", ".join(explanation.waiting))
    yield say("model_above" if explanation.score > 0 else "model_below", score=f"{abs(explanation.score):.2f}")
    if explanation.speaks_for:
        yield say("speaks_for", words=_weighed(explanation.speaks_for))
    if explanation.speaks_against:
        yield say("speaks_against", words=_weighed(explanation.speaks_against))


def _told_of_term(fired: Fired, words: Words, language: str) -> Iterator[str]:
    yield words.say(
        "explain.term",
        language,
        words=fired.words,
        start=fired.start + 1,
        end=fired.end,
        term=fired.term,
        category=fired.category,
        level=int(fired.level),
        written_at=fired.written_at,
    )
    if fired.level < fired.written_level:
        yield words.say("explain.lowered", language, written=int(fired.written_level), level=int(fired.level))
    if fired.whose is Whose.OTHER:
        yield words.say("explain.of_other", language)


def _what_follows(explanation: Explanation) -> str:
    if explanation.asks_first:
        signal = explanation.reading.signal
        return "asked_manner" if signal is not None and signal.basis is Basis.MANNER else "asked"
    return "at_once" if explanation.reading.level.is_danger else "offered"


def _weighed(speaking: Sequence[tuple[str, float]]) -> str:
    return "  ".join(f"{feature} {weight:+.2f}" for feature, weight in speaking)
