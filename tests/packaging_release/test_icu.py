"""ICU's data with what Qt asks for and nothing else."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import PySide6
import pytest

from bundle.icu import IcuError, shorten, shortened
from tests.support.programs import python

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt does not bring ICU")

SORT = """
from functools import cmp_to_key
from PySide6.QtCore import QCollator, QLocale, QUrl
for name in ("de", "ar", "en"):
    print(*sorted("zebra Äpfel apfel Öl ol é Z ب ا ة".split(), key=cmp_to_key(QCollator(QLocale(name)).compare)))
print(QUrl("http://bücher.example/").toEncoded())
"""


@pytest.fixture(scope="module")
def library() -> Path:
    return next((Path(PySide6.__file__).parent / "Qt" / "lib").glob("libicudata.so.*"))


def test_qt_sorts_and_names_hosts_as_with_all_of_it(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / library.name
    shutil.copy(library, copy)
    shorten(copy)
    assert copy.stat().st_size < library.stat().st_size / 8
    whole = python(SORT)
    monkeypatch.setenv("LD_PRELOAD", str(copy))
    assert str(copy) in python("from pathlib import Path; print(Path('/proc/self/maps').read_text())").out
    assert python(SORT) == whole
    assert "xn--bcher-kva" in whole.out


def test_what_is_kept_of_everything_is_everything(library: Path) -> None:
    content = library.read_bytes()
    assert abs(len(shortened(content, lambda _name: True)) - len(content)) < 0x10000


@pytest.mark.parametrize("content", [b"", b"\x7fELF\x02\x01" + b"\0" * 100, b"\0" * 4096])
def test_another_file_is_refused(content: bytes) -> None:
    with pytest.raises(IcuError):
        shortened(content)
