"""What is put into a path takes over the edges of that path and no others."""

from __future__ import annotations

import pytest

from tests.sketcher.commands.support import Speaker, drawn, shop


def test_between_splits_the_edge(say: Speaker) -> None:
    after = say("put a queue between the order service and Stripe", shop())
    assert {"ord>queue", "queue>pay"} <= after.arrows
    assert "ord>pay" not in after.arrows


def test_between_follows_the_arrow_that_is_there(say: Speaker) -> None:
    after = say("put a queue between Stripe and the order service", shop())
    assert {"ord>queue", "queue>pay"} <= after.arrows


def test_the_split_edge_keeps_its_label(say: Speaker) -> None:
    labelled = say("label the arrow between the order service and Stripe 'charges'", shop()).diagram
    after = say("put a queue between the order service and Stripe", labelled)
    assert after.diagram.edges["ord--pay"].label == "charges"


def test_in_front_takes_the_incoming_edges_only(say: Speaker) -> None:
    after = say("place a load balancer ahead of the order service", shop())
    assert {"gw>load-balancer", "load-balancer>ord", "ord>odb", "ord>pay"} <= after.arrows
    assert "gw>ord" not in after.arrows


def test_in_front_of_the_first_node_just_points_at_it(say: Speaker) -> None:
    assert "cdn>web" in say("put a CDN in front of the web shop", shop()).arrows


def test_two_in_front_make_a_chain(say: Speaker) -> None:
    after = say("put a CDN and a firewall in front of the gateway", shop())
    assert {"web>cdn", "cdn>firewall", "firewall>gw"} <= after.arrows


@pytest.mark.parametrize(
    "command",
    [
        "route traffic from the web shop to the gateway through Cloudflare",
        "the web shop should go through Cloudflare before it reaches the gateway",
        "the web shop should reach the gateway via Cloudflare",
    ],
)
def test_routing_through_something_new_adds_it(say: Speaker, command: str) -> None:
    after = say(command, shop())
    assert {"web>cloudflare", "cloudflare>gw"} <= after.arrows
    assert "web>gw" not in after.arrows


def test_routing_through_what_is_there_uses_it(say: Speaker) -> None:
    diagram = drawn("a:client:App, g:gateway:Gateway, b:service:Billing", "a>b g>b")
    assert say("route the app through the gateway", diagram).arrows == {"a>g", "g>b"}


def test_putting_something_behind_a_gate_puts_the_gate_in_front(say: Speaker) -> None:
    after = say("put the order service behind a load balancer", shop())
    assert {"gw>load-balancer", "load-balancer>ord"} <= after.arrows


def test_everything_is_reached_through_the_firewall(say: Speaker) -> None:
    after = say("put a firewall in front of everything", shop())
    assert {"web>firewall", "firewall>gw"} <= after.arrows
    assert "web>gw" not in after.arrows
