"""Edges are drawn, moved, turned, labelled and cut."""

from __future__ import annotations

import pytest

from infrasketch_desktop.diagram.kinds import EdgeKind
from tests.sketcher.commands.support import Speaker, drawn, shop


def test_connect_draws_one_edge(say: Speaker) -> None:
    assert "cat>ord" in say("connect the catalog service to the order service", shop()).arrows


def test_connecting_again_changes_nothing(say: Speaker) -> None:
    assert say("connect the gateway to the order service", shop()).result.operations == ()


def test_a_well_known_technology_is_added_on_the_way(say: Speaker) -> None:
    after = say("connect the order service to Kafka", shop())
    assert after.named("Kafka").kind == "queue"
    assert "ord>kafka" in after.arrows


def test_a_definite_thing_that_is_missing_is_asked_for(say: Speaker) -> None:
    assert say("connect the order service to the message bus", shop()).result.question


@pytest.mark.parametrize(
    "command",
    [
        "disconnect the order service from Stripe",
        "remove the arrow between the order service and Stripe",
        "cut the connection from the order service to stripe",
        "the order service should no longer call Stripe",
        "stop the order service from calling Stripe",
        "the order service must not talk to Stripe anymore",
    ],
)
def test_many_words_disconnect(say: Speaker, command: str) -> None:
    after = say(command, shop())
    assert after.arrows == {"web>gw", "gw>cat", "gw>ord", "cat>cdb", "ord>odb"}
    assert "Stripe" in after.labels


def test_an_edge_that_is_not_there_is_asked_for_with_those_that_are(say: Speaker) -> None:
    result = say("disconnect the web shop from Stripe", shop()).result
    assert result.options == ("Web Shop → API Gateway",)


def test_reversing_keeps_the_edge_and_turns_it(say: Speaker) -> None:
    after = say("flip the arrow between the order service and stripe", shop())
    assert "pay>ord" in after.arrows
    assert "ord--pay" in after.diagram.edges


def test_retargeting_moves_the_edge(say: Speaker) -> None:
    after = say("make the order service talk to the catalog db instead of the orders db", shop())
    assert {"ord>cdb"} <= after.arrows
    assert "ord>odb" not in after.arrows


def test_retargeting_to_something_new_replaces_what_nobody_else_uses(say: Speaker) -> None:
    after = say("the order service should use MySQL instead of the orders db", shop())
    assert after.diagram.nodes["odb"].label == "MySQL"


def test_retargeting_to_something_new_adds_it_when_the_old_is_shared(say: Speaker) -> None:
    diagram = drawn("a:service:Alpha, b:service:Beta, d:database:Postgres", "a>d b>d")
    after = say("make alpha use MySQL instead of Postgres", diagram)
    assert after.arrows == {"a>mysql", "b>d"}


def test_a_label_is_written_on_the_edge(say: Speaker) -> None:
    after = say("label the arrow between the order service and Stripe 'charges'", shop())
    assert after.diagram.edges["ord--pay"].label == "charges"


def test_it_after_connect_is_the_new_edge(say: Speaker) -> None:
    after = say('connect the web shop to stripe and label it "card form"', shop())
    assert after.diagram.edges["web--pay"].label == "card form"


def test_an_edge_becomes_an_event(say: Speaker) -> None:
    after = say("make the arrow between the order service and Stripe asynchronous", shop())
    assert after.diagram.edges["ord--pay"].kind is EdgeKind.EVENT


def test_a_chain_follows_the_order_of_mention(say: Speaker) -> None:
    diagram = drawn("a:service:Alpha, b:service:Beta, c:service:Gamma")
    assert say("connect alpha, beta and gamma in that order", diagram).arrows == {"a>b", "b>c"}


@pytest.mark.parametrize("command", ["reverse all arrows", "flip every edge", "invert the connections"])
def test_all_arrows_are_turned_at_once(say: Speaker, command: str) -> None:
    before = shop()
    turned = {f"{edge.target}>{edge.source}" for edge in before.edges.values()}
    assert say(command, before).arrows == turned


def test_the_arrows_of_one_node_are_turned(say: Speaker) -> None:
    after = say("reverse all the arrows from the order service", shop())
    assert after.arrows == {"web>gw", "gw>cat", "ord>gw", "cat>cdb", "odb>ord", "pay>ord"}


def test_two_nodes_swap_places(say: Speaker) -> None:
    after = say("swap the catalog db and the orders db", shop())
    assert after.arrows == {"web>gw", "gw>cat", "gw>ord", "cat>odb", "ord>cdb", "ord>pay"}


def test_neighbours_that_swap_places_turn_their_arrow(say: Speaker) -> None:
    after = say("swap the API gateway and the web shop", shop())
    assert after.arrows == {"gw>web", "web>cat", "web>ord", "cat>cdb", "ord>odb", "ord>pay"}


def test_swapping_what_is_connected_alike_says_that_nothing_changes(say: Speaker) -> None:
    result = say("swap the orders db and Stripe", shop()).result
    assert result.operations == ()
    assert "changes nothing" in result.notes[0]
