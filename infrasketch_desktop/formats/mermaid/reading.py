"""Mermaid flowcharts as operations."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from infrasketch_desktop.formats.bounds import decoded
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.mermaid.charts import find_charts
from infrasketch_desktop.formats.mermaid.parsing import parse
from infrasketch_desktop.formats.result import Imported, Origin, SourceFile
from infrasketch_desktop.formats.transcript import imported
from infrasketch_desktop.language import tr
from infrasketch_desktop.technology import Catalog

MAX_BYTES = 4 * 1024 * 1024
"""A chart with as much as a diagram can hold takes half of it."""

MAX_CHARTS = 50
"""Charts of one file that are read, the first ones."""


def read(sources: Sequence[SourceFile], catalog: Catalog) -> Imported:
    """Every flowchart in `sources`, beside each other.

    Raises:
        FormatError: a file has none, is no text, or holds more than a diagram may.
    """
    transcripts = []
    for source in sources:
        text = decoded(source, MAX_BYTES).replace("\r\n", "\n").replace("\r", "\n")
        charts = list(islice(find_charts(text), MAX_CHARTS))
        if not charts:
            raise FormatError(
                tr("there is no Mermaid flowchart in it."),
                advice=tr("It begins with “flowchart” or “graph”; other diagrams of Mermaid cannot be imported."),
                origin=Origin(source.name),
            )
        transcripts += [parse(text, chart, source.name) for chart in charts]
    return imported(transcripts, catalog)
