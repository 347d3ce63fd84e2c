"""Asks where the results of an export go: the name of one file, or the folder for several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from infrasketch_desktop.exchange.exports import Form
from infrasketch_desktop.exchange.pieces import Piece
from infrasketch_desktop.ui.exporting.words import form_title
from infrasketch_desktop.ui.files.choosing import Chooser


def ask_targets(chooser: Chooser, parent: QWidget, form: Form, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """`pieces` with the places chosen for them; empty when the person thought better of it.

    The dialog of the system asks before a file is replaced; where only a folder is chosen, it is asked here.
    """
    first = pieces[0]
    if len(pieces) == 1 and not first.is_folder:
        path = chooser.export_to_save(parent, first.target, form_title(form))
        return (replace(first, target=path),) if path is not None else ()
    folder = chooser.folder_to_fill(parent, first.target.parent)
    if folder is None:
        return ()
    placed = tuple(replace(piece, target=folder / piece.target.name) for piece in pieces)
    taken = [piece.target.name for piece in placed if piece.target.exists()]
    return placed if not taken or chooser.may_replace(parent, taken) else ()
