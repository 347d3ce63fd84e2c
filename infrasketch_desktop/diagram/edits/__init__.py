"""The verbs over an open edit; mouse, assistants, importers and tests all change a diagram through these.

A verb either does its whole job or raises a `DiagramError`; the document rolls back the edit it was called in.
"""

from infrasketch_desktop.diagram.edits.arrangement import (
    align,
    bring_forward,
    bring_to_front,
    distribute,
    send_backward,
    send_to_back,
)
from infrasketch_desktop.diagram.edits.connections import (
    End,
    connect,
    find_edge,
    free_label,
    place_label,
    reconnect,
    reverse_edge,
    set_waypoints,
)
from infrasketch_desktop.diagram.edits.copies import duplicate, excerpt, insert_copies
from infrasketch_desktop.diagram.edits.creation import add_group, add_node, add_note
from infrasketch_desktop.diagram.edits.fields import rename, update
from infrasketch_desktop.diagram.edits.grouping import group, set_group, ungroup
from infrasketch_desktop.diagram.edits.growth import connect_to_new, connect_to_new_at, insert_between
from infrasketch_desktop.diagram.edits.marks import collapse, expand, fold_all, lock, pin, unfold_all, unlock, unpin
from infrasketch_desktop.diagram.edits.placement import move, nudge, place, resize
from infrasketch_desktop.diagram.edits.removal import remove

__all__ = [
    "End",
    "add_group",
    "add_node",
    "add_note",
    "align",
    "bring_forward",
    "bring_to_front",
    "collapse",
    "connect",
    "connect_to_new",
    "connect_to_new_at",
    "distribute",
    "duplicate",
    "excerpt",
    "expand",
    "find_edge",
    "fold_all",
    "free_label",
    "group",
    "insert_between",
    "insert_copies",
    "lock",
    "move",
    "nudge",
    "pin",
    "place",
    "place_label",
    "reconnect",
    "remove",
    "rename",
    "resize",
    "reverse_edge",
    "send_backward",
    "send_to_back",
    "set_group",
    "set_waypoints",
    "unfold_all",
    "ungroup",
    "unlock",
    "unpin",
    "update",
]
