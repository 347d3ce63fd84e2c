"""What an edit did, as JSON values and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.diagram.captions import caption
from infrasketch_desktop.diagram.changes import Change, ChangeSet
from infrasketch_desktop.diagram.diagram import Diagram


def changes_as_json(changes: ChangeSet) -> dict[str, list[str]]:
    """The ids of what was added, changed and removed, each sorted."""
    return {
        "added": sorted(change.id for change in changes if change.before is None),
        "changed": sorted(change.id for change in changes if change.before is not None and change.after is not None),
        "removed": sorted(change.id for change in changes if change.after is None),
    }


def describe_changes(changes: ChangeSet, before: Diagram, after: Diagram) -> Iterator[str]:
    """One line for each change: + added, ~ changed, - removed."""
    for change in changes:
        yield f"  {_line(change, before, after)}"


def _line(change: Change, before: Diagram, after: Diagram) -> str:
    if change.before is None:
        assert change.after is not None
        return f"+ {caption(change.after, after)}"
    if change.after is None:
        return f"- {caption(change.before, before)}"
    old, new = caption(change.before, before), caption(change.after, after)
    return f"~ {old}" if old == new else f"~ {old}, now {new}"
