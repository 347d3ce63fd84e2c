"""A report: which program on which system, what went wrong, the last lines of the log, the settings that matter."""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from infrasketch_desktop.storage.settings import Settings
from infrasketch_desktop.ui.crash.masking import Masks, all_without_secrets, without_names
from infrasketch_desktop.version import program_version, version_of

LONGEST = 60_000
"""Characters; the server takes a little more, for what a person adds."""
WENT_WRONG = "What went wrong\n"
"""The line above the trouble."""
_TOLD_SETTINGS = (
    *("theme", "high_contrast", "language", "text_scale", "reduce_motion", "direction", "edge_style", "show_grid"),
    *(
        "snap_to_grid",
        "show_guides",
        "show_minimap",
        "autosave",
        "autosave_seconds",
        "assistant_tier",
        "assistant_source",
    ),
)
"""None that a person typed: no address, no folder, no file, no account."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is shown, and nothing else is sent. `id` names its file here and the report at the server.

    `kept_at` is when it was put aside on this computer, in seconds UTC; 0 for one that was not.
    """

    id: str
    text: str
    kept_at: float = field(default=0.0, compare=False)

    @classmethod
    def of(cls, text: str) -> Report:
        """With a number of its own for this text."""
        return cls(hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32], text)


def composed(title: str, trouble: str, log: Iterable[str], settings: Settings | None, masks: Masks) -> str:
    """The text of a report, in English: it is for whoever mends the program. `trouble` is masked already.

    What is too long is cut at the end of the trouble, never of what stands around it.
    """
    lines = all_without_secrets(log, masks)
    rest = _section("Program", _listed(program_facts(masks)))
    rest += _section("Last log lines", lines or ["none"])
    rest += _section("Settings", _listed(_told(settings)) if settings is not None else ["not read yet"])
    room = LONGEST - len(rest) - len(title)
    cut = trouble if len(trouble) <= room else trouble[:room] + "\n…"
    return f"{title}\n" + (_section(WENT_WRONG.strip(), cut.splitlines()) if cut else "") + rest


def program_facts(masks: Masks | None = None) -> Mapping[str, str]:
    """Versions and kinds of what the program runs on."""
    screen = QGuiApplication.primaryScreen()
    facts = {
        "InfraSketch": program_version(),
        "Kind": "bundle" if getattr(sys, "frozen", False) else "checkout",
        "System": system(),
        "Python": platform.python_version(),
        "Qt": qVersion(),
        "PySide6": version_of("PySide6"),
        "Window system": QGuiApplication.platformName(),
        "Scale of the screen": f"{screen.devicePixelRatio():g}",
    }
    return {name: without_names(value, masks) if masks else value for name, value in facts.items()}


def system() -> str:
    """Name, release and processor of the operating system, without the name of the computer."""
    return f"{platform.system()} {platform.release()} {platform.machine()}".strip()


def _told(settings: Settings) -> Mapping[str, str]:
    return {name: str(getattr(settings, name)) for name in _TOLD_SETTINGS}


def _listed(facts: Mapping[str, str]) -> Sequence[str]:
    return [f"{name}: {value}" for name, value in facts.items() if value]


def _section(title: str, lines: Iterable[str]) -> str:
    return f"\n{title}\n" + "".join(f"  {line}\n" for line in lines)
