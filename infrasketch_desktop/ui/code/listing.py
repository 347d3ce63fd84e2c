"""Files with how each stands, put into folders: all that a tree of thousands shows, worked out on a thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from infrasketch_desktop.ui.code.folding import Folder, folded
from infrasketch_desktop.ui.code.standing import Standing


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """A folder: `place` is its path with a slash at the end, "" for the outermost; `files` are whole paths.

    `number` is its place in `Listing.branches`, and higher than that of the one `above` it, in which `row` is its row.
    The rows of a branch are its folders, then its files.
    """

    place: str
    name: str
    number: int
    row: int
    above: Branch | None
    folders: list[Branch] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Listing:
    """`standings` are those of files by path, `urgent` those of folders by place: the highest in weight inside."""

    standings: Mapping[str, Standing]
    branches: tuple[Branch, ...]
    urgent: Mapping[str, Standing]
    by_place: Mapping[str, Branch]

    @classmethod
    def of(cls, standings: Mapping[str, Standing]) -> Listing:
        """The files with these paths."""
        branches: list[Branch] = []
        _grow(folded(standings), None, 0, branches)
        by_place = {branch.place: branch for branch in branches}
        return cls(standings, tuple(branches), _urgent(branches, standings, {}), by_place)

    def with_standings(self, changed: Mapping[str, Standing]) -> Listing:
        """The same files, of which some, by path, stand otherwise; those that are not listed are left out."""
        known = {path: standing for path, standing in changed.items() if path in self.standings}
        standings = {**self.standings, **known}
        above = {branch.number: branch for path in known for branch in self.around(path)}
        touched = [above[number] for number in sorted(above)]
        return Listing(standings, self.branches, _urgent(touched, standings, self.urgent), self.by_place)

    def branch_of(self, path: str) -> Branch:
        """The folder in which a file that is listed lies."""
        parent = path.rpartition("/")[0]
        return self.by_place[f"{parent}/" if parent else ""]

    def standing_of(self, place: str) -> Standing:
        """How a file stands, or a folder whose path ends with a slash."""
        return self.urgent[place] if place.endswith("/") else self.standings[place]

    def around(self, path: str) -> Iterator[Branch]:
        """The folders around a file that is listed, from the innermost on."""
        branch: Branch | None = self.branch_of(path)
        while branch is not None:
            yield branch
            branch = branch.above


def _grow(folder: Folder, above: Branch | None, row: int, branches: list[Branch]) -> Branch:
    place = f"{above.place}{folder.name}/" if above is not None else ""
    branch = Branch(place, folder.name, len(branches), row, above, files=folder.files)
    branches.append(branch)
    branch.folders.extend(_grow(inner, branch, number, branches) for number, inner in enumerate(folder.folders))
    return branch


def _urgent(
    branches: Iterable[Branch], standings: Mapping[str, Standing], known: Mapping[str, Standing]
) -> dict[str, Standing]:
    """`known` with the folders of `branches`, which come in the order of their numbers, worked out anew."""
    found = dict(known)
    for branch in reversed(list(branches)):
        inside = [*(found[inner.place] for inner in branch.folders), *(standings[path] for path in branch.files)]
        if inside:
            found[branch.place] = max(inside, key=lambda standing: standing.weight)
    return found
