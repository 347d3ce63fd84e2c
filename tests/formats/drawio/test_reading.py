from html import escape

import pytest

from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.diagram.operations import Place
from infrasketch_desktop.formats.drawio.reading import read
from tests.formats.drawio.pages import arrow, file, model, mxfile, packed, vertex
from tests.formats.round_trips import applied

AWS = "shape=mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4.%s;verticalLabelPosition=bottom;html=1;"


def drawn(catalog, *cells):
    return applied(read(file(model(*cells)), catalog))


def losses(catalog, *cells):
    return [str(loss) for loss in read(file(model(*cells)), catalog).losses]


def only_node(catalog, *cells):
    (node,) = drawn(catalog, *cells).nodes.values()
    return node


def ends_of(diagram):
    named = {**diagram.nodes, **diagram.groups}
    return [(named[e.source].label, named[e.target].label, e.label) for e in diagram.edges.values()]


def in_picture(text):
    return f'<!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg" content="{escape(mxfile(packed(text)))}"><g/></svg>'


@pytest.mark.parametrize("wrapped", [str, mxfile, lambda m: mxfile(packed(m)), in_picture])
def test_every_container_of_a_page_is_read(wrapped, catalog):
    text = wrapped(model(vertex("a", "Käse &amp; Brot"), vertex("b", "B"), arrow("e", "a", "b", "100 %")))

    diagram = applied(read(file(text), catalog))

    assert ends_of(diagram) == [("Käse & Brot", "B", "100 %")]


def test_the_first_page_is_read_and_the_others_are_named(catalog):
    imported = read(file(mxfile(model(vertex("a", "A")), model(vertex("b", "B")), model())), catalog)

    assert [node.label for node in applied(imported).nodes.values()] == ["A"]
    assert [str(loss) for loss in imported.losses] == [
        "the page “Page-2” (shop.drawio): only the first page is imported",
        "the page “Page-3” (shop.drawio): only the first page is imported",
    ]


def test_a_page_that_was_given_a_name_gives_the_title(catalog):
    text = mxfile(model(vertex("a", "A")))

    assert applied(read(file(text), catalog)).sheet.title == ""
    assert applied(read(file(text.replace("Page-1", "Shop")), catalog)).sheet.title == "Shop"


def test_html_labels_become_text(catalog):
    html = escape("<b>Orders</b><br><div>R&amp;D &nbsp; team</div><script>x</script>")

    assert only_node(catalog, vertex("a", html, "html=1")).label == "Orders\nR&D team"
    assert only_node(catalog, vertex("a", "&lt;b&gt;", "html=0")).label == "<b>"


def test_lines_of_a_plain_file_are_the_origins(catalog):
    nodes = drawn(catalog, vertex("a", "A"), vertex("b", "B")).nodes

    assert [node.origin for node in nodes.values()] == ["shop.drawio:4", "shop.drawio:5"]


def test_places_inside_containers_are_counted_from_their_corners(catalog):
    diagram = drawn(
        catalog,
        vertex("g", "Outer", "swimlane", box=(100, 200, 400, 300)),
        vertex("h", "Inner", "container=1", parent="g", box=(10, 20, 200, 200)),
        vertex("a", "A", parent="h", box=(5, 6, 120, 60)),
    )

    assert {g.label: g.group for g in diagram.groups.values()} == {"Outer": None, "Inner": "outer"}
    assert (diagram.nodes["a"].group, diagram.nodes["a"].rect.x, diagram.nodes["a"].rect.y) == ("inner", 115, 226)
    assert (diagram.nodes["a"].width, diagram.nodes["a"].height) == (120, 60)


def test_a_shape_with_shapes_in_it_is_a_group(catalog):
    diagram = drawn(catalog, vertex("g", "VPC"), vertex("a", "A", parent="g"))

    assert [group.label for group in diagram.groups.values()] == ["VPC"]


def test_shapes_drawn_inside_a_frame_are_in_its_group(catalog):
    """As draw.io's own templates are drawn: all cells lie beside each other, and only their places tell."""
    cloud = "shape=mxgraph.aws4.group;grIcon=mxgraph.aws4.group_aws_cloud;"
    diagram = drawn(
        catalog,
        vertex("c", "Cloud", cloud, box=(0, 0, 800, 600)),
        vertex("z", "Zone", "rounded=0", box=(20, 20, 400, 400)),
        vertex("a", "A", box=(50, 50, 120, 60)),
        vertex("b", "B", box=(500, 50, 120, 60)),
        vertex("o", "Outside", box=(780, 50, 120, 60)),
        vertex("k", "Card", box=(900, 300, 200, 100)),
        vertex("t", "with a caption", "text", box=(910, 310, 100, 20)),
    )

    assert {g.label: g.group for g in diagram.groups.values()} == {"Cloud": None, "Zone": "cloud"}
    assert {n.label: n.group for n in diagram.nodes.values()} == {
        "A": "zone",
        "B": "cloud",
        "Outside": None,
        "Card": None,
    }


def test_a_shape_drawn_over_others_is_no_frame(catalog):
    cells = [vertex("a", "A", box=(50, 50, 120, 60)), vertex("z", "Zone", box=(0, 0, 400, 400))]

    assert not drawn(catalog, *cells).groups


def test_loose_icons_that_would_cover_others_are_left_to_the_layout(catalog):
    icons = [vertex(i, i, AWS % "s3", box=(0, 40 * n, 30, 30)) for n, i in enumerate("abc")]
    cells = [*icons, vertex("x", "X", box=(600, 0, 120, 60)), vertex("y", "Y", box=(800, 0, 120, 60))]
    imported = read(file(model(*cells, arrow("e", "x", "y"))), catalog)

    assert [o.id for o in imported.operations if isinstance(o, Place)] == ["x", "y"]


def test_an_unnamed_group_of_shapes_leaves_no_frame(catalog):
    diagram = drawn(catalog, vertex("g", "", "group"), vertex("a", "A", parent="g"))

    assert not diagram.groups
    assert diagram.nodes["a"].group is None


def test_the_one_text_in_a_frame_without_a_label_is_its_heading(catalog):
    frame, text = vertex("g", "", "rounded=1"), vertex("t", "Data zone", "text", parent="g")
    diagram = drawn(catalog, frame, text, vertex("a", "A", parent="g"))

    assert [group.label for group in diagram.groups.values()] == ["Data zone"]
    assert not diagram.notes


def test_an_empty_container_stays_with_its_place(catalog):
    (group,) = drawn(catalog, vertex("g", "Later", "swimlane", box=(50, 60, 200, 200))).groups.values()

    assert (group.label, group.x, group.y) == ("Later", 50, 60)


def test_a_collapsed_container_is_collapsed(catalog):
    bounds = '<mxRectangle x="100" y="100" width="300" height="200" as="alternateBounds"/></mxGeometry>'
    group = vertex("g", "G", "swimlane", more='collapsed="1"').replace("/></mxCell>", f">{bounds}</mxCell>")

    diagram = drawn(catalog, group, vertex("a", "A", parent="g", box=(10, 10, 120, 60)))

    assert diagram.groups["g"].collapsed
    assert (diagram.nodes["a"].x, diagram.nodes["a"].y) == (110, 110)


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        ("shape=cylinder3;whiteSpace=wrap;", "database"),
        ("shape=cylinder3;direction=south;", "queue"),
        ("ellipse;shape=cloud;", "external"),
        ("shape=umlActor;", "client"),
        ("rounded=1;", "service"),
        ("shape=mxgraph.kubernetes.icon;prIcon=ing;", "gateway"),
    ],
)
def test_shapes_tell_the_kind(style, kind, catalog):
    assert only_node(catalog, vertex("a", "Thing", style)).kind.value == kind


def test_words_of_a_label_weigh_more_than_a_shape(catalog):
    assert only_node(catalog, vertex("a", "Session cache", "shape=cylinder3;")).kind.value == "cache"


@pytest.mark.parametrize(
    ("style", "kind", "technology"),
    [
        (AWS % "lambda", "function", "AWS Lambda"),
        (AWS % "s3", "storage", "Amazon S3"),
        (AWS % "rds", "database", "Amazon RDS"),
        (AWS % "sqs", "queue", "Amazon SQS"),
        ("shape=mxgraph.aws4.dynamodb;", "database", "Amazon DynamoDB"),
        ("aspect=fixed;image;image=img/lib/azure2/databases/Azure_Cosmos_DB.svg;", "database", "Azure Cosmos DB"),
        ("image;image=img/lib/azure2/databases/Cache_Redis.svg;", "cache", "Azure Cache for Redis"),
        ("shape=mxgraph.gcp2.cloud_run;", "server", "Google Cloud Run"),
        ("shape=mxgraph.gcp2.bigquery;", "database", "BigQuery"),
    ],
)
def test_stencils_of_the_clouds_tell_the_product(style, kind, technology, catalog):
    node = only_node(catalog, vertex("a", "Mine", style, box=(0, 0, 78, 78)))

    assert (node.label, node.kind.value, node.technology) == ("Mine", kind, technology)


def test_an_icon_without_a_label_is_called_by_its_product(catalog):
    assert only_node(catalog, vertex("a", "", AWS % "s3")).label == "Amazon S3"


def test_icons_become_cards_around_their_middles_and_move_apart(catalog):
    style = AWS % "s3"
    diagram = drawn(catalog, vertex("a", "A", style, box=(0, 0, 78, 78)), vertex("b", "B", style, box=(100, 0, 78, 78)))

    a, b = diagram.nodes["a"], diagram.nodes["b"]
    assert (a.width, a.height) == (180, 80)
    assert not a.rect.intersects(b.rect)
    assert a.y == b.y


def test_labels_of_edges_may_be_cells_of_their_own(catalog):
    label = vertex("l", "over &lt;i&gt;TLS&lt;/i&gt;", "edgeLabel;html=1", parent="e")
    diagram = drawn(catalog, vertex("a", "A"), vertex("b", "B"), arrow("e", "a", "b"), label)

    assert ends_of(diagram) == [("A", "B", "over TLS")]


def test_an_end_that_lies_at_a_shape_is_taken_as_attached(catalog):
    ends = '<mxPoint x="125" y="30" as="sourcePoint"/><mxPoint x="280" y="30" as="targetPoint"/>'
    cells = [vertex("a", "A"), vertex("b", "B", box=(290, 0, 120, 60)), arrow("e", inner=ends)]

    assert ends_of(drawn(catalog, *cells)) == [("A", "B", "")]
    cells[1] = vertex("b", "B", box=(300, 0, 120, 60))
    assert ends_of(drawn(catalog, *cells)) == []


def test_an_arrow_drawn_backwards_is_turned(catalog):
    style = "startArrow=classic;endArrow=none;"
    diagram = drawn(catalog, vertex("a", "A"), vertex("b", "B"), arrow("e", "a", "b", style=style))

    assert ends_of(diagram) == [("B", "A", "")]


def test_dashed_arrows_are_events(catalog):
    diagram = drawn(catalog, vertex("a", "A"), vertex("b", "B"), arrow("e", "a", "b", style="dashed=1"))

    assert [edge.kind.value for edge in diagram.edges.values()] == ["event"]


def test_points_set_by_hand_stay_on_the_sheet(catalog):
    points = '<Array as="points"><mxPoint x="30" y="5"/><mxPoint y="7.5"/></Array>'
    diagram = drawn(
        catalog,
        vertex("g", "G", "swimlane", box=(100, 100, 500, 300)),
        vertex("a", "A", parent="g", box=(0, 0, 120, 60)),
        vertex("b", "B", parent="g", box=(300, 200, 120, 60)),
        arrow("e", "a", "b", inner=points, parent="g"),
    )

    assert [edge.waypoints for edge in diagram.edges.values()] == [(Point(130, 105), Point(100, 107.5))]


def test_a_course_between_icons_is_left_to_the_layout_and_told(catalog):
    points = '<Array as="points"><mxPoint x="200" y="39"/></Array>'
    cells = [
        vertex("a", "A", AWS % "s3", box=(0, 0, 78, 78)),
        vertex("b", "B", AWS % "s3", box=(400, 0, 78, 78)),
        arrow("e", "a", "b", "reads", inner=points),
    ]

    assert [edge.waypoints for edge in drawn(catalog, *cells).edges.values()] == [()]
    assert losses(catalog, *cells) == [
        "the course of “reads”: the shapes at their ends became cards of another size",
    ]


def test_free_text_is_a_note_unless_something_is_connected_to_it(catalog):
    cells = [vertex("t", "Remark", "text;html=1"), vertex("u", "User", "text"), vertex("a", "A"), arrow("e", "u", "a")]
    diagram = drawn(catalog, *cells)

    assert [note.text for note in diagram.notes.values()] == ["Remark"]
    assert {node.label for node in diagram.nodes.values()} == {"User", "A"}


def test_a_table_is_one_node_with_its_rows_as_description(catalog):
    diagram = drawn(
        catalog,
        vertex("t", "orders", "swimlane;childLayout=stackLayout;"),
        vertex("r1", "id: int", "text", parent="t"),
        vertex("r2", "total: money", "text", parent="t"),
        vertex("a", "API"),
        arrow("e", "a", "r2"),
    )

    assert diagram.nodes["orders"].description == "id: int\ntotal: money"
    assert ends_of(diagram) == [("API", "orders", "")]


def test_shapes_of_the_c4_model_say_what_they_are(catalog):
    data = 'placeholders="1" c4Name="Orders" c4Type="Container" c4Technology="FastAPI" c4Description="Takes orders."'
    cell = vertex("x").replace('id="x"', "")
    wrapped = f'<object {data} label="&lt;b&gt;%c4Name%&lt;/b&gt; [%c4Type%]" id="o">{cell}</object>'

    node = only_node(catalog, wrapped)

    assert (node.label, node.technology, node.description) == ("Orders", "FastAPI", "Takes orders.")


def test_placeholders_in_labels_are_filled_in(catalog):
    cell = vertex("x").replace('id="x"', "")
    wrapped = f'<UserObject placeholders="1" owner="Team A" label="Shop of %owner% %n%" id="o">{cell}</UserObject>'

    assert only_node(catalog, wrapped).label == "Shop of Team A %n%"


def test_what_cannot_be_carried_is_told_with_its_line(catalog):
    told = losses(
        catalog,
        vertex("a", "A"),
        vertex("b", "B"),
        vertex("d"),
        vertex("n", "12", "ellipse", box=(0, 0, 30, 30)),
        vertex("h", "Hidden", more='visible="0"'),
        arrow("e1", "a"),
        arrow("e2", "a", "nowhere", "calls"),
        arrow("e3", "a", "b", style="startArrow=block;endArrow=block"),
    )

    assert told == [
        "“Hidden” (shop.drawio:8): it is hidden",
        "a shape without text (shop.drawio:6): it says nothing",
        "the number “12” (shop.drawio:7): it only marks a step",
        "a connection (shop.drawio:9): it has a loose end",
        "“calls” (shop.drawio:10): it has a loose end",
        "a connection (shop.drawio:11): only one way is imported",
    ]


def test_layers_are_told_and_hidden_ones_left_out(catalog):
    layers = ['<mxCell id="2" value="Plan" parent="0"/>', '<mxCell id="3" value="Old" parent="0" visible="0"/>']
    cells = [*layers, vertex("a", "A", parent="2"), vertex("b", "B", parent="3")]

    assert [node.label for node in drawn(catalog, *cells).nodes.values()] == ["A"]
    assert "the layer Plan (shop.drawio:4): there are no layers; what it shows is imported" in losses(catalog, *cells)


def test_an_edge_between_a_group_and_its_member_is_told(catalog):
    cells = [vertex("g", "G", "swimlane"), vertex("a", "A", parent="g"), arrow("e", "g", "a")]

    assert not drawn(catalog, *cells).edges
    assert len(losses(catalog, *cells)) == 1
