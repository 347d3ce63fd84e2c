"""A link as the desktop passes it on: the entry of the program, the standard opener, and the window that is open."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from tests.journeys.test_second_start import Program, program, wait_for, wait_for_titles
from tests.support.needs import miss
from tests.support.programs import ROOT, Outcome, run_program

__all__ = ["program"]

ENTRY = ROOT / "packaging" / "linux" / "share" / "infrasketch.desktop"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="desktops that follow freedesktop.org")


@pytest.fixture
def open_link(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Opens a link like a browser does, on a desktop where the program of this checkout was installed."""
    opener = shutil.which("xdg-open")
    if opener is None:
        miss("xdg-open", packages="xdg-utils")
    programs = tmp_path / "bin"
    programs.mkdir()
    command = programs / "infrasketch"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m infrasketch_desktop "$@"\n')
    command.chmod(0o755)
    entries = home / ".local" / "share" / "applications"
    entries.mkdir()
    shutil.copy(ENTRY, entries)
    defaults = "[Default Applications]\nx-scheme-handler/infrasketch=infrasketch.desktop\n"
    (home / ".config" / "mimeapps.list").write_text(defaults)
    monkeypatch.setenv("DISPLAY", ":4711")  # without a name of a display it looks for no program with windows
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    for name in ("XDG_CURRENT_DESKTOP", "DESKTOP_SESSION", "KDE_FULL_SESSION", "GNOME_DESKTOP_SESSION_ID"):
        monkeypatch.delenv(name, raising=False)
    return lambda link: run_program([opener, link])


def test_a_link_of_a_page_reaches_the_window_that_is_open(program: Program, open_link) -> None:
    first = program()
    wait_for_titles(first, "")
    assert open_link("infrasketch://purchase/done") == Outcome(0, "", "")
    assert open_link("infrasketch://elsewhere") == Outcome(0, "", "")
    seen = wait_for(first, lambda seen: seen["notices"], "what is said of the link that is not understood")
    assert len(seen["notices"]) == 1
    assert len(seen["titles"]) == 1
