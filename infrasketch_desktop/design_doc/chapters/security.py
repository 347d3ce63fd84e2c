"""Security Considerations: where trust ends, who comes in how, what has to be protected."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.design_doc.chapters.findings import SECURITY_RULES, tell
from infrasketch_desktop.design_doc.chapters.parts import block
from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.flows import clause
from infrasketch_desktop.design_doc.markup import bullets, escaped
from infrasketch_desktop.design_doc.survey import OUTSIDE, STORES, Survey
from infrasketch_desktop.design_doc.words import counted, either, listed, noun, sentence
from infrasketch_desktop.diagram.kinds import Chapter, NodeKind
from infrasketch_desktop.diagram.records import Edge

HERE = Chapter.SECURITY
_NAMED = 6
_ROWS = 20


def write(survey: Survey) -> Iterator[Block]:
    if not survey.parts:
        return
    findings = [f for f in survey.findings if f.rule in SECURITY_RULES]
    yield from tell(HERE, findings)
    yield block(HERE, "trust-boundaries", _boundaries(survey), title="Trust boundaries")
    if survey.doors or survey.of_kind(NodeKind.AUTH):
        yield block(HERE, "identity", _identity(survey), title="Authentication and authorisation")
    stores = survey.of_kind(*STORES, NodeKind.QUEUE)
    if stores:
        yield block(HERE, "data", _data(survey), title="Data at rest")
    if survey.diagram.edges:
        yield block(HERE, "transport", _transport(survey), title="Data in transit and secrets")
    advice = _advice(survey)
    if advice:
        yield block(HERE, "hardening", advice, title="By kind of component")


def _boundaries(survey: Survey) -> str:
    """Every edge between what is built here and what is not."""
    crossing = [e for e in survey.diagram.edges.values() if survey.is_outside(e.source) != survey.is_outside(e.target)]
    into = sorted((e for e in crossing if survey.is_outside(e.source)), key=lambda e: _place(survey, e))
    out = sorted((e for e in crossing if survey.is_outside(e.target)), key=lambda e: _place(survey, e))
    if not crossing:
        return _closed(survey)
    parts = []
    if into:
        what = counted(len(into), "connection comes", "connections come")
        parts.append(
            f"{sentence(what)} in from outside. What arrives there is untrusted input.\n\n{_lines(survey, into)}"
        )
    if out:
        what = counted(len(out), "connection leaves", "connections leave")
        advice = "Send no more than the other side needs, and check what comes back."
        parts.append(f"{sentence(what)} the system. {advice}\n\n{_lines(survey, out)}")
    return "\n\n".join(parts)


def _closed(survey: Survey) -> str:
    if survey.of_kind(*OUTSIDE):
        return "No connection crosses between the system and what is outside it, so the border is not drawn yet."
    return "The diagram shows neither clients nor systems of others, so it does not say where trust ends."


def _lines(survey: Survey, edges: list[Edge]) -> str:
    more = [f"{counted(len(edges) - _ROWS, 'more')}"] if len(edges) > _ROWS else []
    return bullets([*(f"{clause(survey, edge)}." for edge in edges[:_ROWS]), *more])


def _place(survey: Survey, edge: Edge) -> tuple[int, int, str]:
    return survey.place[edge.source], survey.place[edge.target], edge.id


def _identity(survey: Survey) -> str:
    providers = survey.of_kind(NodeKind.AUTH)
    if not providers:
        doors = listed(survey.links(survey.doors), _NAMED, "or")
        return f"No component establishes who a caller is. {doors} should do so, or refer to one that does."
    lines = []
    for node in providers:
        users = survey.links(edge.source for edge in survey.incoming(node.id))
        asked = (
            f"{'are' if survey.are_many([node.id]) else 'is'} asked by {listed(users, _NAMED)}"
            if users
            else "has nobody who asks it yet"
        )
        lines.append(f"{survey.link(node.id)} {asked}.")
    what = either(len(providers), "it vouches for", "they vouch for")
    trusting = f"What {what} has to be checked with every request, between components too."
    return f"{' '.join(lines)} {trusting}"


def _data(survey: Survey) -> str:
    lines = []
    for kind in (NodeKind.DATABASE, NodeKind.STORAGE, NodeKind.SEARCH, NodeKind.CACHE, NodeKind.QUEUE):
        nodes = survey.of_kind(kind)
        if nodes:
            users = {user for n in nodes for user in survey.users(n.id)} | {
                e.target for n in nodes if kind is NodeKind.QUEUE for e in survey.outgoing(n.id)
            }
            names = listed(survey.links(n.id for n in nodes), _NAMED)
            reach = f", to be reached by {listed(survey.links(users), _NAMED)} alone" if users else ""
            advice = survey.knowledge.of_kind(kind).security
            lines.append(f"**{sentence(noun(kind, len(nodes)))}**: {names}{reach}. {escaped(advice)}".rstrip())
    return bullets(lines)


def _transport(survey: Survey) -> str:
    keys = survey.links(n.id for n in survey.of_kind(NodeKind.EXTERNAL) if survey.incoming(n.id))
    text = "Encrypt every connection with TLS, inside the system too."
    stores = survey.of_kind(*STORES)
    held = []
    if stores:
        held.append("the passwords of the data stores")
    if keys:
        held.append(f"the keys for {listed(keys, _NAMED)}")
    if not held:
        return text
    return f"{text} Keep {listed(held)} in a secret manager, apart from code and images, and replace them regularly."


def _advice(survey: Survey) -> str:
    """For the kinds that process requests; stores have their own section."""
    lines = []
    for kind in NodeKind:
        advice = survey.knowledge.of_kind(kind).security
        nodes = [n.id for n in survey.of_kind(kind)]
        if nodes and advice and kind not in STORES and kind is not NodeKind.QUEUE:
            names = listed(survey.links(nodes), _NAMED)
            lines.append(f"**{sentence(noun(kind, len(nodes)))}** ({names}). {escaped(advice)}")
    return bullets(lines)
