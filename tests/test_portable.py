"""Portable mode: a folder beside the program, looked for by bundles alone."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from infrasketch_desktop.portable import FOLDER, SECRETS_STAY, beside, keeps_secrets, portable_folder
from infrasketch_desktop.storage.profile import Origin, Profile
from infrasketch_desktop.wallet.vault import FileVault, SafestVault, standard_vault


@pytest.mark.parametrize(
    ("executable", "platform", "folder"),
    [
        ("/media/stick/InfraSketch/infrasketch", "linux", "/media/stick/InfraSketch"),
        ("/media/x.app/InfraSketch/infrasketch", "linux", "/media/x.app/InfraSketch"),
        ("/Volumes/stick/InfraSketch.app/Contents/MacOS/infrasketch", "darwin", "/Volumes/stick"),
        ("/Volumes/stick/bin/infrasketch", "darwin", "/Volumes/stick/bin"),
    ],
)
def test_the_folder_lies_beside_what_people_see_as_the_program(executable: str, platform: str, folder: str) -> None:
    assert beside(Path(executable), platform) == Path(folder, FOLDER)


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This process passes for the executable of a bundle; its folder is answered."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    (tmp_path / "infrasketch").touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "infrasketch"))
    return tmp_path


def test_a_bundle_is_portable_where_the_folder_is_there(bundle: Path) -> None:
    assert Profile.chosen(None).origin is Origin.STANDARD
    (bundle / FOLDER).touch()
    assert portable_folder() is None
    (bundle / FOLDER).unlink()
    (bundle / FOLDER).mkdir()
    chosen = Profile.chosen(None)
    assert (chosen.origin, chosen.settings_folder) == (Origin.PORTABLE, bundle / FOLDER)
    assert Profile.chosen(bundle / "other").origin is Origin.GIVEN


@pytest.mark.skipif(sys.platform == "win32", reason="owners have no numbers there")
def test_a_folder_that_somebody_else_put_there_is_passed_over(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bundle / FOLDER).mkdir()
    mine, stat = (bundle / FOLDER).stat(), Path.lstat
    somebody = os.stat_result((*mine[:4], mine.st_uid + 1, *mine[5:]))
    monkeypatch.setattr(Path, "lstat", lambda path: somebody if path.name == FOLDER else stat(path))
    assert portable_folder() is None
    monkeypatch.setattr(os, "getuid", lambda: mine.st_uid + 1)
    assert portable_folder() == bundle / FOLDER


def test_a_checkout_is_never_portable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    (tmp_path / FOLDER).mkdir()
    assert portable_folder() is None


def test_secrets_go_along_with_a_portable_profile_and_with_no_other(tmp_path: Path) -> None:
    portable, given = Profile.at(tmp_path / "stick", Origin.PORTABLE), Profile.at(tmp_path / "given")
    for profile in (portable, given):
        profile.prepare()
    assert keeps_secrets(portable.data_folder)
    assert (portable.data_folder / SECRETS_STAY).exists()
    assert isinstance(standard_vault("test", portable.data_folder / "secrets"), FileVault)
    assert isinstance(standard_vault("test", given.data_folder / "secrets"), SafestVault)
    moved = tmp_path / "another stick"
    (tmp_path / "stick").rename(moved)
    assert isinstance(standard_vault("test", Profile.at(moved).data_folder / "secrets"), FileVault)
