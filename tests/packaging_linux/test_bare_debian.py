"""The package in a Debian with nothing else in it: `packaging/release check-linux` runs this on what was built.

Installing brings what the program needs, the program works there without a network, desktops know its files and links,
and removing it leaves what people made and nothing else.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from linux.deb import HOME, write_deb
from linux.depends import LINKED, OPENED, RECOMMENDED
from linux.integration import integration
from linux.libraries import elf_files, libraries_from_outside
from linux.release import control_of, documents, read_edition
from linux.tree import below, folder
from materials.inventory import EXECUTABLE, packed_modules, take_inventory
from materials.system import package_of
from materials.third_party import write_third_party
from tests.support.bare_debian import PERSON, Debian, make_debian
from tests.support.bundles import bundle_folder
from tests.support.processes import Child, Start
from tests.support.programs import run_program

pytestmark = pytest.mark.long

SKETCH = "zwei Worte ü.infrasketch"
TOOLS = ("libglib2.0-bin", "xvfb", "x11-utils")
"""With what the tests look at a desktop; none of them is asked for by the package."""
NAMES = [relation.partition(" ")[0] for relation in LINKED]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The .deb of the bundle, packed in a hurry."""
    bundle = bundle_folder()
    write_third_party(take_inventory(bundle, packed_modules(bundle / EXECUTABLE)), bundle)
    edition = read_edition(bundle, 1_795_000_000)
    control = control_of(edition, "x86_64")
    target = tmp_path_factory.mktemp("package") / "infrasketch.deb"
    entries = [*folder(bundle, HOME), *below("usr", integration(edition)), *documents(edition, control)]
    write_deb(entries, control, target, edition.moment, preset=0)
    return target


@pytest.fixture(scope="module")
def bare(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Debian:
    """Nothing but the package and what it depends on."""
    made = make_debian(tmp_path_factory.mktemp("bare"))
    made.install(package)
    return made


@pytest.fixture(scope="module")
def desktop(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Debian]:
    """What a desktop has, then the package. At the end it is removed, and the whole tree compared."""
    made = make_debian(tmp_path_factory.mktemp("desktop"))
    made.install(*NAMES, *OPENED, *RECOMMENDED, *TOOLS)
    before = made.files()
    made.install(package)
    yield made
    made.purge("infrasketch")
    after = made.files()
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    left = {path for path in changed if not path.startswith(f"home/{PERSON}/")}
    assert left == set(), "uninstalling leaves user data and nothing else"
    assert f"home/{PERSON}/{SKETCH}" in changed, "user data is kept"


def done(machine: Debian, *words: str) -> str:
    outcome = machine.run(*words, read_only=True)
    assert outcome.code == 0, outcome.err
    return outcome.out


def test_it_names_the_packages_that_its_files_are_linked_against_and_no_others() -> None:
    outside = {name for name in libraries_from_outside(bundle_folder()) if not name.startswith("ld-linux")}
    assert {package_of(name).name for name in outside} == set(NAMES)


def test_the_oldest_libc_that_it_names_has_every_function_that_its_files_call() -> None:
    files = list(elf_files(bundle_folder()))
    said = subprocess.run(["objdump", "-p", *files], capture_output=True, text=True, check=True).stdout
    versions = {tuple(map(int, found.split("."))) for found in re.findall(r"\bGLIBC_([\d.]+)", said)}
    named = re.findall(r"libc6 \(>= ([\d.]+)\)", " ".join(LINKED))
    assert [tuple(map(int, version.split("."))) for version in named] == [max(versions)]


def test_lintian_finds_nothing_that_is_not_overruled_with_a_reason(package: Path) -> None:
    said = run_program(["lintian", "--allow-root", package], seconds=600).out
    assert [line for line in said.splitlines() if line.startswith(("E:", "W:"))] == []


def test_nothing_is_bundled_under_terms_that_the_whole_would_have_to_follow() -> None:
    inventory = take_inventory(bundle_folder(), packed_modules(bundle_folder() / EXECUTABLE))
    assert [each.name for each in inventory.components if each.name.startswith(("libreadline", "libgdbm"))] == []


def test_all_commands_work_there_without_a_network_and_with_programs_that_cannot_be_written(bare: Debian) -> None:
    assert done(bare, "infrasketch", "--version").startswith("infrasketch ")
    assert "Saved" in done(bare, "infrasketch", "sketch", "api -> db", "-o", SKETCH)
    assert "10 credits" in done(bare, "infrasketch", "wallet", "sync")
    for kind, begins in (("svg", b"<"), ("png", b"\x89PNG"), ("pdf", b"%PDF")):
        done(bare, "infrasketch", "export", SKETCH, "--to", kind, "-o", f"out.{kind}", "--yes")
        assert (bare.home / f"out.{kind}").read_bytes().startswith(begins)


def test_every_library_finds_those_that_it_is_linked_against(bare: Debian) -> None:
    """The loader of the bundle adds its folder to where libraries are looked for."""
    found = "find /usr/lib/infrasketch -type f -name '*.so*' -exec ldd {} +"
    listed = bare.run("sh", "-c", found, LD_LIBRARY_PATH="/usr/lib/infrasketch/_internal").out.splitlines()
    assert len(listed) > 1000
    assert [line for line in listed if "not found" in line] == []


def open_window(machine: Debian, start: Start, *words: str, **variables: str) -> Child:
    """The window, once it has been painted: then what layout needs is compiled and kept in the cache."""
    child = start(machine.command(["infrasketch", *words], PERSON, read_only=True, variables=variables))
    cache = machine.home / ".cache" / "infrasketch"
    child.wait_until(lambda: list(cache.glob("graphviz-*")), what="the window", seconds=120)
    return child


def test_the_window_opens_without_a_display(bare: Debian, start_process: Start) -> None:
    child = open_window(bare, start_process, QT_QPA_PLATFORM="offscreen")
    assert "Traceback" not in child.err


def test_desktops_know_its_files_and_its_links(desktop: Debian) -> None:
    done(desktop, "infrasketch", "sketch", "api -> db", "-o", SKETCH)
    assert "application/x-infrasketch" in done(desktop, "gio", "info", "-a", "standard::content-type", SKETCH)
    for kind in ("application/x-infrasketch", "x-scheme-handler/infrasketch"):
        assert done(desktop, "xdg-mime", "query", "default", kind) == "infrasketch.desktop\n"


SHOW = """
Xvfb :7 -screen 0 1280x800x24 > Xvfb.log 2>&1 & server=$!
export DISPLAY=:7
until xwininfo -root > /dev/null 2>&1; do :; done
"$@" &
until found=$(xwininfo -root -tree | grep '"infrasketch" "InfraSketch"'); do :; done
printf '%s\\n' "$found"
kill $server
wait $server || true
"""


@pytest.mark.parametrize("opened", [SKETCH, "infrasketch://purchase/done"])
def test_a_double_click_and_a_link_open_the_window(desktop: Debian, opened: str) -> None:
    """Under a real display; its class is the one by which the desktop entry names the window."""
    done(desktop, "infrasketch", "sketch", "api -> db", "-o", SKETCH, "--force")
    shown = desktop.run("timeout", "120", "sh", "-c", SHOW, "sh", "xdg-open", opened, XDG_CURRENT_DESKTOP="GNOME")
    assert shown.code == 0, shown.err
    assert "InfraSketch" in shown.out
