"""The fonts that an export carries: those of the program, and those of the system where a text needs more."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.formats.result import Loss
from infrasketch_desktop.language import tr
from infrasketch_desktop.picture.faces import Faces, firago

_SHOWN = 12
"""Characters that a loss names."""


def needs_system_faces(diagram: Diagram) -> bool:
    """Whether the diagram has text beyond the face of the program; only Qt can find a face for it."""
    return bool(firago().missing("".join(texts_of(diagram))))


def faces_for_diagram(diagram: Diagram) -> Faces:
    """The faces to embed. Needs a `QGuiApplication` only where `needs_system_faces`."""
    if not needs_system_faces(diagram):
        return firago()
    from infrasketch_desktop.picture.qt.system_faces import faces_for  # noqa: PLC0415 - Qt is not needed by most diagrams

    return faces_for(texts_of(diagram))


def missing_glyphs(diagram: Diagram, faces: Faces) -> tuple[Loss, ...]:
    """What no face on this computer can show."""
    missing = sorted(faces.missing("".join(texts_of(diagram))))
    if not missing:
        return ()
    shown = " ".join(missing[:_SHOWN]) + (" …" if len(missing) > _SHOWN else "")
    return (
        Loss(
            tr("Characters ({shown})", shown=shown),
            tr("no font on this computer has them; a box stands in their place"),
        ),
    )


def texts_of(diagram: Diagram) -> Iterator[str]:
    """All that people wrote in a diagram and its document."""
    yield diagram.sheet.title
    for node in diagram.nodes.values():
        yield from (node.label, node.technology, node.description, node.notes, *node.inputs, *node.outputs)
    yield from (group.label for group in diagram.groups.values())
    yield from (edge.label for edge in diagram.edges.values())
    yield from (note.text for note in diagram.notes.values())
    for passage in diagram.passages.values():
        yield from (passage.title, passage.text)
