"""Generated programs start: services answer, databases are migrated, on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

from infrasketch_desktop.codegen.project import LIBRARIES, Part, Project, Role
from tests.codegen.acceptance.diagrams import NAMES, project_of
from tests.support.postgres import Cluster
from tests.support.processes import Child, Start

Generated = Callable[[str], Path]
each_diagram = pytest.mark.parametrize("name", NAMES)
ANSWERING = (Role.SERVICE, Role.AUTH, Role.EXTERNAL)
AT_ONCE = 4
"""Services that run beside each other, so that sixty nodes need no sixty times a start."""
MIGRATE = """
from alembic.config import main
for verb in (["upgrade", "head"], ["check"], ["downgrade", "base"], ["upgrade", "head"]):
    main(verb)
"""


@pytest.mark.long
@pytest.mark.loopback
@pytest.mark.timeout(900)
@each_diagram
def test_every_service_boots_and_answers(name: str, generated: Generated, start_process: Start) -> None:
    project, folder = project_of(name), generated(name)
    waiting = list(project.of(*ANSWERING))
    while waiting:
        some, waiting = waiting[:AT_ONCE], waiting[AT_ONCE:]
        running = [(part, boot(start_process, folder, project, part)) for part in some]
        for part, child in running:
            port = listening(child)
            assert ask(port, "/healthz") == {"status": "ok"}, part.name
            validate(ask(port, "/openapi.json"))
            assert child.end() in {0, -15}


@pytest.mark.long
@pytest.mark.timeout(900)
@each_diagram
def test_every_database_is_migrated_and_needs_nothing_more(
    name: str, generated: Generated, postgresql: Cluster, tmp_path: Path
) -> None:
    for ini in sorted(generated(name).glob("libraries/*/alembic.ini")):
        (part,) = (part for part in project_of(name).parts if part.folder.endswith(f"/{ini.parent.name}"))
        migrate(part, ini.parent, f"sqlite:///{tmp_path / part.name}.db")
        if "psycopg" in (ini.parent / "pyproject.toml").read_text():
            with postgresql.database() as url:
                migrate(part, ini.parent, url)


def migrate(part: Part, folder: Path, url: str) -> None:
    """Up, compared with the models, down and up again; in one process, because most of it is the start."""
    done = subprocess.run(
        [sys.executable, "-c", MIGRATE],
        cwd=folder,
        env={**os.environ, f"{part.prefix}_URL": url, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{part.name}\n{done.stdout}{done.stderr}"


def boot(start: Start, folder: Path, project: Project, part: Part) -> Child:
    """Start a service with `memory://` behind it, and nobody where it would call."""
    addresses = {
        link.variable: "memory://" if project.part(link.target).role in LIBRARIES else "http://127.0.0.1:9"
        for link in project.needs(part)
    }
    sources = os.pathsep.join(str(path) for path in folder.glob("*/*/src"))
    own = {"PYTHONPATH": sources, "PYTHONWARNINGS": "default", "PORT": "0"}
    return start([sys.executable, "-m", part.module], folder=folder / part.folder, environment={**own, **addresses})


def listening(service: Child) -> int:
    """The port that a service chose."""
    return int(service.wait_until(lambda: re.search(r"127\.0\.0\.1:(\d+)", service.err), what="a port", seconds=60)[1])


def ask(port: int, path: str) -> Any:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    body = connection.getresponse().read()
    connection.close()
    return json.loads(body)
