"""The tools that only read: which sketches there are, what is in one, findings, and the design document."""

from __future__ import annotations

import difflib
from typing import Any

from infrasketch_desktop.design_doc.document import ChapterText
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.differences import PLACEMENT_FIELDS
from infrasketch_desktop.diagram.outline import outline
from infrasketch_desktop.diagram.record_plain import record_to_plain
from infrasketch_desktop.exchange.documents import examined_document
from infrasketch_desktop.mcp.answers import Answer, json_answer
from infrasketch_desktop.mcp.arguments import Documenting, Nothing, OfSketch, Reading
from infrasketch_desktop.mcp.errors import ToolError
from infrasketch_desktop.mcp.workplace import Workplace
from infrasketch_desktop.review.plain import finding_to_plain
from infrasketch_desktop.review.reviewer import review as reviewed


def list_sketches(workplace: Workplace, _: Nothing) -> Answer:
    """The sketches that can be named, whether each is open in a window, and what this server may do."""
    grounds = workplace.grounds
    listed = [
        {"sketch": grounds.shown(path), "open_in_a_window": workplace.workspace.is_open(path)}
        for path in grounds.listed()
    ]
    budget = workplace.budget
    told: dict[str, Any] = {"sketches": listed, "may_write": workplace.may_write}
    told["credits_left_to_spend"] = None if budget.limit is None else budget.left
    return json_answer(told)


def read_sketch(workplace: Workplace, asked: Reading) -> Answer:
    """Records without their places, and the outline of all of it."""
    path, diagram = workplace.load(asked.sketch)
    unknown = [i for i in asked.only if i not in diagram]
    if unknown:
        close = difflib.get_close_matches(unknown[0], [record.id for record in diagram], n=3)
        hint = f"Did you mean {', '.join(close)}?" if close else "read_sketch without `only` lists the ids."
        raise ToolError(f"There is no record “{unknown[0][:80]}”.", advice=hint)
    told: dict[str, Any] = {"sketch": workplace.grounds.shown(path), "records": records_of(diagram, asked.only)}
    return json_answer(told if asked.only else {**told, "outline": outline(diagram)})


def records_of(diagram: Diagram, only: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """What the system is, as JSON; how the drawing of it lies is nothing that an assistant says or needs."""
    wanted = set(only)
    records = (record for record in diagram if not wanted or record.id in wanted)
    return [
        {name: value for name, value in record_to_plain(record).items() if name not in PLACEMENT_FIELDS}
        for record in records
    ]


def review(workplace: Workplace, asked: OfSketch) -> Answer:
    """What an experienced reviewer would ask, by rules; fixes are operations that can be proposed."""
    path, diagram = workplace.load(asked.sketch)
    findings = [finding_to_plain(finding) for finding in reviewed(diagram)]
    return json_answer({"sketch": workplace.grounds.shown(path), "findings": findings})


def design_document(workplace: Workplace, asked: Documenting) -> Answer:
    """The sections as Markdown, and where document and diagram disagree. Reading is free, as in the window."""
    path, diagram = workplace.load(asked.sketch)
    found = examined_document(diagram)
    chapters = {chapter.chapter.value: chapter for chapter in found.document.chapters}
    if asked.section and asked.section not in chapters:
        raise ToolError(f"There is no section “{asked.section[:80]}”.", advice=f"One of: {', '.join(chapters)}.")
    return json_answer(
        {
            "sketch": workplace.grounds.shown(path),
            "title": found.document.title,
            "sections": [
                {"id": name, "title": chapter.title, "markdown": _markdown(chapter)}
                for name, chapter in chapters.items()
                if asked.section in ("", name)
            ],
            "drift": [disagreement.message for disagreement in found.disagreements],
        }
    )


def _markdown(chapter: ChapterText) -> str:
    return "\n\n".join(
        f"### {block.title}\n\n{block.markdown}" if block.title else block.markdown for block in chapter.blocks
    )
