"""The Debian package: what dpkg reads from it, what lintian says to it, and that it is the same bytes each time."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from linux.deb import debian_version, write_deb
from linux.tree import Entry, TreeError, arrange, folder
from tests.packaging_linux.standins import CONTROL, EDITION, copy_differently, package_entries
from tests.support.needs import miss
from tests.support.programs import run_program


def dpkg_deb(*words: str | Path) -> str:
    if shutil.which("dpkg-deb") is None:
        miss("dpkg-deb", packages="dpkg")
    done = run_program(["dpkg-deb", *words])
    assert done.code == 0, done.err
    return done.out


def test_the_same_content_is_the_same_bytes_whatever_order_time_and_mode_it_was_made_with(
    bundle: Path, deb: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.deb"
    other = copy_differently(bundle, tmp_path / "other")
    write_deb(package_entries(other), CONTROL, again, EDITION.moment)
    assert again.read_bytes() == deb.read_bytes()


def test_everything_belongs_to_root_and_programs_alone_are_run(deb: Path) -> None:
    lines = [line.split(maxsplit=5) for line in dpkg_deb("--contents", deb).splitlines()]
    assert {line[1] for line in lines} == {"root/root"}
    assert {(line[3], line[4]) for line in lines} == {("2026-11-18", "11:06")}
    run = {line[5] for line in lines if line[0] == "-rwxr-xr-x"}
    assert run == {"./usr/lib/infrasketch/infrasketch"}
    assert {line[0] for line in lines} == {"drwxr-xr-x", "-rw-r--r--", "-rwxr-xr-x", "lrwxrwxrwx"}


def test_the_command_and_the_notice_lead_into_the_bundle(deb: Path, tmp_path: Path) -> None:
    dpkg_deb("--extract", deb, tmp_path)
    command = tmp_path / "usr/bin/infrasketch"
    assert command.resolve() == tmp_path / "usr/lib/infrasketch/infrasketch"
    notice = tmp_path / "usr/share/doc/infrasketch/THIRD-PARTY.txt"
    assert notice.resolve() == tmp_path / "usr/lib/infrasketch/THIRD-PARTY.txt"


def test_nothing_runs_when_it_is_installed_or_removed(deb: Path, tmp_path: Path) -> None:
    dpkg_deb("--control", deb, tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == {"control", "md5sums"}


def test_its_checksums_are_those_of_its_files(deb: Path, tmp_path: Path) -> None:
    dpkg_deb("--raw-extract", deb, tmp_path)
    checked = subprocess.run(
        ["md5sum", "--check", "--strict", "--quiet", "DEBIAN/md5sums"], cwd=tmp_path, capture_output=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    files = [file for file in (tmp_path / "usr").rglob("*") if file.is_file() and not file.is_symlink()]
    assert len((tmp_path / "DEBIAN/md5sums").read_text("utf-8").splitlines()) == len(files)


def test_lintian_finds_nothing(deb: Path) -> None:
    """Overrides are named in packaging/linux/lintian-overrides, each with its reason; the long test asks again for the
    real bundle, where most of them are needed.
    """
    if shutil.which("lintian") is None:
        miss("lintian", packages="lintian")
    done = run_program(["lintian", "--allow-root", "--suppress-tags", "unusual-interpreter,mismatched-override", deb])
    assert [line for line in done.out.splitlines() if line[:2] in {"E:", "W:"}] == []


@pytest.mark.parametrize(
    ("python", "debian"), [("1.2", "1.2"), ("1.2rc1", "1.2~rc1"), ("1.2.dev3", "1.2~dev3"), ("1.2.post1", "1.2+post1")]
)
def test_a_version_sorts_on_debian_as_it_does_in_python(python: str, debian: str) -> None:
    assert debian_version(python) == debian


def test_two_files_for_one_place_are_refused() -> None:
    with pytest.raises(TreeError, match="usr/bin/infrasketch"):
        arrange([Entry("usr/bin/infrasketch", b"one"), Entry("usr/bin/infrasketch", b"other")])


def test_of_files_that_may_be_run_only_programs_and_scripts_stay_so(tmp_path: Path) -> None:
    contents = {"program": b"\x7fELF", "script": b"#!/bin/sh", "libx.so.1": b"\x7fELF", "data.wasm": b"\0asm"}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
        (tmp_path / name).chmod(0o755)
    (tmp_path / "example").write_bytes(b"#!/bin/sh")
    assert {entry.path for entry in folder(tmp_path, "x") if entry.mode & 0o111} == {"x/program", "x/script"}


def test_a_bundle_with_something_that_is_no_file_is_refused(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(TreeError, match="program/pipe"):
        list(folder(tmp_path, "program"))
