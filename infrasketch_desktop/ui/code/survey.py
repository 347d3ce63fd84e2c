"""What generating would bring: the plan, the files, and what becomes of each in the folder; made on a worker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.ui.code.choosing import Choice, chosen_update

if TYPE_CHECKING:  # templates and the list of technologies are not needed to start
    from infrasketch_desktop.codegen.attempts import Failure
    from infrasketch_desktop.codegen.files import Level
    from infrasketch_desktop.codegen.project import Part
    from infrasketch_desktop.codegen.updating.change import FileChange, Update
    from infrasketch_desktop.credits.quotes import Wanted
    from infrasketch_desktop.diagram.diagram import Diagram
    from infrasketch_desktop.exchange.code import CodeUpdate
    from infrasketch_desktop.exchange.steps import Checkpoint

NOWHERE = Path(__file__).with_name("no-folder-yet")
"""Stands for the folder that was not chosen yet: nothing is there, and nothing is ever written to it."""
MOST_SAID = 200
"""Characters of one remark."""
HEAD_LINES = 12
"""Of a file that was never delivered at most so many lines are shown, and no more than a third of it."""


@dataclass(frozen=True)
class Survey:
    """`nodes` are those that code is wanted for, none for all; `choices` what a person chose for files, by path.

    `is_strange` tells that the folder holds files, and none that were generated. `levels` are those that checks found
    earlier, of files that are still as they were then. `remarks` say what is generated in place of a technology
    without templates, what became no code, and what went wrong. `size` are the bytes of all files as they are
    generated.
    """

    nodes: tuple[str, ...]
    folder: Path | None
    planned: CodeUpdate
    choices: Mapping[str, Choice]
    is_strange: bool = False
    levels: Mapping[str, Level] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    size: int = 0

    @cached_property
    def code(self) -> CodeUpdate:
        """What will be done, with what was chosen."""
        return replace(self.planned, update=chosen_update(self.planned.update, self.choices))

    @property
    def update(self) -> Update:
        return self.code.update

    @cached_property
    def wanted(self) -> tuple[Wanted, ...]:
        """What is paid for, with what was chosen; nothing when it is free."""
        return self.code.wanted

    @cached_property
    def by_path(self) -> Mapping[str, FileChange]:
        """What was planned for each file, before anything was chosen."""
        return {change.path: change for change in self.planned.update.changes}

    @property
    def parts(self) -> tuple[Part, ...]:
        """The nodes that are wanted, without the libraries that come along."""
        return tuple(part for part in self.planned.project.parts if not self.nodes or part.id in self.nodes)

    @property
    def is_delivered(self) -> bool:
        """Whether generated code lies in the folder already."""
        return bool(self.planned.update.before.files)

    def text_of(self, path: str) -> str:
        """A file as it lies in the folder, else its first lines as they would be generated. Reads: for a worker.

        The plan knows READMEs without the table that checks fill into them; here it is.
        """
        from infrasketch_desktop.codegen.reading import read_ordinary  # noqa: PLC0415 - not needed to start
        from infrasketch_desktop.codegen.updating.ground import MOST_BYTES  # noqa: PLC0415 - likewise

        change = self.by_path[path]
        if change.mine is None or self.folder is None:
            return head(change.theirs or "")
        try:
            content = read_ordinary(self.folder, change.moved_from or path, MOST_BYTES)
            return content.decode().replace("\r\n", "\n") if content is not None else change.mine
        except (OSError, UnicodeDecodeError):  # it was changed since
            return change.mine

    def choosing(self, path: str, choice: Choice) -> Survey:
        """The same with another choice for a file."""
        return replace(self, choices={**self.choices, path: choice})


def survey(diagram: Diagram, folder: Path | None, nodes: tuple[str, ...], checkpoint: Checkpoint) -> Survey:
    """Plan, render and compare; nothing is written but what an earlier run had paid for and left.

    Raises:
        CodegenError: the folder cannot be used, or what it remembers cannot be read.
        ResourceError, TechnologyError: the installation is damaged.
        whatever `checkpoint` raises to stop the work.
    """
    from infrasketch_desktop.codegen.checking import remembered  # noqa: PLC0415 - parsers; not needed to start
    from infrasketch_desktop.exchange.code import prepare_code  # noqa: PLC0415 - loads templates; likewise
    from infrasketch_desktop.technology import program_catalog  # noqa: PLC0415 - likewise

    planned = prepare_code(diagram, program_catalog(), folder or NOWHERE, nodes, checkpoint)
    is_strange = folder is not None and not planned.update.before.files and _holds_files(folder)
    levels = remembered(folder) if folder is not None else {}
    found = Survey(nodes, folder, planned, {}, is_strange, levels)
    found = replace(found, remarks=tuple(_remarks(found)), size=sum(len(file.content) for file in planned.files))
    _ = found.by_path, found.wanted  # kept, so that the window need not wait for them
    return found


def _remarks(found: Survey) -> Iterator[str]:
    planned = found.planned
    if planned.finished.files:
        yield finished_text(len(planned.finished.files))
    yield from map(failure_text, planned.failures)
    for part in found.parts:
        if part.remark:
            yield tr("{name}: {text}", name=part.label.short(), text=part.remark.in_words(MOST_SAID))
    if not found.nodes:
        for remark in planned.project.remarks:
            yield remark.in_words(MOST_SAID)


def finished_text(count: int) -> str:
    """That an earlier run could not put everything in place, and this look has."""
    return tr_count(
        "%n file that was paid for earlier was put in place.",
        "%n files that were paid for earlier were put in place.",
        count,
    )


def failure_text(failure: Failure) -> str:
    """Which code could not be made; what the maker raised is for the log, not for a person."""
    name = failure.part.label.short() if failure.part is not None else tr("The project as a whole")
    return tr("{name}: its code could not be made, and is not charged.", name=name)


def head(text: str) -> str:
    """The first lines of a text: what is shown of a file before it is paid for."""
    lines = text.splitlines()
    return "\n".join(lines[: min(HEAD_LINES, max(1, len(lines) // 3))])


def _holds_files(folder: Path) -> bool:
    try:
        return any(folder.iterdir())
    except OSError:
        return False
