"""Web apps of whole projects are typed, pass their own tests and are built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from infrasketch_desktop.codegen.checking import check
from tests.codegen.acceptance.diagrams import NAMES
from tests.support.node_modules import web_modules

Generated = Callable[[str], Path]
JUDGES = {"JSON parser", "nginx -t", "sh -n", "tsc", "vite build", "vitest"}


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", NAMES)
def test_typescript_vitest_and_vite_accept_every_web_app(name: str, generated: Generated) -> None:
    folder = generated(name)
    apps = sorted(path.parent for path in folder.glob("web/*/package.json"))
    paths = [path.relative_to(folder).as_posix() for app in apps for path in app.rglob("*") if path.is_file()]
    for app in apps:
        (app / "node_modules").symlink_to(web_modules())
    report = check(folder, paths)
    assert report.is_clean, "\n".join(report.lines())
    assert {result.tool for result in report.results} == (JUDGES if apps else set())
