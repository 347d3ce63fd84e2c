"""The tools that bring something in: a description in words, and files of other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.operation_json import operation_to_plain
from infrasketch_desktop.diagram.outline import outline
from infrasketch_desktop.diagram.proposal import propose
from infrasketch_desktop.diagram.reducer import try_operations
from infrasketch_desktop.exchange.imports import Proposal as ImportProposal
from infrasketch_desktop.exchange.imports import proposed, read_files
from infrasketch_desktop.exchange.placing import arranged
from infrasketch_desktop.formats.table import FORMATS
from infrasketch_desktop.mcp.answers import Answer, json_answer
from infrasketch_desktop.mcp.arguments import Importing, Sketching
from infrasketch_desktop.mcp.errors import ToolError
from infrasketch_desktop.mcp.proposing import described, offer
from infrasketch_desktop.mcp.workplace import Workplace
from infrasketch_desktop.sketcher.sketch import MAX_CHARACTERS, sketch
from infrasketch_desktop.storage import sketches


def sketch_from_text(workplace: Workplace, asked: Sketching) -> Answer:
    """A description as operations; saved as a new sketch where that is asked for and allowed."""
    if len(asked.text) > MAX_CHARACTERS:
        what = f"The description has {len(asked.text):,} characters; at most {MAX_CHARACTERS:,} are read."
        raise ToolError(what, advice="Shorten it.")
    target = workplace.new_sketch(asked.save_as) if asked.save_as else None
    drawn = sketch(asked.text, workplace.lexicon())
    if not drawn.operations:
        raise ToolError("Nothing in this text names a part of a system.", kept="Nothing was written.")
    diagram, _ = try_operations(Diagram(), drawn.operations)
    told: dict[str, Any] = {"outline": outline(diagram), "notes": list(drawn.notes), "question": drawn.question}
    if target is None:
        told["operations"] = [operation_to_plain(operation) for operation in drawn.operations]
        return json_answer({**told, "next": "Pass the operations to propose_operations, or name save_as."})
    return json_answer({**_saved(workplace, target, arranged(diagram, workplace.arranged(diagram))), **told})


def import_files(workplace: Workplace, asked: Importing) -> Answer:
    """What files say, as a proposal for a sketch, as a new sketch, or only told."""
    if asked.into and asked.save_as:
        raise ToolError("Name either “into” or “save_as”.", kept="Nothing was imported.")
    files = [workplace.grounds.readable(name) for name in asked.files]
    target = workplace.new_sketch(asked.save_as) if asked.save_as else None
    path, before = workplace.load(asked.into) if asked.into else (None, Diagram())
    read = read_files(list(files), workplace.catalog(), _format_id(asked.format))
    found = proposed(before, read.imported, workplace.arranged)
    told = {"format": read.format.id, "not_carried": _losses(found)}
    if path is not None:
        proposal = propose(f"Import {files[0].name}", before, found.target)
        return json_answer({**offer(workplace, path, proposal), "changes": described(proposal), **told})
    saved = _saved(workplace, target, found.target) if target is not None else {}
    return json_answer({**saved, "outline": outline(found.target), **told})


def _saved(workplace: Workplace, target: Path, diagram: Diagram) -> dict[str, Any]:
    sketches.save(target, diagram)
    return {"saved": workplace.grounds.shown(target)}


def _losses(found: ImportProposal) -> list[str]:
    """In words; an operation that did not fit was read and is not shown, so it is one of them."""
    return [*map(str, found.losses), *(problem.reason for problem in found.problems)]


def _format_id(name: str) -> str | None:
    known = [found.id for found in FORMATS if found.reads]
    if name and name not in known:
        raise ToolError(f"There is no format “{name[:80]}” to import.", advice=f"One of: {', '.join(known)}.")
    return name or None
