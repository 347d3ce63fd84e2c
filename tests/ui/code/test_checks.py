"""Checking generated code from the panel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from infrasketch_desktop.codegen.checking import remember
from infrasketch_desktop.codegen.checking import report as reports
from infrasketch_desktop.codegen.errors import FolderError
from infrasketch_desktop.codegen.files import Level
from infrasketch_desktop.ui.code import project as code_project
from infrasketch_desktop.ui.code.checks import Absent, Checked, Verdict, checked_by
from infrasketch_desktop.ui.code.panel import CodePanel
from infrasketch_desktop.ui.code.project import CodeProject
from infrasketch_desktop.ui.tasks import Progress
from tests.support.dialogs import press, words

APP, DOCKER = "services/orders/src/app.py", "services/orders/Dockerfile"
Settled = Callable[[], None]


class Checks:
    """Instead of the tools of this machine: waits at the gate, then says `outcome`."""

    def __init__(self) -> None:
        self.gate, self.runs = Event(), 0
        self.gate.set()
        self.fill: Callable[[], object] = lambda: None
        self.outcome: Checked | Exception = Checked(
            {APP: Verdict(Level.CHECKED, "ruff: app.py:3:1 unused import"), DOCKER: Verdict(Level.RAN)},
            (Absent("nginx", 2, "Install nginx."),),
        )

    def run(self, _folder: Path, progress: Progress, told: Callable[[str], None]) -> Checked:
        self.runs += 1
        told("ruff: services/orders")
        progress.report(0.5)
        self.gate.wait(20)
        progress.check()
        if isinstance(self.outcome, Exception):
            raise self.outcome
        self.fill()
        return self.outcome


def write_bytes(path: Path, content: bytes) -> None:
    path.write_bytes(content)


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Checks:
    checks = Checks()
    monkeypatch.setattr(code_project, "run_checks", checks.run)
    return checks


def test_each_file_says_how_far_it_got_and_what_is_not_here(
    panel: CodePanel, project: CodeProject, delivered: Path, checks: Checks, settled: Settled
) -> None:
    assert delivered.is_dir()
    project.check()
    settled()
    assert panel.files.standing_of(DOCKER) == "ran"
    assert panel.files.standing_of(APP) == "Problem"
    assert panel.files.standing_of("services/orders/") == "Problem"
    assert "1 ran · 1 checked · 1 with a problem" in words(panel)
    assert "Not run here: nginx." in words(panel)
    assert "Install nginx." not in words(panel)
    panel.checks.more.click()
    assert "• nginx (2 files): Install nginx." in words(panel)
    panel.files.choose(APP)
    settled()
    assert "ruff: app.py:3:1 unused import" in words(panel.file)
    assert checks.runs == 1


def test_a_run_shows_what_it_does_and_can_be_stopped(  # noqa: PLR0917 - fixtures are asked for by name
    panel: CodePanel, project: CodeProject, delivered: Path, checks: Checks, settled: Settled, qtbot: QtBot
) -> None:
    assert delivered.is_dir()
    checks.gate.clear()
    project.check()
    project.check()
    qtbot.waitUntil(lambda: panel.checks.busy.value() == 50)
    assert panel.checks.step.text() == "ruff: services/orders"
    assert not panel.check.isEnabled()
    press(qtbot, panel.checks.stop)
    checks.gate.set()
    settled()
    assert checks.runs == 1
    assert panel.check.isEnabled()
    assert panel.files.standing_of(DOCKER) == "unchecked"
    assert not panel.checks.isVisible()


def test_why_nothing_could_be_checked_is_said(
    panel: CodePanel, project: CodeProject, delivered: Path, checks: Checks, settled: Settled
) -> None:
    assert delivered.is_dir()
    checks.outcome = FolderError("There is no folder “shop”.")
    project.check()
    settled()
    assert "There is no folder “shop”." in words(panel)


def test_what_was_said_of_a_file_holds_until_it_is_edited(
    panel: CodePanel, project: CodeProject, delivered: Path, checks: Checks, settled: Settled
) -> None:
    project.check()
    settled()
    (delivered / DOCKER).write_text("FROM other\n")
    project.look()
    settled()
    assert panel.files.standing_of(DOCKER) == "Kept"
    assert panel.files.standing_of(APP) == "Problem"
    assert checks.runs == 1


def test_the_table_that_checks_fill_in_is_shown_and_no_edit(
    panel: CodePanel, project: CodeProject, delivered: Path, checks: Checks, settled: Settled
) -> None:
    checks.outcome = Checked({"README.md": Verdict(Level.SCHEMA), APP: Verdict(Level.RAN)})
    checks.fill = lambda: remember(delivered, reports.Report(("README.md", APP)), write_bytes)
    panel.files.choose("README.md")
    settled()
    assert "No check has been run yet." in panel.file.view.toPlainText()
    project.check()
    settled()
    assert "| `services/orders` |" in panel.file.view.toPlainText()
    assert panel.file.view.toPlainText() == (delivered / "README.md").read_text()
    assert panel.files.standing_of("README.md") == "schema"
    assert "1 ran · 1 fits its schema" in words(panel)


def test_a_report_is_put_into_words() -> None:
    passed = reports.Result(tool="ruff", files=("a.py",), level=Level.CHECKED)
    failed = reports.Result(
        tool="mypy", files=("b.py",), level=Level.CHECKED, passed=False, said="E1 wrong type\nb.py:1", refused=("b.py",)
    )
    missing = (
        reports.Missing(tool="nginx", files=("nginx.conf",), advice="Install it."),
        reports.Missing(tool="nginx", files=("other.conf",), advice="Install it."),
    )
    report = reports.Report(("a.py", "b.py", "nginx.conf", "other.conf"), (passed, failed), missing)
    checked = checked_by(report)
    assert checked.verdicts["a.py"] == Verdict(Level.CHECKED)
    assert checked.verdicts["b.py"] == Verdict(Level.UNCHECKED, "mypy: E1 wrong type\nb.py:1")
    assert checked.verdicts["nginx.conf"] == Verdict(Level.UNCHECKED, missing="nginx")
    assert checked.missing == (Absent("nginx", 2, "Install it."),)


def test_what_an_earlier_run_found_is_shown_again(
    panel: CodePanel, project: CodeProject, delivered: Path, settled: Settled
) -> None:
    ran = reports.Result(tool="pytest", files=(APP,), level=Level.RAN)
    remember(delivered, reports.Report((APP, DOCKER), (ran,)), write_bytes)
    project.look()
    settled()
    assert panel.files.standing_of(APP) == "ran"
    assert panel.files.standing_of(DOCKER) == "unchecked"
