"""Trying an edit on a scratch copy: what would change, without the document knowing."""

from __future__ import annotations

from collections.abc import Callable

from infrasketch_desktop.diagram.changes import ChangeSet
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Edit
from infrasketch_desktop.diagram.store import DiagramStore


class Trial:
    """A copy of a diagram on which one verb after another is tried, each from the same start."""

    def __init__(self, diagram: Diagram) -> None:
        self._store = DiagramStore(diagram)
        self._edit = Edit(self._store)

    @property
    def diagram(self) -> Diagram:
        """The copy after the latest attempt."""
        return self._store

    def attempt(self, verb: Callable[[Edit], object]) -> ChangeSet:
        """What `verb` changes; the attempt before is forgotten.

        Raises:
            DiagramError: the verb does not fit; the copy is as it was at the start.
        """
        self._edit.roll_back_to(0)
        try:
            verb(self._edit)
        except BaseException:
            self._edit.roll_back_to(0)
            raise
        return self._edit.changes("")
