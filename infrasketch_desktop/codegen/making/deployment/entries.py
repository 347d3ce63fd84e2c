"""Where requests from outside come in."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.codegen.project import Part, Project, Role, Use


def entry_points(project: Project) -> tuple[Part, ...]:
    """Gateways, CDNs and user interfaces that nothing inside routes to, and what a CDN passes on to.

    The services, where there are neither gateways nor user interfaces.
    """
    first = tuple(_fronts(project))
    if all(part.role is Role.CDN for part in first):
        first += project.of(Role.SERVICE)
    return tuple(part for part in project.parts if part in first)


def _fronts(project: Project) -> Iterator[Part]:
    for part in project.parts:
        routers = [project.part(link.source) for link in project.callers(part, Use.ROUTES) if link.source != part.id]
        is_front = part.role in {Role.GATEWAY, Role.WEB, Role.CDN} and not routers
        is_behind_cdn = part.role in {Role.GATEWAY, Role.WEB, Role.SERVICE, Role.AUTH} and any(
            router.role is Role.CDN for router in routers
        )
        if part.port and (is_front or is_behind_cdn):
            yield part
