"""The parts and links of a sketch as a graph that can be asked and added to."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.sketcher.memory import edge_kind
from infrasketch_desktop.sketcher.parts import APPS, Link, Part

WEB = frozenset({NodeKind.SERVER, NodeKind.API, NodeKind.SERVICE})


def clean_links(links: Iterable[Link]) -> list[Link]:
    """The links without loops, repetitions and reversals of an earlier one; the first label stays."""
    kept: dict[tuple[Part, Part], Link] = {}
    for link in links:
        pair = (link.source, link.target)
        if link.source is link.target or pair in kept or pair[::-1] in kept:
            continue
        kept[pair] = link
    return list(kept.values())


class Wiring:
    """Clean links over parts; `links` grows by inference."""

    def __init__(self, parts: Sequence[Part], links: Iterable[Link]) -> None:
        self.parts = parts
        self.links = clean_links(links)
        self._degrees: Counter[Part] = Counter()
        self._neighbours: dict[Part, list[Part]] = {part: [] for part in parts}
        self.called: set[Part] = set()
        self.calling: set[Part] = set()
        for link in self.links:
            self._count(link)

    def infer(self, source: Part | None, target: Part | None, kind: EdgeKind | None = None) -> None:
        """Add a link that the text does not state; nothing when an end is missing or the two are linked already."""
        if source is None or target is None or source is target or target in self._neighbours[source]:
            return
        link = Link(source, target, "", kind or edge_kind(source, target), inferred=True)
        self.links.append(link)
        self._count(link)

    def is_loose(self, part: Part) -> bool:
        return not self._degrees[part]

    def links_of(self, part: Part) -> list[Link]:
        return [link for link in self.links if part in (link.source, link.target)]

    def of_kind(self, *kinds: NodeKind) -> list[Part]:
        return [part for part in self.parts if part.kind in kinds]

    def hub(self, among: Collection[Part] | None = None) -> Part | None:
        """The application that the system turns about: the one with most links, an earlier one when equal."""
        parts = self.parts if among is None else [part for part in self.parts if part in among]
        for kinds in (WEB, APPS, {NodeKind.CLIENT}):
            found = [part for part in parts if part.kind in kinds]
            if found:
                return max(found, key=lambda part: (self._degrees[part], -part.index))
        return None

    def component(self, part: Part) -> set[Part]:
        """All parts that are connected with this one, itself included."""
        reached, waiting = {part}, [part]
        while waiting:
            for other in self._neighbours[waiting.pop()]:
                if other not in reached:
                    reached.add(other)
                    waiting.append(other)
        return reached

    def _count(self, link: Link) -> None:
        self._degrees.update((link.source, link.target))
        self._neighbours[link.source].append(link.target)
        self._neighbours[link.target].append(link.source)
        self.calling.add(link.source)
        self.called.add(link.target)
