"""What can go wrong around generated code: what happened, what was kept, what to do next."""

from __future__ import annotations

from infrasketch_desktop.language import tr


class CodegenError(Exception):
    """An expected failure; `str()` of it is a message for the person at the screen. By default nothing was changed."""

    def __init__(self, what: str, *, kept: str | None = None, advice: str = "") -> None:
        kept = tr("Nothing was changed.") if kept is None else kept
        super().__init__(" ".join(part for part in (what, kept, advice) if part))
        self.what = what
        self.kept = kept
        self.advice = advice


class ManifestError(CodegenError):
    """What a folder remembers of generated code cannot be read."""


class FolderError(CodegenError):
    """Code cannot be generated into a folder."""
