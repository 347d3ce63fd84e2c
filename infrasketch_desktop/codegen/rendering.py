"""Fills the templates of generated files; whatever people said must pass the writer of the file's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from infrasketch_desktop.codegen.languages import WRITERS


class Templates:
    """The templates in a folder. A variable that is missing, or a `Said` without a writer, raises."""

    def __init__(self, folder: Path, filters: Mapping[str, Callable[..., Any]] | None = None) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=False,  # noqa: S701 - `Said` has no text of its own: a writer must be named
            auto_reload=False,
        )
        self._environment.filters.update({**WRITERS, **(filters or {})})

    def render(self, name: str, **values: Any) -> str:
        """The text that the template `name` makes, with one line end at its end."""
        return self._environment.get_template(name).render(**values).rstrip("\n") + "\n"
