"""Reads one flowchart, statement by statement, into a transcript; what it cannot follow is a loss with its line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.validation import MAX_DEPTH
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.facts import MAX_FACTS, Facts, facts_in
from infrasketch_desktop.formats.mermaid.charts import Chart
from infrasketch_desktop.formats.mermaid.scanner import MAX_TEXT, Link, Scanner
from infrasketch_desktop.formats.mermaid.shapes import HINTS, REMARKS
from infrasketch_desktop.formats.names import cut
from infrasketch_desktop.formats.result import Origin
from infrasketch_desktop.formats.transcript import EdgeEntry, GroupEntry, NodeEntry, Transcript
from infrasketch_desktop.language import later, tr

MAX_STEPS = 80_000
"""Statements and mentions of nodes; a chart with all the connections that a diagram can hold needs less."""

_KEYWORD = re.compile(r"(subgraph|end|direction|classDef|class|style|linkStyle|click|accTitle|accDescr)(?=[\s;:{]|\Z)")
_CLASS_MARK = re.compile(r":::([\w-]+)")
_AND = re.compile(r"[ \t\r]*&(?=\s)\s*|[ \t\r]+&\s*")
_KINDS = {kind.value: kind for kind in NodeKind}
_LOOKS = later("InfraSketch gives every kind its own look")
_EDGE_KINDS = {"=": EdgeKind.DATA, ".": EdgeKind.EVENT}


@dataclass(slots=True)
class _Open:
    """A subgraph that is being read, with what was mentioned in it."""

    key: str
    mentioned: dict[str, None] = field(default_factory=dict)


def parse(text: str, chart: Chart, file: str) -> Transcript:
    """What one chart of `text` draws.

    Raises:
        FormatError: it is larger than a diagram may be, or nested too deep.
    """
    return _Parser(text, chart, file).parse()


class _Parser:
    def __init__(self, text: str, chart: Chart, file: str) -> None:
        self._scanner = Scanner(text, chart.head, chart.end, text.count("\n", 0, chart.head) + 1)
        self._start = chart.start
        self._transcript = Transcript(file, title=chart.title, direction=chart.direction)
        self._left = MAX_STEPS
        self._open: list[_Open] = []
        self._facts: Facts = {}
        self._classes: set[str] = set()
        self._named_edges: dict[str, list[EdgeEntry]] = {}
        if chart.flipped:
            self._lose(tr("directions"), tr("the direction"), tr("diagrams read downwards or to the right"))

    def parse(self) -> Transcript:
        self._read_head()
        self._scanner.skip_separators()
        while not self._scanner.done:
            self._count()
            self._statement()
            self._scanner.skip_separators()
        while self._open:
            self._lose(
                tr("subgraphs"), tr("the end of “{key}”", key=cut(self._open[-1].key, 40)), tr("its “end” is missing")
            )
            self._close()
        self._settle_groups()
        return self._transcript

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise self._error(
                tr("the chart has more than {max_steps:,} statements and mentions of nodes.", max_steps=MAX_STEPS)
            )

    def _read_head(self) -> None:
        """The comments before the header, where facts on the whole sheet stand."""
        for line in self._scanner.text[self._scanner.at : self._start].split("\n"):
            facts = facts_in(line.strip().removeprefix("%%"))
            if facts is not None:
                self._transcript.facts, self._transcript.ours = facts, True
            elif "%%{" in line:
                self._lose(tr("directives"), tr("a directive"), tr(_LOOKS))
        self._scanner.at = self._start

    def _statement(self) -> None:
        if self._scanner.sees("%%"):
            self._comment()
            return
        keyword = self._scanner.take(_KEYWORD)
        if keyword is None:
            self._chain()
            self._facts = {}
        else:
            self._keyword(keyword[1])
        rest = self._scanner.rest_of_statement().strip()
        if rest and not rest.startswith("%%"):
            self._lose(tr("unread statements"), f"“{cut(rest, 40)}”", tr("not understood"))

    def _keyword(self, word: str) -> None:
        handlers: dict[str, Callable[[], None]] = {
            "subgraph": self._subgraph,
            "end": self._end,
            "class": self._class,
            "classDef": self._class_definition,
            "accTitle": self._title,
            "accDescr": self._description,
        }
        handlers.get(word, lambda: self._unused(word))()

    def _comment(self) -> None:
        if self._scanner.take_sign("%%{"):
            if self._scanner.through("}%%", MAX_TEXT) is None:
                self._scanner.rest_of_line()
            self._lose(tr("directives"), tr("a directive"), tr(_LOOKS))
            return
        self._scanner.take_sign("%%")
        facts = facts_in(self._scanner.rest_of_line()[:MAX_FACTS])
        if facts is not None:
            self._facts = facts

    def _unused(self, word: str) -> None:
        rest = cut(self._scanner.rest_of_statement().strip(), 40)
        why = tr("links are neither followed nor kept") if word == "click" else tr(_LOOKS)
        self._lose(tr("“{word}” statements", word=word), f"“{word} {rest}”", why)

    def _title(self) -> None:
        text = self._scanner.rest_of_line().strip(" \t:\r")
        self._transcript.title = self._transcript.title or text

    def _description(self) -> None:
        self._scanner.skip_blanks()
        if not (self._scanner.take_sign("{") and self._scanner.through("}", MAX_TEXT) is not None):
            self._scanner.rest_of_line()
        self._lose(tr("descriptions of charts"), tr("the description of the chart"), tr("a diagram has none"))

    def _class_definition(self) -> None:
        rest = self._scanner.rest_of_statement().strip()
        if not (self._transcript.ours and rest.split(" ", 1)[0] in _KINDS):
            self._lose(tr("“classDef” statements"), f"“classDef {cut(rest, 40)}”", tr(_LOOKS))

    def _class(self) -> None:
        keys, _, name = self._scanner.rest_of_statement().strip().rpartition(" ")
        for key in keys.split(","):
            self._set_class(key.strip(), name)

    def _set_class(self, key: str, name: str) -> None:
        node = self._transcript.nodes.get(key)
        if node is not None and name in _KINDS:
            node.kind = _KINDS[name]
        elif name not in self._classes:
            self._classes.add(name)
            self._lose(tr("style classes"), tr("the class “{name}”", name=cut(name, 40)), tr(_LOOKS))

    def _subgraph(self) -> None:
        self._scanner.skip_blanks()
        line = self._scanner.line
        shape = None
        word = self._scanner.take_id()
        if word is not None:
            self._scanner.skip_blanks()
            shape = self._scanner.take_shape()
        rest = "" if shape else self._scanner.rest_of_statement().strip()
        words = f"{word or ''} {rest}".strip()
        quoted = rest[1:-1] if word is None and len(rest) > 1 and rest[0] == rest[-1] == '"' else ""
        label = shape.label if shape else quoted or words
        key = word if word and not rest else f"{label} \n{line}"
        if len(self._open) >= MAX_DEPTH:
            raise self._error(tr("subgraphs are nested more than {max_depth} deep.", max_depth=MAX_DEPTH))
        group = self._transcript.groups.setdefault(key, GroupEntry(label, line, facts=self._facts))
        if self._open and group.parent is None and self._open[-1].key != key:
            group.parent = self._open[-1].key
        self._facts = {}
        self._open.append(_Open(key))
        self._transcript.check(line)

    def _end(self) -> None:
        if self._open:
            self._close()
        else:
            self._lose(tr("unread statements"), tr("an “end”"), tr("there is no subgraph to end"))

    def _close(self) -> None:
        """A node belongs to the subgraph that ends first of those that mention it."""
        closed = self._open.pop()
        for key in closed.mentioned:
            node = self._transcript.nodes.get(key)
            if node is not None and node.parent is None:
                node.parent = closed.key

    def _settle_groups(self) -> None:
        """What looked like a node and turned out to be a subgraph is none."""
        for key, group in self._transcript.groups.items():
            node = self._transcript.nodes.pop(key, None)
            if node is not None and group.parent is None and node.parent != key:
                group.parent = node.parent

    def _chain(self) -> None:
        start = self._scanner.at
        sources = self._node_list()
        if self._scanner.at == start:
            rest = self._scanner.rest_of_statement().strip()
            self._lose(tr("unread statements"), f"“{cut(rest, 40)}”", tr("not understood"))
        first = sources[:1]
        while sources:
            link = self._scanner.take_link()
            if link is None:
                break
            first = []
            self._scanner.skip_spaces()
            targets = self._node_list()
            if not targets:
                self._lose(
                    tr("connections"),
                    tr("a connection from “{sources}”", sources=cut(sources[0], 40)),
                    tr("it leads nowhere"),
                )
            self._connect(sources, targets, link)
            sources = targets
        for key in first:  # a statement without a link: the facts before it are about its node
            self._transcript.nodes[key].facts = self._facts or self._transcript.nodes[key].facts

    def _node_list(self) -> list[str]:
        keys: list[str] = []
        while (key := self._node()) is not None:
            if key:
                keys.append(key)
            if not self._scanner.take(_AND):
                break
        return keys

    def _node(self) -> str | None:
        """The name of the node that stands here; "" for what is about an edge."""
        line = self._scanner.line
        key = self._scanner.take_id()
        if key is None:
            return None
        self._count()
        data = self._scanner.take_data()
        if data is not None and key in self._named_edges:
            for edge in self._named_edges[key]:
                edge.animated = edge.animated or data.get("animate") == "true" or "animation" in data
            return ""
        node = self._transcript.nodes.setdefault(key, NodeEntry(key, line))
        if data is not None:
            _apply_data(node, data)
        else:
            shape = self._scanner.take_shape()
            if shape is not None:
                node.label, node.hint, node.line = shape.label, shape.bracket.hint, line
        while found := self._scanner.take(_CLASS_MARK):
            self._set_class(key, found[1])
        for group in self._open[-1:]:
            group.mentioned[key] = None
        self._transcript.check(line)
        return key

    def _connect(self, sources: list[str], targets: list[str], link: Link) -> None:
        if link.line == "~":
            self._lose(tr("invisible links"), tr("an invisible link"), tr("it only guides a layout"))
            return
        line = self._scanner.line
        if not (link.tail or link.head):
            self._lose(
                tr("lines without an arrow"),
                tr("a line from “{sources}”", sources=cut(sources[0], 40)),
                tr("it is drawn as an arrow"),
            )
        backward, both = link.tail == "<" and not link.head, link.tail == "<" and link.head == ">"
        kind = EdgeKind.REPLICATION if link.head == "o" and not link.tail and self._transcript.ours else None
        for source in sources:
            for target in targets:
                ends = [(source, target)] if not backward else []
                ends += [(target, source)] if backward or both else []
                for first, second in ends:
                    self._edge(EdgeEntry(first, second, line, link.label, kind or _EDGE_KINDS.get(link.line)), link)

    def _edge(self, edge: EdgeEntry, link: Link) -> None:
        edge.facts = self._facts
        self._transcript.edges.append(edge)
        self._transcript.check(edge.line)
        if link.name:
            self._named_edges.setdefault(link.name, []).append(edge)

    def _lose(self, sort: str, name: str, why: str) -> None:
        self._transcript.lose(sort, name, why, self._scanner.line)

    def _error(self, what: str) -> FormatError:
        return FormatError(
            what, advice=tr("Import a part of it."), origin=Origin(self._transcript.file, self._scanner.line)
        )


def _apply_data(node: NodeEntry, data: dict[str, str]) -> None:
    """`@{ shape: …, label: … }`; pictures and icons are not fetched."""
    shape = data.get("shape", "").lower()
    node.label = data.get("label", node.label)
    node.hint = HINTS.get(shape, node.hint)
    node.remark = shape in REMARKS
