"""Security Considerations: where trust ends, who comes in how, what has to be protected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from infrasketch_desktop.design_doc.chapters.findings import SECURITY_RULES, tell
from infrasketch_desktop.design_doc.chapters.parts import block, lines, of_kind, prose
from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.kind_words import head
from infrasketch_desktop.design_doc.markup import bullets, told
from infrasketch_desktop.design_doc.survey import OUTSIDE, STORES, Survey
from infrasketch_desktop.design_doc.words import listed, offered, spelled_first
from infrasketch_desktop.diagram.kinds import Chapter, NodeKind
from infrasketch_desktop.diagram.records import Edge, Node
from infrasketch_desktop.language import tr, tr_count

HERE = Chapter.SECURITY
_NAMED = 6
_ROWS = 20


def write(survey: Survey) -> Iterator[Block]:
    if not survey.parts:
        return
    findings = [f for f in survey.findings if f.rule in SECURITY_RULES]
    yield from tell(HERE, findings)
    yield block(HERE, "trust-boundaries", _boundaries(survey), title=tr("Trust boundaries"))
    if survey.doors or survey.of_kind(NodeKind.AUTH):
        yield block(HERE, "identity", _identity(survey), title=tr("Authentication and authorisation"))
    stores = survey.of_kind(*STORES, NodeKind.QUEUE)
    if stores:
        yield block(HERE, "data", _data(survey), title=tr("Data at rest"))
    if survey.diagram.edges:
        yield block(HERE, "transport", _transport(survey), title=tr("Data in transit and secrets"))
    advice = _advice(survey)
    if advice:
        yield block(HERE, "hardening", advice, title=tr("By kind of component"))


def _boundaries(survey: Survey) -> str:
    """Every edge between what is built here and what is not."""
    crossing = [e for e in survey.diagram.edges.values() if survey.is_outside(e.source) != survey.is_outside(e.target)]
    into = sorted((e for e in crossing if survey.is_outside(e.source)), key=lambda e: _place(survey, e))
    out = sorted((e for e in crossing if survey.is_outside(e.target)), key=lambda e: _place(survey, e))
    if not crossing:
        return _closed(survey)
    parts = []
    if into:
        what = tr_count(
            "One connection comes in from outside.",
            "{number} connections come in from outside.",
            len(into),
            number=spelled_first(len(into)),
        )
        parts += [prose(what, tr("What arrives there is untrusted input.")), lines(survey, into, _ROWS)]
    if out:
        what = tr_count(
            "One connection leaves the system.",
            "{number} connections leave the system.",
            len(out),
            number=spelled_first(len(out)),
        )
        advice = tr("Send no more than the other side needs, and check what comes back.")
        parts += [prose(what, advice), lines(survey, out, _ROWS)]
    return "\n\n".join(parts)


def _closed(survey: Survey) -> str:
    if survey.of_kind(*OUTSIDE):
        return tr("No connection crosses between the system and what is outside it, so the border is not drawn yet.")
    return tr("The diagram shows neither clients nor systems of others, so it does not say where trust ends.")


def _place(survey: Survey, edge: Edge) -> tuple[int, int, str]:
    return survey.place[edge.source], survey.place[edge.target], edge.id


def _identity(survey: Survey) -> str:
    providers = survey.of_kind(NodeKind.AUTH)
    if not providers:
        doors = offered(survey.links(survey.doors), _NAMED)
        return prose(
            tr("No component establishes who a caller is."),
            tr("{names} should do so, or refer to one that does.", names=doors),
        )
    if len(providers) == 1:
        trusting = tr("What it vouches for has to be checked with every request, between components too.")
    else:
        trusting = tr("What they vouch for has to be checked with every request, between components too.")
    return prose(*(_asked(survey, node.id) for node in providers), trusting)


def _asked(survey: Survey, provider: str) -> str:
    """Who asks an identity provider."""
    name, users = survey.link(provider), survey.links(edge.source for edge in survey.incoming(provider))
    if not users:
        return tr("{name} has nobody who asks it yet.", name=name)
    if survey.are_many([provider]):
        return tr("{name} are asked by {users}.", name=name, users=listed(users, _NAMED))
    return tr("{name} is asked by {users}.", name=name, users=listed(users, _NAMED))


def _data(survey: Survey) -> str:
    found = []
    for kind in (NodeKind.DATABASE, NodeKind.STORAGE, NodeKind.SEARCH, NodeKind.CACHE, NodeKind.QUEUE):
        nodes = survey.of_kind(kind)
        if nodes:
            users = {user for n in nodes for user in survey.users(n.id)} | {
                e.target for n in nodes if kind is NodeKind.QUEUE for e in survey.outgoing(n.id)
            }
            advice = told(tr(survey.knowledge.of_kind(kind).security))
            found.append(prose(_reached(survey, kind, nodes, users), advice))
    return bullets(found)


def _reached(survey: Survey, kind: NodeKind, nodes: Sequence[Node], users: set[str]) -> str:
    """The stores of a kind, and who has to reach them."""
    names, title = listed(survey.links(n.id for n in nodes), _NAMED), head(kind, len(nodes))
    if not users:
        return tr("**{kind}**: {names}.", kind=title, names=names)
    alone = listed(survey.links(users), _NAMED)
    return tr("**{kind}**: {names}, to be reached by {users} alone.", kind=title, names=names, users=alone)


def _transport(survey: Survey) -> str:
    keys = survey.links(n.id for n in survey.of_kind(NodeKind.EXTERNAL) if survey.incoming(n.id))
    return prose(
        tr("Encrypt every connection with TLS, inside the system too."), _secrets(survey, listed(keys, _NAMED))
    )


def _secrets(survey: Survey, keys: str) -> str:
    """Where passwords and the `keys` for systems of others are kept."""
    if survey.of_kind(*STORES):
        if keys:
            return tr(
                "Keep the passwords of the data stores and the keys for {names} in a secret manager, apart from code "
                "and images, and replace them regularly.",
                names=keys,
            )
        return tr(
            "Keep the passwords of the data stores in a secret manager, apart from code and images, and replace them "
            "regularly."
        )
    if keys:
        return tr(
            "Keep the keys for {names} in a secret manager, apart from code and images, and replace them regularly.",
            names=keys,
        )
    return ""


def _advice(survey: Survey) -> str:
    """For the kinds that process requests; stores have their own section."""
    found = []
    for kind in NodeKind:
        advice = survey.knowledge.of_kind(kind).security
        nodes = [n.id for n in survey.of_kind(kind)]
        if nodes and advice and kind not in STORES and kind is not NodeKind.QUEUE:
            found.append(of_kind(survey, kind, nodes, told(tr(advice))))
    return bullets(found)
