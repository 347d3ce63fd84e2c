"""D2 diagrams as operations."""

from __future__ import annotations

from collections.abc import Sequence

from infrasketch_desktop.formats.bounds import decoded
from infrasketch_desktop.formats.d2.board import Board
from infrasketch_desktop.formats.d2.contexts import Inside
from infrasketch_desktop.formats.d2.statements import Reader
from infrasketch_desktop.formats.facts import MARK, facts_in
from infrasketch_desktop.formats.result import Imported, SourceFile
from infrasketch_desktop.formats.transcript import Transcript, imported
from infrasketch_desktop.technology import Catalog

MAX_BYTES = 4 * 1024 * 1024


def read(sources: Sequence[SourceFile], catalog: Catalog) -> Imported:
    """The base board of every file in `sources`, beside each other.

    Raises:
        FormatError: a file is no text, or holds more than a diagram may.
    """
    return imported([_transcript(source) for source in sources], catalog)


def _transcript(source: SourceFile) -> Transcript:
    text = decoded(source, MAX_BYTES).replace("\r\n", "\n").replace("\r", "\n")
    transcript = Transcript(source.name)
    head = text[: text.find("\n")] if text.startswith(f"# {MARK}") else ""
    facts = facts_in(head.removeprefix("#"))
    if facts is not None:
        transcript.facts, transcript.ours = facts, True
        transcript.title = str(facts.get("title", ""))
        text = " " * len(head) + text[len(head) :]
    board = Board(transcript)
    Reader(text, source.name, transcript.lose).read(Inside(board))
    board.finish()
    transcript.check(0)
    return transcript
