"""The archive for every Linux: the same bytes each time, installed for one user and removed without a trace."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from linux.integration import integration
from linux.tarball import write_tarball
from linux.tree import folder
from tests.packaging_linux.standins import EDITION, copy_differently
from tests.support.needs import miss
from tests.support.programs import ROOT, Outcome, run_program
from tests.support.waiting import wait_until

NAME = "infrasketch-0.1.0"


def pack(bundle: Path, target: Path) -> Path:
    write_tarball(folder(bundle, "program"), integration(EDITION), NAME, target, EDITION.moment)
    return target


@pytest.fixture(scope="module")
def archive(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pack(bundle, tmp_path_factory.mktemp("archive") / "infrasketch.tar.xz")


@dataclass(frozen=True, slots=True)
class Home:
    """Somebody's folder, the unpacked archive, and where the stand-in program says what it was asked."""

    place: Path
    unpacked: Path
    said: Path

    @property
    def local(self) -> Path:
        return self.place / ".local"

    def install(self, *words: str) -> Outcome:
        return run_program(["sh", self.unpacked / "install", *words])

    def uninstall(self) -> Outcome:
        return run_program([self.local / "lib/infrasketch/uninstall"])

    def files(self) -> dict[str, str]:
        return {
            str(path.relative_to(self.place)): "" if path.is_dir() else path.read_bytes().hex()
            for path in self.place.rglob("*")
        }


@pytest.fixture(params=["anna", 'Zoë\'s "files" $HOME & |\\`x`'], ids=["plain", "odd"])
def home(
    request: pytest.FixtureRequest, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Home]:
    place, unpacked = tmp_path / str(request.param), tmp_path / "Ordner mit ü"
    place.mkdir()
    with tarfile.open(archive) as packed:
        packed.extractall(unpacked, filter="data")
    for name, value in {"HOME": place, "XDG_DATA_HOME": place / ".local/share", "SAID_TO": tmp_path / "said"}.items():
        monkeypatch.setenv(name, str(value))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_DIRS", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CURRENT_DESKTOP", "GNOME")
    return Home(place, unpacked / NAME, tmp_path / "said")


def test_the_same_content_is_the_same_bytes(bundle: Path, archive: Path, tmp_path: Path) -> None:
    again = pack(copy_differently(bundle, tmp_path / "other"), tmp_path / "again.tar.xz")
    assert again.read_bytes() == archive.read_bytes()


def test_it_starts_where_it_was_unpacked(home: Home) -> None:
    assert run_program([home.unpacked / "program/infrasketch", "--version"]).code == 0
    assert home.said.read_text() == "--version\n"


def test_after_installing_and_removing_nothing_is_left_but_what_the_user_made(home: Home) -> None:
    (home.local / "share/infrasketch").mkdir(parents=True)
    (home.local / "share/infrasketch/wallet").write_text("credits", "utf-8")
    before = home.files()
    assert home.install().code == 0
    assert len(home.files()) > len(before) + 40
    (home.place / "shop.infrasketch").write_text("{}", "utf-8")
    assert home.uninstall().code == 0
    assert home.files() == before | {"shop.infrasketch": b"{}".hex()}


def test_what_other_programs_put_beside_it_stays(home: Home) -> None:
    home.install()
    entry = home.local / "share/applications/other.desktop"
    entry.write_text("[Desktop Entry]\nType=Application\nName=Other\nExec=true\nMimeType=text/x-other;\n", "utf-8")
    (home.local / "bin/other").write_text("", "utf-8")
    home.uninstall()
    kept = {path.name for path in home.local.rglob("*") if path.is_file()}
    cache = {"mimeinfo.cache"} if shutil.which("update-desktop-database") else set()
    assert kept == {"other", "other.desktop", *cache}


def test_installing_again_replaces_all_of_the_former_version(home: Home) -> None:
    home.install()
    first = home.files()
    stale = home.local / "lib/infrasketch/_internal/grün.txt"
    (home.unpacked / "program/_internal/grün.txt").unlink()
    listed = home.unpacked / "files"
    listed.write_text(listed.read_text("utf-8").replace("program/_internal/grün.txt\n", ""), "utf-8")
    assert home.install().code == 0
    assert not stale.exists()
    assert set(first) - set(home.files()) == {str(stale.relative_to(home.place))}


def test_a_double_click_and_a_link_start_it(home: Home) -> None:
    for program, package in (("gio", "libglib2.0-bin"), ("update-mime-database", "shared-mime-info")):
        if shutil.which(program) is None:
            miss(program, packages=package)
    home.install()
    sketch = home.place / "zwei Worte.infrasketch"
    shutil.copy(ROOT / "resources" / "templates" / "chat.infrasketch", sketch)
    for opened in (str(sketch), "infrasketch://purchase/done"):
        home.said.unlink(missing_ok=True)
        subprocess.run(["gio", "open", opened], check=True, timeout=20)
        wait_until(home.said.exists, what=f"the start with {opened}")
        assert home.said.read_text("utf-8").splitlines() == ["open", "--", opened]


def test_the_installed_entry_is_valid(home: Home) -> None:
    if shutil.which("desktop-file-validate") is None:
        miss("desktop-file-validate", packages="desktop-file-utils")
    home.install()
    done = run_program(["desktop-file-validate", home.local / "share/applications/infrasketch.desktop"])
    assert (done.code, done.out) == (0, "")


@pytest.mark.parametrize("home", ["anna"], indirect=True)
class TestRefusals:
    """Nothing is changed, and the reason is said."""

    def test_a_folder_that_desktops_cannot_start_from(self, home: Home) -> None:
        done = home.install("--prefix", str(home.place / "50%"))
        assert (done.code, home.files()) == (1, {})
        assert "%" in done.err

    def test_a_place_that_somebody_else_uses(self, home: Home) -> None:
        (home.local / "lib/infrasketch").mkdir(parents=True)
        (home.local / "lib/infrasketch/precious").write_text("mine", "utf-8")
        before = home.files()
        done = home.install()
        assert (done.code, home.files()) == (1, before)
        assert "not made by this script" in done.err

    def test_a_place_that_cannot_be_written(self, home: Home) -> None:
        (home.place / "file").write_text("no folder", "utf-8")
        before = home.files()
        done = home.install("--prefix", str(home.place / "file" / "below"))
        assert (done.code, home.files()) == (1, before)
        assert "cannot be written" in done.err

    def test_an_option_that_is_not_known(self, home: Home) -> None:
        done = home.install("--help")
        assert (done.code, home.files()) == (2, {})
        assert "--prefix" in done.out
