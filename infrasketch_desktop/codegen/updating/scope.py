"""How much was generated: everything, or one node; decides which files are known to be no longer generated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from infrasketch_desktop.codegen.project import Part, Project


@dataclass(frozen=True, slots=True)
class Scope:
    """`names` are those of the parts that were generated, by node id.

    With `is_whole`, a part that is not named is not in the diagram any more, unless it `failed`.
    """

    project: str
    names: Mapping[str, str]
    is_whole: bool
    failed: frozenset[str] = frozenset()

    @classmethod
    def whole(cls, project: Project, failed: Iterable[str] = ()) -> Scope:
        """All parts but those that could not be made."""
        missing = frozenset(failed)
        names = {part.id: part.name for part in project.parts if part.id not in missing}
        return cls(project.name, names, is_whole=True, failed=missing)

    @classmethod
    def of(cls, project: Project, parts: Iterable[Part]) -> Scope:
        """Some parts: a node, and the libraries that its code imports."""
        return cls(project.name, {part.id: part.name for part in parts}, is_whole=False)

    def covers(self, part: str) -> bool:
        """Whether all files of a part, "" for the project as a whole, were generated."""
        return part in self.names or (self.is_whole and part not in self.failed)
