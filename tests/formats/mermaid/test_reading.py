import pytest

from infrasketch_desktop.diagram.kinds import EdgeKind
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.mermaid.reading import read
from infrasketch_desktop.formats.result import Imported, SourceFile
from tests.formats.inspecting import applied, edges, groups, nodes

SHOP = """---
config:
  theme: dark
title: "Shop: v2"
---
flowchart LR
  %% the front
  U([User]) -->|HTTPS| W[Web App]
  subgraph vpc [Private network]
    direction TB
    W --> A["Order API"] & B(Cart API)
    A -- jobs --> Q{{RabbitMQ}}
    A ==> D[(Orders)]:::store
    subgraph data
      D; R@{ shape: das, label: "Re-index #quot;now#quot;" }
    end
  end
  classDef store fill:#eee
  Q -.-> K[Worker]; K e1@--> vpc
  e1@{ animate: true }
  click A href "https://evil.example"
  foo bar baz
"""


def imported(text: str, catalog, name: str = "shop.mmd") -> Imported:
    return read([SourceFile(name, text.encode())], catalog)


def chart(body: str, catalog) -> Imported:
    return imported(f"flowchart TB\n{body}", catalog)


@pytest.fixture(scope="module")
def shop(catalog) -> Imported:
    return imported(SHOP, catalog)


def test_nodes_are_known_by_their_words_and_shapes(shop):
    assert {label: node.kind.value for label, node in nodes(shop).items()} == {
        "User": "client",
        "Web App": "server",
        "Order API": "api",
        "Cart API": "api",
        "RabbitMQ": "queue",
        "Orders": "database",
        'Re-index "now"': "queue",
        "Worker": "worker",
        "foo": "service",
    }
    assert nodes(shop)["RabbitMQ"].technology == "RabbitMQ"


def test_every_node_says_where_it_was_read(shop):
    assert nodes(shop)["Order API"].origin == "shop.mmd:11"


def test_edges_have_direction_label_and_kind(shop):
    assert edges(shop) == {
        "User -> Web App: HTTPS",
        "Web App -> Order API",
        "Web App -> Cart API",
        "Order API -> RabbitMQ: jobs",
        "Order API -> Orders",
        "RabbitMQ -> Worker",
        "Worker -> Private network",
    }
    kinds = {edge.id: edge.kind for edge in applied(shop).edges.values()}
    assert kinds["rabbitmq--worker"] is EdgeKind.EVENT
    assert kinds["order-api--orders"] is EdgeKind.DATA
    assert applied(shop).edges["worker--private-network"].animated


def test_a_node_lies_in_the_subgraph_that_ends_first(shop):
    assert groups(shop) == {
        "Private network": {"Web App", "Order API", "Cart API", "RabbitMQ", "data"},
        "data": {"Orders", 'Re-index "now"'},
    }


def test_title_and_direction_are_kept(shop):
    sheet = applied(shop).sheet
    assert (sheet.title, sheet.direction) == ("Shop: v2", "right")


def test_what_is_not_carried_is_told_by_line(shop):
    assert {str(loss).partition(":")[0] + str(loss.origin) for loss in shop.losses} == {
        "“direction TB” (shop.mmdshop.mmd:10",
        "the class “store” (shop.mmdshop.mmd:13",
        "“classDef store fillshop.mmd:18",
        '“click A href "httpsshop.mmd:21',
        "“bar baz” (shop.mmdshop.mmd:22",
    }


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("A --> B", {"A -> B"}),
        ("A ---> B", {"A -> B"}),
        ("A --- B", {"A -> B"}),
        ("A --o B", {"A -> B"}),
        ("A x--x B", {"A -> B"}),
        ("A <--> B", {"A -> B", "B -> A"}),
        ("A -.-> B", {"A -> B"}),
        ("A -. x .-> B", {"A -> B: x"}),
        ("A == x ==> B", {"A -> B: x"}),
        ("A -- x y --> B", {"A -> B: x y"}),
        ("A -->|x| B", {"A -> B: x"}),
        ('A -->|"x | y"| B', {"A -> B: x | y"}),
        ("A-->B-->C", {"A -> B", "B -> C"}),
        ("A & B --> C & D", {"A -> C", "A -> D", "B -> C", "B -> D"}),
        ("A ~~~ B", set()),
        ("A e1@--> B", {"A -> B"}),
        ("A-->A", {"A -> A"}),
        ("a-b-->end.x", {"a-b -> end.x"}),
    ],
)
def test_every_link_is_read(link, found, catalog):
    assert edges(chart(link, catalog)) == found


@pytest.mark.parametrize(
    ("shape", "label"),
    [
        ("a[x]", "x"), ("a(x)", "x"), ("a([x])", "x"), ("a[[x]]", "x"), ("a[(x)]", "x"), ("a((x))", "x"),
        ("a(((x)))", "x"), ("a>x]", "x"), ("a{x}", "x"), ("a{{x}}", "x"), ("a[/x/]", "x"), ("a[\\x\\]", "x"),
        ("a[/x\\]", "x"), ("a[\\x/]", "x"), ("a(-x-)", "x"), ("a", "a"), ('a["x (y) [z]"]', "x (y) [z]"),
        ('a["`**x** _y_`"]', "x y"), ("a[x<br/>y]", "x\ny"), ("a[x\\ny]", "x\ny"), ("a[fa:fa-user x]", "x"),
        ('a["#lt;b#gt; #35; &amp; #9829;"]', "<b> # & ♥"), ("a[<b>x</b>]", "x"),
        ('a@{ shape: cyl, label: "x }" }', "x }"),
        ("ä-ö[ü]", "ü"), ('a["x\ny"]', "x\ny"),
    ],
)  # fmt: skip
def test_every_shape_is_read(shape, label, catalog):
    assert list(nodes(chart(shape, catalog))) == [label]


def test_a_shape_for_remarks_is_a_note_unless_it_is_connected(catalog):
    found = applied(chart('a@{ shape: comment, label: "why" }\nb@{ shape: text, label: "B" } --> c', catalog))
    assert [note.text for note in found.notes.values()] == ["why"]
    assert {node.label for node in found.nodes.values()} == {"B", "c"}


def test_fenced_charts_of_a_markdown_file_are_read_side_by_side(catalog):
    text = (
        "# Docs\n```mermaid\ngraph TD\nA-->B\n```\n```mermaid\nsequenceDiagram\n```\n~~~mermaid\ngraph LR; A-->C\n~~~\n"
    )
    found = imported(text, catalog, "README.md")
    assert sorted(edge.id for edge in applied(found).edges.values()) == ["a--b", "a-2--c"]
    assert applied(found).nodes["b"].origin == "README.md:4"


def test_a_file_without_a_flowchart_is_refused(catalog):
    with pytest.raises(FormatError, match="there is no Mermaid flowchart in it"):
        imported("sequenceDiagram\nA->>B: hi", catalog)


def test_marks_that_reorder_text_are_taken_out_of_labels(catalog):
    assert list(nodes(chart('a["pay#8238;gnp"]\n', catalog))) == ["paygnp"]
    assert list(nodes(chart('a["pay\u202egnp"]\n', catalog))) == ["paygnp"]


def test_a_label_that_is_too_long_is_cut_and_told(catalog):
    found = chart(f'a["{"x" * 2000}"]', catalog)
    assert [len(label) for label in nodes(found)] == [500]
    assert "more than 500 characters" in str(found.losses[0])
