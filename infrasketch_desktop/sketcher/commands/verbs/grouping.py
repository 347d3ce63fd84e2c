"""Frames around nodes: make, name, fill, empty and dissolve them."""

from __future__ import annotations

import re
from collections.abc import Callable

from infrasketch_desktop.language import tr
from infrasketch_desktop.sketcher.commands.errors import NotThisReadingError, UnclearError
from infrasketch_desktop.sketcher.commands.grammar import Slots
from infrasketch_desktop.sketcher.commands.newcomers import MAX_LABEL
from infrasketch_desktop.sketcher.commands.noun_phrases import parse_phrase
from infrasketch_desktop.sketcher.commands.turn import Turn

_FRAME = re.compile(
    r"(?:group|frame|box|boundary|container|section|zone|area|vpc|subnet|cluster|namespace|region|network|dmz"
    r"|data ?cent(?:er|re)|availability zone|domain|cloud|on-prem(?:ises)?|environment|vnet|layer|tier|account)s?$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^(?:an?|the|one|new|\s)*(?:\s*(?:group|frame|box))?\s*(?:called|named|labell?ed|titled)\s+(\S.*)$", re.IGNORECASE
)


def group(turn: Turn, slots: Slots) -> None:
    """“Group A, B and C as Backend”: a new frame, or the existing one of that name filled."""
    members = turn.referents.many(slots["x"])
    name = _frame_name(turn, slots.get("name") or "Group")
    existing = _group_called(turn, name)
    if existing:
        _fill(turn, existing, members)
        return
    turn.scene.add_group(name, members)


def move_into(turn: Turn, slots: Slots) -> None:
    """“Move X into the VPC”: an existing frame, or a new one when the words name a frame (“a private subnet”)."""
    enclose(turn, lambda: turn.referents.many(slots["x"]), slots["name"])


def enclose(turn: Turn, members: Callable[[], tuple[str, ...]], frame: str) -> None:
    """Put members into the frame that a phrase names. Declined when the phrase is about no frame at all."""
    phrase = parse_phrase(turn.masked.reveal(frame))
    existing = [i for i in turn.referents.find(frame) if i in turn.scene.groups]
    if len(existing) > 1:
        raise turn.referents.ambiguous(frame, tuple(existing))
    if existing:
        _fill(turn, existing[0], members())
        return
    if phrase.definite and _FRAME.search(phrase.core) and turn.scene.groups:
        raise UnclearError(
            tr("There is no group “{core}”. Which one do you mean?", core=phrase.core),
            _group_labels(turn),
            (phrase.core,),
        )
    if not _NAMED.match(turn.masked.reveal(frame)) and not _FRAME.search(phrase.core):
        raise NotThisReadingError
    turn.scene.add_group(_frame_name(turn, frame), members())


def ungroup(turn: Turn, slots: Slots) -> None:
    """Take frames away and leave what was in them."""
    chosen = [i for i in turn.referents.many(slots["x"]) if i in turn.scene.groups]
    if not chosen:
        inside = [parent for i in turn.referents.many(slots["x"]) if (parent := turn.scene.parent(i))]
        chosen = list(dict.fromkeys(inside))
    if not chosen:
        raise UnclearError(tr("Which group should be dissolved?"), _group_labels(turn))
    for group_id in chosen:
        turn.scene.remove_group(group_id)


def ungroup_all(turn: Turn, _slots: Slots) -> None:
    """Take every frame away."""
    if not turn.scene.groups:
        raise UnclearError(tr("There is no group in the diagram. What should be ungrouped?"))
    for group_id in list(turn.scene.groups):
        turn.scene.remove_group(group_id)


def move_out(turn: Turn, slots: Slots) -> None:
    """“Move X out of the VPC”: one level up."""
    frame = turn.referents.one(slots["g"])
    if frame not in turn.scene.groups:
        raise NotThisReadingError
    for record_id in turn.referents.many(slots["x"]):
        turn.scene.set_group(record_id, turn.scene.groups[frame].group)


def collapse(turn: Turn, slots: Slots) -> None:
    """Fold or unfold frames, as slot `how` says."""
    for record_id in turn.referents.many(slots["x"]):
        if record_id not in turn.scene.groups:
            raise UnclearError(tr("Only a group can be collapsed or expanded. Which one?"), _group_labels(turn))
        turn.scene.update_group(
            record_id, collapsed=slots["how"].lower() in {"collapse", "fold", "minimize", "minimise"}
        )


def _fill(turn: Turn, group_id: str, members: tuple[str, ...]) -> None:
    for member in members:
        if member == group_id or group_id in turn.scene.frames_inside(member):
            raise UnclearError(
                tr("{member} cannot be put into itself. Into which group?", member=turn.scene.label(member)),
                _group_labels(turn),
            )
        turn.scene.set_group(member, group_id)
    turn.scene.focus = members


def _frame_name(turn: Turn, text: str) -> str:
    shown = turn.masked.reveal(text)
    if match := _NAMED.match(shown):
        shown = match.group(1)
    name = turn.name(re.sub(r"\s+(?:group|frame|box)$", "", parse_phrase(shown).core, flags=re.IGNORECASE))
    if not name or len(name) > MAX_LABEL:
        raise UnclearError(tr("What should the group be called?"))
    return turn.newcomers.read(name).label


def _group_called(turn: Turn, name: str) -> str | None:
    return next((i for i, frame in turn.scene.groups.items() if frame.label.lower() == name.lower()), None)


def _group_labels(turn: Turn) -> tuple[str, ...]:
    return tuple(frame.label for frame in turn.scene.groups.values())[:4]
