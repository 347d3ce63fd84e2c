"""Settings: found again, forgiving value by value, and kind to what they do not know."""

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram.kinds import Direction
from infrasketch_desktop.storage.errors import SaveError
from infrasketch_desktop.storage.settings import Settings, SettingsStore, Theme, as_bytes, as_text


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


@pytest.fixture
def store(file: Path) -> SettingsStore:
    return SettingsStore(file)


def test_without_a_file_there_are_defaults(store: SettingsStore, file: Path) -> None:
    loaded = store.load()
    assert (loaded.settings, loaded.warnings) == (Settings(), ())
    assert not file.exists()


def test_a_change_is_found_again(store: SettingsStore, file: Path) -> None:
    changed = store.change(theme=Theme.DARK, text_scale=1.25, export_choices=("first", "second"), autosave=False)
    assert changed == Settings(theme=Theme.DARK, text_scale=1.25, export_choices=("first", "second"), autosave=False)
    assert SettingsStore(file).load().settings == changed


def test_a_change_keeps_the_others(store: SettingsStore) -> None:
    store.change(theme=Theme.DARK)
    store.change(direction=Direction.RIGHT)
    assert store.load().settings == Settings(theme=Theme.DARK, direction=Direction.RIGHT)


def test_two_windows_do_not_undo_each_other(file: Path) -> None:
    SettingsStore(file).change(show_grid=False)
    SettingsStore(file).change(show_minimap=False)
    settings = SettingsStore(file).load().settings
    assert (settings.show_grid, settings.show_minimap) == (False, False)


def test_a_setting_back_at_its_default_leaves_the_file(store: SettingsStore, file: Path) -> None:
    store.change(show_grid=False)
    store.change(show_grid=True)
    assert json.loads(file.read_text(encoding="utf-8")) == {}


def test_unknown_values_stay_in_the_file(store: SettingsStore, file: Path) -> None:
    file.write_text('{"of a newer program": [1, 2], "theme": "sepia"}', encoding="utf-8")
    store.change(show_grid=False)
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert kept == {"of a newer program": [1, 2], "theme": "sepia", "show_grid": False}


def test_wrong_values_fall_back_one_by_one(store: SettingsStore, file: Path) -> None:
    wrong = {"theme": "sepia", "text_scale": 99, "show_grid": "yes", "export_choices": 4, "language": "de"}
    file.write_text(json.dumps(wrong), encoding="utf-8")
    loaded = store.load()
    assert loaded.settings == Settings(language="de")
    assert len(loaded.warnings) == 4
    assert "The setting “text_scale” must lie between 0.5 and 4; its default is used." in loaded.warnings
    assert any("“theme” must be one of system, light, dark" in warning for warning in loaded.warnings)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"text_scale": ' + b"9" * 5000 + b"}"]
)
def test_a_damaged_file_is_put_aside(store: SettingsStore, file: Path, content: bytes) -> None:
    file.write_bytes(content)
    loaded = store.load()
    assert loaded.settings == Settings()
    assert "was damaged" in loaded.warnings[0]
    assert file.with_suffix(".damaged.json").read_bytes() == content
    store.change(show_grid=False)
    assert store.load().warnings == ()


def test_a_huge_file_is_not_read(store: SettingsStore, file: Path) -> None:
    with file.open("wb") as out:
        out.truncate(200_000_000)
    loaded = store.load()
    assert loaded.settings == Settings()
    assert "200 MB" in loaded.warnings[0]


def test_settings_that_do_not_exist_are_refused(store: SettingsStore, file: Path) -> None:
    with pytest.raises(TypeError):
        store.change(colour="red")
    with pytest.raises(ValueError, match="must lie between"):
        store.change(text_scale=0.0)
    assert not file.exists()


def test_a_folder_that_takes_no_file_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(SaveError):
        SettingsStore(tmp_path / "missing" / "settings.json").change(show_grid=False)


@given(st.binary(max_size=300))
def test_what_qt_gives_for_a_window_is_given_back(blob: bytes) -> None:
    assert as_bytes(as_text(blob)) == blob


@given(blob=st.binary(min_size=1, max_size=300), at=st.integers(0), change=st.integers(1, 255))
def test_what_was_changed_since_is_not_handed_to_qt(blob: bytes, at: int, change: int) -> None:
    inside = bytearray(base64.b64decode(as_text(blob)))
    inside[at % len(inside)] ^= change
    assert as_bytes(base64.b64encode(inside).decode()) == b""


@pytest.mark.parametrize("text", ["", "AAAA", "not base64!", "ä"])
def test_what_is_no_window_is_empty(text: str) -> None:
    assert as_bytes(text) == b""
