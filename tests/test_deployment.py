"""No Docker engine is needed here: the files are held to the compose schema and to the project they deploy."""

import importlib.util
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
import typer.main
import yaml

from bot.cli import app
from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILES = sorted((ROOT / "docker").glob("*.Dockerfile"))


def every_text(node: object) -> list[str]:
    """All texts of the file, however deep."""
    if isinstance(node, dict):
        return [text for value in node.values() for text in every_text(value)]
    if isinstance(node, list):
        return [text for value in node for text in every_text(value)]
    return [str(node)]


def words_of(service: str) -> list[str]:
    return " ".join(SERVICES[service]["command"]).split()


def instructions(dockerfile: Path, name: str) -> list[str]:
    lines = dockerfile.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    return [line.removeprefix(name).strip() for line in lines if line.startswith(f"{name} ")]


class TestCompose:
    def test_file_keeps_to_the_compose_schema(self) -> None:
        schema = json.loads((ROOT / "tests" / "schemas" / "compose-spec.json").read_text(encoding="utf-8"))

        jsonschema.Draft202012Validator(schema).validate(COMPOSE)

    def test_four_services_and_only_the_line_is_published(self) -> None:
        assert set(SERVICES) == {"db", "line", "rasa"}
        assert [name for name, service in SERVICES.items() if "ports" in service] == ["line"]

    def test_line_is_published_to_this_machine_alone_on_its_own_port(self) -> None:
        port = Settings.model_fields["port"].default

        assert SERVICES["line"]["ports"] == [f"127.0.0.1:{port}:{port}"]
        assert SERVICES["line"]["environment"]["TINGJIAN_PORT"] == str(port)

    @pytest.mark.parametrize("service", SERVICES)
    def test_every_service_is_asked_whether_it_is_well(self, service: str) -> None:
        assert SERVICES[service]["healthcheck"]["test"][0] == "CMD"

    def test_line_does_not_wait_for_rasa(self) -> None:
        assert set(SERVICES["line"]["depends_on"]) == {"db"}

    def test_every_setting_exists(self) -> None:
        named = {
            name
            for text in [*every_text(COMPOSE), *SERVICES["line"]["environment"]]
            for name in re.findall(r"TINGJIAN_(\w+)", text)
        }

        assert named
        assert {name.lower() for name in named} <= set(Settings.model_fields)

    def test_settings_of_the_line_can_be_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name, value in SERVICES["line"]["environment"].items():
            monkeypatch.setenv(name, re.sub(r"\$\{POSTGRES_PASSWORD[^}]*\}", "plainly-invented", value))

        settings = Settings()

        assert settings.database == "postgresql+asyncpg://tingjian:plainly-invented@db:5432/tingjian"
        assert settings.demo is False

    def test_no_password_stands_in_the_file(self) -> None:
        assert SERVICES["db"]["environment"]["POSTGRES_PASSWORD"].startswith("${POSTGRES_PASSWORD:?")

    def test_addresses_lead_to_services_at_the_ports_they_listen_on(self) -> None:
        address = urlsplit(SERVICES["line"]["environment"]["TINGJIAN_RASA_URL"])

        assert address.hostname == "rasa"
        assert str(address.port) in words_of("rasa")

    def test_volumes_and_networks_are_declared(self) -> None:
        used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
        networks = {network for service in SERVICES.values() for network in service["networks"]}

        assert used == set(COMPOSE["volumes"])
        assert networks == set(COMPOSE["networks"])

    def test_what_the_students_say_cannot_leave_the_inside(self) -> None:
        assert COMPOSE["networks"]["inside"]["internal"] is True
        assert [name for name, service in SERVICES.items() if "outside" in service["networks"]] == ["line"]


class TestCommands:
    def test_commands_of_the_line_exist(self) -> None:
        known = set(typer.main.get_group(app).commands)
        asked = set(re.findall(r"tingjian (\w+)", " ".join(words_of("line"))))

        assert asked == {"migrate", "serve"}
        assert asked <= known

    def test_the_module_that_is_started_exists(self) -> None:
        command = words_of("rasa")

        assert importlib.util.find_spec(command[command.index("-m") + 1])


class TestDockerfiles:
    def test_every_dockerfile_that_is_named_exists_and_is_used(self) -> None:
        named = {ROOT / service["build"]["dockerfile"] for service in SERVICES.values() if "build" in service}

        assert named == set(DOCKERFILES)

    @pytest.mark.parametrize("dockerfile", DOCKERFILES, ids=lambda path: path.name)
    def test_everything_that_is_copied_exists_and_is_not_ignored(self, dockerfile: Path) -> None:
        kept = {
            line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").split() if line.startswith("!")
        }
        copied = [source for copy in instructions(dockerfile, "COPY") for source in copy.split()[:-1]]

        assert copied
        assert all((ROOT / source).exists() for source in copied)
        assert all(any(source == name or source.startswith(f"{name}/") for name in kept) for source in copied)

    @pytest.mark.parametrize("dockerfile", DOCKERFILES, ids=lambda path: path.name)
    def test_nothing_runs_as_root(self, dockerfile: Path) -> None:
        assert instructions(dockerfile, "USER") == ["tingjian"]

    def test_ports_are_the_ones_of_the_settings(self) -> None:
        exposed = {
            port for dockerfile in DOCKERFILES for ports in instructions(dockerfile, "EXPOSE") for port in ports.split()
        }
        fields = Settings.model_fields
        rasa = str(urlsplit(fields["rasa_url"].default).port)

        assert exposed == {rasa, str(fields["port"].default)}
