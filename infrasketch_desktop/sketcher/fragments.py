"""Phrases without a verb: "Ghost blog with MySQL, Mailgun for newsletters, and Fastly as the CDN"."""

from dataclasses import dataclass

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.chunks import ChunkKind
from infrasketch_desktop.sketcher.judgement import Place
from infrasketch_desktop.sketcher.parts import APPS, Part
from infrasketch_desktop.sketcher.places import AHEAD, described_parts
from infrasketch_desktop.sketcher.scene import Scene

_JOINS = (ChunkKind.COMMA, ChunkKind.AND, ChunkKind.PLUS)
# Prepositions whose list goes on behind a comma: "with MySQL, Redis and Elasticsearch".
_LISTING = frozenset({"with", "w/", "using", "including", "between"})
_EQUIPPING = _LISTING - {"between"}

_PLACES = {"for": Place.FOR, "on": Place.INSIDE, "inside": Place.INSIDE, "within": Place.INSIDE, "in": Place.INSIDE}


@dataclass(slots=True)
class _List:
    """The list that is being read: its latest item, the item that the others equip, the open preposition."""

    hub: Part | None = None
    last: Part | None = None
    preposition: str = ""


def read_fragment(scene: Scene, last: int) -> None:
    """Read the phrases of the chunks before position `last`."""
    listing = _List()
    for index, chunk in enumerate(scene.chunks[:last]):
        if chunk.kind is ChunkKind.PREPOSITION:
            listing.preposition = chunk.norm
        elif chunk.kind is ChunkKind.PHRASE:
            _read_item(scene, index, listing)


def _read_item(scene: Scene, index: int, listing: _List) -> None:
    parts = scene.parts(index, _PLACES.get(listing.preposition, Place.OTHER))
    if not parts:
        return
    joined = index > 0 and scene.chunks[index - 1].kind in _JOINS
    if listing.preposition and not (joined and _starts_item(parts[0], listing)):
        anchor = listing.hub if listing.preposition in _EQUIPPING and listing.hub else listing.last or listing.hub
        if listing.preposition in AHEAD and scene.chunks[index - 1].kind is ChunkKind.PREPOSITION and index > 1:
            anchor = next(iter(described_parts(scene, index - 2, listing.preposition, 0)), anchor)
        for part in parts:
            if anchor is not None:
                scene.memory.attach(anchor, listing.preposition, part, first=not joined)
        _hand_on(listing, parts[0])
        return
    listing.preposition = ""
    listing.last = parts[-1]
    if listing.hub is None or parts[0].kind in APPS or joined:
        listing.hub = parts[0]


def _hand_on(listing: _List, part: Part) -> None:
    """“an Angular app with a Spring backend, MongoDB and Redis”: the stores belong to the backend."""
    if listing.hub is not None and listing.hub.kind is NodeKind.CLIENT and part.kind in APPS:
        listing.hub = part


def _starts_item(part: Part, listing: _List) -> bool:
    """Whether a phrase behind a comma is the next item of the outer list."""
    if listing.preposition not in _LISTING:
        return True
    return listing.hub is not None and part.kind in APPS | {NodeKind.CLIENT}
