"""Reads tables of nodes and edges, from one file or several that belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from infrasketch_desktop.diagram.operations import AddNode, Operation, Place
from infrasketch_desktop.formats.csv.tables import Row, Table, table_in
from infrasketch_desktop.formats.csv.values import edge_kind, kept_ids, node_kind, place_of
from infrasketch_desktop.formats.names import Names, clean_label, cut
from infrasketch_desktop.formats.result import Imported, Origin, SourceFile
from infrasketch_desktop.formats.transcript import EdgeEntry, GroupEntry, NodeEntry, Transcript, imported
from infrasketch_desktop.language import tr
from infrasketch_desktop.technology import Catalog


def read(sources: Sequence[SourceFile], catalog: Catalog) -> Imported:
    """The nodes and edges of all tables together; an edge may name nodes of another file. Raises FormatError."""
    reader = _TableReader([(source.name, table_in(source)) for source in sources], catalog)
    reader.read_things()
    reader.read_edges()
    return reader.result()


class _TableReader:
    """Groups, nodes and notes come first, so that edges find them in whatever order the rows stand.

    Rows name each other by id or else by label; letter case does not matter in labels. In a table of ours a name that
    no row has is a mistake; in those of others it makes the node or group.
    """

    def __init__(self, tables: Sequence[tuple[str, Table]], catalog: Catalog) -> None:
        self._tables = tables
        self._catalog = catalog
        self._whole = Transcript("", ours=all(table.is_typed for _, table in tables))
        self._files = {name: Transcript(name) for name, _ in tables}  # for what each of them loses
        kept = kept_ids(tables)
        self._names = Names(kept)
        self._unused = set(kept)
        self._keys: dict[str, str] = {}  # by id, and by label in lower case
        self._frames: dict[str, str] = {}  # likewise those of groups alone
        self._ids: dict[str, str] = {}
        self._origins: dict[str, Origin] = {}
        self._places: dict[str, Place] = {}
        self._used_as_group = {
            row["group"].strip().lower() for _, table in tables if not table.is_typed for row in table.rows
        }

    def read_things(self) -> None:
        members = []
        for file, table in self._tables:
            for row in table.rows:
                sort = self._sort(row, table)
                if sort == "diagram":
                    self._whole.title = self._whole.title or row["label"]
                elif sort != "edge":
                    self._check(file, row)
                    members.append((file, row, self._add(file, row, sort)))
        for file, row, key in members:  # a member may stand before its group
            if key and row["group"].strip():
                self._put_into_group(file, row, key)

    def read_edges(self) -> None:
        for file, table in self._tables:
            for row in table.rows:
                if self._sort(row, table) == "edge":
                    self._add_edge(file, row, table)
                    self._check(file, row)

    def result(self) -> Imported:
        found = imported([self._whole], self._catalog)
        operations = tuple(map(self._with_origin, found.operations))
        losses = [loss for file in self._files.values() for loss in file.losses()]
        whole = (replace(loss, origin=None) for loss in found.losses)
        return Imported((*operations, *self._places.values()), (*losses, *whole))

    def _check(self, file: str, row: Row) -> None:
        self._whole.file = file
        self._whole.check(row.line)

    def _sort(self, row: Row, table: Table) -> str:
        """What a row is, by its type, or else by what it states."""
        if table.is_typed and row["type"]:
            return row["type"].lower()
        if row["source"].strip() or row["target"].strip():
            return "edge"
        names = {row["id"].strip().lower(), row["label"].strip().lower()} - {""}
        return "group" if names & self._used_as_group else "node"

    def _add(self, file: str, row: Row, sort: str) -> str:
        """The key of the node, note or group that a row makes; "" for none."""
        key = row["id"].strip() or (row["label"].strip() if sort != "note" else f"note in row {row.line}")
        if not key or key in self._ids:
            why = tr("a row before it has the same name") if key else tr("it has no name")
            self._files[file].lose(tr("rows"), tr("row {line}", line=row.line), why, row.line)
            return ""
        label = self._label(file, row["label"] or ("" if self._whole.ours else key), row.line, is_text=sort == "note")
        facts = {"id": self._new_id(row, label, sort)}
        if sort == "group":
            self._whole.groups[key] = GroupEntry(label, row.line, facts=facts)
        else:
            self._whole.nodes[key] = self._node(row, label, sort, facts)
        self._know(key, label, facts["id"], Origin(file, row.line))
        place = place_of(row, facts["id"])
        if place and sort != "group":
            self._places[key] = place
        return key

    def _node(self, row: Row, label: str, sort: str, facts: dict[str, str]) -> NodeEntry:
        texts = {"technology": row["technology"], "description": row["description"], "notes": row["notes"]}
        return NodeEntry(
            label,
            row.line,
            kind=node_kind(row["kind"] or (row["type"] if not self._whole.ours else ""), self._catalog),
            technology=cut(clean_label(row["technology"])),
            remark=sort == "note",
            facts=facts | {name: clean_label(text) for name, text in texts.items() if text},
        )

    def _put_into_group(self, file: str, row: Row, key: str) -> None:
        wanted = row["group"].strip()
        around = self._frames.get(wanted) or self._frames.get(wanted.lower())
        if around is None and not self._whole.ours:
            around = self._new_group(file, wanted, row.line)
        if around is None or around == key:
            self._files[file].lose(
                tr("groups"), tr("the group of row {line}", line=row.line), tr("no row has its name"), row.line
            )
            return
        entry = self._whole.nodes.get(key) or self._whole.groups[key]
        entry.parent = around

    def _new_group(self, file: str, name: str, line: int) -> str:
        key = f"group {name}"
        label = self._label(file, name, line)
        self._whole.groups[key] = GroupEntry(label, line, facts={"id": self._names.allot(label, "group")})
        self._frames[name.lower()] = key
        self._keys.setdefault(name.lower(), key)
        return key

    def _add_edge(self, file: str, row: Row, table: Table) -> None:
        ends = [self._end(file, row[column].strip(), row.line, table) for column in ("source", "target")]
        if not ends[0] or not ends[1]:
            self._files[file].lose(
                tr("connections"), tr("row {line}", line=row.line), tr("one of its ends is nowhere"), row.line
            )
            return
        label = self._label(file, row["label"], row.line)
        kind = edge_kind(row["kind"] or (row["type"] if not table.is_typed else ""))
        facts = {"id": row["id"]} if table.is_typed and row["id"] in self._unused else {}
        self._unused -= set(facts.values())
        self._whole.edges.append(EdgeEntry(ends[0], ends[1], row.line, label, kind, facts=facts))

    def _end(self, file: str, name: str, line: int, table: Table) -> str:
        """The key of what a row calls `name`; "" when there is nothing and may be nothing."""
        known = (name if name in self._ids else "") or self._keys.get(name) or self._keys.get(name.lower())
        if known or table.is_typed or not name:
            return known or ""
        label = self._label(file, name, line)
        new_id = self._names.allot(label, "node")
        self._whole.nodes[name] = NodeEntry(label, line, facts={"id": new_id})
        self._know(name, label, new_id, Origin(file, line))
        return name

    def _know(self, key: str, label: str, new_id: str, origin: Origin) -> None:
        self._ids[key] = new_id
        self._origins[new_id] = origin
        for names in (self._keys, self._frames) if key in self._whole.groups else (self._keys,):
            names[key] = key
            names.setdefault(label.strip().lower(), key)

    def _new_id(self, row: Row, label: str, sort: str) -> str:
        wanted = row["id"]
        if wanted in self._unused:
            self._unused.remove(wanted)
            return wanted
        return self._names.allot(label or wanted, sort)

    def _label(self, file: str, text: str, line: int, *, is_text: bool = False) -> str:
        clean = clean_label(text)
        if not is_text and cut(clean) != clean:
            self._files[file].lose(
                tr("long texts"), tr("the end of the text in row {line}", line=line), tr("it is too long"), line
            )
        return clean if is_text else cut(clean)

    def _with_origin(self, operation: Operation) -> Operation:
        if isinstance(operation, AddNode):
            return replace(operation, origin=cut(str(self._origins[operation.id])))
        return operation
