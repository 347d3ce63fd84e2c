"""Builds the folder of the program with PyInstaller, from the commit that is checked out: the same one, the same bytes.

PYTHONPATH=packaging .venv/bin/python -m bundle.build --into dist/build
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from baking import Baked, VendorError, bake, read_vendor_file
from bundle.icu import IcuError, shorten
from bundle.traces import folders_of_this_machine, forget, record_of_making, traces
from infrasketch_desktop.picture.face_files import UNPACKED, WINDOW_FACES, face_file

ROOT = Path(__file__).resolve().parents[2]
NAME = "InfraSketch"
LARGEST_UNPACKED = 180_000_000
"""In bytes, of all files of the folder; what is promised to those who install it."""
_NOT_SHIPPED = shutil.ignore_patterns("screenshots", "*.po")


class BuildError(Exception):
    """The folder was not built; the message says why."""


def build(baked: Baked, folder: Path) -> Path:
    """Build into `folder` and return the folder of the program in it; an earlier one is there until this one is.

    Raises:
        BuildError: git or PyInstaller failed, a library is not what is known of it, or the folder tells where it was
            built.
        OSError: a file could not be written.
    """
    source, resources, work, instead = (folder / name for name in ("source", "resources", "work", "instead"))
    for earlier in (source, resources, work, instead):
        shutil.rmtree(earlier, ignore_errors=True)
    work.mkdir()
    machine = folders_of_this_machine(ROOT, folder)
    _check_out(source)
    shutil.copytree(source / "packaging" / "bundle" / "instead", instead)
    _write_record_of_making(instead, machine)
    shutil.copytree(source / "resources", resources, ignore=_NOT_SHIPPED)
    bake(baked, resources)
    _unpack_faces(resources / UNPACKED)
    made = work / "made"
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--distpath", str(made), "--workpath", str(work)]
    with (folder / "build.log").open("wb") as log:
        done = subprocess.run(  # noqa: S603 - our own spec
            [*command, str(source / "packaging" / "bundle" / "infrasketch.spec")],
            cwd=source,
            check=False,
            env=_environment(baked.vendor.environment, source, resources, instead),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    if done.returncode:
        raise BuildError(f"PyInstaller failed; what it said is in {folder / 'build.log'}.")
    for library in sorted(made.rglob("libicudata.so.*")):
        _shorten(library)
    if sys.platform == "linux":
        _forget(made / NAME, machine)
    for finished in made.iterdir():
        shutil.rmtree(folder / finished.name, ignore_errors=True)
        finished.rename(folder / finished.name)
    return folder / NAME


def unpacked_size(built: Path) -> int:
    """In bytes, of all files."""
    return sum(file.stat().st_size for file in _files(built))


def _files(folder: Path) -> Iterator[Path]:
    return (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())


def _check_out(folder: Path) -> None:
    """What is committed: nothing of what lies around in the checkout, and nothing that is being edited meanwhile."""
    with tarfile.open(fileobj=io.BytesIO(_git("archive", "HEAD"))) as archive:
        archive.extractall(folder, filter="data")


def _git(*words: str) -> bytes:
    command = [shutil.which("git") or "git", "-C", str(ROOT), *words]
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - words of this module
    if done.returncode:
        raise BuildError(f"A release is built from a commit: {done.stderr.decode().strip()}.")
    return done.stdout


def _unpack_faces(folder: Path) -> None:
    folder.mkdir()
    for name in WINDOW_FACES:
        (folder / f"{name}.ttf").write_bytes(face_file(name))


def _write_record_of_making(folder: Path, machine: Iterable[str]) -> None:
    name, text = record_of_making(machine)
    if name:
        (folder / f"{name}.py").write_text(text, "utf-8")


def _forget(bundle: Path, machine: Sequence[str]) -> None:
    try:
        forget(bundle, machine)
    except subprocess.CalledProcessError as error:
        raise BuildError(f"Where libraries look for others cannot be changed: {error.stderr}") from error
    if left := list(traces(bundle, machine)):
        raise BuildError(f"The folder tells where it was built: {', '.join(left)}.")


def _environment(environment: str, source: Path, resources: Path, instead: Path) -> dict[str, str]:
    """Nothing of the day, the machine or an earlier build shows in the bytes."""
    return os.environ | {
        "INFRASKETCH_ENVIRONMENT": environment,
        "INFRASKETCH_INSTEAD": str(instead),
        "INFRASKETCH_RESOURCES": str(resources),
        "PYINSTALLER_CONFIG_DIR": str(source.parent / "cache"),
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(source),
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH") or _git("log", "-1", "--format=%ct").decode().strip(),
    }


def _shorten(library: Path) -> None:
    try:
        shorten(library)
    except IcuError as error:
        raise BuildError(f"{library} cannot be shortened: {error}") from error


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the folder of the program.")
    parser.add_argument("--into", type=Path, required=True, metavar="FOLDER", help="where to build")
    folder = parser.parse_args().into.resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        built = build(read_vendor_file(), folder)
    except VendorError as error:
        sys.stderr.write("\n".join(error.mistakes) + "\n")
        return 1
    except BuildError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{built}: {unpacked_size(built) / 1e6:.0f} MB\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
