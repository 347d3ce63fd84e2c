"""What takes the place of something keeps its id and its edges."""

from __future__ import annotations

import pytest

from tests.sketcher.commands.support import Speaker, drawn, shop


@pytest.mark.parametrize(
    "command",
    [
        "replace Stripe with Adyen",
        "swap stripe for adyen",
        "use Adyen instead of Stripe",
        "switch from Stripe to Adyen",
        "instead of Stripe use Adyen",
    ],
)
def test_many_words_replace(say: Speaker, command: str) -> None:
    after = say(command, shop())
    assert after.diagram.nodes["pay"].label == "Adyen"
    assert after.arrows == say("", shop()).arrows


def test_a_role_keeps_its_name_when_the_technology_changes(say: Speaker) -> None:
    node = say("migrate the orders db to DynamoDB", shop()).diagram.nodes["odb"]
    assert (node.label, node.technology) == ("Orders DB", "Amazon DynamoDB")


def test_a_name_made_of_the_technology_changes_with_it(say: Speaker) -> None:
    diagram = drawn("c:cache:Redis Cache")
    assert say("change Redis to Memcached", diagram).diagram.nodes["c"].label.startswith("Memcached")


def test_another_kind_keeps_the_label(say: Speaker) -> None:
    node = say("make the catalog service a worker", shop()).diagram.nodes["cat"]
    assert (node.label, node.kind) == ("Catalog Service", "worker")


def test_a_queue_that_becomes_redis_stays_a_queue(say: Speaker) -> None:
    diagram = drawn("q:queue:RabbitMQ")
    assert say("replace RabbitMQ with Redis", diagram).diagram.nodes["q"].kind == "queue"


def test_an_existing_node_takes_over_the_edges(say: Speaker) -> None:
    after = say("replace the catalog db with the orders db", shop())
    assert "Catalog DB" not in after.labels
    assert "cat>odb" in after.arrows


def test_only_the_technology_of_a_service_changes(say: Speaker) -> None:
    node = say("rewrite the order service in Rust", shop()).diagram.nodes["ord"]
    assert (node.label, node.technology) == ("Order Service", "Rust")
