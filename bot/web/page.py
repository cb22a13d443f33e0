"""The student's page at /: plain HTML that already shows the first words and the numbers, and a script for the chat."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from fastapi import FastAPI, Header, Query
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from typing_extensions import override

from bot.resources import PhoneLine, Region, Resources
from bot.wording import DEFAULT_LANGUAGE, LANGUAGES, Wording

_HERE: Final = Path(__file__).parent
_QUICK_LINES: Final = 4
_NAMES: Final = {
    "zh-Hans": {"long": "简体", "short": "简"},
    "zh-Hant": {"long": "繁體", "short": "繁"},
    "en": {"long": "English", "short": "EN"},
}
_TRADITIONAL: Final = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")
_LIVE: Final = (
    "author.bot", "author.line", "author.volunteer", "author.student",
    "state.new", "state.bot", "state.queue", "state.queue_next", "state.volunteer", "state.nobody",
    "message.sending", "message.waiting", "message.kept",
    "note.lost", "note.back", "note.anew", "note.too_long", "note.too_many", "note.failing",
)  # fmt: skip
"""What the script says by itself; everything else stands in the page."""

HEADERS: Final = {
    # A shared school computer must not keep the page, and no other site may learn that somebody was here.
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
    ),
}


@dataclass(frozen=True, slots=True)
class PageParts:
    """What stands on the student's page: sentences, numbers, and where the quick exit leads."""

    wording: Wording
    page_wording: Wording
    resources: Resources
    region: str
    neutral_page: str


def add_page(app: FastAPI, parts: PageParts) -> None:
    """The page at / and its files under /chat/."""
    templates = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    pages = {language: templates.get_template("chat.html").render(_facts(parts, language)) for language in LANGUAGES}

    @app.get("/", include_in_schema=False)
    async def student_page(
        language: Annotated[str, Query()] = "", accept_language: Annotated[str, Header()] = ""
    ) -> HTMLResponse:
        chosen = language if language in LANGUAGES else preferred_language(accept_language)
        return HTMLResponse(pages[chosen], headers={**HEADERS, "Vary": "Accept-Language", "Content-Language": chosen})

    app.mount("/chat", _PageFiles(directory=_HERE / "static"), name="chat-files")


class _PageFiles(StaticFiles):
    """The page's files; asked for again each time (304), so that an update reaches everybody at once."""

    @override
    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def preferred_language(accept_language: str) -> str:
    """The first language in an Accept-Language header that the line speaks; Simplified Chinese for want of any."""
    for entry in accept_language.split(","):
        wanted = entry.partition(";")[0].strip().lower()
        if wanted.startswith(_TRADITIONAL):
            return "zh-Hant"
        if wanted.startswith("zh"):
            return "zh-Hans"
        if wanted.startswith("en"):
            return "en"
    return DEFAULT_LANGUAGE


def _facts(parts: PageParts, language: str) -> dict[str, object]:
    """What the template names."""
    say = _speaker(parts.page_wording, language)
    region = parts.resources.region(parts.region)
    regions = [region, *(other for word, other in parts.resources.regions.items() if word != parts.region)]
    return {
        "say": say,
        "first_words": parts.wording.say("first_words", language).splitlines(),
        "language": language,
        "languages": _NAMES,
        "own_region": region.name.read(language),
        "quick_lines": [_shown(line, language) for line in region.lines[:_QUICK_LINES]],
        "regions": [(each.name.read(language), [_shown(line, language) for line in each.lines]) for each in regions],
        "live_words": {key: say(key) for key in _LIVE},
        "numbers": _numbers(regions),
        "neutral_page": parts.neutral_page,
    }


def _speaker(wording: Wording, language: str) -> Callable[[str], str]:
    # The place in the queue is filled in by the script, so its {place} stays.
    return lambda key: wording.say(key, language, place="{place}")


def _shown(line: PhoneLine, language: str) -> dict[str, str]:
    return {
        "number": line.number,
        "tel": _dialled(line.number),
        "name": line.name.read(language),
        "hours": line.hours.read(language),
    }


def _numbers(regions: Sequence[Region]) -> list[str]:
    """Every number, the longest first, so that the script can make those in the line's sentences callable."""
    return sorted(
        {line.number for region in regions for line in region.lines}, key=lambda number: (-len(number), number)
    )


def _dialled(number: str) -> str:
    return number.replace(" ", "").replace("-", "")
