"""Generated code for a folder: what will become of every file, what it costs, the bundle that is paid for, its files.

One `CodeUpdate` is one piece of paid work. Whoever holds the wallet delivers `target` as made by `make` for `quantity`
of `item`, as any other piece; `finish` then puts the files in place. The bundle is what is paid for: it is in place at
one moment, and a program that dies while its files are put in place leaves it behind for `finish_begun`, which the
next update of the folder calls. So what is paid for is delivered, and nothing else.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from infrasketch_desktop.codegen.attempts import Failure, Generated, attempt_all, attempt_parts
from infrasketch_desktop.codegen.bundle import pack, unpack
from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.generator import parts_for
from infrasketch_desktop.codegen.manifest import FOLDER, Manifest, read_manifest
from infrasketch_desktop.codegen.planning.plan import plan_project
from infrasketch_desktop.codegen.project import Project
from infrasketch_desktop.codegen.reading import read_ordinary
from infrasketch_desktop.codegen.updating import Scope, Update, plan_update
from infrasketch_desktop.codegen.updating.plan import check_folder
from infrasketch_desktop.codegen.writing import Written, write_update
from infrasketch_desktop.credits.quotes import Wanted
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.exchange.steps import Checkpoint, Step, unwatched
from infrasketch_desktop.storage.atomic import write_atomically
from infrasketch_desktop.technology import Catalog

NODE_ITEM = "code.node"
PROJECT_ITEM = "code.project"
BUNDLE_STEM = "code-update"
MOST_BUNDLE_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class CodeUpdate:
    """Code that was generated for a folder, and what becomes of each file there; nothing has been written yet.

    `nodes` are those that were asked for, by id; none asks for all, and those cost less each. `failures` are nodes
    whose code could not be made; they are not paid for. `finished` is what an earlier run had paid for and left to be
    put in place; it has been.
    """

    folder: Path
    project: Project
    update: Update
    nodes: tuple[str, ...]
    files: tuple[CodeFile, ...]
    failures: tuple[Failure, ...] = ()
    finished: Written = Written()  # noqa: RUF009 - frozen

    @property
    def item(self) -> str:
        """What the price list calls it."""
        return NODE_ITEM if self.nodes else PROJECT_ITEM

    @property
    def quantity(self) -> int:
        """How many nodes are paid for: those that get something new or changed; 0 makes it free.

        The libraries that come along with a node which was asked for are in its price.
        """
        delivered = self.update.delivered_parts
        if not self.nodes:
            return len(delivered)
        return max(len(delivered & set(self.nodes)), min(len(delivered), 1))

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """What to ask the price list for; nothing when it is free."""
        return (Wanted(self.item, self.quantity),) if self.quantity else ()

    @property
    def target(self) -> Path:
        """Where the bundle goes."""
        return self.folder / FOLDER / f"{BUNDLE_STEM}.zip"

    def make_room(self) -> None:
        """Make the folder that the bundle goes into. Raises FolderError or OSError."""
        check_folder(self.folder)
        self.target.parent.mkdir(parents=True, exist_ok=True)

    def make(self, path: Path, checkpoint: Checkpoint = unwatched) -> None:
        """Write the bundle under `path`. Raises OSError, and whatever `checkpoint` raises to stop the work."""
        checkpoint(Step.PACKING)
        path.write_bytes(pack(self.update))
        checkpoint(Step.PACKING)

    def finish(self, checkpoint: Checkpoint = unwatched) -> Written:
        """Put the files in place: those of the bundle that was delivered, or that is free and written now.

        Raises:
            FolderError, OSError, StorageError: the folder cannot be written to; what was paid for waits in the bundle.
        """
        if not self.quantity:
            self.make_room()
            write_atomically(self.target, pack(self.update))
        return finish_begun(self.folder, checkpoint)


def prepare_code(
    diagram: Diagram,
    catalog: Catalog,
    folder: Path,
    nodes: Sequence[str] = (),
    checkpoint: Checkpoint = unwatched,
    *,
    only_look: bool = False,
    settle: Callable[[], object] = lambda: None,
) -> CodeUpdate:
    """Generate the code of all nodes, or of some by their ids, for a folder that may hold some already.

    Only what an earlier run had begun there, and was paid for, is put in place first; with `only_look` not even that,
    and the update is for looking at, not for delivery. `settle` is that of `finish_begun`.

    Raises:
        KeyError: there is no such node.
        ManifestError, FolderError: the folder cannot be used.
        whatever `checkpoint` raises to stop the work.
    """
    finished = Written() if only_look else finish_begun(folder, checkpoint, settle)
    checkpoint(Step.GENERATING, 0)
    project = plan_project(diagram, catalog)
    generated = _generated(project, nodes, checkpoint)
    checkpoint(Step.READING)
    update = plan_update(folder, generated.files, _scope(project, nodes, generated))
    return CodeUpdate(folder, project, update, tuple(nodes), generated.files, generated.failures, finished)


def finish_begun(
    folder: Path, checkpoint: Checkpoint = unwatched, settle: Callable[[], object] = lambda: None
) -> Written:
    """Put in place what was paid for and not put in place yet, because the program ended or the disk was full.

    `settle` is called first when a run was killed here; it opens the wallet where that has not been done. The wallet
    puts a bundle that is paid for in place, and takes one that is not there any more for never delivered.

    Raises:
        ManifestError, FolderError, OSError, StorageError: it cannot be done now; the bundle is still there.
    """
    done = Written()
    if _left(folder, f"*{BUNDLE_STEM}*"):
        settle()
    for bundle in _left(folder, f"{BUNDLE_STEM}*.zip"):
        content = read_ordinary(folder, f"{FOLDER}/{bundle}", MOST_BUNDLE_BYTES) or b""
        written = _write(folder, unpack(content, read_manifest(folder) or Manifest()), checkpoint)
        if written.is_complete:
            (folder / FOLDER / bundle).unlink(missing_ok=True)
        done = done.with_more(written)
    return done


def _generated(project: Project, nodes: Sequence[str], checkpoint: Checkpoint) -> Generated:
    def progress(share: float) -> None:
        checkpoint(Step.GENERATING, share)

    return attempt_parts(project, map(project.part, nodes), progress) if nodes else attempt_all(project, progress)


def _scope(project: Project, nodes: Sequence[str], generated: Generated) -> Scope:
    failed = ["" if failure.part is None else failure.part.id for failure in generated.failures]
    if not nodes:
        return Scope.whole(project, failed)
    made = {part.id for part in parts_for(project, map(project.part, nodes))}
    return Scope.of(project, map(project.part, sorted(made.difference(failed))))


def _write(folder: Path, update: Update, checkpoint: Checkpoint) -> Written:
    return write_update(folder, update, write_atomically, lambda share: checkpoint(Step.WRITING_FILES, share))


def _left(folder: Path, pattern: str) -> Sequence[str]:
    """Names of bundles, and of those that are being made; a second one is there when the first could not be replaced.

    Raises:
        FolderError: it is no folder, or the place of its memory is a link.
    """
    check_folder(folder)
    with contextlib.suppress(OSError):
        return sorted(path.name for path in (folder / FOLDER).glob(pattern))
    return ()
