"""What services answer: one contract for routers, clients, OpenAPI and the web front."""

from dataclasses import replace

from infrasketch_desktop.codegen.making.routes import RouteKind, operations, routes
from infrasketch_desktop.codegen.project import Entity, Project
from infrasketch_desktop.codegen.said import Said
from infrasketch_desktop.diagram.kinds import NodeKind
from tests.codegen.plans import planned
from tests.support.diagrams import edge, node


def answering(*paths: str, project: Project | None = None) -> list[tuple[str, str, str, str]]:
    """The routes of the first service, once it has these paths."""
    project = project or planned(node("api", kind=NodeKind.API, label="Api"))
    part = replace(project.part("api"), paths=tuple((path, Said(path)) for path in paths))
    changed = replace(project, parts=tuple(part if one.id == part.id else one for one in project.parts))
    return [(route.kind.value, route.path, route.module, route.title) for route in routes(changed, part)]


def stored(*plurals: str) -> Project:
    project = planned(
        node("api", kind=NodeKind.API, label="Api"),
        node("db", kind=NodeKind.DATABASE, label="Orders DB"),
        edge("api", "db"),
    )
    entities = tuple(Entity(name=plural.title(), plural=plural) for plural in plurals)
    parts = tuple(replace(one, entities=entities) if one.id == "db" else one for one in project.parts)
    return replace(project, parts=parts)


def test_a_service_without_anything_still_takes_requests():
    assert answering() == [("action", "requests", "requests", "Requests")]


def test_each_input_is_an_action():
    assert answering("check-out", "returns") == [
        ("action", "check-out", "check_out", "CheckOut"),
        ("action", "returns", "returns", "Returns"),
    ]


def test_what_a_database_keeps_is_a_resource_and_no_action_as_well():
    assert answering("orders", "checkout", project=stored("orders", "line_items")) == [
        ("resource", "orders", "orders", "Orders"),
        ("resource", "line-items", "line_items", "LineItems"),
        ("action", "checkout", "checkout", "Checkout"),
    ]


def test_a_path_that_is_no_name_in_python_gets_one():
    assert [found[2:] for found in answering("import", "3d-models")] == [
        ("route_import", "RouteImport"),
        ("route_3d_models", "Route3dModels"),
    ]


def test_health_and_documentation_keep_their_paths():
    assert [found[1] for found in answering("healthz", "docs")] == ["healthz-2", "docs-2"]


def test_two_paths_with_one_module_stay_apart():
    assert [found[1] for found in answering("3d", "route-3d")] == ["3d", "route-3d-2"]


def test_search_and_files_open_what_is_behind():
    project = planned(
        node("api", kind=NodeKind.API, label="Api"),
        node("find", kind=NodeKind.SEARCH, label="Find"),
        node("one", kind=NodeKind.STORAGE, label="One"),
        node("two", kind=NodeKind.STORAGE, label="Two"),
        *(edge("api", target) for target in ("find", "one", "two")),
    )

    found = routes(project, project.part("api"))[-3:]

    assert [(route.kind, route.path, route.behind.id if route.behind else "") for route in found] == [
        (RouteKind.SEARCH, "search", "find"),
        (RouteKind.FILES, "files", "one"),
        (RouteKind.FILES, "files-2", "two"),
    ]


def test_what_speaks_no_http_has_no_routes():
    project = planned(node("w", kind=NodeKind.WORKER), node("g", kind=NodeKind.GATEWAY))

    assert [routes(project, part) for part in project.parts] == [(), ()]


def test_operations_have_names_of_their_own():
    project = stored("orders")

    names = [found.name for route in routes(project, project.part("api")) for found in operations(route)]

    assert names == ["post_orders", "list_orders", "get_orders", "delete_orders"]
