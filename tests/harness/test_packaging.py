"""What packaging/test does about programs that only tests need, on machines where everything is missing."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.programs import ROOT, Outcome, run_program

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a script of bash")

RUN = f"""
set -euo pipefail
say() {{ printf 'infrasketch: %s\\n' "$*" >&2; }}
environment="$PWD"
source {ROOT}/packaging/test-programs.sh
echo went on
"""
APT = {
    "works": """
        for name in initdb chromium git npm dbus-run-session gnome-keyring-daemon Xvfb qpdf redis-server memcached \\
            pdftotext nginx haproxy promtool caddy xdg-open desktop-file-validate appstreamcli update-mime-database \\
            gio lintian man xdotool mmdebstrap; do
          echo > {bin}/$name; chmod +x {bin}/$name
        done
        """,
    "fails": "exit 1",
}

Machine = Callable[[int, str], Outcome]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Runs the script as a user of that number on a machine whose apt-get works or fails; of all folders only that of
    the node modules can be made.
    """
    programs = tmp_path / "bin"
    programs.mkdir()
    driver = tmp_path / "lib/python3/site-packages/playwright/driver"
    driver.mkdir(parents=True)
    (driver / "node").symlink_to("/bin/true")
    for name in ("cat", "chmod"):
        (programs / name).symlink_to(shutil.which(name) or name)
    bash, mkdir = shutil.which("bash") or "bash", shutil.which("mkdir") or "mkdir"
    monkeypatch.setenv("PATH", str(programs))

    def run(user: int, apt: str) -> Outcome:
        make = f'case "$*" in *npm) {mkdir} "$@" ;; *) exit 1 ;; esac'
        scripts = {"id": f"echo {user}", "mkdir": make, "rm": "", "apt-get": f"echo apt-get $*\n{APT[apt]}"}
        for name, script in scripts.items():
            (programs / name).write_text(f"#!/bin/sh\n{script.format(bin=programs)}\n")
            (programs / name).chmod(0o755)
        return run_program([bash, "-c", RUN], folder=tmp_path)

    return run


def test_a_user_is_told_the_command_and_the_run_goes_on(machine: Machine) -> None:
    outcome = machine(1000, "works")
    assert outcome.out == "went on\n"
    assert "some tests will be skipped" in outcome.err
    assert "sudo apt-get install" in outcome.err
    assert "chromium git npm dbus gnome-keyring xvfb xdg-utils" in outcome.err


def test_root_installs_what_is_missing_once(machine: Machine, tmp_path: Path) -> None:
    first = machine(0, "works")
    assert "installing programs that tests drive (once): " in first.err
    assert "skipped" not in first.err
    assert "install -y -qq --no-install-recommends xvfb" in (tmp_path / ".test-programs.log").read_text()
    second = machine(0, "works")
    assert (second.out, second.err) == ("went on\n", "")


def test_a_failing_apt_get_stops_nothing_and_is_not_tried_again(machine: Machine) -> None:
    first = machine(0, "fails")
    assert "apt-get update failed" in first.err
    assert "some tests will be skipped" in first.err
    second = machine(0, "fails")
    assert second.out == "went on\n"
    assert "apt-get update failed" not in second.err
    assert "some tests will be skipped" in second.err
