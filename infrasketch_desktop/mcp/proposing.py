"""The tools that propose changes: operations run on a copy, and wait for a person; accepting is another step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from infrasketch_desktop.assistant.calls import one_line
from infrasketch_desktop.assistant.draft import Draft
from infrasketch_desktop.assistant.schemas import MOST_OPERATIONS
from infrasketch_desktop.assistant.tools import LONGEST_SUMMARY
from infrasketch_desktop.assistant.turns import LeftOut
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.differences import describe_difference
from infrasketch_desktop.diagram.proposal import Proposal, propose
from infrasketch_desktop.diagram.transforming import transform
from infrasketch_desktop.exchange.placing import with_new_placed
from infrasketch_desktop.mcp.answers import Answer, json_answer
from infrasketch_desktop.mcp.arguments import OPERATIONS, OfSketch, Proposing
from infrasketch_desktop.mcp.errors import ToolError
from infrasketch_desktop.mcp.workplace import Workplace
from infrasketch_desktop.storage.errors import AlreadyOpenError

_UNCHANGED = "The sketch was not changed."


def propose_operations(workplace: Workplace, asked: Proposing, plain: Sequence[Any]) -> Answer:
    """What the operations would change; kept for review unless some do not fit."""
    path, base = workplace.load(asked.sketch)
    drawn, left_out = _drawn(base, plain)
    proposal = propose(_title(asked.summary), base, with_new_placed(base, drawn))
    told = {"changes": described(proposal), "left_out": left_out}
    if left_out and not asked.even_partly:
        return json_answer(
            {"kept": False, **told, "next": "Mend those that were left out and propose all of it again."}
        )
    return json_answer({**offer(workplace, path, proposal), **told})


def offer(workplace: Workplace, path: Path, proposal: Proposal) -> dict[str, Any]:
    """Let `proposal` wait for who reviews the sketch, and say where. Raises SaveError."""
    if not proposal:
        return {"kept": False, "next": "Nothing would change, so there is nothing to review."}
    replaced = workplace.waiting.put(path, proposal)
    is_open = workplace.workspace.is_open(path)
    where = "in its window now" if is_open else "when the sketch is opened"
    told = f"It waits for review: a person is offered it {where}. The sketch itself is unchanged."
    can_apply = workplace.may_write and not is_open
    return {"kept": True, "replaced_earlier": replaced, "next": told, "apply_proposal_is_allowed": can_apply}


def apply_proposal(workplace: Workplace, asked: OfSketch) -> Answer:
    """Save what waits for a sketch that nobody has open.

    Raises:
        NotAllowedError: the server may not write.
        ToolError: nothing waits, or a window has the sketch open; then a person decides there.
    """
    workplace.require_writing()
    path = workplace.grounds.sketch(asked.sketch)
    try:
        session = workplace.workspace.open(path)
    except AlreadyOpenError as error:
        advice = "A person accepts or refuses the proposal in that window."
        raise ToolError(f"“{path.name}” is open in a window.", kept=_UNCHANGED, advice=advice) from error
    try:
        rebased = workplace.waiting.find(path, session.document.snapshot())
        if rebased is None or not rebased.proposal:
            raise ToolError(f"No proposal waits for “{path.name}”.", kept=_UNCHANGED, advice="Propose one first.")
        with session.document.edit(rebased.proposal.title) as edit:
            transform(edit, rebased.proposal.target)
        session.save()
    finally:
        session.close()
    workplace.waiting.drop(path)
    return json_answer({"saved": workplace.grounds.shown(path), "changes": described(rebased.proposal)})


def described(proposal: Proposal) -> list[dict[str, str]]:
    """One entry for each item that can be taken or left."""
    return [
        {"id": item.id, "sort": item.sort.value, "text": describe_difference(item, proposal.base, proposal.target)}
        for item in proposal.items
    ]


def operations_in(plain: Mapping[str, Any]) -> Sequence[Any]:
    """The list of operations of a call. Raises ToolError."""
    operations = plain.get(OPERATIONS)
    if not isinstance(operations, list) or not operations:
        raise ToolError(f"“{OPERATIONS}” must be a list of objects, and not empty.", kept=_UNCHANGED)
    if len(operations) > MOST_OPERATIONS:
        what = f"{len(operations):,} operations are too many; at most {MOST_OPERATIONS} are taken at once."
        raise ToolError(what, kept=_UNCHANGED, advice="Propose them in parts.")
    return operations


def _drawn(base: Diagram, plain: Sequence[Any]) -> tuple[Diagram, list[dict[str, Any]]]:
    """`base` after the operations that fit, as an assistant in the window runs them, and the others by their index."""
    draft = Draft(base)
    left_out = [{"index": index, **_told(found)} for index, one in enumerate(plain) if (found := draft.apply(one))]
    return draft.diagram, left_out


def _told(left_out: LeftOut) -> dict[str, Any]:
    told: dict[str, Any] = {"what": left_out.what, "reason": left_out.reason}
    return {**told, "nearest": list(left_out.nearest)} if left_out.nearest else told


def _title(summary: str) -> str:
    line = one_line(summary, LONGEST_SUMMARY)
    if not line:
        raise ToolError("“summary” must say in a few words what changes.", kept=_UNCHANGED)
    return line
