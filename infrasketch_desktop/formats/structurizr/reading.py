"""Workspaces of the Structurizr DSL as operations."""

from __future__ import annotations

from collections.abc import Sequence

from infrasketch_desktop.formats.bounds import decoded
from infrasketch_desktop.formats.result import Imported, SourceFile
from infrasketch_desktop.formats.structurizr.parsing import parse
from infrasketch_desktop.formats.transcript import imported
from infrasketch_desktop.technology import Catalog

MAX_BYTES = 4 * 1024 * 1024


def read(sources: Sequence[SourceFile], catalog: Catalog) -> Imported:
    """The model of every workspace in `sources`, beside each other.

    Raises:
        FormatError: a file is no text, or holds more than a diagram may.
    """
    texts = [decoded(source, MAX_BYTES).replace("\r\n", "\n").replace("\r", "\n") for source in sources]
    return imported([parse(text, source.name) for text, source in zip(texts, sources, strict=True)], catalog)
