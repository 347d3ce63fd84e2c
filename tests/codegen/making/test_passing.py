"""Which path leads to which target of a gateway or a CDN."""

from infrasketch_desktop.codegen.making.passing import passages
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Edge, Node
from tests.codegen.plans import planned
from tests.support.diagrams import edge, node


def passed(*records: Node | Edge) -> list[tuple[str, list[str]]]:
    """The paths of the gateway `gw`, with the names of those that answer."""
    project = planned(node("gw", kind=NodeKind.GATEWAY), *records)
    found = passages(project, project.part("gw"))
    return [(passage.path, [target.part.name for target in passage.targets]) for passage in found]


def api(name: str, label: str) -> Node:
    return node(name, kind=NodeKind.API, label=label)


def test_a_gateway_in_front_of_nothing_passes_nothing_on():
    assert passed() == []


def test_the_only_target_answers_everything():
    assert passed(api("a", "Orders"), edge("gw", "a")) == [("/", ["orders"])]


def test_several_targets_have_a_path_each():
    found = passed(api("a", "Orders"), api("b", "Users"), edge("gw", "a"), edge("gw", "b"))

    assert found == [("/orders/", ["orders"]), ("/users/", ["users"])]


def test_what_people_see_lies_at_the_root():
    web = node("w", kind=NodeKind.CLIENT, label="Shop")

    assert passed(web, api("a", "Orders"), edge("gw", "w"), edge("gw", "a")) == [
        ("/orders/", ["orders"]),
        ("/", ["shop"]),
    ]


def test_numbered_targets_share_the_requests_of_one_path():
    found = passed(api("a", "Api 1"), api("b", "Api 2"), edge("gw", "a"), edge("gw", "b"))

    assert found == [("/", ["api-1", "api-2"])]


def test_numbered_targets_with_different_answers_do_not():
    inputs = node("b", kind=NodeKind.API, label="Api 2", inputs=("POST /refunds",))

    found = passed(api("a", "Api 1"), inputs, edge("gw", "a"), edge("gw", "b"))

    assert found == [("/api-1/", ["api-1"]), ("/api-2/", ["api-2"])]


def test_a_name_in_common_that_is_another_part_is_left_to_it():
    other = node("o", kind=NodeKind.API, label="Api", inputs=("GET /x",))
    alike = [api("a", "Api 1"), api("b", "Api 2")]

    found = passed(other, *alike, *(edge("gw", target) for target in ("a", "b", "o")))

    assert found == [("/api-1/", ["api-1", "api-2"]), ("/api/", ["api"])]


def test_an_edge_back_to_itself_is_no_target():
    assert passed(edge("gw", "gw")) == []
