"""Homes that belong to one test, for this process and for the programs it starts."""

from __future__ import annotations

from pathlib import Path

_FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_RUNTIME_DIR": ".run",
}


def isolated_environment(home: Path, cache: Path) -> dict[str, str]:
    """The variables that lead every folder of the user into `home` or `cache`, and keep off the system's keyring."""
    for folder in _FOLDERS.values():
        (home / folder).mkdir(parents=True, exist_ok=True, mode=0o700)
    found = {name: str(home / folder) for name, folder in _FOLDERS.items()}
    return found | {"XDG_CACHE_HOME": str(cache), "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
