"""What is added is joined as the words around it say."""

from __future__ import annotations

import pytest

from tests.sketcher.commands.support import Speaker, drawn, shop


def test_for_a_service_means_called_by_it(say: Speaker) -> None:
    after = say("add a Redis cache for the catalog service", shop())
    assert "cat>redis-cache" in after.arrows
    assert after.named("Redis cache").technology == "Redis"


def test_a_gate_for_a_service_stands_in_front(say: Speaker) -> None:
    after = say("add a load balancer to the order service", shop())
    assert {"gw>load-balancer", "load-balancer>ord"} <= after.arrows


def test_monitoring_points_at_all_services(say: Speaker) -> None:
    after = say("add monitoring for all services", shop())
    assert {"monitoring>cat", "monitoring>ord"} <= after.arrows
    assert "monitoring>pay" not in after.arrows


def test_a_purpose_is_no_connection(say: Speaker) -> None:
    after = say("add Elasticsearch for full-text queries", shop())
    assert after.arrows == say("", shop()).arrows
    assert after.named("Elasticsearch").kind == "search"


def test_behind_and_before(say: Speaker) -> None:
    assert "pay>audit-service" in say("add an audit service behind Stripe", shop()).arrows


def test_a_list_shares_its_tail(say: Speaker) -> None:
    after = say("add a cache and a queue to the order service", shop())
    assert {"ord>cache", "ord>queue"} <= after.arrows


def test_it_is_what_was_just_added(say: Speaker) -> None:
    after = say("add an Email Service and connect the order service to it", shop())
    assert "ord>email-service" in after.arrows


def test_each_service_gets_its_own(say: Speaker) -> None:
    diagram = drawn("a:service:Orders Service, b:service:Users Service")
    after = say("give each service its own database", diagram)
    assert after.arrows == {"a>orders-database", "b>users-database"}


@pytest.mark.parametrize(
    "command",
    [
        "Add a Fraud Service that the Order Service calls",
        "add a fraud service called by the order service",
        "add a fraud service which is used by the order service",
    ],
)
def test_relative_clauses_join_the_new_node(say: Speaker, command: str) -> None:
    assert "ord>fraud-service" in say(command, shop()).arrows


def test_a_new_node_may_act(say: Speaker) -> None:
    after = say("add a reporting service that reads from the orders db and the catalog db", shop())
    assert {"reporting-service>odb", "reporting-service>cdb"} <= after.arrows
