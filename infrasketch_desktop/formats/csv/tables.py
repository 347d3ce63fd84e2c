"""Reads CSV as rows under the names of our columns, within bounds."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from infrasketch_desktop.formats.bounds import MAX_EDGES, MAX_NODES, decoded
from infrasketch_desktop.formats.csv.columns import TYPES, columns_in, unguarded
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.result import Origin, SourceFile
from infrasketch_desktop.language import later, tr

MAX_ROWS = 3 * MAX_NODES + MAX_EDGES + 2
"""As many groups, nodes, notes and edges as may come, a title and a header."""
MAX_COLUMNS = 200

_DELIMITERS = (",", ";", "\t")
_ADVICE = later(
    "Name the columns in the first row: “name” (and “type”, “technology”, “group”) for nodes, “source” and "
    "“target” (and “label”) for connections."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file, and its cells that are not empty by the name of their column."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """`is_typed` means that the column `type` says what each row is; else it says what kind of node."""

    rows: tuple[Row, ...]
    is_typed: bool


def table_in(source: SourceFile) -> Table:
    """The table in a file. Raises FormatError."""
    lines = list(_lines(source, decoded(source)))
    if not lines:
        raise FormatError(tr("the table is empty."), advice=tr(_ADVICE), origin=Origin(source.name))
    columns = columns_in(lines[0][1])
    if not ({"source", "target"} <= columns.keys() or columns.keys() & {"label", "id"}):
        raise FormatError(
            tr("no column has a name that is known."), advice=tr(_ADVICE), origin=Origin(source.name, lines[0][0])
        )
    rows = tuple(Row(line, _cells(cells, columns)) for line, cells in lines[1:])
    stated = {row["type"].lower() for row in rows}
    return Table(rows, is_typed="type" in columns and stated <= set(TYPES))


def _lines(source: SourceFile, text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, with the line on which each begins."""
    told = text[:4].lower() == "sep="  # how some spreadsheets are told the delimiter, on a line of its own
    delimiter = text[4:5] if told and text[4:5] in _DELIMITERS else _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line, count = 1, 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not (told and line == 1):
                count += 1
                _check(source, line, count, len(cells))
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise FormatError(
            tr("this is not a valid table: {error}.", error=error), origin=Origin(source.name, line)
        ) from error


def _check(source: SourceFile, line: int, count: int, columns: int) -> None:
    if count > MAX_ROWS or columns > MAX_COLUMNS:
        raise FormatError(
            tr(
                "the table is larger than {max_rows:,} rows and {max_columns} columns.",
                max_rows=MAX_ROWS,
                max_columns=MAX_COLUMNS,
            ),
            advice=tr("Import a part of it."),
            origin=Origin(source.name, line),
        )


def _delimiter(text: str) -> str:
    """The one that the first row has most of; a comma when it has none."""
    first = text.lstrip()[:10_000].partition("\n")[0]
    return max(_DELIMITERS, key=first.count)


def _cells(cells: list[str], columns: Mapping[str, int]) -> dict[str, str]:
    found = {name: unguarded(cells[index]) for name, index in columns.items() if index < len(cells)}
    return {name: text for name, text in found.items() if text}
