"""Who must bring a token to whom: services that verify tokens, what passes requests on to them, and their callers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from infrasketch_desktop.codegen.project import PROGRAMS, Link, Part, Role, Use

_VERIFYING = frozenset({Role.SERVICE, Role.FUNCTION})
_SIGNING_IN = PROGRAMS | {Role.EXTERNAL}


def providers(links: Sequence[Link], parts: Mapping[str, Part]) -> dict[str, str]:
    """The provider whose tokens a part asks for, by id: its own, or that of what it passes requests on to."""
    asking = sorted((link for link in links if _is_protection(link, parts)), key=lambda link: parts[link.target].name)
    found = {link.source: link.target for link in reversed(asking)}
    routes = [link for link in links if link.use is Use.ROUTES]
    while more := {link.source: found[link.target] for link in routes if link.target in found.keys() - {link.source}}:
        if more.keys() <= found.keys():
            break
        found = more | found
    return found


def sign_ins(links: Sequence[Link], parts: Mapping[str, Part]) -> Iterator[Link]:
    """A link for each program that calls what asks for tokens: to the provider that gives it one of its own."""
    asked = providers(links, parts)
    wanted: dict[str, str] = {}
    for link in links:
        if link.use is Use.CALLS and link.target in asked and parts[link.source].role in _SIGNING_IN:
            wanted.setdefault(link.source, asked[link.target])
    for source, target in wanted.items():
        yield Link(source=source, target=target, use=Use.SIGNS_IN, variable=f"{parts[target].prefix}_URL")


def _is_protection(link: Link, parts: Mapping[str, Part]) -> bool:
    return link.use is Use.CALLS and parts[link.source].role in _VERIFYING and parts[link.target].role is Role.AUTH
