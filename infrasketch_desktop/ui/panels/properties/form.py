"""Which fields each type of record has; a selection of several types shows those they share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from infrasketch_desktop.diagram.kinds import Direction, EdgeKind, EdgeStyle, NodeKind
from infrasketch_desktop.diagram.records import Edge, Group, Node, Note, Record, Sheet
from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.describing import edge_kind_name
from infrasketch_desktop.ui.panels.properties.fields import (
    ChoiceField,
    Field,
    LineField,
    ListField,
    SwitchField,
    TextField,
)


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field of a record as a row of the form; `titled` is False for fields that carry their own title."""

    name: str
    title: str
    make: Callable[[], Field]
    titled: bool = True


def specs_for(records: Sequence[Record]) -> tuple[FieldSpec, ...]:
    """The fields that all of `records` have, in the order of the first."""
    if not records:
        return ()
    first, *others = [_specs(each) for each in dict.fromkeys(type(record) for record in records)]
    shared = [{spec.name for spec in specs} for specs in others]
    return tuple(spec for spec in first if all(spec.name in names for names in shared))


def _specs(record_type: type[Record]) -> tuple[FieldSpec, ...]:
    makers: dict[type, Callable[[], tuple[FieldSpec, ...]]] = {
        Node: _node_specs,
        Edge: _edge_specs,
        Group: _group_specs,
        Note: _note_specs,
        Sheet: _sheet_specs,
    }
    return makers[record_type]()


def _line(name: str, title: str) -> FieldSpec:
    return FieldSpec(name, title, lambda: LineField(title))


def _text(name: str, title: str, lines: int = 3) -> FieldSpec:
    return FieldSpec(name, title, lambda: TextField(title, lines))


def _list(name: str, title: str) -> FieldSpec:
    return FieldSpec(name, title, lambda: ListField(title, 2))


def _switch(name: str, title: str) -> FieldSpec:
    return FieldSpec(name, title, lambda: SwitchField(title, title), titled=False)


def _node_specs() -> tuple[FieldSpec, ...]:
    kinds = [(kind, tr(kind.display_name)) for kind in NodeKind]
    return (
        _line("label", tr("Label")),
        FieldSpec("kind", tr("Kind"), lambda: ChoiceField(tr("Kind"), kinds)),
        _line("technology", tr("Technology")),
        _text("description", tr("Description")),
        _list("inputs", tr("Inputs, one on each line")),
        _list("outputs", tr("Outputs, one on each line")),
        _text("notes", tr("Notes")),
        _switch("pinned", tr("Keep in place when tidying")),
        _switch("locked", tr("Locked")),
    )


def _edge_specs() -> tuple[FieldSpec, ...]:
    kinds = [(kind, edge_kind_name(kind)) for kind in EdgeKind]
    return (
        _line("label", tr("Label")),
        FieldSpec("kind", tr("Kind"), lambda: ChoiceField(tr("Kind"), kinds)),
        _switch("animated", tr("Animated")),
    )


def _group_specs() -> tuple[FieldSpec, ...]:
    return (
        _line("label", tr("Label")),
        _switch("collapsed", tr("Folded")),
        _switch("locked", tr("Locked")),
    )


def _note_specs() -> tuple[FieldSpec, ...]:
    return (_text("text", tr("Text"), 6), _switch("locked", tr("Locked")))


def _sheet_specs() -> tuple[FieldSpec, ...]:
    directions = [(Direction.DOWN, tr("Top to bottom")), (Direction.RIGHT, tr("Left to right"))]
    styles = [
        (EdgeStyle.ORTHOGONAL, tr("Right-angled")),
        (EdgeStyle.CURVED, tr("Curved")),
        (EdgeStyle.STRAIGHT, tr("Straight")),
    ]
    return (
        _line("title", tr("Title")),
        FieldSpec("direction", tr("Reads"), lambda: ChoiceField(tr("Reads"), directions)),
        FieldSpec("edge_style", tr("Connections"), lambda: ChoiceField(tr("Connections"), styles)),
    )
