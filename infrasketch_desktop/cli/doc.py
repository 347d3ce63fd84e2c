"""`infrasketch doc`: the design document of a diagram to read: its sections, one of them, and what drifted."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Iterator

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.files import read_diagram
from infrasketch_desktop.cli.forms import named_language
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.cli.summaries import count
from infrasketch_desktop.design_doc.document import ChapterText, DesignDocument
from infrasketch_desktop.design_doc.drift import Disagreement
from infrasketch_desktop.exchange.document_language import document_language
from infrasketch_desktop.exchange.documents import WrittenDocument, examined_document
from infrasketch_desktop.resources import ResourceError
from infrasketch_desktop.technology import TechnologyError


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    language = document_language(named_language(arguments.language))
    diagram = read_diagram(arguments.file, console)
    try:
        found = examined_document(diagram, language)
    except (ResourceError, TechnologyError) as error:
        raise CommandError(str(error)) from error
    if arguments.section:
        return _print(_chapter(found.document, arguments.section), console)
    console.result(
        {
            "file": arguments.file,
            "title": found.document.title,
            "sections": [_as_json(chapter) for chapter in found.document.chapters],
            "drift": [_told(disagreement) for disagreement in found.disagreements],
        }
    )
    for line in _lines(found):
        console.say(line)
    return ExitCode.FAILED if arguments.check and found.disagreements else ExitCode.OK


def _print(chapter: ChapterText, console: Console) -> ExitCode:
    blocks = [f"### {block.title}\n\n{block.markdown}" if block.title else block.markdown for block in chapter.blocks]
    text = "\n\n".join([f"## {chapter.title}", *blocks])
    console.result({"section": chapter.chapter.value, "title": chapter.title, "markdown": text})
    console.say(text)
    return ExitCode.OK


def _chapter(document: DesignDocument, name: str) -> ChapterText:
    known = {chapter.chapter.value: chapter for chapter in document.chapters}
    wanted = name.strip().lower().replace(" ", "-")
    if wanted not in known:
        close = difflib.get_close_matches(wanted, known, n=1)
        hint = f"Did you mean {close[0]}?" if close else f"One of: {', '.join(known)}."
        raise CommandError(f"There is no section “{name}”.", advice=hint, code=ExitCode.USAGE)
    return known[wanted]


def _lines(found: WrittenDocument) -> Iterator[str]:
    yield found.document.title
    for number, chapter in enumerate(found.document.chapters, start=1):
        told = _as_json(chapter)
        remarks = [count(len(chapter.blocks), "part")]
        remarks += [f"{told[name]} {name}" for name in ("written", "stale") if told[name]]
        yield f"  {number}. {chapter.title} ({', '.join(remarks)})"
    for disagreement in found.disagreements:
        yield f"  ! {disagreement.message}"


def _told(disagreement: Disagreement) -> dict[str, object]:
    return {
        "cause": disagreement.cause.value,
        "block": disagreement.key,
        "about": disagreement.about,
        "message": disagreement.message,
    }


def _as_json(chapter: ChapterText) -> dict[str, object]:
    """`written` counts the parts that somebody wrote, `stale` those of them that need another look."""
    return {
        "section": chapter.chapter.value,
        "title": chapter.title,
        "parts": len(chapter.blocks),
        "written": sum(1 for block in chapter.blocks if block.passage),
        "stale": sum(1 for block in chapter.blocks if block.is_stale),
    }
