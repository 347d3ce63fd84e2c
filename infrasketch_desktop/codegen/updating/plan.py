"""Plans what becomes of every file when code is generated into a folder; reads, and writes nothing."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from infrasketch_desktop.codegen.base import read_base
from infrasketch_desktop.codegen.errors import FolderError
from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.manifest import FOLDER, Entry, Manifest, read_manifest, sha256_of
from infrasketch_desktop.codegen.paths import is_safe_path
from infrasketch_desktop.codegen.reading import is_link
from infrasketch_desktop.codegen.updating.change import FileChange, State, Update
from infrasketch_desktop.codegen.updating.deciding import Decision, decide
from infrasketch_desktop.codegen.updating.ground import Found, Ground
from infrasketch_desktop.codegen.updating.moves import moved_paths
from infrasketch_desktop.codegen.updating.scope import Scope
from infrasketch_desktop.language import later, tr

EDITED_ORPHAN = later("It is not generated any more; it was edited, so that it stays.")


def plan_update(folder: Path, files: Sequence[CodeFile], scope: Scope) -> Update:
    """What becomes of `files` in `folder`, and of what was generated there before and is not any more.

    Raises:
        ManifestError: what the folder remembers cannot be read.
        FolderError: it is no folder, or the place of its memory is a link.
        ValueError: the path of a file is not safe, or two files have the same.
    """
    check_paths(files)
    check_folder(folder)
    before = read_manifest(folder) or Manifest()
    planner = _Planner(folder, before, moved_paths(before, scope.names, {file.path for file in files}))
    changes = [planner.change(file) for file in files]
    changes += planner.orphans({path for change in changes for path in (change.path, change.moved_from)}, scope)
    return Update(tuple(sorted(changes, key=lambda change: change.path)), scope, before)


def check_folder(folder: Path) -> None:
    """Raises FolderError when code cannot be generated there."""
    if folder.exists() and not folder.is_dir():
        raise FolderError(tr("“{name}” is a file, not a folder.", name=folder.name), advice=tr("Choose a folder."))
    try:
        found = (folder / FOLDER).lstat()
    except OSError:
        return
    if is_link(found) or not stat.S_ISDIR(found.st_mode):
        raise FolderError(
            tr("“{folder}” in “{name}” is not a folder.", folder=FOLDER, name=folder.name),
            advice=tr("Remove it, or choose another."),
        )


def check_paths(files: Sequence[CodeFile]) -> None:
    """Raises ValueError for a path that leaves the folder, or for two that are one on systems that ignore case."""
    unsafe = [file.path for file in files if not is_safe_path(file.path)]
    paths = {PurePosixPath(file.path) for file in files}
    places = {str(place) for path in paths for place in (path, *path.parents)}
    if unsafe or len(paths) != len(files) or len({place.casefold() for place in places}) != len(places):
        raise ValueError(f"Generated files have unsafe or equal paths: {unsafe[:3]}")


class _Planner:
    def __init__(self, folder: Path, before: Manifest, moves: Mapping[str, str]) -> None:
        self._ground = Ground(folder)
        self._known = before.files
        self._bases = read_base(folder, before)
        self._moves = moves

    def change(self, file: CodeFile) -> FileChange:
        """What becomes of a file that is generated."""
        there = self._ground.at(file.path)
        old = self._moves.get(file.path, "")
        mine = self._ground.at(old) if old and there == Found() else there
        if mine is there:
            old = ""
        if mine.obstacle:
            return FileChange(path=file.path, part=file.part, state=State.SKIPPED, theirs=file.text, why=mine.obstacle)
        known_as = old or file.path
        decision = self._decision(known_as, mine, file.text)
        if old:
            decision = _moved(decision, mine.text)
        return FileChange(
            path=file.path,
            part=file.part,
            state=decision.state,
            base=self._bases.get(known_as),
            mine=mine.text,
            theirs=file.text,
            result=decision.result,
            moved_from=old,
            why=decision.why,
            on_disk=mine.on_disk,
            has_crlf=mine.has_crlf,
        )

    def orphans(self, dealt_with: set[str], scope: Scope) -> Iterator[FileChange]:
        """What becomes of files that were generated before, and are not any more."""
        for path, entry in self._known.items():
            if path not in dealt_with and scope.covers(entry.part):
                change = self._orphan(path, entry)
                if change is not None:
                    yield change

    def _orphan(self, path: str, entry: Entry) -> FileChange | None:
        found = self._ground.at(path)
        if found.text is None and not found.obstacle:
            return None
        is_edited = found.text is None or sha256_of(found.text) != entry.sha256
        return FileChange(
            path=path,
            part=entry.part,
            state=State.KEPT if is_edited else State.REMOVED,
            base=self._bases.get(path),
            mine=found.text,
            why=tr(EDITED_ORPHAN) if is_edited else "",
            on_disk=found.on_disk,
        )

    def _decision(self, known_as: str, mine: Found, theirs: str) -> Decision:
        entry = self._known.get(known_as)
        return decide(
            mine=mine.text,
            base=self._bases.get(known_as),
            theirs=theirs,
            is_known=entry is not None,
            is_edited=entry is not None and mine.text is not None and sha256_of(mine.text) != entry.sha256,
        )


def _moved(decision: Decision, mine: str | None) -> Decision:
    """What stays as it is has to go along all the same."""
    moving = {State.SAME: State.CHANGED, State.KEPT: State.MERGED}
    state = moving.get(decision.state)
    return decision if state is None else Decision(state, mine)
