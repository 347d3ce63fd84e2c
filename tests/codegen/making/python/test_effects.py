"""Where a record goes on to by default, and that nothing runs in a circle."""

from infrasketch_desktop.codegen.making.python.connections import connections_of
from infrasketch_desktop.codegen.making.python.effects import Effects, message_effects, request_effects
from infrasketch_desktop.codegen.project import Project
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Edge
from tests.codegen.plans import planned
from tests.support.diagrams import edge, node

NODES = (
    node("api", kind=NodeKind.API, label="Api"),
    node("other", kind=NodeKind.SERVICE, label="Other"),
    node("queue", kind=NodeKind.QUEUE, label="Jobs"),
    node("worker", kind=NodeKind.WORKER, label="Mailer"),
    node("db", kind=NodeKind.DATABASE, label="Orders DB"),
    node("cache", kind=NodeKind.CACHE, label="Session cache"),
)


def drawn(*edges: Edge) -> Project:
    return planned(*NODES, *edges)


def on_request(project: Project, node_id: str) -> Effects:
    part = project.part(node_id)
    return request_effects(project, part, connections_of(project, part))


def on_message(project: Project, node_id: str) -> Effects:
    part = project.part(node_id)
    return message_effects(project, part, connections_of(project, part))


def calls(effects: Effects) -> list[str]:
    return [call.attribute for call in effects.calls]


def queues(effects: Effects) -> list[str]:
    return [connection.attribute for connection in effects.publishes]


def test_without_links_a_record_goes_nowhere():
    assert not on_request(drawn(), "api")


def test_a_request_is_kept_called_on_and_published():
    found = on_request(drawn(edge("api", "db"), edge("api", "other"), edge("api", "queue")), "api")

    assert found.stored
    assert found.stored.target.id == "db"
    assert calls(found) == ["other"]
    assert queues(found) == ["jobs"]


def test_two_services_that_call_each_other_do_not_by_default():
    project = drawn(edge("api", "other"), edge("other", "api"))

    assert calls(on_request(project, "api")) == calls(on_request(project, "other")) == []


def test_a_service_does_not_call_itself_through_others():
    project = drawn(edge("api", "other"), edge("other", "queue"), edge("queue", "worker"), edge("worker", "api"))

    assert calls(on_request(project, "api")) == ["other"]
    assert queues(on_request(project, "other")) == ["jobs"]
    assert calls(on_message(project, "worker")) == [], "the circle is cut where the queue is left"


def test_a_worker_does_not_publish_into_what_leads_back_to_it():
    project = drawn(edge("queue", "worker"), edge("worker", "queue"))

    assert queues(on_message(project, "worker")) == []


def test_a_worker_calls_on():
    project = drawn(edge("api", "queue"), edge("queue", "worker"), edge("worker", "other"))

    assert calls(on_message(project, "worker")) == ["other"]


def test_a_cache_keeps_answers_only_where_no_database_does():
    alone, beside = drawn(edge("api", "cache")), drawn(edge("api", "cache"), edge("api", "db"))

    assert [c.attribute for c in on_request(alone, "api").caches] == ["session_cache"]
    assert on_request(beside, "api").caches == ()
