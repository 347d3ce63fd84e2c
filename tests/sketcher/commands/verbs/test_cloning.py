"""Copies have the edges of the original, parts share those of the whole."""

from __future__ import annotations

import pytest

from infrasketch_desktop.diagram.kinds import EdgeKind
from tests.sketcher.commands.support import Speaker, drawn, shop

FARM = (
    "u:client:Users, lb:load_balancer:nginx, w1:server:Web 1, w2:server:Web 2, db:database:MySQL",
    "u>lb lb>w1 lb>w2 w1>db w2>db",
)


@pytest.mark.parametrize("command", ["add a third web server", "add another web server", "duplicate web 2"])
def test_a_copy_is_numbered_and_connected_alike(say: Speaker, command: str) -> None:
    after = say(command, drawn(*FARM))
    assert {"lb>web-3", "web-3>db"} <= after.arrows
    assert after.named("Web 3").kind == "server"


def test_two_more_are_two(say: Speaker) -> None:
    assert {"Web 3", "Web 4"} <= say("add two more web servers", drawn(*FARM)).labels


def test_scaling_fills_up_to_the_number(say: Speaker) -> None:
    labels = say("scale the order service out to three instances", shop()).labels
    assert {"Order Service", "Order Service 2", "Order Service 3"} <= labels


def test_a_replica_is_fed_by_its_primary(say: Speaker) -> None:
    after = say("add a read replica of the orders db", shop())
    replica = after.named("Orders DB replica")
    assert after.diagram.edges[f"odb--{replica.id}"].kind is EdgeKind.REPLICATION


def test_parts_take_the_edges_of_the_whole(say: Speaker) -> None:
    after = say("split the order service into Checkout and Billing", shop())
    assert "Order Service" not in after.labels
    assert {"gw>checkout", "gw>billing", "checkout>odb", "billing>pay"} <= after.arrows


def test_merging_joins_the_edges_under_one_id(say: Speaker) -> None:
    after = say("merge the catalog db and the orders db into Shop DB", shop())
    assert after.diagram.nodes["cdb"].label == "Shop DB"
    assert {"cat>cdb", "ord>cdb"} <= after.arrows
    assert "odb" not in after.diagram.nodes
