"""Turn parts and links into typed operations with readable, stable ids."""

from collections.abc import Iterable, Sequence

from infrasketch_desktop.diagram.ids import edge_id, slug, unique_id
from infrasketch_desktop.diagram.operations import AddEdge, AddGroup, AddNode
from infrasketch_desktop.sketcher.parts import Link, Part

Operation = AddNode | AddEdge | AddGroup


def assemble(parts: Sequence[Part], links: Sequence[Link]) -> tuple[Operation, ...]:
    """Groups first, then nodes in order of mention, then edges in order of mention."""
    taken: set[str] = set()
    groups = _groups(parts, taken)
    ids: dict[Part, str] = {}
    nodes: list[Operation] = []
    for part in parts:
        ids[part] = _take(slug(part.label, part.kind.value), taken)
        nodes.append(_node(part, ids[part], groups))
    return (*_group_operations(groups), *nodes, *_edges(links, ids, taken))


def _take(wanted: str, taken: set[str]) -> str:
    found = unique_id(wanted, taken)
    taken.add(found)
    return found


def _groups(parts: Iterable[Part], taken: set[str]) -> dict[str, str]:
    labels = dict.fromkeys(part.group for part in parts if part.group)
    return {label: _take(slug(label, "group"), taken) for label in labels if label}


def _group_operations(groups: dict[str, str]) -> list[Operation]:
    return [AddGroup(id=group_id, label=label) for label, group_id in groups.items()]


def _node(part: Part, node_id: str, groups: dict[str, str]) -> AddNode:
    return AddNode(
        id=node_id,
        kind=part.kind,
        label=part.label,
        technology=part.technology.name if part.technology else "",
        description=f"{part.count} instances" if part.count > 1 else "",
        group=groups[part.group] if part.group else None,
    )


def _edges(links: Iterable[Link], ids: dict[Part, str], taken: set[str]) -> list[Operation]:
    edges: list[Operation] = []
    for link in links:
        source, target = ids[link.source], ids[link.target]
        edge = edge_id(source, target, taken)
        taken.add(edge)
        edges.append(AddEdge(id=edge, source=source, target=target, label=link.label, kind=link.kind))
    return edges
