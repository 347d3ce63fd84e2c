"""A bundle has the faces of the window as files, and outside of one they come from their package: they are the same."""

from pathlib import Path

import pytest

from infrasketch_desktop.picture import face_files
from infrasketch_desktop.picture.face_files import UNPACKED, face_file, unpacked_face


def test_outside_of_a_bundle_no_face_lies_unpacked() -> None:
    assert unpacked_face("figo") is None
    assert face_file("figo").startswith(b"\0\1\0\0")


def test_in_a_bundle_the_unpacked_face_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / UNPACKED).mkdir()
    (tmp_path / UNPACKED / "figo.ttf").write_bytes(b"as it is")
    monkeypatch.setattr(face_files, "resources_folder", lambda: tmp_path)
    assert unpacked_face("figo") == tmp_path / UNPACKED / "figo.ttf"
    assert face_file("figo") == b"as it is"
    assert unpacked_face("figbo") is None
