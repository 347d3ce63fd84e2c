"""Profiles: made late, closed to others, movable as a whole, and never a reason not to start."""

import os
import stat
from pathlib import Path

import pytest

from infrasketch_desktop.storage.errors import ProfileError
from infrasketch_desktop.storage.profile import Profile, temporary_profile
from tests.storage.disks import mounted, ordinary_account


def folders(profile: Profile) -> list[Path]:
    return [profile.settings_folder, profile.data_folder, profile.state_folder, profile.cache_folder]


def test_the_standard_profile_lies_in_the_home(home: Path) -> None:
    settings, data, state, _ = folders(Profile.standard())
    assert all(folder.is_relative_to(home) for folder in (settings, data, state))
    assert all("infrasketch" in folder.parts for folder in folders(Profile.standard()))


def test_asking_for_a_profile_makes_nothing(home: Path, tmp_path: Path) -> None:
    Profile.standard()
    Profile.at(tmp_path / "profile")
    assert list(tmp_path.iterdir()) == []


def test_a_given_folder_holds_everything(tmp_path: Path) -> None:
    profile = Profile.at(tmp_path / "profile")
    profile.prepare()
    assert all(folder.is_relative_to(tmp_path / "profile") for folder in folders(profile))
    assert all(list(folder.iterdir()) == [] for folder in folders(profile)[1:])


def test_a_relative_folder_is_meant_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Profile.at(Path("mine")).settings_file == tmp_path / "mine" / "settings.json"


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_made_folders_are_closed_to_others_and_found_ones_stay(tmp_path: Path) -> None:
    found = tmp_path / "found"
    found.mkdir(mode=0o755)
    profile = Profile.at(found / "made")
    profile.prepare()
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders(profile)} == {0o700}
    assert stat.S_IMODE(found.stat().st_mode) == 0o755


def test_preparing_twice_is_fine(tmp_path: Path) -> None:
    for _ in range(2):
        Profile.at(tmp_path).prepare()


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_a_folder_without_rights_is_an_error_in_words() -> None:
    with ordinary_account() as folder:
        folder.chmod(0o500)
        with pytest.raises(
            ProfileError, match=r"no right to it.*settings and recent sketches are not remembered.*--profile"
        ):
            Profile.at(folder / "profile").prepare()
        with pytest.raises(ProfileError, match="no right to it"):
            Profile.at(folder).prepare()
        folder.chmod(0o700)
        Profile.at(folder).prepare()
        (folder / "state").chmod(0o500)
        with pytest.raises(ProfileError, match="state” cannot be used: this account has no right to it"):
            Profile.at(folder).prepare()


@pytest.mark.parametrize("name", ["file", "file/below", "a\0b"])
def test_what_is_no_folder_is_an_error_in_words(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ProfileError, match="cannot be used"):
        Profile.at(tmp_path / name).prepare()


def test_a_temporary_profile_works_and_goes() -> None:
    with temporary_profile() as profile:
        assert all(folder.is_dir() for folder in folders(profile))
    assert not profile.settings_folder.exists()


def test_an_account_without_a_home_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("pwd.getpwuid", _nobody_knows)
    with pytest.raises(ProfileError, match=r"This account has no home folder.*Start with --profile and a folder"):
        Profile.standard().prepare()


def _nobody_knows(_user: int) -> None:
    raise KeyError


def test_a_full_disk_is_noticed_though_it_takes_empty_files(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=8k") as disk, pytest.raises(ProfileError, match=r"disk is full.*Free some"):
        Profile.at(disk / "profile").prepare()


def test_where_nothing_takes_a_file_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    with pytest.raises(ProfileError, match=r"No folder takes a file.*TMPDIR"), temporary_profile():
        pass
