"""What an edge becomes: who needs whom, for what, and what is told of an edge that becomes nothing."""

from __future__ import annotations

import pytest

from infrasketch_desktop.codegen.planning.links import MOST_PAIRS
from infrasketch_desktop.codegen.project import Use
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Edge, Record
from tests.codegen.plans import joined, link, planned
from tests.support.diagrams import edge, group, node

API = node("api", kind=NodeKind.API)
DB = node("db", kind=NodeKind.DATABASE, label="Orders")
QUEUE = node("queue", kind=NodeKind.QUEUE, label="Jobs")
WORKER = node("worker", kind=NodeKind.WORKER)
WEB = node("web", kind=NodeKind.CLIENT)


@pytest.mark.parametrize(
    ("source", "target", "use"),
    [
        (NodeKind.SERVICE, NodeKind.DATABASE, "a stores b"),
        (NodeKind.DATABASE, NodeKind.SERVICE, "b stores a"),
        (NodeKind.SERVICE, NodeKind.CACHE, "a caches b"),
        (NodeKind.SERVICE, NodeKind.STORAGE, "a keeps-files b"),
        (NodeKind.SERVICE, NodeKind.SEARCH, "a searches b"),
        (NodeKind.SERVICE, NodeKind.QUEUE, "a publishes b"),
        (NodeKind.QUEUE, NodeKind.WORKER, "b consumes a"),
        (NodeKind.CLIENT, NodeKind.GATEWAY, "a calls b"),
        (NodeKind.LOAD_BALANCER, NodeKind.SERVER, "a routes b"),
        (NodeKind.CDN, NodeKind.STORAGE, "a routes b"),
        (NodeKind.SERVICE, NodeKind.EXTERNAL, "a calls b"),
        (NodeKind.EXTERNAL, NodeKind.SERVICE, "a calls b"),
        (NodeKind.SERVICE, NodeKind.MONITORING, "b observes a"),
        (NodeKind.SERVICE, NodeKind.CLIENT, "b calls a"),
    ],
)
def test_kinds_decide_who_needs_whom(source: NodeKind, target: NodeKind, use: str) -> None:
    project = planned(node("a", kind=source), node("b", kind=target), edge("a", "b"))
    assert [" ".join(one) for one in joined(project)] == [use]


@pytest.mark.parametrize("label", ["consumes from", "reads jobs", "Subscribes", "polls"])
def test_words_turn_a_producer_into_a_consumer(label: str) -> None:
    assert joined(planned(WORKER, QUEUE, edge("worker", "queue", label=label))) == [("worker", "consumes", "queue")]


def test_a_worker_empties_the_queue_that_nobody_else_empties() -> None:
    assert joined(planned(API, WORKER, QUEUE, edge("api", "queue"), edge("worker", "queue"))) == [
        ("api", "publishes", "queue"),
        ("worker", "consumes", "queue"),
    ]


def test_a_worker_fills_a_queue_that_another_empties() -> None:
    other = node("other", kind=NodeKind.WORKER)
    edges = (edge("api", "queue"), edge("worker", "queue"), edge("queue", "other"))
    assert ("worker", "publishes", "queue") in joined(planned(API, WORKER, QUEUE, other, *edges))


def test_edges_that_mean_the_same_are_one_link() -> None:
    edges = (Edge(id="e1", source="api", target="db"), Edge(id="e2", source="db", target="api", label="rows"))
    found = link(planned(API, DB, *edges), "api", "db")
    assert (found.use, found.edges, found.label.line, found.variable) == (
        Use.STORES,
        ("e1", "e2"),
        "rows",
        "ORDERS_URL",
    )


def test_a_service_may_fill_and_empty_a_queue() -> None:
    edges = (Edge(id="e1", source="api", target="queue"), Edge(id="e2", source="queue", target="api"))
    assert joined(planned(API, QUEUE, *edges)) == [("api", "consumes", "queue"), ("api", "publishes", "queue")]


@pytest.mark.parametrize(
    ("records", "remark"),
    [
        ((API, edge("api", "api")), "Api → Api: it leads back to where it begins."),
        (
            (DB, QUEUE, edge("db", "queue")),
            "Orders → Jobs: stores do not talk to each other; a worker between them would carry the data.",
        ),
        (
            (API, WORKER, edge("api", "worker")),
            "Api → Worker: a worker answers no requests; a queue between them would bring it work.",
        ),
        (
            (WEB, DB, edge("web", "db")),
            "Web → Orders: what runs at the user's side reaches a store only through a service.",
        ),
        ((API, group("empty"), edge("api", "empty")), "Api → Empty: a group without nodes has no code."),
    ],
)
def test_what_becomes_no_code_is_told(records: tuple[Record, ...], remark: str) -> None:
    project = planned(*records)
    assert project.links == ()
    assert [one.line for one in project.remarks] == [remark]


def test_replication_makes_the_target_a_replica() -> None:
    other = node("other", kind=NodeKind.DATABASE)
    project = planned(DB, other, edge("db", "other", kind=EdgeKind.REPLICATION))
    assert joined(project) == [("other", "replicates", "db")]


@pytest.mark.parametrize("label", ["replicates from", "copies from (replication)"])
def test_words_turn_replication(label: str) -> None:
    other = node("other", kind=NodeKind.DATABASE)
    project = planned(DB, other, edge("other", "db", label=label, kind=EdgeKind.REPLICATION))
    assert joined(project) == [("other", "replicates", "db")]


def test_what_is_called_a_replica_is_one() -> None:
    replica = node("copy", kind=NodeKind.DATABASE, label="Orders read replica")
    project = planned(DB, replica, edge("copy", "db", kind=EdgeKind.REPLICATION))
    assert joined(project) == [("copy", "replicates", "db")]


def test_databases_of_different_engines_are_no_replicas() -> None:
    other = node("other", kind=NodeKind.DATABASE, technology="MySQL")
    project = planned(DB, other, edge("db", "other", kind=EdgeKind.REPLICATION))
    assert (project.links, len(project.remarks)) == ((), 1)


def test_an_edge_to_a_group_reaches_its_entrances() -> None:
    records = (
        node("lb", kind=NodeKind.LOAD_BALANCER),
        group("backend"),
        node("front", group="backend"),
        node("inner", group="backend"),
        node("store", kind=NodeKind.DATABASE, group="backend"),
        edge("front", "inner"),
        edge("lb", "backend"),
    )
    assert ("lb", "routes", "front") in joined(planned(*records))
    assert {target for source, _, target in joined(planned(*records)) if source == "lb"} == {"front"}


def test_an_edge_from_a_group_begins_at_its_programs() -> None:
    records = (group("backend"), node("one", group="backend"), node("two", group="backend"), DB)
    assert joined(planned(*records, edge("backend", "db"))) == [("one", "stores", "db"), ("two", "stores", "db")]


def test_an_edge_between_large_groups_is_bounded_and_told() -> None:
    nodes = [node(f"n{number}", group="left" if number < 40 else "right") for number in range(80)]
    project = planned(group("left"), group("right"), *nodes, edge("left", "right"))
    assert len(project.links) == MOST_PAIRS
    assert "in more than" in project.remarks[0].line


def test_what_calls_a_proxy_before_a_store_reaches_the_store() -> None:
    proxy = node("proxy", kind=NodeKind.LOAD_BALANCER, label="PgBouncer", technology="PgBouncer")
    project = planned(API, proxy, DB, edge("api", "proxy"), edge("proxy", "db"))
    assert joined(project) == [("api", "stores", "db")]
    assert "reaches the store itself" in project.remarks[0].line


def test_a_proxy_before_services_and_a_store_stays_between_the_services() -> None:
    proxy = node("proxy", kind=NodeKind.LOAD_BALANCER)
    records = (API, proxy, DB, node("other"), edge("api", "proxy"), edge("proxy", "db"), edge("proxy", "other"))
    assert joined(planned(*records)) == [
        ("api", "stores", "db"),
        ("api", "calls", "proxy"),
        ("proxy", "routes", "other"),
    ]
