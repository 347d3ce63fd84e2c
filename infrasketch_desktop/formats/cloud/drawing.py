"""Resources and tables to parts and links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.formats.bounds import MAX_EDGES
from infrasketch_desktop.formats.cloud.resources import Reference, Resource
from infrasketch_desktop.formats.cloud.vocabulary import Flow, Vocabulary
from infrasketch_desktop.formats.draft import Draft, Part
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.services import kind_of_name, likeness, shown_image
from infrasketch_desktop.language import later, tr
from infrasketch_desktop.technology import Catalog

MAX_STEPS = 15 * MAX_EDGES
"""Steps from part to part through relays, for all parts together."""
_VERBS = {"read": "reads", "write": "writes", "both": "reads and writes"}
_NOT_DRAWN = later("it is no component that a diagram shows")


@dataclass(frozen=True, slots=True)
class _Arc:
    """A way from one resource to the next. On a `fetched` one the traffic runs against it: a queue that is polled."""

    target: str
    label: str
    kind: EdgeKind | None
    weak: bool
    fetched: bool = False

    def then(self, after: _Arc) -> _Arc:
        return _Arc(
            after.target,
            self.label or after.label,
            self.kind or after.kind,
            self.weak or after.weak,
            self.fetched or after.fetched,
        )


def draw(resources: Sequence[Resource], vocabulary: Vocabulary, catalog: Catalog, draft: Draft) -> None:
    """Add the resources that are parts, and the traffic between them.

    Raises:
        FormatError: it is more than a diagram holds.
    """
    known = {resource.key: resource for resource in resources}
    parts = {key: r for key, r in known.items() if r.type in vocabulary.parts}
    arcs = _arcs(known, vocabulary)
    found = list(_ways(parts, arcs))
    touched = {end for source, arc in found for end in (source, arc.target)}
    for resource in known.values():
        if resource.key in parts:
            if not resource.exists or resource.key in touched:
                draft.add(resource.key, _part(resource, vocabulary, catalog))
        elif resource.type not in vocabulary.flows and not resource.exists:
            draft.leave_out(resource.type, tr(_NOT_DRAWN), resource.origin)
    _connect(found, draft)


def _connect(found: Sequence[tuple[str, _Arc]], draft: Draft) -> None:
    """Permissions come last. One that does not say what for draws no edge against a way that is known already."""
    strong = {(source, arc.target) for source, arc in found if not arc.weak}
    for source, arc in sorted(found, key=lambda way: way[1].weak):
        if not arc.weak or arc.label or (arc.target, source) not in strong:
            draft.connect(source, arc.target, arc.label, arc.kind)


def _arcs(known: Mapping[str, Resource], vocabulary: Vocabulary) -> dict[str, list[_Arc]]:
    arcs: dict[str, list[_Arc]] = {}
    for resource in known.values():
        for flow in vocabulary.flows.get(resource.type, ()):
            for reference in dict.fromkeys(resource.references):
                if reference.target in known and flow.covers(reference.path):
                    source, arc = _arc(resource, reference, flow, known)
                    arcs.setdefault(source, []).append(arc)
    return arcs


def _arc(resource: Resource, reference: Reference, flow: Flow, known: Mapping[str, Resource]) -> tuple[str, _Arc]:
    label = flow.label or " ".join(filter(None, (_fact(resource, path, known) for path in flow.facts)))
    weak, fetched = flow.weak or bool(reference.verb), reference.verb == "receive"
    ends = (resource.key, reference.target)
    source, target = reversed(ends) if flow.inward else ends
    return source, _Arc(target, label or _VERBS.get(reference.verb, ""), flow.kind, weak, fetched)


def _fact(resource: Resource, path: str, known: Mapping[str, Resource]) -> str:
    through, follows, last = path.partition(">")
    if not follows:
        return resource.facts.get(path, "")
    for reference in resource.references:
        if reference.path == through and reference.target in known:
            return known[reference.target].facts.get(last, "")
    return ""


def _ways(parts: Mapping[str, Resource], arcs: Mapping[str, list[_Arc]]) -> Iterator[tuple[str, _Arc]]:
    """Each part with the parts that it reaches directly or through relays."""
    steps = 0
    for source in parts:
        seen: set[str] = set()
        pending = list(reversed(arcs.get(source, ())))
        while pending:
            arc = pending.pop()
            steps += 1
            if steps > MAX_STEPS:
                raise FormatError(tr("There are too many connections."), advice=tr("Import a part of it."))
            if arc.target in parts:
                yield (arc.target, replace(arc, target=source)) if arc.fetched else (source, arc)
            elif arc.target not in seen:
                seen.add(arc.target)
                pending.extend(arc.then(after) for after in reversed(arcs.get(arc.target, ())))


def _part(resource: Resource, vocabulary: Vocabulary, catalog: Catalog) -> Part:
    name = vocabulary.parts[resource.type]
    image = next(filter(None, (resource.facts.get(path, "") for path in vocabulary.images)), "")
    notes = list(resource.notes)
    if resource.exists:
        notes.append("Exists already; only referred to")
    if name:
        technology = catalog.named(name)
        kind = technology.kind if technology and technology.kind else NodeKind.SERVICE
    else:
        like = likeness(resource.label, image, catalog)
        kind, name = like.kind, like.technology
        notes += [f"Image: {shown_image(image)}"] if shown_image(image) else []
    kind = vocabulary.kinds.get(resource.type, kind)
    if kind is NodeKind.SERVER and kind_of_name(resource.label) is NodeKind.WORKER:
        kind = NodeKind.WORKER  # a container service called so consumes, whoever runs it
    return Part(resource.label, kind, resource.origin, name, notes=notes, group=resource.group)
