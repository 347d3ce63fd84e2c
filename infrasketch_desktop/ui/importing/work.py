"""What an import does away from the window: reading files and laying out what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.proposal import Proposal, propose
from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.ui.engine import Engine
from infrasketch_desktop.ui.tasks import Progress


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading files: a change to propose, and a line for each thing that could not be carried."""

    proposal: Proposal
    losses: tuple[str, ...]


def read(paths: Sequence[Path], diagram: Diagram, engine: Engine, progress: Progress) -> Reading:
    """What `diagram` would be with what `paths` say beside what it has.

    Raises:
        FormatError: the files are in no form that can be read.
        StorageError: a file cannot be opened.
        LayoutError: no place was found for what they say.
    """
    from infrasketch_desktop.exchange.imports import proposed, read_files  # noqa: PLC0415 - not needed to start
    from infrasketch_desktop.exchange.steps import Step  # noqa: PLC0415 - likewise
    from infrasketch_desktop.layout.scope import Scope  # noqa: PLC0415 - likewise
    from infrasketch_desktop.technology import program_catalog  # noqa: PLC0415 - likewise

    done = {Step.READING: 0.1, Step.LAYING_OUT: 0.5}

    def checkpoint(step: Step, _share: float | None = None, /) -> None:
        progress.report(done.get(step))

    found = read_files(paths, program_catalog(), checkpoint=checkpoint)
    result = proposed(
        diagram,
        found.imported,
        lambda drawn: engine.tidy(drawn, Scope.everything(), None, progress),
        checkpoint,
    )
    problems = (problem.reason for problem in result.problems)
    losses = (*(str(loss) for loss in result.losses), *problems)
    return Reading(propose(title_for(paths), diagram, result.target), losses)


def title_for(paths: Sequence[Path]) -> str:
    """The name of the undo step, such as “Import compose.yaml”."""
    first = paths[0].name
    if len(paths) == 1:
        return tr("Import {name}", name=first)
    more = tr_count("%n more file", "%n more files", len(paths) - 1)
    return tr("Import {name} and {more}", name=first, more=more)
