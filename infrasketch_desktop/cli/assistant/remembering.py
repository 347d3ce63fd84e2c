"""Goes on with the conversation that is kept with a sketch, as its window does, and adds what was said now.

While a window has the sketch open the conversation is its own: it is told to the model, and nothing is added to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from infrasketch_desktop.assistant.conversation import Conversation, Exchange
from infrasketch_desktop.assistant.kept import conversation_in, kept_from_text, kept_to_text, with_exchange
from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.storage.errors import StorageError
from infrasketch_desktop.storage.paths import absolute
from infrasketch_desktop.storage.profile import Profile
from infrasketch_desktop.storage.workspace import Workspace

IN_A_WINDOW = "The sketch is open in a window: its conversation there goes on without this."


@dataclass(frozen=True, slots=True)
class Memory:
    """What is kept about one sketch. `path` is None for what has no file; `fresh` forgets what was said before."""

    profile: Profile
    console: Console
    path: Path | None
    fresh: bool = False
    kept: Mapping[str, Any] = field(default_factory=dict)

    @property
    def conversation(self) -> Conversation:
        """What the model is told of what was said before."""
        return Conversation() if self.fresh else conversation_in(self.kept)

    def add(self, exchange: Exchange) -> None:
        """Keep `exchange` behind what was said; what cannot be kept is warned of."""
        if self.path is None or not self.path.exists():
            return
        if Workspace(self.profile.state_folder, now=_now, new_id=str).is_open(self.path):
            self.console.warn(IN_A_WINDOW)
            return
        try:
            self.profile.prepare()
            _keep(self.profile, self.path, kept_to_text(with_exchange(self.kept, exchange, fresh=self.fresh)))
        except StorageError as error:
            self.console.warn(f"What was said is not kept: {error}")


def recalled(profile: Profile, path: Path | None, console: Console, *, fresh: bool = False) -> Memory:
    """What is kept about the sketch at `path`; nothing where it cannot be read, which is warned of."""
    path = None if path is None else absolute(path)
    nothing = Memory(profile, console, path, fresh)
    if path is None or not profile.library_file.exists():
        return nothing
    try:
        return replace(nothing, kept=kept_from_text(_load(profile, path)))
    except StorageError as error:
        console.warn(f"What was said before cannot be read: {error}")
        return nothing


def _load(profile: Profile, path: Path) -> str:
    from infrasketch_desktop.storage.library import open_library  # noqa: PLC0415 - a fifth of a second
    from infrasketch_desktop.storage.library.conversations import sketch_key  # noqa: PLC0415 - as above

    with open_library(profile.library_file, _now).library as library:
        return library.conversations.load(sketch_key(path))


def _keep(profile: Profile, path: Path, text: str) -> None:
    from infrasketch_desktop.storage.library import open_library  # noqa: PLC0415 - a fifth of a second
    from infrasketch_desktop.storage.library.conversations import sketch_key  # noqa: PLC0415 - as above

    with open_library(profile.library_file, _now).library as library:
        library.conversations.keep(sketch_key(path), text)


def _now() -> datetime:
    return datetime.now(UTC)
