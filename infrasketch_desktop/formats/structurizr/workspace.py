"""The model of a workspace as it fills, and how it becomes a transcript."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.formats.facts import Facts, stated
from infrasketch_desktop.formats.names import cut
from infrasketch_desktop.formats.transcript import EdgeEntry, GroupEntry, NodeEntry, Transcript
from infrasketch_desktop.language import tr

_KINDS = {kind.value: kind for kind in NodeKind}
_EDGE_KINDS = {kind.value: kind for kind in EdgeKind}
_HINTS = {
    "web_browser": NodeKind.CLIENT,
    "mobile_app": NodeKind.CLIENT,
    "existing_system": NodeKind.EXTERNAL,
    "external_system": NodeKind.EXTERNAL,
}
"""Tags that the examples in its documentation use."""
_ALWAYS_GROUPS = frozenset({"group", "enterprise", "deploymentenvironment"})
_INSTANCES = frozenset({"softwaresysteminstance", "containerinstance", "instanceof"})
_SCOPES = frozenset({"group", "enterprise"})
"""What does not count in hierarchical identifiers."""


@dataclass(slots=True)
class Element:
    """Anything of the model that has a name. `of` is the identifier of what an instance stands for."""

    sort: str
    name: str
    line: int
    parent: Element | None = None
    identifier: str = ""
    description: str = ""
    technology: str = ""
    tags: list[str] = field(default_factory=list)
    of: str = ""
    facts: Facts = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"{self.line}"

    def around(self) -> Iterator[Element]:
        """The elements that this lies in, innermost first."""
        outer = self.parent
        while outer is not None:
            yield outer
            outer = outer.parent

    @property
    def path(self) -> str:
        """Its hierarchical identifier."""
        outer = [e.identifier for e in self.around() if e.sort not in _SCOPES and e.identifier]
        return ".".join([*reversed(outer), self.identifier])


@dataclass(slots=True)
class Relationship:
    """`scope` is the element in which it was written, where its identifiers are looked up first."""

    source: Element | str
    target: Element | str
    line: int
    scope: Element | None
    description: str = ""
    tags: list[str] = field(default_factory=list)
    facts: Facts = field(default_factory=dict)


class Workspace:
    """Elements in the order of the text, by identifier where they have one, and relationships."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.elements: list[Element] = []
        self.relationships: list[Relationship] = []
        self._known: dict[str, Element] = {}
        self._instances: dict[int, list[Element]] = {}

    def add(self, element: Element) -> None:
        self.elements.append(element)
        if element.identifier:
            self._known.setdefault(element.identifier, element)
            self._known.setdefault(element.path, element)

    def find(self, identifier: str, scope: Element | None) -> Element | None:
        """What an identifier names, seen from inside `scope`."""
        name = identifier.lower()
        for outer in [scope, *scope.around()] if scope else []:
            if outer.identifier and (found := self._known.get(f"{outer.path}.{name}")):
                return found
        return self._known.get(name)

    def finish(self) -> None:
        """Hand everything to the transcript."""
        parents = {id(element.parent) for element in self.elements if element.parent is not None}
        inner = {e.sort for e in self.elements}
        for element in self.elements:
            fact = element.facts.get("sort")
            if id(element) in parents or element.sort in _ALWAYS_GROUPS or fact == "group":
                self._group(element)
            else:
                self._node(element, others_have_insides="container" in inner)
            self.transcript.check(element.line)
        for element in self.elements:
            if element.sort in _INSTANCES and (found := self.find(element.of, element.parent)):
                self._instances.setdefault(id(found), []).append(element)
        for relationship in self.relationships:
            self._edge(relationship)

    def _group(self, element: Element) -> None:
        parent = element.parent.key if element.parent else None
        label = str(element.facts.get("label", element.name))
        self.transcript.groups[element.key] = GroupEntry(label, element.line, parent, element.facts)
        if element.description or element.technology:
            what = tr("the description of “{name}”", name=cut(element.name, 40))
            self.transcript.lose(tr("descriptions of groups"), what, tr("a group has only a name"), element.line)

    def _node(self, element: Element, *, others_have_insides: bool) -> None:
        shown = (self.find(element.of, element.parent) if element.of else None) or element
        node = NodeEntry(
            str(element.facts.get("label", shown.name)),
            element.line,
            element.parent.key if element.parent else None,
            technology=shown.technology,
            description=shown.description,
            remark=element.sort == "note",
            facts=element.facts,
        )
        node.kind = next((_KINDS[tag] for tag in map(_tag, shown.tags) if tag in _KINDS), None)
        if node.kind is None and shown.sort == "person":
            node.kind = NodeKind.CLIENT
        node.hint = next((_HINTS[tag] for tag in map(_tag, shown.tags) if tag in _HINTS), None)
        if shown.sort == "softwaresystem" and others_have_insides:
            node.hint = NodeKind.EXTERNAL
        self.transcript.nodes[element.key] = node

    def _edge(self, relationship: Relationship) -> None:
        source = self._end(relationship.source, relationship.scope)
        target = self._end(relationship.target, relationship.scope)
        if source is None or target is None:
            missing = relationship.source if source is None else relationship.target
            what = tr("the relationship with “{missing}”", missing=cut(str(missing), 40))
            self.transcript.lose(tr("relationships"), what, tr("nothing has this identifier"), relationship.line)
            return
        for first, second in [(source, target), *self._between_instances(source, target)]:
            edge = EdgeEntry(first.key, second.key, relationship.line, facts=relationship.facts)
            edge.label = str(relationship.facts.get("label", relationship.description))
            edge.kind = next((_EDGE_KINDS[tag] for tag in map(_tag, relationship.tags) if tag in _EDGE_KINDS), None)
            edge.kind = stated("edge", relationship.facts).get("kind", edge.kind)
            self.transcript.edges.append(edge)
            self.transcript.check(relationship.line)

    def _end(self, end: Element | str, scope: Element | None) -> Element | None:
        return end if isinstance(end, Element) else self.find(end, scope)

    def _between_instances(self, source: Element, target: Element) -> Iterator[tuple[Element, Element]]:
        """Instances in one environment are related as what they stand for is."""
        for first in self._instances.get(id(source), ()):
            for second in self._instances.get(id(target), ()):
                if _environment(first) is _environment(second):
                    yield first, second


def _environment(element: Element) -> Element | None:
    return next((outer for outer in element.around() if outer.sort == "deploymentenvironment"), None)


def _tag(text: str) -> str:
    return text.strip().lower().replace(" ", "_")
