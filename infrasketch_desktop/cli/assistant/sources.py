"""Who answers on the command line: what --source says, else what was chosen in the window; and where keys come from.

A key is never an argument, which other people of the machine could read, and none is taken from variables of other
programs: it lies in the keyring, or in `INFRASKETCH_API_KEY` for machines that have none.
"""

from __future__ import annotations

import argparse
import os

from infrasketch_desktop.assistant.key_store import standard_keys
from infrasketch_desktop.assistant.sources import (
    NOBODY,
    OWN_KEY,
    RELAY,
    Keys,
    Source,
    SourceKind,
    local_source,
    source_in,
)
from infrasketch_desktop.storage.profile import Profile
from infrasketch_desktop.storage.settings import Settings

KEY_VARIABLE = "INFRASKETCH_API_KEY"
"""Holds a key of one's own for Anthropic; it is shown to no other server."""

_NAMED = {"own-key": OWN_KEY, "relay": RELAY, "none": NOBODY}


def chosen_source(option: str | None, settings: Settings) -> Source:
    """The source that `option` names: own-key, relay, none, or the address of a server of one's own.

    Raises:
        AssistantError: it is neither of the three nor an address that may be asked.
    """
    if option is not None:
        return _NAMED.get(option) or local_source(option)
    return source_in(settings)


def keyed_source(name: str) -> Source:
    """The source whose key is kept or forgotten: own-key, or the address of a server. Raises AssistantError."""
    return OWN_KEY if name == OWN_KEY.kind.value else local_source(name)


def profile_of(arguments: argparse.Namespace) -> Profile:
    """The profile of --profile, else the standard one."""
    return Profile.chosen(arguments.profile)


def keys_for(source: Source, profile: Profile) -> Keys:
    """The keys that may be shown to `source`. Raises AssistantError when the variable holds none."""
    given = os.environ.get(KEY_VARIABLE, "")
    if not given or source.kind is not SourceKind.OWN_KEY:
        return standard_keys(profile.data_folder)
    keys = Keys(_Memory())
    keys.keep(source, given)
    return keys


class _Memory:
    """A vault that is gone with the program."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self._kept.get(name)

    def set(self, name: str, value: str) -> None:
        self._kept[name] = value

    def delete(self, name: str) -> None:
        self._kept.pop(name, None)
