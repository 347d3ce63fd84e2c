"""What a component is and whom it serves, in a sentence for each way in which it can stand in the diagram."""

from __future__ import annotations

from infrasketch_desktop.design_doc.chapters.parts import prose
from infrasketch_desktop.design_doc.kind_words import being
from infrasketch_desktop.design_doc.markup import escaped, paragraphs
from infrasketch_desktop.design_doc.survey import Survey
from infrasketch_desktop.design_doc.words import listed
from infrasketch_desktop.diagram.records import Node
from infrasketch_desktop.language import later, tr

_Forms = tuple[tuple[str, str], tuple[str, str]]
"""For one thing and for several or one that is called “Workers”, each without and with a technology."""

_IS: _Forms = (
    (later("{name} is {kind}."), later("{name} is {kind} made with {technology}.")),
    (later("{name} are {kind}."), later("{name} are {kind} made with {technology}.")),
)
_SERVES: _Forms = (
    (
        later("{name} is {kind} that serves {others}."),
        later("{name} is {kind} made with {technology} that serves {others}."),
    ),
    (
        later("{name} are {kind} that serve {others}."),
        later("{name} are {kind} made with {technology} that serve {others}."),
    ),
)
_USES: _Forms = (
    (
        later("{name} is {kind} that makes use of {others}."),
        later("{name} is {kind} made with {technology} that makes use of {others}."),
    ),
    (
        later("{name} are {kind} that make use of {others}."),
        later("{name} are {kind} made with {technology} that make use of {others}."),
    ),
)


def purpose(survey: Survey, node: Node) -> str:
    """What the diagram says of a component, else what its neighbours tell."""
    described = paragraphs(node.description)
    if described:
        return described
    callers = survey.links(survey.users(node.id))
    callees = survey.links(edge.target for edge in survey.outgoing(node.id))
    if callers and not callees:
        return _said(survey, node, _SERVES, others=listed(callers, 4))
    if callees and not callers:
        return _said(survey, node, _USES, others=listed(callees, 4))
    return prose(_said(survey, node, _IS), _standing(survey, node, callers, callees))


def _said(survey: Survey, node: Node, forms: _Forms, **values: str) -> str:
    are_many, technology = survey.are_many([node.id]), escaped(node.technology)
    if technology:
        values["technology"] = technology
    form = forms[are_many][bool(technology)]
    return tr(form, name=survey.title(node.id), kind=being(node.kind, are_many=are_many), **values)


def _standing(survey: Survey, node: Node, callers: list[str], callees: list[str]) -> str:
    """Between whom it stands, else why that cannot be told."""
    are_many = survey.are_many([node.id])
    if callers and callees:
        ends = {"callers": listed(callers, 4), "callees": listed(callees, 4)}
        if are_many:
            return tr("They stand between {callers} and {callees}.", **ends)
        return tr("It stands between {callers} and {callees}.", **ends)
    if survey.system.is_connected(node.id):
        many = tr("Their connections are those of the group around.")
        return many if are_many else tr("Its connections are those of the group around.")
    many = tr("How they are connected is not drawn yet.")
    return many if are_many else tr("How it is connected is not drawn yet.")
