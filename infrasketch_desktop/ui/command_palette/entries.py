"""What the palette offers, and which of it fits what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.language import tr, tr_in
from infrasketch_desktop.ui.actions.matching import score
from infrasketch_desktop.ui.actions.qactions import ActionSet, shown_keys

LIMIT = 60
_KEYWORD_HANDICAP = 40
_DISABLED_HANDICAP = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette; `rank` lifts what is likely when nothing is typed, where only `enabled` ones show."""

    title: str
    category: str
    run: Callable[[], None]
    keys: str = ""
    icon: str = ""
    keywords: str = ""
    rank: int = 0
    enabled: bool = True


def action_entries(actions: ActionSet) -> Iterator[Entry]:
    """Every action; those that cannot be done now are shown, but do nothing."""
    actions.refresh()
    for action in actions:
        if action.id != "help.palette":
            yield Entry(
                actions.title(action),
                tr(action.category.value),
                partial(actions.perform, action.id),
                shown_keys(action),
                action.icon,
                action.keywords,
                rank=1 if action.shortcuts else 0,
                enabled=actions.is_enabled(action.id),
            )


def node_entries(diagram: Diagram, go_to: Callable[[str], None]) -> Iterator[Entry]:
    """One entry for each node and group of the diagram that leads to it."""
    for group in diagram.groups.values():
        yield _place(group.id, tr("Go to {name}", name=group.label or group.id), tr_in("noun", "Group"), go_to)
    for node in diagram.nodes.values():
        detail = node.technology or tr(node.kind.display_name)
        yield _place(node.id, tr("Go to {name}", name=node.label or node.id), detail, go_to)


def _place(record_id: str, title: str, detail: str, go_to: Callable[[str], None]) -> Entry:
    return Entry(title, detail, partial(go_to, record_id), icon="select", rank=-1)


def matching(entries: Iterable[Entry], query: str) -> Sequence[Entry]:
    """The entries that fit `query`, best first; all of them, likely ones first, when it is empty."""
    if not query.strip():
        return sorted((e for e in entries if e.enabled), key=lambda entry: -entry.rank)[:LIMIT]
    scored = ((_score(entry, query), entry) for entry in entries)
    fitting = [(points, entry) for points, entry in scored if points is not None]
    fitting.sort(key=lambda pair: (-pair[0], len(pair[1].title), pair[1].title))
    return [entry for _, entry in fitting[:LIMIT]]


def _score(entry: Entry, query: str) -> int | None:
    direct = score(query, entry.title)
    wider = score(query, f"{entry.title} {entry.category} {entry.keywords}")
    found = [points for points in (direct, None if wider is None else wider - _KEYWORD_HANDICAP) if points is not None]
    return max(found) + entry.rank - (0 if entry.enabled else _DISABLED_HANDICAP) if found else None
