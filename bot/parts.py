"""What `tingjian run` starts: the line first, then Rasa, each bound to this machine alone."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from bot.processes import Part
from bot.settings import ROOT, Settings

LOOPBACK: Final = ("127.0.0.1", "localhost")


@dataclass(frozen=True)
class RasaPlace:
    """Where `make run` has put Rasa's own Python and the trained model."""

    python: Path = ROOT / ".local" / "rasa-venv" / "bin" / "python"
    model: Path = ROOT / ".local" / "models" / "tingjian.tar.gz"


@dataclass(frozen=True)
class Plan:
    """The processes to run, the line first, and what whoever starts them should know."""

    parts: tuple[Part, ...]
    remark: str = ""


def plan(settings: Settings, place: RasaPlace) -> Plan:
    """The line with Rasa; the line alone when Rasa runs elsewhere or is not installed."""
    line = _line(settings)
    if urlsplit(settings.rasa_url).hostname not in LOOPBACK:
        return Plan((line,), remark=f"Rasa runs elsewhere: {settings.rasa_url}")
    if not (place.python.exists() and place.model.exists()):
        return Plan((line,), remark="Rasa is not set up, so the line answers without it; `make run` sets it up.")
    return Plan((line, _rasa(settings, place)))


def _line(settings: Settings) -> Part:
    return Part(
        name="the line",
        command=(str(Path(sys.executable).with_name("tingjian")), "serve"),
        address=(settings.host, settings.port),
        port_setting="TINGJIAN_PORT",
        keeps_secrets=True,
    )


def _rasa(settings: Settings, place: RasaPlace) -> Part:
    return Part(
        name="Rasa",
        command=_command(
            place,
            "actions.rasa_side.server",
            settings.rasa_url,
            ["--model", str(place.model)],
        ),
        address=_address(settings.rasa_url),
        port_setting="TINGJIAN_RASA_URL=http://127.0.0.1:<port>",
        log=settings.local_folder / "logs" / "rasa.log",
        environment={"PYTHONPATH": str(ROOT)},
    )


def _command(place: RasaPlace, module: str, url: str, options: Sequence[str] = ()) -> tuple[str, ...]:
    host, port = _address(url)
    return (str(place.python), "-m", module, "--host", host, "--port", str(port), *options)


def _address(url: str) -> tuple[str, int]:
    return ("127.0.0.1", urlsplit(url).port or 80)
