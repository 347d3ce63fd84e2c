"""Each rule finds what it is for, leaves alone what is in order, and its fix mends it."""

import pytest

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Note
from infrasketch_desktop.diagram.reducer import apply_operations
from infrasketch_desktop.review import Severity
from infrasketch_desktop.review.reviewer import review
from tests.support.diagrams import edge, group, node

CLIENT = node("client", kind=NodeKind.CLIENT)
EVENT, REPLICATION = EdgeKind.EVENT, EdgeKind.REPLICATION


def kind(node_id, what, **fields):
    return node(node_id, kind=NodeKind(what), **fields)


def findings(rule, *records):
    return [finding for finding in review(build_diagram(records)) if finding.rule == rule]


def the_finding(rule, *records):
    (found,) = findings(rule, *records)
    return found


def assert_each_fix_mends(rule, *records):
    for finding in findings(rule, *records):
        assert finding.fixes
        for fix in finding.fixes:
            document = Document(build_diagram(records))
            apply_operations(document, fix.operations, fix.title)
            assert finding.key not in {other.key for other in review(document.diagram)}


def shop(*more):
    """A client, an API behind it, and three parts that only the API reaches."""
    parts = (CLIENT, kind("api", "api"), kind("stock", "service"), kind("mail", "service"), kind("orders", "database"))
    edges = (edge("client", "api"), edge("api", "stock"), edge("api", "mail"), edge("api", "orders"))
    return (*parts, *edges, *more)


def test_the_node_through_which_every_path_goes_is_a_single_point_of_failure():
    found = the_finding("single-point-of-failure", *shop())
    assert found.severity is Severity.HIGH
    assert found.elements == ("api", "mail", "orders", "stock")


def test_a_node_that_says_it_runs_several_times_is_none():
    for words in ({"notes": "3 replicas"}, {"technology": "AWS Lambda"}, {"label": "API servers"}):
        api = kind("api", "api", **words)
        assert not findings("single-point-of-failure", api, *[r for r in shop() if r.id != "api"])


@pytest.mark.parametrize(
    ("words", "is_one"), [({"label": "API gateway"}, True), ({"technology": "API Gateway"}, False)]
)
def test_a_label_that_is_also_a_product_does_not_make_a_node_managed(words, is_one):
    api = kind("api", "gateway", **words)
    found = findings("single-point-of-failure", api, *[r for r in shop() if r.id != "api"])
    assert bool(found) is is_one


def test_a_node_with_a_way_around_it_is_none():
    twin = kind("api-2", "api")
    around = [edge("client", "api-2"), *(edge("api-2", i) for i in ("stock", "mail", "orders"))]
    assert not findings("single-point-of-failure", *shop(twin, *around))


def test_a_single_point_of_failure_is_mended_by_a_second_instance():
    assert_each_fix_mends("single-point-of-failure", *shop())


def test_services_that_call_each_other_in_a_circle_are_found():
    records = (*(kind(i, "service") for i in "abc"), edge("a", "b"), edge("b", "c"), edge("c", "a"))
    assert set(the_finding("cycle", *records).elements) == {"a", "b", "c", "a--b", "b--c", "c--a"}
    assert_each_fix_mends("cycle", *records)


def test_a_circle_with_an_event_in_it_is_none():
    records = (kind("a", "service"), kind("b", "service"), edge("a", "b"), edge("b", "a", kind=EVENT))
    assert not findings("cycle", *records)


def test_a_part_that_no_path_leads_to_is_found_and_what_hangs_on_it_is_not_repeated():
    records = shop(kind("old", "service"), kind("older", "service"), edge("old", "older"))
    assert the_finding("unreachable", *records).elements == ("old",)
    assert_each_fix_mends("unreachable", *records)


def test_what_is_reached_through_its_group_is_reached():
    inside = kind("inner", "service", group="backend")
    assert not findings("unreachable", CLIENT, group("backend"), inside, edge("client", "backend"))


def test_a_worker_that_starts_by_itself_is_reached():
    assert not findings("unreachable", *shop(kind("cron", "worker"), edge("cron", "orders")))


def test_a_node_without_connections_is_isolated_only_where_there_are_connections():
    assert the_finding("isolated", *shop(kind("lonely", "service"))).elements == ("lonely",)
    assert not findings("isolated", kind("lonely", "service"))
    assert_each_fix_mends("isolated", *shop(kind("lonely", "service")))


def test_four_calls_that_wait_for_each_other_are_a_long_chain():
    parts = [kind(i, "service") for i in "abcde"]
    chain = [edge(*pair) for pair in ("ab", "bc", "cd", "de")]
    assert the_finding("long-call-chain", *parts, *chain).elements[:5] == tuple("abcde")
    assert not findings("long-call-chain", *parts, *chain[:3])
    assert_each_fix_mends("long-call-chain", *parts, *chain)


def test_a_database_written_by_two_services_is_shared():
    records = (kind("a", "service"), kind("b", "service"), kind("db", "database"), edge("a", "db"), edge("b", "db"))
    assert the_finding("shared-database", *records).elements == ("db", "a", "b")
    assert_each_fix_mends("shared-database", *records)


def test_a_service_that_only_reads_shares_no_database():
    records = (kind("a", "service"), kind("b", "service"), kind("db", "database"), edge("a", "db"))
    assert not findings("shared-database", *records, edge("b", "db", label="reads prices"))


def test_a_store_that_clients_reach_is_exposed():
    records = (CLIENT, kind("db", "database"), edge("client", "db"))
    assert the_finding("exposed-store", *records).severity is Severity.HIGH
    assert_each_fix_mends("exposed-store", *records)


def test_a_database_with_three_readers_and_no_cache_is_found():
    readers = [kind(i, "service") for i in "abc"]
    records = (*readers, kind("db", "database"), *(edge(i, "db") for i in "abc"))
    assert the_finding("no-cache", *records).elements == ("db", "a", "b", "c")
    assert not findings("no-cache", *records, kind("cache", "cache"), edge("a", "cache"))
    assert_each_fix_mends("no-cache", *records)


def test_a_database_without_a_replica_is_found():
    assert the_finding("no-replica", kind("db", "database")).elements == ("db",)
    copied = (kind("db", "database"), kind("copy", "database"), edge("db", "copy", kind=REPLICATION))
    assert not findings("no-replica", *copied)
    assert_each_fix_mends("no-replica", kind("db", "database"))


def test_a_queue_that_nobody_takes_from_is_found():
    records = (kind("api", "api"), kind("jobs", "queue"), edge("api", "jobs"))
    assert the_finding("queue-without-consumer", *records).severity is Severity.HIGH
    assert_each_fix_mends("queue-without-consumer", *records)


def test_a_consumer_drawn_with_its_arrow_to_the_queue_counts():
    records = (kind("api", "api"), kind("jobs", "queue"), kind("worker", "worker"), edge("api", "jobs"))
    assert not findings("queue-without-consumer", *records, edge("worker", "jobs"))
    polling = (kind("api", "api"), kind("jobs", "queue"), kind("b", "service"), edge("api", "jobs"))
    assert not findings("queue-without-consumer", *polling, edge("b", "jobs", label="polls"))


def test_a_queue_that_nobody_fills_is_found():
    records = (kind("jobs", "queue"), kind("worker", "worker"), edge("jobs", "worker"))
    assert the_finding("queue-without-producer", *records).elements == ("jobs", "worker")


def test_a_queue_needs_a_place_for_messages_that_fail():
    records = (kind("api", "api"), kind("jobs", "queue"), kind("w", "worker"), edge("api", "jobs"), edge("jobs", "w"))
    assert the_finding("no-dead-letters", *records).elements == ("jobs",)
    assert_each_fix_mends("no-dead-letters", *records)


def test_an_entry_without_authentication_is_found_and_mended():
    assert the_finding("no-authentication", *shop()).elements == ("api", "client--api")
    assert_each_fix_mends("no-authentication", *shop())


@pytest.mark.parametrize(
    "more",
    [
        (kind("auth", "auth"), edge("stock", "auth")),
        (kind("idp", "external", label="Identity provider", technology="Auth0"), edge("api", "idp")),
    ],
)
def test_an_entry_that_asks_somebody_who_is_there_is_guarded(more):
    assert not findings("no-authentication", *shop(*more))


def test_a_label_that_speaks_of_tokens_guards_the_way_in():
    records = (CLIENT, kind("api", "api"), edge("client", "api", label="HTTPS with JWT"))
    assert not findings("no-authentication", *records)


def test_a_secret_is_found_wherever_it_stands_and_never_repeated():
    key = "AKIA" + "ABCDEFGHIJKLMNOP"
    records = (kind("a", "service", notes=f"use {key}"), Note(id="note", text="password=hunter22"))
    found = findings("secret-in-text", *records)
    assert [finding.elements for finding in found] == [("a",), ("note",)]
    assert not any(word in str(finding) for finding in found for word in (key, "hunter22"))
    assert_each_fix_mends("secret-in-text", *records)


def test_a_system_of_five_parts_wants_monitoring():
    assert the_finding("no-monitoring", *shop()).rule == "no-monitoring"
    assert not findings("no-monitoring", *shop(kind("watch", "monitoring"), edge("api", "watch")))
    assert_each_fix_mends("no-monitoring", *shop())


def test_a_client_of_three_services_wants_a_gateway():
    records = (CLIENT, *(kind(i, "service") for i in "abc"), *(edge("client", i) for i in "abc"))
    assert the_finding("no-gateway", *records).elements == ("client", "a", "b", "c")
    assert_each_fix_mends("no-gateway", *records)


def test_a_request_to_a_system_of_others_is_found_where_a_client_waits():
    records = shop(kind("bank", "external"), edge("api", "bank"))
    assert the_finding("external-call-in-the-way", *records).elements == ("bank", "api")
    assert_each_fix_mends("external-call-in-the-way", *records)


def test_two_nodes_with_one_name_are_found():
    records = (kind("a", "service", label="API"), kind("b", "service", label="api "))
    assert the_finding("duplicate-name", *records).elements == ("a", "b")
    assert_each_fix_mends("duplicate-name", *records)


def test_arrows_that_say_nothing_are_found_once_for_all():
    parts = [kind(i, "service") for i in "abcdefg"]
    silent = [edge("a", i) for i in "bcdefg"]
    assert len(the_finding("unlabelled-edges", *parts, *silent).elements) == 6


def test_without_clients_the_first_door_is_where_work_begins():
    without = [r for r in shop() if r.id not in {"client", "client--api"}]
    assert the_finding("no-authentication", *without).elements == ("api",)
    assert the_finding("single-point-of-failure", *without).elements[0] == "api"
