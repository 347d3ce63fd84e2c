"""Decide whether a noun phrase, where it stands, names a part of the system, and of which kind."""

from collections.abc import Sequence
from enum import StrEnum

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.discourse import Discourse
from infrasketch_desktop.sketcher.groups import is_runtime
from infrasketch_desktop.sketcher.mentions import Mention, Role
from infrasketch_desktop.sketcher.naming import is_host_noun, is_material
from infrasketch_desktop.sketcher.parts import STORES


class Place(StrEnum):
    """Where a phrase stands towards its verb."""

    SUBJECT = "subject"
    OBJECT = "object"
    TO = "to"
    FROM = "from"
    PULL = "pull"
    VIA = "via"
    BY = "by"
    FOR = "for"
    HOST = "host"
    INSIDE = "inside"
    OTHER = "other"


# Frames whose object is cargo rather than a partner.
CARRYING = frozenset({"send", "store", "read", "move", "process", "feed", "flow", "replicate", "handle"})
# Nouns that name a part elsewhere, but cargo as the object of such a verb: "queues jobs", "stores users".
_CARGO = frozenset(
    {"job", "task", "user", "customer", "device", "driver", "index", "page", "model", "message", "batch job", "people",
     "member", "item", "vehicle", "car", "function", "flow", "stream", "backup", "share", "mail", "table", "schema",
     "collection", "script", "player", "sensor", "pipeline", "console", "background job", "webhook", "visitor",
     "student", "dashboard", "catalog", "state machine", "module"}
)  # fmt: skip
# What a gateway opens to the outside, when the text points at them: "exposes the order and cart services".
_EXPOSED = frozenset(
    {"service", "microservice", "micro service", "server", "app", "application", "backend", "subgraph"}
)
# Nouns for the whole that is being described.
_WHOLES = frozenset(
    {"system", "architecture", "platform", "stack", "solution", "component", "module", "layer", "tier", "part"}
)  # fmt: skip
_REACHING = frozenset({"deploy", "route", "request", "flow", "send", "talk", "move"})
_SYSTEM_ENDINGS = ("er", "or", "hub", "ware", "base")


def names_part(mention: Mention, place: Place, frame: str, discourse: Discourse, *, capitalised: bool) -> bool:
    """Whether the phrase is a part when it stands at this place of a verb with this frame."""
    match mention.role:
        case Role.FLOW:
            return False
        case Role.GROUP:
            return _is_reached_group(mention, place, frame)
        case Role.WEAK:
            return _is_weak_part(mention, place, frame, discourse, capitalised=capitalised)
        case _:
            return not _is_no_part(mention, place, frame, discourse)


def kind_of(mention: Mention, place: Place, cues: Sequence[str]) -> NodeKind | None:
    """The kind that the clause around a phrase gives it; None when the phrase tells by itself."""
    if mention.role is Role.WEAK:
        return NodeKind.CLIENT if place is Place.SUBJECT and mention.plural else NodeKind.SERVICE
    if mention.role is Role.GROUP:
        return NodeKind.SERVER
    bare = not mention.head or is_host_noun(mention.head)
    if mention.technology and bare and mention.kind is mention.technology.kind:
        return mention.technology.kind_among(cues)
    return None


def _is_no_part(mention: Mention, place: Place, frame: str, discourse: Discourse) -> bool:
    if mention.technology and not mention.head and _only_describes(mention):
        return True
    if place is Place.FOR and _is_purpose(mention):
        return True
    if place in (Place.HOST, Place.INSIDE) and is_runtime(mention):
        return True
    if place is Place.OBJECT and _is_cargo(mention, frame, discourse):
        return True
    return _is_whole(mention, discourse)


def _only_describes(mention: Mention) -> bool:
    technology = mention.technology
    return technology is None or technology.kind is None or technology.category in ("provider", "protocol")


def _is_purpose(mention: Mention) -> bool:
    """“for search”, "for single sign-on": what something is good for, not a part."""
    unspecific = not mention.plural or mention.head in _CARGO
    return mention.technology is None and not mention.determiner and unspecific


def _is_cargo(mention: Mention, frame: str, discourse: Discourse) -> bool:
    if mention.technology is not None and not is_material(mention.technology):
        return False
    if frame == "monitor":
        return mention.head == "dashboard"
    known = discourse.find(mention)
    if frame == "expose":
        named = mention.definite or (not mention.technology and len(mention.words) > len(mention.head.split()))
        return known is None and not (mention.head in _EXPOSED and named and mention.determiner not in ("a", "an"))
    if mention.head not in _CARGO or (known is not None and known.kind in STORES):
        return False
    return frame in CARRYING | {"talk"} or (frame == "request" and not mention.definite and mention.plural)


def _is_whole(mention: Mention, discourse: Discourse) -> bool:
    """“The system consists of” names the whole, not a part."""
    if mention.technology is not None or len(set(mention.words)) != 1:
        return False
    whole = mention.head in _WHOLES or (mention.head == "application" and mention.plural)
    return whole and discourse.find(mention) is None


def _is_reached_group(mention: Mention, place: Place, frame: str) -> bool:
    """“deploys it to the cluster”: a cluster that something is sent to stands for what runs in it."""
    reached = place is Place.TO or (place is Place.OBJECT and frame in ("request", "flow"))
    return reached and mention.words[-1:] == ("cluster",) and frame in _REACHING


def _is_weak_part(mention: Mention, place: Place, frame: str, discourse: Discourse, *, capitalised: bool) -> bool:
    """Unknown words are a part when they act, or when something goes to what looks like a name."""
    if discourse.find(mention):
        return True
    word = mention.words[-1] if mention.words else ""
    if place is Place.SUBJECT:
        return frame not in ("be", "have", "handle", "", "flow") and len(word) > 1
    if place is Place.OBJECT and frame in ("request", "trigger", "talk"):
        return mention.determiner in ("the", "a", "an") and word.endswith(_SYSTEM_ENDINGS)
    if place in (Place.TO, Place.FROM, Place.BY, Place.VIA, Place.PULL):
        return capitalised or (mention.determiner in ("the", "a", "an") and word.endswith(_SYSTEM_ENDINGS))
    return False
