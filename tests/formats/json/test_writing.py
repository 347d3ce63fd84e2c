from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.diagram.records import Sheet
from infrasketch_desktop.formats.json.writing import write
from tests.support.diagrams import edge, node


def test_the_form_is_as_documented():
    diagram = build_diagram(
        [
            Sheet(title="Shop"),
            node("db", kind=NodeKind.DATABASE, label="Orders", technology="PostgreSQL", y=200.126),
            node("api", kind=NodeKind.API, label="API"),
            edge("api", "db", label="reads", kind=EdgeKind.DATA),
        ]
    )

    assert write(diagram).content.decode() == (
        '{"format": "infrasketch-diagram", "version": 1,\n'
        '"title": "Shop", "direction": "down", "edge_style": "orthogonal",\n'
        '"groups": [],\n'
        '"nodes": [\n'
        '{"id": "api", "kind": "api", "label": "API", "x": 0, "y": 0, "width": 180, "height": 80},\n'
        '{"id": "db", "kind": "database", "label": "Orders", "technology": "PostgreSQL", "y": 200.13, "x": 0,'
        ' "width": 180, "height": 80}\n'
        "],\n"
        '"notes": [],\n'
        '"edges": [\n'
        '{"id": "api--db", "source": "api", "target": "db", "label": "reads", "kind": "data"}\n'
        "],\n"
        '"document": []}\n'
    )
