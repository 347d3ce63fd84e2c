"""The Python of Qt's binding, compiled before anybody starts the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from bundle import binding
from bundle.binding import BindingError, lay_down
from tests.support.programs import python

LOADED_FROM = """
import sys
sys.path.insert(0, sys.argv[1])
import shiboken6
print(sys.modules["shibokensupport.signature.loader"].__spec__.origin)
from PySide6.QtCore import QPoint
try:
    QPoint("left")
except TypeError as error:
    print("Supported signatures" in str(error))
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_down(tmp_path_factory.mktemp("packages"))


def test_the_binding_reads_what_was_compiled_and_works_as_before(place: Path) -> None:
    told = python(LOADED_FROM, str(place.parents[1]))
    assert told.err == ""
    assert told.out.split() == [str(place / "shibokensupport" / "signature" / "loader.pyc"), "True"]


def test_nothing_is_left_to_compile_and_no_folder_of_this_machine_is_told(place: Path) -> None:
    files = [file for file in place.rglob("*") if file.is_file()]
    assert {file.suffix for file in files} == {".pyc"}
    assert not [file for file in files if str(place).encode() in file.read_bytes()]


def test_a_binding_that_lays_nothing_down_ends_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binding, "PLACE", "shiboken6/elsewhere")
    with pytest.raises(BindingError, match="laid nothing down"):
        lay_down(tmp_path)
