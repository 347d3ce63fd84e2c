"""What the role of a slot in `verbs.json` does with the parts that fill it."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.parts import APPS, FRONTS, STORES, Part
from infrasketch_desktop.sketcher.predicate import Predicate, extend, queues_of

_MAKING = frozenset({"build", "create", "generate", "make", "compile", "render", "train"})
_WORKED_ON = ("over", "on", "against")
Filler = Callable[[Predicate, Sequence[Part]], None]


def fill_role(role: str, predicate: Predicate, parts: Sequence[Part]) -> None:
    """Let the parts play a role; unknown roles and "none" only mention them."""
    filler = _FILLERS.get(role)
    if filler is not None:
        filler(predicate, parts)


def chain_targets(predicate: Predicate, parts: Sequence[Part]) -> None:
    """“first A, then B, finally C”: what flows visits one after the other."""
    memory = predicate.scene.memory
    if not predicate.targets:
        predicate.targets.extend(parts[:1])
    elif parts:
        memory.link(predicate.targets[-1], parts[0])
    for first, second in pairwise(parts):
        memory.link(first, second)
    predicate.end = parts[-1] if parts else predicate.end


def _to(predicate: Predicate, parts: Sequence[Part]) -> None:
    extend(predicate.targets, parts)


def _pull(predicate: Predicate, parts: Sequence[Part]) -> None:
    own = predicate.actors[0].kind if predicate.actors else None
    for part in parts:
        gives = part.kind in (NodeKind.QUEUE, NodeKind.CLIENT) and part.kind is not own
        extend(predicate.sources if gives or predicate.has_passive_actors else predicate.targets, [part])


def _from(predicate: Predicate, parts: Sequence[Part]) -> None:
    """A front that caches asks its origin; who processes an application calls it."""
    fronts = bool(predicate.actors) and all(actor.kind in FRONTS for actor in predicate.actors)
    people = bool(predicate.actors) and all(actor.kind is NodeKind.CLIENT for actor in predicate.actors)
    asks = (fronts and predicate.reading.frame.object == "to") or people
    calls = predicate.frame == "process" and any(part.kind in APPS for part in parts)
    makes = predicate.reading.base in _MAKING
    extend(predicate.targets if asks or calls or makes else predicate.sources, parts)


def _via(predicate: Predicate, parts: Sequence[Part]) -> None:
    extend(predicate.vias, parts)


def _through(predicate: Predicate, parts: Sequence[Part]) -> None:
    """“exposed through a gateway”: callers come in there."""
    for part in parts:
        for subject in predicate.subject.parts:
            predicate.scene.memory.link(part, subject)


def _also(predicate: Predicate, parts: Sequence[Part]) -> None:
    for actor in predicate.actors:
        for part in parts:
            predicate.scene.memory.equip(actor, part)


def _serves(predicate: Predicate, parts: Sequence[Part]) -> None:
    """“keeps them in X for the dashboard”: what shows something reads it where it is kept."""
    stores = [target for target in predicate.targets if target.kind in STORES]
    shown = [part for part in parts if part.kind is NodeKind.MONITORING] if stores else []
    for part in shown:
        predicate.scene.memory.link(part, stores[-1])
    parts = [part for part in parts if part not in shown]
    for actor in predicate.actors:
        for part in parts:
            if not actor.is_actor or part.kind is NodeKind.CLIENT or predicate.frame == "process":
                predicate.scene.memory.link(part, actor)


def _aim(predicate: Predicate, parts: Sequence[Part]) -> None:
    """“drops a job on the queue for the mailer”, "loads them into Redshift for Looker"."""
    stores = [target for target in predicate.targets if target.kind in STORES]
    for part in parts:
        for queue in queues_of(predicate.targets)[-1:]:
            predicate.scene.memory.link(queue, part)
        for store in stores[-1:] if part.kind is NodeKind.MONITORING else ():
            predicate.scene.memory.link(part, store)


def _launch(predicate: Predicate, parts: Sequence[Part]) -> None:
    """“runs nightly jobs”, "run Glue jobs over it": without a subject what they work on comes from where it is."""
    memory = predicate.scene.memory
    jobs = [part for part in parts if part.kind in (NodeKind.WORKER, NodeKind.FUNCTION)]
    over = any(slot.preposition in _WORKED_ON for slot in predicate.slots)
    givers = predicate.actors or ([part for part in memory.holder if part not in jobs] if over else [])
    for part in jobs:
        for giver in givers:
            memory.link(giver, part)
    if jobs and not predicate.actors:
        predicate.end = jobs[-1]


def _behind(predicate: Predicate, parts: Sequence[Part]) -> None:
    for part in parts:
        for subject in predicate.subject.parts:
            predicate.scene.memory.link(part, subject)


def _before(predicate: Predicate, parts: Sequence[Part]) -> None:
    for part in parts:
        for actor in predicate.actors:
            predicate.scene.memory.link(part, actor)


def _between(predicate: Predicate, parts: Sequence[Part]) -> None:
    for subject in predicate.subject.parts if len(parts) > 1 else ():
        predicate.scene.memory.link(parts[0], subject)
        for part in parts[1:]:
            predicate.scene.memory.link(subject, part)


def _host(predicate: Predicate, parts: Sequence[Part]) -> None:
    """What lies on a store uses it; a runtime is no partner."""
    for part in parts:
        for subject in predicate.subject.parts:
            if part.kind in STORES and subject.kind not in STORES:
                predicate.scene.memory.link(subject, part)


def _serve(predicate: Predicate, parts: Sequence[Part]) -> None:
    """People are served, content is fetched."""
    for actor in predicate.actors:
        for part in parts:
            if part.kind is NodeKind.CLIENT and part.technology is None:
                predicate.scene.memory.link(part, actor)
            else:
                predicate.scene.memory.link(actor, part)


_FILLERS: Mapping[str, Filler] = {
    "to": _to, "back": _to, "pull": _pull, "from": _from, "via": _via, "through": _through, "also": _also,
    "serves": _serves, "aim": _aim, "launch": _launch, "behind": _behind, "front": _before, "with_monitor": _before,
    "between": _between, "host": _host, "serve": _serve,
}  # fmt: skip
