"""Containers, units and proxies of the server, read by the tools they are written for."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from licensing_server.settings import Settings
from tests.support.containers import instructions
from tests.support.needs import miss
from tests.support.programs import ROOT

SERVER = ROOT / "packaging" / "server"
UNITS = sorted(path for path in (SERVER / "systemd").iterdir() if path.suffix in {".service", ".timer"})
COMPOSE = yaml.safe_load((SERVER / "compose.yaml").read_text("utf-8"))
SERVICES = COMPOSE["services"]
MOST_EXPOSED = 1.5
"""Of the 10 that `systemd-analyze security` counts."""


def run(*command: str | Path) -> str:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_compose_file_fits_its_published_schema() -> None:
    check = Path(sys.executable).with_name("check-jsonschema")
    run(check, "--builtin-schema", "vendor.compose-spec", SERVER / "compose.yaml")


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_is_shut_in(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "caddy" else [])
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_the_database_is_reached_by_the_server_alone() -> None:
    assert "ports" not in SERVICES["postgres"]
    assert SERVICES["postgres"]["networks"] == ["inside"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert all(port.startswith("127.0.0.1:") for port in SERVICES["server"]["ports"])


def test_secrets_are_files_and_every_file_is_a_secret_of_the_settings() -> None:
    ours = {name.removeprefix("infrasketch_"): entry for name, entry in COMPOSE["secrets"].items()}
    settings = {name for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)}
    assert set(ours) - {"postgres_password", "database_url"} == settings - {"root_passphrase"}
    assert ours["database_url"] == {"file": "secrets/database_url"}
    example = (SERVER / "server.env.example").read_text("utf-8")
    named = {name.removeprefix("INFRASKETCH_").lower() for name in re.findall(r"^(\w+)=", example, re.MULTILINE)}
    assert named <= set(Settings.model_fields) - settings


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_is_understood_and_shut_in(unit: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        miss("systemd-analyze", packages="systemd")
    for other in UNITS:  # programs that exist here in the place of those that are installed
        text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", other.read_text("utf-8"), flags=re.MULTILINE)
        (tmp_path / other.name).write_text(text, "utf-8")
    said = run("systemd-analyze", "verify", tmp_path / unit.name)
    assert [line for line in said.splitlines() if "infrasketch" in line] == []
    if unit.suffix == ".service":
        exposed = run("systemd-analyze", "security", "--offline=true", tmp_path / unit.name)
        (level,) = re.findall(r"Overall exposure level for \S+: ([\d.]+)", exposed)
        assert float(level) <= MOST_EXPOSED, exposed


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.suffix == ".timer"], ids=lambda unit: unit.name)
def test_a_timer_starts_a_unit_that_is_there(unit: Path) -> None:
    assert unit.with_suffix(".service").exists()


def test_units_run_the_command_of_the_image() -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # as the library documents it
    unit.read(SERVER / "systemd" / "infrasketch-server.service", "utf-8")
    assert unit["Service"]["ExecStart"].startswith("/usr/bin/python3 -P -m licensing_server serve ")
    assert unit["Service"]["LoadCredential"].startswith("infrasketch:"), "the prefix of every setting"


def test_proxies_let_through_what_the_server_reads() -> None:
    nginx, caddy = ((SERVER / name).read_text("utf-8") for name in ("nginx.conf", "Caddyfile"))
    largest = Settings.model_fields["max_body_bytes"].default
    asked = Settings.model_fields["relay_max_body_bytes"].default
    longest = Settings.model_fields["relay_stream_seconds"].default
    assert (largest, asked) == (4 << 20, 512 << 10)
    assert re.findall(r"client_max_body_size (\w+);", nginx) == ["4m", "1m", "512k"]
    assert "max_size 4MiB" in caddy
    seconds = re.findall(r"(?:proxy_read_timeout|response_header_timeout) (\d+)s", nginx + caddy)
    assert sorted(map(int, seconds))[-2:] == [longest + 20] * 2


@pytest.mark.parametrize("script", ["deploy", "install", "backup", "restore"])
def test_scripts_are_programs_that_explain_themselves(script: str) -> None:
    path = SERVER / script
    assert os.access(path, os.X_OK)
    assert path.read_text("utf-8").startswith("#!/usr/bin/env bash\n# ")
    run("bash", "-n", path)


def test_both_ways_lay_out_the_same_sources() -> None:
    script = (SERVER / "install").read_text("utf-8")
    said = re.search(r"cp --parents --recursive (.*?) packaging/", script, re.DOTALL)
    assert said is not None
    laid_out = run("bash", "-c", f"echo {said[1]}").split()
    copies = [rest.split()[:-1] for name, rest in instructions() if name == "COPY" and "--from" not in rest]
    assert {source for sources in copies for source in sources} == {*laid_out, "packaging/server/requirements.lock"}


def test_compose_and_the_dockerfile_name_the_same_base() -> None:
    (base,) = [rest for name, rest in instructions() if name == "ARG"]
    argument, _, default = base.partition("=")
    assert SERVICES["server"]["build"]["args"] == {argument: f"${{INFRASKETCH_PYTHON:-{default}}}"}


def test_what_a_deployment_leaves_in_its_folder_is_never_committed() -> None:
    left = ["server.env", ".env", "secrets/stripe_secret_key", "keys/online/a.pem", "backups/20261122T000000Z/keys.tar"]
    ignored = run("git", "-C", SERVER, "check-ignore", "--no-index", *left).split()
    assert ignored == left
