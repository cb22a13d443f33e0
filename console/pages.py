"""Templates become pages: escaped, inert, in the reader's language, with headers that allow nothing from elsewhere."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.kit.clock import SHANGHAI
from bot.shifts.accounts import LANGUAGES
from bot.shifts.sign_in import SignedIn
from console.inert import inert
from console.parts import Parts
from console.words import Words, load_words

_HERE: Final = Path(__file__).parent
STATIC: Final = _HERE / "static"
LANGUAGE_COOKIE: Final = "tingjian_language"
SECURE_HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    # Private words must not stay on a shared machine, not even behind the back button.
    "Cache-Control": "no-store",
}


class Pages:
    """The templates of the console with everything they may ask for."""

    def __init__(self, parts: Parts) -> None:
        self.words: Words = load_words()
        self._parts = parts
        self._environment = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["inert"] = inert
        self._environment.filters["moment"] = moment
        self._environment.globals["static"] = partial(static_address, version=_version())

    def fragment(self, template: str, language: str, **facts: Any) -> str:
        """A piece of a page as text, for a socket or inside a page."""
        return self._environment.get_template(template).render(
            t=self._say(language), language=language, now=self._parts.clock.now(), **facts
        )

    def page(
        self,
        request: Request,
        template: str,
        *,
        signed_in: SignedIn | None = None,
        status: int = 200,
        wish: str = "",
        **facts: Any,
    ) -> HTMLResponse:
        """A whole page for `signed_in`, or for somebody at the door whose language may be known (`wish`)."""
        language = signed_in.account.language if signed_in else language_of(request, wish)
        html = self.fragment(
            template,
            language,
            me=signed_in.account if signed_in else None,
            form_token=signed_in.form_token if signed_in else "",
            path=request.url.path,
            **facts,
        )
        return HTMLResponse(html, status_code=status)

    def _say(self, language: str) -> Callable[..., str]:
        return lambda key, **facts: self.words.say(key, language, **facts)


def language_of(request: Request, wish: str = "") -> str:
    """The language of somebody who is not signed in: chosen now, known, chosen before, or the browser's first wish."""
    chosen = request.query_params.get("language") or wish or request.cookies.get(LANGUAGE_COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    first = request.headers.get("accept-language", "zh")[:2].lower()
    return LANGUAGES[0] if first == "zh" else LANGUAGES[1]


def moment(at: datetime, *, with_day: bool = True) -> str:
    """A moment as the desk's clock shows it."""
    return at.astimezone(SHANGHAI).strftime("%m-%d %H:%M" if with_day else "%H:%M")


def static_address(name: str, *, version: str) -> str:
    """Where a file of ours is; the version makes browsers fetch it again after an update."""
    return f"/console/static/{name}?v={version}"


def go_to(address: str) -> Response:
    """Look at another page now; a form that was sent is not sent again by going back."""
    return RedirectResponse(address, status_code=303)


def _version() -> str:
    summed = sha256()
    for file in sorted(STATIC.rglob("*.*")):
        summed.update(file.read_bytes())
    return summed.hexdigest()[:12]
