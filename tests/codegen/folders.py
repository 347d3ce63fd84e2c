"""A folder into which code is generated, again and again, for tests of merging and writing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.updating import FileChange, Scope, State, Update, plan_update
from infrasketch_desktop.codegen.writing import Put, Written, write_update

API = "services/api/src/api/app.py"
LINES = "one\ntwo\nthree\nfour\nfive\nsix\n"


def put_quickly(path: Path, content: bytes) -> None:
    """Whole or not at all, but without waiting for the disk."""
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_bytes(content)
    temporary.replace(path)


@dataclass
class Place:
    """`folder` is where it goes; `names` are the parts of the project by node id."""

    folder: Path
    names: Mapping[str, str] = field(default_factory=lambda: {"n1": "api"})

    def plan(self, files: Mapping[str, str], part: str = "n1", *, is_whole: bool = True) -> Update:
        scope = Scope("shop", self.names, is_whole)
        return plan_update(self.folder, code_files(files, part), scope)

    def generate(self, files: Mapping[str, str], part: str = "n1", *, is_whole: bool = True) -> Update:
        """Plan and write, and be sure that everything was written."""
        update = self.plan(files, part, is_whole=is_whole)
        assert self.write(update).unwritten == ()
        return update

    def write(self, update: Update, put: Put = put_quickly) -> Written:
        return write_update(self.folder, update, put)

    def read(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def edit(self, path: str, text: str) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())

    @property
    def paths(self) -> set[str]:
        """What lies there, without the memory of the folder."""
        found = (path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())
        return {path for path in found if not path.startswith(".infrasketch/")}


def code_files(files: Mapping[str, str], part: str = "n1") -> list[CodeFile]:
    return [CodeFile(path=path, text=text, part=part) for path, text in files.items()]


def states(changes: Iterable[FileChange] | Update) -> dict[str, State]:
    return {change.path: change.state for change in (changes.changes if isinstance(changes, Update) else changes)}
