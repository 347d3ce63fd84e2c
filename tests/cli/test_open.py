"""`infrasketch open`: the door to the window."""

import subprocess
import sys
from pathlib import Path

import pytest

from infrasketch_desktop.cli.outcome import ExitCode
from tests.cli.conftest import Cli
from tests.support.profiles import stock_wallet
from tests.support.programs import python

FAKE_APP = """
import sys, types
app = types.ModuleType("infrasketch_desktop.app")
app.main = lambda request, profile, entry: print(request.files, profile.settings_folder, entry.outcome.name) or 0
sys.modules["infrasketch_desktop.app"] = app
from infrasketch_desktop.cli import main
sys.exit(main(sys.argv[1:]))
"""

LOADED = FAKE_APP.replace("sys.exit(", "code = (") + "print(*sys.modules); sys.exit(code)"

LOADED = FAKE_APP.replace("sys.exit(main(sys.argv[1:]))", "main(sys.argv[1:])\nprint(*sys.modules)")

DAMAGED_RECORD = """
import sys, threading
from PySide6.QtWidgets import QMessageBox
from infrasketch_desktop import app, vendor
from infrasketch_desktop.resources import ResourceError

def damaged(file):
    raise ResourceError(f"“{file.name}” is damaged. Install InfraSketch again.")

def shown(box):
    print("shown:", box.text())
    print("waited for:", any(thread.name == "inbox" for thread in threading.enumerate()))

vendor.read_record, app.UNSEEN, QMessageBox.exec = damaged, (), shown
from infrasketch_desktop.cli import main
sys.exit(main(sys.argv[1:]))
"""

MISSING_LIBRARY = """
import sys
class Broken:
    def find_spec(self, name, path=None, target=None):
        if name == "PySide6.QtGui":
            raise ImportError("libEGL.so.1: cannot open shared object file", name=name)
sys.meta_path.insert(0, Broken())
from infrasketch_desktop.cli import main
sys.exit(main(["export", *sys.argv[1:], "--to", "png", "--yes"]))
"""


@pytest.mark.parametrize("words", [["a.infrasketch", "b/c"], ["open", "a.infrasketch", "b/c"]])
def test_files_and_profile_reach_the_window(words: list[str]) -> None:
    here = Path.cwd()
    files = (f"{here}/a.infrasketch", f"{here}/b/c")
    assert python(FAKE_APP, *words, "--profile", "p").out == f"{files} {here}/p RUNNING\n"


@pytest.mark.parametrize("words", [[], ["a.infrasketch"]])
def test_the_window_does_not_wait_for_the_grammar_of_the_commands(words: list[str]) -> None:
    loaded = python(LOADED, *words).out.split()
    assert "infrasketch_desktop.cli.open" in loaded
    assert not {"argparse", "infrasketch_desktop.cli.parser", "infrasketch_desktop.cli.commands"} & set(loaded)


def test_a_link_of_any_form_reaches_the_window(tmp_path: Path) -> None:
    outcome = python(FAKE_APP, "infrasketch:--profile=elsewhere", "--profile", str(tmp_path))
    assert outcome.out == f"() {tmp_path} RUNNING\n"


def test_a_damaged_installation_is_said_on_the_screen_and_in_the_terminal(tmp_path: Path) -> None:
    outcome = python(DAMAGED_RECORD, "--profile", str(tmp_path))
    assert outcome.code == ExitCode.FAILED
    assert outcome.out == "shown: “vendor.json” is damaged. Install InfraSketch again.\nwaited for: False\n"
    assert outcome.err == "infrasketch: “vendor.json” is damaged. Install InfraSketch again.\n"


def test_paths_that_are_too_long_together_are_refused_in_words(cli: Cli) -> None:
    outcome = cli("open", *["x" * 100_000] * 11)
    assert outcome.code == ExitCode.USAGE
    assert "too long" in outcome.err


def test_no_more_windows_than_anybody_wants(cli: Cli) -> None:
    outcome = cli("open", *map(str, range(101)))
    assert outcome.code == ExitCode.USAGE
    assert "At most 100 diagrams" in outcome.err


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_without_a_screen_it_says_so(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    outcome = cli("open")
    assert outcome.code == ExitCode.FAILED
    assert "There is no screen" in outcome.err


def test_a_missing_system_library_is_explained(shop: Path, tmp_path: Path) -> None:
    purse = stock_wallet(tmp_path / "profile", 10)
    outcome = python(MISSING_LIBRARY, str(shop), "--profile", str(purse))
    assert outcome.code == ExitCode.FAILED
    assert outcome.err.startswith("infrasketch: Qt could not be loaded: libEGL.so.1")


def test_the_scripts_pass_their_arguments_on(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    script = (root / "packaging" / "run").read_text(encoding="utf-8")
    assert '-m infrasketch_desktop "$@"' in script
    for name in ("run", "test", "lint", "lock", "templates"):
        subprocess.run(["bash", "-n", root / "packaging" / name], check=True, cwd=tmp_path)
