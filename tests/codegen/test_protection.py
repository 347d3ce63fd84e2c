"""Who calls what asks for tokens is led to the provider that gives it one of its own."""

from __future__ import annotations

from infrasketch_desktop.codegen.project import Project, Use
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Edge, Node
from tests.codegen.plans import planned
from tests.support.diagrams import edge, node

PROTECTED = (node("orders"), node("login", kind=NodeKind.AUTH), edge("orders", "login"))


def signing_in(*found: Node | Edge) -> set[tuple[str, str, str]]:
    project: Project = planned(*PROTECTED, *found)
    return {(link.source, link.target, link.variable) for link in project.links if link.use is Use.SIGNS_IN}


def test_a_worker_that_calls_a_protected_service_gets_tokens_of_its_own() -> None:
    assert signing_in(node("mail", kind=NodeKind.WORKER), edge("mail", "orders")) == {("mail", "login", "LOGIN_URL")}


def test_a_service_behind_a_gateway_protects_the_gateway() -> None:
    front = node("front", kind=NodeKind.GATEWAY)
    found = signing_in(front, node("shop"), edge("front", "orders"), edge("shop", "front"))
    assert {source for source, _, _ in found} == {"shop"}


def test_gateways_in_a_circle_come_to_an_end() -> None:
    fronts = (node("one", kind=NodeKind.GATEWAY), node("two", kind=NodeKind.GATEWAY))
    circle = (edge("one", "two"), edge("two", "one"), edge("two", "orders"))
    assert {source for source, *_ in signing_in(*fronts, *circle, node("shop"), edge("shop", "one"))} == {"shop"}


def test_the_web_front_and_callers_of_open_services_need_no_token_of_their_own() -> None:
    site, opened = node("site", kind=NodeKind.CLIENT), node("open")
    assert signing_in(site, opened, node("shop"), edge("site", "orders"), edge("shop", "open")) == set()


def test_who_gives_itself_a_token_asks_nobody_for_one_on_that_account() -> None:
    project = planned(*PROTECTED, node("mail", kind=NodeKind.WORKER), edge("mail", "orders"))
    uses = {link.use for link in project.needs(project.part("mail")) if link.target == "login"}
    assert uses == {Use.SIGNS_IN}
