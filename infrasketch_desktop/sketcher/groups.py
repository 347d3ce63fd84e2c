"""Which parts stand inside a network, a cluster or a site that the text names."""

from collections.abc import Mapping, Sequence

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.chunks import Chunk, ChunkKind
from infrasketch_desktop.sketcher.mentions import Mention, Role
from infrasketch_desktop.sketcher.naming import is_host_noun
from infrasketch_desktop.sketcher.parts import Part

_INSIDE = frozenset({"in", "inside", "within", "on"})
_CONTAINS = frozenset({"have", "host"})
# Too vague to draw a frame around.
_VAGUE = frozenset(
    {"region", "availability zone", "az", "zone", "cloud", "environment", "network", "domain", "security group",
     "public cloud", "private cloud", "swimlane", "bounded context"}
)  # fmt: skip
_ORCHESTRATORS = frozenset(
    {"Kubernetes", "OpenShift", "K3s", "Nomad", "Docker Swarm", "Amazon EKS", "Google Kubernetes Engine",
     "Azure Kubernetes Service"}
)  # fmt: skip
_SHORT_ANNOUNCEMENT = len(("in", "the subnet", "run"))
_OPENING = 2


def is_runtime(mention: Mention) -> bool:
    """Whether a phrase behind "runs on" says only where something runs: "EC2", "Kubernetes", "all hosts"."""
    if mention.role is not Role.PART:
        return False
    if mention.technology is None:
        return is_host_noun(mention.head) or mention.head in ("virtual machine", "app server", "worker node")
    return mention.kind is NodeKind.SERVER


def assign_groups(values: Mapping[int, list[Part]], chunks: Sequence[Chunk], waiting: str | None) -> str | None:
    """Put the parts of a sentence into the groups it names.

    `waiting` is a group that the sentence before announced ("In the private subnet:"); the result is one that this
    sentence announces for the next.
    """
    frames = {index: name for index, chunk in enumerate(chunks) if (name := _frame_name(chunk)) is not None}
    if waiting is not None:
        _put(_all(values), waiting)
    for index, name in frames.items():
        _put(_members(index, values, chunks), name)
    announces = bool(frames) and not values and len(chunks) <= _SHORT_ANNOUNCEMENT
    return next(iter(frames.values())) if announces else None


def _frame_name(chunk: Chunk) -> str | None:
    mention = chunk.mention
    if mention is None:
        return None
    if mention.role is Role.GROUP:
        return None if mention.head in _VAGUE or _last_words(mention) & _VAGUE else mention.label
    if mention.technology and mention.technology.name in _ORCHESTRATORS:
        return mention.label
    return None


def _last_words(mention: Mention) -> set[str]:
    return {mention.words[-1], " ".join(mention.words[-2:])} if mention.words else set()


def _members(index: int, values: Mapping[int, list[Part]], chunks: Sequence[Chunk]) -> list[Part]:
    if values.get(index):
        return []
    before = chunks[index - 1] if index else None
    after = chunks[index + 1] if index + 1 < len(chunks) else None
    inside = before is not None and before.kind is ChunkKind.PREPOSITION and before.norm in _INSIDE
    if inside and index <= _OPENING:
        return _all(values)
    if inside:
        return _described(index - 1, values, chunks)
    contains = after is not None and (after.frame in _CONTAINS or after.norm in ("with", "containing", "including"))
    return _all({at: parts for at, parts in values.items() if at > index}) if contains else []


def _described(at: int, values: Mapping[int, list[Part]], chunks: Sequence[Chunk]) -> list[Part]:
    """Who is inside: the phrase right before the preposition, or the subject of the verb before it."""
    for index in range(at - 1, -1, -1):
        if chunks[index].kind is ChunkKind.PHRASE:
            return values.get(index, [])
        if chunks[index].kind is ChunkKind.VERB and chunks[index].frame not in ("host", "deploy", "be", "place"):
            return []
    return []


def _all(values: Mapping[int, list[Part]]) -> list[Part]:
    return [part for _, parts in sorted(values.items()) for part in parts]


def _put(parts: Sequence[Part], group: str) -> None:
    for part in parts:
        if part.group is None and part.kind not in (NodeKind.CLIENT, NodeKind.EXTERNAL):
            part.group = group
