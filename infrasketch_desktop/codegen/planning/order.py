"""The order in which parts start: what is needed comes first, and circles are broken the same way every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import networkx as nx

from infrasketch_desktop.codegen.planning.naming import natural_key
from infrasketch_desktop.codegen.project import Link, Part, Role, Use

_NEVER_WAITING = frozenset({Use.OBSERVES})
"""Who watches starts whenever it likes; what it watches may come and go."""


def with_waits(links: Sequence[Link], parts: Mapping[str, Part]) -> tuple[Link, ...]:
    """The links, with `waits` false where waiting would make a circle.

    What is ours is walked first, so that of a circle with an external system it is that system which does not wait.
    """
    leaving: dict[str, list[str]] = {part: [] for part in parts}
    for link in links:
        if link.use not in _NEVER_WAITING:
            leaving[link.source].append(link.target)
    called = {target for targets in leaving.values() for target in targets}
    starts = sorted(parts, key=lambda part: (parts[part].role is Role.EXTERNAL, part in called, natural_key(part)))
    backward = set(_backward(starts, leaving))
    return tuple(
        replace(link, waits=link.use not in _NEVER_WAITING and (link.source, link.target) not in backward)
        for link in links
    )


def in_order(parts: Iterable[Part], links: Iterable[Link]) -> tuple[Part, ...]:
    """The parts so that each comes after those it waits for; by id where that leaves a choice."""
    by_id = {part.id: part for part in parts}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(by_id)
    graph.add_edges_from((link.target, link.source) for link in links if link.waits)
    return tuple(by_id[part] for part in nx.lexicographical_topological_sort(graph, key=natural_key))


def _backward(starts: Iterable[str], leaving: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Walks depth-first; gives the steps that lead back onto the path walked so far. Every circle has one."""
    done: set[str] = set()
    for start in starts:
        path: dict[str, Iterator[str]] = {}
        if start not in done:
            path[start] = iter(leaving[start])
        while path:
            here = next(reversed(path))
            step = next(path[here], None)
            if step is None:
                done.add(here)
                del path[here]
            elif step in path:
                yield here, step
            elif step not in done:
                path[step] = iter(leaving[step])
