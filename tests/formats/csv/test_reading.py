import pytest

from infrasketch_desktop.formats.csv.reading import read
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.result import SourceFile
from tests.formats.round_trips import applied


def file(text, name="shop.csv"):
    return SourceFile(name, text.encode())


def refused(text, catalog):
    with pytest.raises(FormatError) as caught:
        read([file(text)], catalog)
    return str(caught.value)


def nodes_of(diagram):
    return {node.label: (node.kind.value, node.technology) for node in diagram.nodes.values()}


def edges_of(diagram):
    labels = {**diagram.nodes, **diagram.groups}
    return [(labels[e.source].label, labels[e.target].label, e.label) for e in diagram.edges.values()]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_list_of_edges_makes_their_nodes(delimiter, catalog):
    text = "source,target,label\nWeb,Orders API,calls\nOrders API,PostgreSQL,\n".replace(",", delimiter)

    diagram = applied(read([file(text)], catalog))

    assert nodes_of(diagram) == {
        "Web": ("server", ""),
        "Orders API": ("api", ""),
        "PostgreSQL": ("database", "PostgreSQL"),
    }
    assert edges_of(diagram) == [("Web", "Orders API", "calls"), ("Orders API", "PostgreSQL", "")]


def test_a_table_of_nodes_says_kind_technology_and_group(catalog):
    text = 'Name,Type,Tech stack,Zone\r\nOrders,database,PostgreSQL,Data\r\n"Mail, out",External system,,\r\n'

    diagram = applied(read([file(text)], catalog))

    assert nodes_of(diagram) == {"Orders": ("database", "PostgreSQL"), "Mail, out": ("external", "")}
    assert [group.label for group in diagram.groups.values()] == ["Data"]
    assert diagram.nodes["orders"].group == "data"


def test_edges_in_one_file_find_nodes_of_another_by_id_or_name(catalog):
    edges = file("from,to\n1,shop db\n", "edges.csv")
    nodes = file('id,name,x,y\n1,Shop,10,20.5\n2,Shop DB,"30,5",40\n', "nodes.csv")

    diagram = applied(read([edges, nodes], catalog))

    assert edges_of(diagram) == [("Shop", "Shop DB", "")]
    assert [(n.x, n.y, n.origin) for n in diagram.nodes.values()] == [
        (10, 20.5, "nodes.csv:2"),
        (30.5, 40, "nodes.csv:3"),
    ]


def test_a_node_that_others_name_as_parent_is_their_group(catalog):
    diagram = applied(read([file("name,parent\nBackend,\nOrders,Backend\n")], catalog))

    assert [group.label for group in diagram.groups.values()] == ["Backend"]
    assert [node.group for node in diagram.nodes.values()] == ["backend"]


def test_the_line_of_a_row_is_where_it_begins(catalog):
    text = 'name,description\n"A","one\ntwo"\n\nB,\n'

    diagram = applied(read([file(text)], catalog))

    assert [node.origin for node in diagram.nodes.values()] == ["shop.csv:2", "shop.csv:5"]


def test_what_rows_do_not_say_is_told(catalog):
    imported = read([file("name,source,target\nA,,\nA,,\n,,\n,A,\n")], catalog)

    assert [str(loss) for loss in imported.losses] == [
        "row 3 (shop.csv:3): a row before it has the same name",
        "row 5 (shop.csv:5): one of its ends is nowhere",
    ]


def test_a_delimiter_that_the_first_line_tells_is_used(catalog):
    diagram = applied(read([file("sep=;\nname;type\nA;cache\n")], catalog))

    assert nodes_of(diagram) == {"A": ("cache", "")}


def test_labels_that_are_too_long_are_cut_and_told(catalog):
    imported = read([file(f"name\n{'x' * 10_000}\n")], catalog)

    (node,) = applied(imported).nodes.values()
    assert (len(node.label), node.label[-1]) == (500, "…")
    assert [loss.what for loss in imported.losses] == ["the end of the text in row 2"]


def test_marks_that_turn_text_around_are_removed(catalog):
    diagram = applied(read([file("name\na\u202eb\n")], catalog))

    assert list(nodes_of(diagram)) == ["ab"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("a,b\n1,2\n", "shop.csv:1: no column has a name that is known"),
        ('name\n"open', "not a valid table"),
        ("name\n" + "x" * 200_000, "not a valid table"),
        ("name\n" + "a,\n" * 26_000, "larger than"),
        ("name" + "," * 300 + "\n", "larger than"),
        ("name\n" + "\n".join(f"n{i}" for i in range(5_002)), "5,000 nodes"),
    ],
)
def test_what_is_no_table_is_refused(text, said, catalog):
    assert said in refused(text, catalog)


def test_a_typed_table_makes_no_node_out_of_a_wrong_name(catalog):
    imported = read([file("type,id,label,source,target\nnode,a,A,,\nedge,e,,a,b\n")], catalog)

    assert list(applied(imported).nodes) == ["a"]
    assert [loss.what for loss in imported.losses] == ["row 3"]


def test_groups_that_contain_each_other_are_told(catalog):
    found = read([file("id,label,group,type\na,A,b,group\nb,B,a,group\nc,C,a,node\n")], catalog)

    diagram = applied(found)

    assert len(diagram.groups) == 2
    assert [str(loss) for loss in found.losses] == ["the group around “B”: the two contain each other"]
