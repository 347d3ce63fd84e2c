"""The plan of a whole diagram."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infrasketch_desktop.codegen.planning.plan import plan_project
from infrasketch_desktop.codegen.project import LIBRARIES, Engine, Project, Role
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Edge, Group, Node, Record, Sheet
from tests.codegen.plans import catalog, joined, link, only_part, planned
from tests.support.diagrams import edge, group, node

HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            *("", " ", "\u202eevil", "{{7*7}}", '"; rm -rf /', "../../etc/passwd", "!!python/object", "x" * 500),
            *("\ud800", "\x00", "consumes from", "every 5 minutes", "a/b/c", "订单", "%s${x}", "\n\n", "replica"),
        ]
    ),
)


@st.composite
def diagrams(draw: st.DrawFn) -> list[Record]:
    """Any nodes in groups, with any edges among them."""
    count = draw(st.integers(0, 8))
    groups = [Group(id="g1", label=draw(HOSTILE)), Group(id="g2", label=draw(HOSTILE), group="g1")]
    nodes = [
        Node(
            id=f"n{number}",
            kind=draw(st.sampled_from(NodeKind)),
            label=draw(HOSTILE),
            technology=draw(st.one_of(HOSTILE, st.sampled_from(catalog().technologies).map(lambda one: one.name))),
            description=draw(HOSTILE) * 20,
            inputs=tuple(draw(st.lists(HOSTILE, max_size=3))),
            notes=draw(HOSTILE),
            group=draw(st.sampled_from([None, "g1", "g2"])),
        )
        for number in range(count)
    ]
    ids = [record.id for record in nodes]
    free = [record.id for record in nodes if record.group is None]
    pairs = [
        *(draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=12)) if ids else ()),
        *(draw(st.lists(st.tuples(st.sampled_from(free), st.sampled_from(["g1", "g2"])), max_size=2)) if free else ()),
        *(draw(st.lists(st.tuples(st.sampled_from(["g1", "g2"]), st.sampled_from(free)), max_size=2)) if free else ()),
    ]
    edges = [
        Edge(
            id=f"e{number}",
            source=source,
            target=target,
            label=draw(HOSTILE),
            kind=draw(st.sampled_from(EdgeKind)),
        )
        for number, (source, target) in enumerate(pairs)
    ]
    return [Sheet(title=draw(HOSTILE)), *groups, *nodes, *edges]


@settings(max_examples=60)
@given(diagrams())
def test_no_diagram_breaks_a_plan(records: list[Record]) -> None:
    project = plan_project(build_diagram(records), catalog())
    assert pickle.dumps(project) == pickle.dumps(plan_project(build_diagram(records), catalog()))
    assert len(project.name) <= 32
    place = {part.id: number for number, part in enumerate(project.parts)}
    assert set(place) == {record.id for record in records if isinstance(record, Node)}
    for one in project.links:
        assert one.source != one.target
        assert not one.waits or place[one.target] < place[one.source]
    ports = [part.host_port for part in project.parts if part.host_port]
    assert len(set(ports)) == len(ports)
    assert all(1024 < port < 65536 for port in ports)
    assert len({part.folder for part in project.parts}) == len(project.parts)


def test_the_shop_of_the_tutorial() -> None:
    project = planned(
        node("web", kind=NodeKind.CLIENT, label="Web shop"),
        node("api", kind=NodeKind.API, label="Orders API", technology="FastAPI"),
        node("db", kind=NodeKind.DATABASE, label="Orders DB", technology="PostgreSQL"),
        edge("web", "api", label="place order"),
        edge("api", "db"),
    )
    assert [(part.id, part.folder, part.title, part.port) for part in project.parts] == [
        ("db", "libraries/orders-db", "OrdersDb", 5432),
        ("api", "services/orders-api", "OrdersApi", 8000),
        ("web", "web/web-shop", "WebShop", 8080),
    ]
    assert [path for path, _ in project.part("api").paths] == ["place-order"]
    assert link(project, "api", "db").variable == "ORDERS_DB_URL"


def test_the_order_of_records_in_a_file_does_not_matter() -> None:
    records = [node("b", label="Same"), node("a", label="Same"), node("c"), edge("a", "b"), edge("b", "c")]
    assert planned(*records) == planned(*records[:3][::-1], *records[3:][::-1])


def test_a_new_node_renames_no_other() -> None:
    before = planned(node("api", label="API"), node("api-2", label="API"))
    after = planned(node("api", label="API"), node("api-2", label="API"), node("api-10", label="API"), node("aaa"))
    names = {part.id: part.name for part in after.parts}
    assert {part.id: part.name for part in before.parts}.items() <= names.items()
    assert names["api-10"] == "api-3"


def test_circles_are_broken_where_they_close() -> None:
    project = planned(*(node(name) for name in "abc"), edge("a", "b"), edge("b", "c"), edge("c", "a"))
    assert [one.waits for one in project.links] == [True, True, False]
    assert [part.id for part in project.parts] == ["c", "b", "a"]


def test_of_a_circle_with_an_external_system_that_system_does_not_wait() -> None:
    project = planned(node("b"), node("a", kind=NodeKind.EXTERNAL), edge("a", "b"), edge("b", "a"))
    assert (link(project, "b", "a").waits, link(project, "a", "b").waits) == (True, False)


def test_who_watches_waits_for_nobody() -> None:
    project = planned(node("api"), node("eyes", kind=NodeKind.MONITORING), edge("api", "eyes"))
    assert (joined(project), project.links[0].waits) == ([("eyes", "observes", "api")], False)


def test_host_ports_begin_at_the_usual_one_and_are_unique() -> None:
    database = {"kind": NodeKind.DATABASE, "technology": "PostgreSQL"}
    project = planned(node("a"), node("b"), node("one", **database), node("two", **database))
    assert {part.id: part.host_port for part in project.parts} == {"a": 8000, "b": 8001, "one": 5432, "two": 5433}


def test_what_does_not_listen_has_no_port() -> None:
    part = only_part(node("w", kind=NodeKind.WORKER))
    assert (part.port, part.host_port) == (0, 0)


def test_a_worker_takes_its_schedule_from_its_description() -> None:
    part = only_part(node("w", kind=NodeKind.WORKER, label="Reports", description="Runs every night at 1"))
    assert part.schedule == "0 1 * * *"


def test_only_databases_have_entities_and_only_workers_schedules() -> None:
    for kind in NodeKind:
        part = only_part(node("x", kind=kind, label="Orders every night"))
        assert bool(part.entities) == (part.role is Role.DATABASE)
        assert bool(part.schedule) == (part.role is Role.WORKER)
        assert part.folder.startswith("libraries/") == (part.role in LIBRARIES)


@pytest.mark.parametrize(
    ("title", "name"), [("Web Shop", "web-shop"), ("", "system"), ("2024", "system-2024"), ("订单", "system")]
)
def test_a_project_has_a_name(title: str, name: str) -> None:
    assert planned(title=title).name == name


def test_an_empty_diagram_has_an_empty_plan() -> None:
    assert planned() == Project(name="shop", title=planned().title, parts=(), links=())


def test_a_part_is_found_by_id_role_and_links() -> None:
    project = planned(node("a"), node("b"), node("q", kind=NodeKind.QUEUE), edge("a", "b"), edge("a", "q"))
    a, b, q = (project.part(part) for part in ("a", "b", "q"))
    assert [one.target for one in project.needs(a)] == ["b", "q"]
    assert [one.source for one in project.callers(b)] == ["a"]
    assert project.callers(a) == project.needs(q) == ()
    assert project.of(Role.QUEUE) == (q,)
    assert project.of(Role.SERVICE, Role.QUEUE) == project.parts
    assert q.engine is Engine.RABBITMQ


def test_twice_the_nodes_take_about_twice_the_steps() -> None:
    """Counted in calls, not in seconds; comparing all nodes with all others would make four times as many."""
    small, large = (_calls(size) for size in (200, 400))
    assert large < 3 * small


def _calls(size: int) -> int:
    import cProfile
    import pstats

    nodes = [node(f"n{number}", label="Same", group=f"g{number % 3}") for number in range(size)]
    edges = [edge(f"n{number}", f"n{number * 7 % size}") for number in range(1, size)]
    diagram = build_diagram([*(group(f"g{number}") for number in range(3)), *nodes, *edges])
    profile = cProfile.Profile()
    profile.runcall(lambda: _looked_up(plan_project(diagram, catalog())))
    return int(pstats.Stats(profile).total_calls)


def _looked_up(project: Project) -> None:
    for part in project.parts:
        project.needs(part)
        project.callers(part)
        project.of(part.role)
