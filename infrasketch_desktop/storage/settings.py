"""What a person chose once and expects to find again, in a JSON file that forgives mistakes one by one."""

from __future__ import annotations

import base64
import binascii
import contextlib
import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from infrasketch_desktop.diagram.kinds import Direction, EdgeStyle
from infrasketch_desktop.diagram.plain import PlainError, codec
from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.atomic import write_atomically
from infrasketch_desktop.storage.bounded import read_bounded
from infrasketch_desktop.storage.errors import OpenError

MAX_BYTES = 4 * 1024 * 1024


class Theme(StrEnum):
    """How the program is coloured; `system` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Wish(StrEnum):
    """Whether something is done for a person's eyes; `system` is as they set it for all programs."""

    SYSTEM = "system"
    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting with its default. `language` "" follows the system; times are seconds.

    `licensing_server` is the address of the server that sells credits; "" is the built-in one with its sandbox.
    `export_choices` are what was chosen for each form of export, as `png.scale=3`.
    `code_folders` are pairs of a sketch and the folder its code is generated into, the last one used first.
    `account_email` is who was signed in when a server was last met, to be shown offline.
    `assistant_tier` is the class of models that is asked, `assistant_model` the one of it, "" for its default.
    `assistant_source` is who answers, with the address of a server of one's own and whether it may lie elsewhere
    without encryption (see `assistant.sources`). No key is ever a setting.
    `high_contrast` strengthens letters and lines, `reduce_motion` stills what moves by itself. `tour_seen` is whether
    the tour was taken or left. `check_for_updates` lets the program ask the vendor's feed at most daily;
    `updates_checked` is when it last did (ISO 8601), `update_passed_over` the version that need not be told about
    again; `updates_heard` and `updates_missed` are what is known of a silence of the feed (see `updates.silence`), and
    `updates_trouble` is its kind once it has been told, "" while all is well.
    `window_geometry` and `window_layout` are what Qt gives for its windows, as text (see `as_text` and `as_bytes`).
    """

    theme: Theme = Theme.SYSTEM
    high_contrast: Wish = Wish.SYSTEM
    language: str = ""
    text_scale: float = 1.0
    direction: Direction = Direction.DOWN
    edge_style: EdgeStyle = EdgeStyle.ORTHOGONAL
    show_grid: bool = True
    snap_to_grid: bool = True
    show_guides: bool = True
    show_minimap: bool = True
    autosave: bool = True
    autosave_seconds: float = 5.0
    last_folder: str = ""
    window_geometry: str = ""
    window_layout: str = ""
    export_format: str = "png"
    export_choices: tuple[str, ...] = ()
    code_folders: tuple[tuple[str, ...], ...] = ()
    account_email: str = ""
    licensing_server: str = ""
    assistant_tier: str = "haiku"
    assistant_model: str = ""
    assistant_source: str = "none"
    assistant_address: str = ""
    assistant_in_the_clear: bool = False
    reduce_motion: Wish = Wish.SYSTEM
    tour_seen: bool = False
    check_for_updates: bool = True
    updates_checked: str = ""
    update_passed_over: str = ""
    updates_heard: str = ""
    updates_missed: int = 0
    updates_trouble: str = ""


_BOUNDS: Mapping[str, tuple[float, float]] = {
    "text_scale": (0.5, 4.0),
    "autosave_seconds": (1.0, 3600.0),
    "updates_missed": (0, 1_000_000),
}
_CHECKSUM = 4
"""Bytes of a CRC-32."""
_codec = codec(Settings)


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """Settings, and in words for the person what of the file could not be used."""

    settings: Settings
    warnings: tuple[str, ...]


class SettingsStore:
    """The settings file. Values it does not know, from a newer program or another one, stay in the file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> LoadedSettings:
        """The settings in the file; defaults stand in for what is missing or wrong. Never raises for bad content."""
        raw, warnings = self._read()
        values: dict[str, Any] = {}
        known = {field.name for field in dataclasses.fields(Settings)}
        for name in sorted(known & raw.keys()):
            try:
                values[name] = _checked(name, raw[name])
            except PlainError as error:
                warnings.append(tr("The setting {error}; its default is used.", error=error))
        return LoadedSettings(Settings(**values), tuple(warnings))

    def change(self, **changes: Any) -> Settings:
        """Set the named settings and keep all others as the file has them now; returns the settings after that.

        Raises:
            SaveError: the file is as it was.
            TypeError, ValueError: a setting of that name or value does not exist.
        """
        plain = _codec.encode(Settings(**changes))
        try:
            for name, value in plain.items():
                _checked(name, value)
        except PlainError as error:
            raise ValueError(str(error)) from error
        raw, _ = self._read()
        kept = {name: value for name, value in raw.items() if name not in changes}
        text = json.dumps(kept | plain, indent=2, sort_keys=True, ensure_ascii=False)
        write_atomically(self._path, (text + "\n").encode("utf-8", "backslashreplace"))
        return self.load().settings

    def _read(self) -> tuple[dict[str, Any], list[str]]:
        if not self._path.exists():
            return {}, []
        try:
            raw = json.loads(read_bounded(self._path, MAX_BYTES))
        except OpenError as error:
            return {}, [tr("{error} Default settings are used.", error=error)]
        except (ValueError, RecursionError):
            raw = None
        if isinstance(raw, dict):
            return raw, []
        return {}, [self._set_aside()]

    def _set_aside(self) -> str:
        aside = self._path.with_suffix(".damaged.json")
        with contextlib.suppress(OSError):
            self._path.replace(aside)
        return tr(
            "The settings file was damaged. It was kept as “{name}”, and default settings are used.", name=aside.name
        )


def as_text(blob: bytes) -> str:
    """A block of bytes as a setting, with a checksum: Qt ends the program over an arrangement that was damaged."""
    return base64.b64encode(_checksum(blob) + blob).decode()


def as_bytes(text: str) -> bytes:
    """The bytes in a setting; empty when it holds none, or others than were put in."""
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    checksum, blob = found[:_CHECKSUM], found[_CHECKSUM:]
    return blob if checksum == _checksum(blob) else b""


def _checksum(blob: bytes) -> bytes:
    return binascii.crc32(blob).to_bytes(_CHECKSUM)


def _checked(name: str, plain: Any) -> Any:
    value = getattr(_codec.decode({name: plain}), name)
    low, high = _BOUNDS.get(name, (None, None))
    if low is not None and high is not None and not low <= value <= high:
        raise PlainError(name, tr("must lie between {low:g} and {high:g}", low=low, high=high))
    return value
