"""Give nodes, groups and the sheet another name."""

from __future__ import annotations

import re

from infrasketch_desktop.diagram.operations import UpdateSheet
from infrasketch_desktop.language import tr
from infrasketch_desktop.sketcher.commands.errors import NotThisReadingError, UnclearError
from infrasketch_desktop.sketcher.commands.grammar import Slots
from infrasketch_desktop.sketcher.commands.turn import Turn

MAX_NAME = 120
MAX_WORDS = 8
"""Characters of a name, and words of a label that a command is searched for."""
_PAIR = re.compile(r"(?P<x>\S.*?) (?:to |as |into |= ?)?(?P<name>[\ue000-\uf8ff])(?:, and |, | and |$)", re.IGNORECASE)
_FURTHER = re.compile(r"^(\S.*?)(?:,| and|, and) (\S.*?) (?:to|as|into) (\S.*)$", re.IGNORECASE)


def rename(turn: Turn, slots: Slots) -> None:
    """One node or group gets exactly the name that was written; its kind stays."""
    further = _FURTHER.match(slots["name"])
    if further and turn.referents.find(further.group(2)):
        rename(turn, {"x": slots["x"], "name": further.group(1)})
        rename(turn, {"x": further.group(2), "name": further.group(3)})
        return
    give_name(turn, turn.referents.one(slots["x"]), turn.name(slots["name"]))


def rename_each(turn: Turn, slots: Slots) -> None:
    """“Name A "x" and B "y"”: each node gets the name in quotes behind it."""
    for pair in _PAIR.finditer(slots["pairs"]):
        give_name(turn, turn.referents.one(pair["x"]), turn.name(pair["name"]))


def rename_unmarked(turn: Turn, slots: Slots) -> None:
    """“Call X Y”, where nothing marks the end of X: the longest beginning that names a node is X."""
    pieces = slots["rest"].split()
    if pieces[0].lower() in {"it", "this", "that"} and not turn.scene.focus:
        raise turn.referents.missing(pieces[0])
    for cut in range(min(len(pieces) - 1, MAX_WORDS), 0, -1):
        found = turn.referents.find(" ".join(pieces[:cut]))
        if len(found) == 1:
            give_name(turn, found[0], turn.name(" ".join(pieces[cut:])))
            return
    raise NotThisReadingError


def title(turn: Turn, slots: Slots) -> None:
    """The title of the sheet."""
    turn.scene.update_sheet(UpdateSheet(title=turn.name(slots["name"])[:MAX_NAME]))


def add_note(turn: Turn, slots: Slots) -> None:
    """Free text on the sheet."""
    turn.scene.add_note(turn.name(slots["name"]))


def give_name(turn: Turn, record_id: str, name: str) -> None:
    """Name a node or group. Raises UnclearError for an empty or endless name."""
    if not name or len(name) > MAX_NAME:
        raise UnclearError(tr("What should {name} be called?", name=turn.scene.label(record_id)))
    if record_id in turn.scene.groups:
        turn.scene.update_group(record_id, label=name)
    else:
        turn.scene.update_node(record_id, label=capitalised_like(name))


def capitalised_like(name: str) -> str:
    """The name with a capital letter in front where it was typed all in lower case as one word."""
    return name[:1].upper() + name[1:] if name.islower() and " " not in name and name.isalpha() else name
