"""Builds the folder of the program with PyInstaller: the same commit gives the same bytes.

PYTHONPATH=packaging .venv/bin/python -m bundle.build --into dist/build
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from baking import Baked, VendorError, bake, read_vendor_file
from infrasketch_desktop.picture.face_files import UNPACKED, WINDOW_FACES, face_file

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

NAME = "InfraSketch"
_NOT_SHIPPED = shutil.ignore_patterns("screenshots", "*.po", "__pycache__")


def build(baked: Baked, folder: Path) -> Path:
    """Build into `folder`, whose earlier content goes, and return the folder of the program in it.

    Raises:
        subprocess.CalledProcessError: PyInstaller failed; what it said is in `build.log` there.
        OSError: a file could not be written.
    """
    shutil.rmtree(folder, ignore_errors=True)
    resources = folder / "resources"
    shutil.copytree(ROOT / "resources", resources, ignore=_NOT_SHIPPED)
    bake(baked, resources)
    _unpack_faces(resources / UNPACKED)
    work = folder / "work"
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--distpath", folder, "--workpath", work]
    with (folder / "build.log").open("wb") as log:
        subprocess.run(  # noqa: S603 - our own spec
            [*map(str, command), str(HERE / "infrasketch.spec")],
            check=True,
            env=_environment(baked.vendor.environment, resources, folder / "cache"),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    return folder / NAME


def _unpack_faces(folder: Path) -> None:
    folder.mkdir()
    for name in WINDOW_FACES:
        (folder / f"{name}.ttf").write_bytes(face_file(name))


def _environment(environment: str, resources: Path, cache: Path) -> dict[str, str]:
    """Nothing of the day, the machine or an earlier build shows in the bytes."""
    return os.environ | {
        "INFRASKETCH_ENVIRONMENT": environment,
        "INFRASKETCH_RESOURCES": str(resources),
        "PYINSTALLER_CONFIG_DIR": str(cache),
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH") or _commit_time(),
    }


def _commit_time() -> str:
    """Seconds since 1970 of the commit that is built."""
    git = shutil.which("git") or "git"
    answer = subprocess.run([git, "-C", ROOT, "log", "-1", "--format=%ct"], capture_output=True, text=True, check=True)  # noqa: S603
    return answer.stdout.strip()


def main() -> int:
    parser = argparse.ArgumentParser(description="Build the folder of the program.")
    parser.add_argument("--into", type=Path, required=True, metavar="FOLDER", help="where to build; emptied before")
    folder = parser.parse_args().into.resolve()
    try:
        built = build(read_vendor_file(), folder)
    except VendorError as error:
        sys.stderr.write("\n".join(error.mistakes) + "\n")
        return 1
    except subprocess.CalledProcessError:
        sys.stderr.write(f"PyInstaller failed; what it said is in {folder / 'build.log'}\n")
        return 1
    size = sum(file.stat().st_size for file in built.rglob("*") if not file.is_symlink())
    sys.stdout.write(f"{built}: {size / 1e6:.0f} MB\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
