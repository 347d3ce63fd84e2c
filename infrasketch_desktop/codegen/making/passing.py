"""Which requests a gateway or a CDN passes on, and to whom: one path for each target, or for several that are alike.

What stands at a front is reached at `/` when it is the only one, or the first user interface, or the first thing behind
a CDN without one; everything else at `/<name>/`, which is taken off before the request is passed on. Targets of one
role whose names differ in the number at their end alone, and which answer the same paths, share the requests of one
path.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from infrasketch_desktop.codegen.making.routes import routes, targets
from infrasketch_desktop.codegen.project import Part, Project, Role, Use

_ALIKE = frozenset({Role.SERVICE, Role.FUNCTION, Role.WEB, Role.GATEWAY})
"""Roles of which one part may stand in for another."""

_FOREIGN = frozenset({Role.FUNCTION, Role.STORAGE, Role.EXTERNAL, Role.CDN})
"""Roles that may be reached over TLS, under a name of their own."""

_HEALTHY = frozenset({Role.SERVICE, Role.AUTH, Role.EXTERNAL, Role.WEB, Role.GATEWAY})
"""Roles that answer `/healthz` wherever they run."""


@dataclass(frozen=True, slots=True)
class Target:
    """A part that requests are passed on to. It `is_late` when it starts after the front that needs it."""

    part: Part
    is_late: bool

    @property
    def is_foreign(self) -> bool:
        """Whether it may be reached over TLS, and asks for its own host name."""
        return self.part.role in _FOREIGN

    @property
    def has_health(self) -> bool:
        """Whether it answers `/healthz`."""
        return self.part.role in _HEALTHY


@dataclass(frozen=True, slots=True)
class Passage:
    """Requests below `path`, which begins and ends with `/`; `name` is unique at the front."""

    name: str
    path: str
    targets: tuple[Target, ...]

    @property
    def first(self) -> Target:
        return self.targets[0]

    @property
    def is_root(self) -> bool:
        return self.path == "/"

    @property
    def is_late(self) -> bool:
        """Whether there is a target whose name may not be known yet when the front starts."""
        return any(target.is_late for target in self.targets)

    @property
    def is_foreign(self) -> bool:
        return self.first.is_foreign

    @property
    def reads_only(self) -> bool:
        """Whether only reading requests are passed on: what lies in a bucket is not changed from outside."""
        return self.first.part.role is Role.STORAGE


def passages(project: Project, front: Part) -> tuple[Passage, ...]:
    """What a gateway or a CDN passes on, the longest paths first, `/` last."""
    groups: dict[tuple[object, ...], list[Target]] = {}
    for part in targets(project, front, Use.ROUTES):
        if part.id != front.id:
            groups.setdefault(_likeness(project, part), []).append(Target(part, _is_late(project, front, part)))
    named = _named(groups.values())
    root = _root(named, front)
    found = [Passage(name, "/" if name == root else f"/{name}/", tuple(group)) for name, group in named.items()]
    return tuple(sorted(found, key=lambda passage: (passage.is_root, passage.path)))


def calls(project: Project, web: Part) -> tuple[Passage, ...]:
    """What the server of a web app passes on for browsers: each callee below `/_api/<its name>/`.

    No part is called `_api`, so that the app works behind a gateway as well, which has a path for each part.
    """
    return tuple(
        Passage(part.name, f"/_api/{part.name}/", (Target(part, _is_late(project, web, part)),))
        for part in targets(project, web, Use.CALLS)
        if part.id != web.id
    )


def _likeness(project: Project, part: Part) -> tuple[object, ...]:
    if part.role not in _ALIKE:
        return (part.id,)
    answers = tuple(sorted(route.path for route in routes(project, part)))
    passed = tuple(sorted(target.name for target in targets(project, part, Use.ROUTES)))
    return part.role, part.engine, _stem(part.name), answers, passed


def _stem(name: str) -> str:
    return re.sub(r"-?\d+$", "", name) or name


def _named(groups: Collection[list[Target]]) -> dict[str, list[Target]]:
    """Each group under what its names have in common, or under its first name where that is another's."""
    found: dict[str, list[Target]] = {}
    lone = {group[0].part.name for group in groups if len(group) == 1}
    for group in groups:
        stem = _stem(group[0].part.name)
        is_free = len(group) > 1 and stem not in lone and stem not in found
        found[stem if is_free else group[0].part.name] = group
    return found


def _root(named: dict[str, list[Target]], front: Part) -> str:
    """What lies at `/`: a CDN has something there in any case, a gateway only what cannot be mistaken."""
    first = next(iter(named), "") if len(named) == 1 or front.role is Role.CDN else ""
    return next((name for name, group in named.items() if group[0].part.role is Role.WEB), first)


def _is_late(project: Project, front: Part, part: Part) -> bool:
    return any(link.target == part.id and not link.waits for link in project.needs(front))
