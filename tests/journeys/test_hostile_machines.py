"""The real program on machines that lack what others have: a window comes up, and what is missing is said in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.portable import FOLDER
from infrasketch_desktop.storage import sketches
from tests.storage.disks import make_read_only, mounted
from tests.support.processes import Start, python_module
from tests.support.short_folders import SHORT, short_folder

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="namespaces of Linux")

SECONDS = 60
PROGRAM = python_module("tests.journeys.watched_program", "leave")
USER = 54321
NO_ACCOUNT = ("unshare", "--user", f"--map-user={USER}", f"--map-group={USER}")
"""An ordinary account of which the system knows no name and no home."""
NO_NETWORK = ("unshare", "--user", "--map-root-user", "--net")
MISSING = "/dev/null/missing"
NOWHERE = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"), "")
"""Takes away what the tests set, so that HOME decides, as it does for most people."""
NO_SESSION = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={MISSING}", "XDG_RUNTIME_DIR": MISSING}
FROZEN = """
import sys
sys.frozen, sys.executable = True, sys.argv.pop(1)
from tests.journeys.watched_program import main
sys.exit(main(sys.argv[1:]))
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What a program showed before it left by itself."""

    titles: tuple[str, ...]
    notices: tuple[str, ...]
    profile: Path
    err: str


Open = Callable[..., Run]


@pytest.fixture(autouse=True)
def temporary(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Folders for temporary files that go with the test, also those that programs find for want of anything better."""
    with short_folder("hostile") as folder:
        monkeypatch.setenv("TMPDIR", str(folder))
        yield
    shutil.rmtree(SHORT / f"runtime-{USER}", ignore_errors=True)


@pytest.fixture
def open_program(start_process: Start, tmp_path: Path) -> Open:
    """Runs the program until everything has been loaded; it must then leave with 0."""

    def run(
        *words: str | Path,
        through: Sequence[str] = (),
        environment: Mapping[str, str] = {},
        program: Sequence[str | Path] = PROGRAM,
    ) -> Run:
        if through:
            _require(through)
        child = start_process([*through, *program, *words], folder=tmp_path, environment=dict(environment))
        code = child.wait(seconds=SECONDS)
        assert code == 0, child.err
        seen = json.loads(child.out.splitlines()[-1])
        assert seen["ready"]
        assert "Traceback" not in child.err
        return Run(tuple(seen["titles"]), tuple(seen["notices"]), Path(seen["profile"]), child.err)

    return run


def _require(through: Sequence[str]) -> None:
    if subprocess.run([*through, "true"], capture_output=True, check=False).returncode:
        pytest.skip(f"this machine does not allow `{' '.join(through)}`")


@pytest.fixture
def sketch(tmp_path: Path) -> Path:
    path = tmp_path / os.fsdecode("Ordner मेघ ".encode() + b"\xff") / "a b.infrasketch"
    path.parent.mkdir()
    sketches.save(path, Diagram())
    return path


def test_with_nothing_at_all_there_is_still_a_window_that_says_so(open_program: Open, sketch: Path) -> None:
    nothing = NOWHERE | NO_SESSION | {"HOME": "", "TMPDIR": MISSING, "LC_ALL": "C", "LANG": ""}
    run = open_program(sketch, through=[*NO_ACCOUNT, "--net"], environment=nothing)
    assert run.titles == ("a b – InfraSketch (nothing is remembered)",)
    assert run.notices[0].startswith("This account has no home folder. Sketches can be opened and saved")
    assert not run.profile.exists()


@pytest.mark.long
@pytest.mark.parametrize(
    ("through", "environment"),
    [
        (NO_NETWORK, {}),
        ((), NO_SESSION),
        ((), {"TMPDIR": MISSING}),
        ((), {"LC_ALL": "C", "LANG": ""}),
        ((), {"LC_ALL": "POSIX"}),
        ((), {"LC_ALL": "xx_XX.nonsense"}),
    ],
    ids=["no network", "no session", "no TMPDIR", "C", "POSIX", "unknown locale"],
)
def test_what_is_not_needed_is_not_missed(
    through: Sequence[str], environment: Mapping[str, str], open_program: Open, sketch: Path, home: Path
) -> None:
    run = open_program(sketch, through=through, environment=environment)
    assert run.titles == ("a b – InfraSketch",)
    assert run.notices == ()
    assert run.profile.is_relative_to(home)


@pytest.mark.long
def test_a_home_with_a_difficult_name_works(open_program: Open, sketch: Path) -> None:
    run = open_program(environment=NOWHERE | {"HOME": str(sketch.parent)})
    assert run.notices == ()
    assert run.profile == sketch.parent / ".config" / "infrasketch"


@pytest.mark.long
def test_a_home_that_cannot_be_written_is_said_and_worked_around(open_program: Open, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    run = open_program(through=NO_ACCOUNT, environment=NOWHERE | {"HOME": str(home)})
    assert f"“{home}/.config/infrasketch” cannot be used: this account has no right to it." in run.notices[0]
    assert run.titles == ("InfraSketch (nothing is remembered)",)
    assert list(home.iterdir()) == []


@pytest.mark.long
def test_a_home_that_is_not_there_is_said(open_program: Open) -> None:
    run = open_program(environment=NOWHERE | {"HOME": "/proc/missing"})
    assert "cannot be used" in run.notices[0]


@pytest.mark.long
def test_a_full_disk_is_said(open_program: Open, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=64k") as disk:
        _fill(disk)
        run = open_program(environment=NOWHERE | {"HOME": str(disk)})
    assert "cannot be used: the disk is full." in run.notices[0]
    assert "Free some space" in run.notices[0]


@pytest.mark.long
def test_a_full_disk_for_everything_is_said_on_the_way_out(
    start_process: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mounted(tmp_path / "disk", "size=64k") as disk:
        _fill(disk)
        environment = NOWHERE | {"HOME": str(disk), "TMPDIR": str(disk)}
        child = start_process(PROGRAM, folder=disk, environment=environment)
        assert child.wait(seconds=SECONDS) in {0, 1}
        assert "Traceback" not in child.err


def _fill(disk: Path) -> None:
    with pytest.raises(OSError, match="No space left"), (disk / "full").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(512))


@pytest.mark.long
def test_a_portable_program_keeps_everything_beside_it(open_program: Open, tmp_path: Path) -> None:
    stick, home = tmp_path / "stick", tmp_path / "home"
    (stick / FOLDER).mkdir(parents=True)
    home.mkdir()
    frozen = [sys.executable, "-c", FROZEN, stick / "infrasketch", "leave"]
    run = open_program(program=frozen, environment=NOWHERE | {"HOME": str(home)})
    assert run.profile == stick / FOLDER
    assert run.titles == ("InfraSketch (portable)",)
    assert run.notices == ()
    assert list(home.rglob("*")) == []
    assert (stick / FOLDER / "data" / "library.sqlite").exists()


@pytest.mark.long
def test_a_portable_program_on_a_medium_that_cannot_be_written_says_what_to_do(
    open_program: Open, tmp_path: Path
) -> None:
    with mounted(tmp_path / "stick", "size=1m") as stick:
        (stick / FOLDER).mkdir()
        make_read_only(stick)
        run = open_program(program=[sys.executable, "-c", FROZEN, stick / "infrasketch", "leave"])
    assert "cannot be used: the disk is read-only." in run.notices[0]
    assert "Copy InfraSketch and this folder to a place that can be written" in run.notices[0]
