"""A change that is proposed and not yet made: items that a person takes or leaves, one by one or all together.

Assistants, sketcher and importers end in a target diagram; a proposal is what tells it from the diagram that is there.
Items that cannot stand alone are tied: an edge to its ends, a node to its group, the removal of a node to that of its
edges. So whatever is chosen, what comes out is a sound diagram; all of it is the target, none of it the base.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.differences import Difference, Sort, differences
from infrasketch_desktop.diagram.errors import InvariantError
from infrasketch_desktop.diagram.merging import Merged, merge, merge_records
from infrasketch_desktop.diagram.plain import Plain, PlainError
from infrasketch_desktop.diagram.record_plain import record_from_plain, record_to_plain
from infrasketch_desktop.diagram.records import Edge, Group, Placed, Record
from infrasketch_desktop.diagram.routes import with_fitting_routes
from infrasketch_desktop.language import tr

MAX_CHANGES = 50_000
_COMPUTED = frozenset({"route", "label_at"})
_REFERENCES = ("source", "target", "group")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would make `target` of `base`; `title` names the undo step. Make one with `propose`.

    `items` can be chosen by their ids. Lines that only run otherwise are no items: they follow what is chosen.
    """

    title: str
    base: Diagram
    target: Diagram
    items: tuple[Difference, ...]
    _needs: Mapping[str, frozenset[str]] = field(repr=False)
    _needed_by: Mapping[str, frozenset[str]] = field(repr=False)
    _moves: frozenset[str] = field(repr=False)
    _kept: list[dict[str, Plain]] = field(default_factory=list, init=False, repr=False, compare=False)

    def __bool__(self) -> bool:
        return bool(self.items)

    @property
    def all(self) -> frozenset[str]:
        return frozenset(item.id for item in self.items)

    @property
    def plain(self) -> dict[str, Plain]:
        """See `proposal_to_plain`. Worked out once: for thousands of records that takes a tenth of a second, which
        whoever makes the proposal on another thread can spend there.
        """
        if not self._kept:
            found = differences(self.base, self.target)
            changes: list[Plain] = [{"before": _plain(item.before), "after": _plain(item.after)} for item in found]
            self._kept.append({"title": self.title, "changes": changes})
        return self._kept[0]

    def of(self, sort: Sort) -> tuple[Difference, ...]:
        return tuple(item for item in self.items if item.sort is sort)

    def selected(self, chosen: Iterable[str], ids: Iterable[str]) -> frozenset[str]:
        """`chosen` with `ids` and all that those need."""
        wanted = _reached([*chosen, *ids], self._needs) & self.all
        if self._holds(wanted):
            return wanted
        return _reached(wanted | self._moves, self._needs) & self.all

    def deselected(self, chosen: Iterable[str], ids: Iterable[str]) -> frozenset[str]:
        """`chosen` without `ids` and all that needs one of them."""
        left = frozenset(chosen) - _reached(ids, self._needed_by)
        if self._holds(left):
            return left
        return left - _reached(self._moves, self._needed_by)

    def accepted(self, chosen: Iterable[str]) -> Diagram:
        """The diagram with the items of `chosen` and whatever they need."""
        taken = self.selected((), chosen)
        if taken == self.all:
            return self.target
        if not taken:
            return self.base
        return with_fitting_routes(build_diagram(self._mixed(taken)), (self.target, self.base))

    def _holds(self, chosen: frozenset[str]) -> bool:
        """Whether a choice whose needs are met is sound: unless records change groups, it is."""
        if not self._moves or chosen in (self.all, frozenset()):
            return True
        try:
            build_diagram(self._mixed(chosen))
        except InvariantError:
            return False
        return True

    def _mixed(self, chosen: frozenset[str]) -> Iterator[Record]:
        items = self.all
        for record in self.base:
            now = self.target.get(record.id) if record.id in chosen or record.id not in items else record
            if now is not None:
                yield now
        yield from (record for record in self.target if record.id in chosen and record.id not in self.base)


@dataclass(frozen=True, slots=True)
class Rebased:
    """A proposal for a diagram that has changed since; `merged` tells which of its parts no longer fit."""

    proposal: Proposal
    merged: Merged


def propose(title: str, base: Diagram, target: Diagram) -> Proposal:
    """What would have to happen to `base` to become `target`, as items with what each of them needs."""
    items = tuple(item for item in differences(base, target) if not _only_computed(item))
    needs = _needs(base, items)
    needed_by: dict[str, set[str]] = {}
    for item_id, others in needs.items():
        for other in others:
            needed_by.setdefault(other, set()).add(item_id)
    backwards = {item_id: frozenset(others) for item_id, others in needed_by.items()}
    return Proposal(title, base, target, items, needs, backwards, _moves(items))


def rebase(proposal: Proposal, current: Diagram) -> Rebased:
    """The proposal for a diagram that was edited meanwhile. What the edits contradict is left out, as conflicts.

    Rebase the first proposal each time, not the one before: an undo may bring back what it needs.
    """
    merged = merge(proposal.base, current, proposal.target)
    return Rebased(propose(proposal.title, current, merged.diagram), merged)


def proposal_to_plain(proposal: Proposal) -> dict[str, Plain]:
    """The proposal as JSON values, not to be changed: for each record what it was and what it would be."""
    return proposal.plain


def proposal_from_plain(plain: Plain, current: Diagram) -> Rebased:
    """A proposal read back, for the diagram as it is now.

    Raises:
        PlainError: it is not what `proposal_to_plain` gives.
    """
    if not isinstance(plain, Mapping) or not isinstance(plain.get("title"), str):
        raise PlainError("title", tr("must be text"))
    changes = plain.get("changes")
    if not isinstance(changes, list) or len(changes) > MAX_CHANGES:
        raise PlainError("changes", tr("must be a list of at most {max_changes:,}", max_changes=MAX_CHANGES))
    base = {record.id: record for record in current}
    target = dict(base)
    for change in changes:
        _overlay(base, target, change)
    merged = merge_records(base, current, target)
    return Rebased(propose(plain["title"], current, merged.diagram), merged)


def _plain(record: Record | None) -> Plain:
    return None if record is None else record_to_plain(record)


def _overlay(base: dict[str, Record], target: dict[str, Record], change: Plain) -> None:
    """Let one change be the only thing that tells the two apart under its id."""
    if not isinstance(change, Mapping):
        raise PlainError("changes", tr("must hold objects"))
    before, after = (None if change.get(k) is None else record_from_plain(change[k]) for k in ("before", "after"))
    ids = {record.id for record in (before, after) if record is not None}
    if len(ids) != 1:
        raise PlainError("changes", tr("must each be about one record"))
    for side, record in ((base, before), (target, after)):
        side.pop(next(iter(ids)), None)
        if record is not None:
            side[record.id] = record


def _only_computed(item: Difference) -> bool:
    if not isinstance(item.after, Edge) or item.sort is not Sort.MOVED or item.after.label_pinned:
        return False
    return all(change.name in _COMPUTED for change in item.fields)


def _needs(base: Diagram, items: Iterable[Difference]) -> dict[str, frozenset[str]]:
    """For each item the items that must be taken with it."""
    by_id = {item.id: item for item in items}
    came = {i for i, item in by_id.items() if item.before is None or type(item.before) is not type(item.after)}
    needs: dict[str, frozenset[str]] = {}
    for item in by_id.values():
        wanted = {ref for ref in _references(item.after) if ref in came}
        if item.after is None or (item.before is not None and item.id in came):
            wanted.update(i for i in chain(base.incident(item.id), base.members(item.id)) if i in by_id)
        needs[item.id] = frozenset(wanted - {item.id})
    return needs


def _reached(starts: Iterable[str], steps: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """`starts` and everything that follows from them."""
    reached = set(starts)
    waiting = list(reached)
    while waiting:
        new = steps.get(waiting.pop(), frozenset()) - reached
        reached |= new
        waiting.extend(new)
    return frozenset(reached)


def _references(record: Record | None) -> Iterator[str]:
    for name in _REFERENCES:
        value = getattr(record, name, None)
        if value is not None:
            yield value


def _moves(items: Iterable[Difference]) -> frozenset[str]:
    """Items that are only sound together at the latest, once a record is to change its group: these, and edges."""
    items = tuple(items)
    if not any(_changes_group(item) for item in items):
        return frozenset()
    return frozenset(item.id for item in items if not _is_card(item) or _changes_group(item))


def _changes_group(item: Difference) -> bool:
    before, after = item.before, item.after
    return isinstance(before, Placed) and isinstance(after, Placed) and before.group != after.group


def _is_card(item: Difference) -> bool:
    """Whether the item is neither about an edge nor about a group."""
    return not any(isinstance(side, Edge | Group) for side in (item.before, item.after))
