"""A small system that the tests of the assistant talk about: a web app, an API, a database, in a group."""

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import NodeKind
from tests.support.diagrams import edge, group, node


def shop() -> Diagram:
    return build_diagram(
        [
            group("backend"),
            node("web", 0, 0, kind=NodeKind.CLIENT, label="Web app", pinned=True),
            node("api", 0, 200, kind=NodeKind.API, label="API", group="backend"),
            node("db", 0, 400, kind=NodeKind.DATABASE, label="Orders", technology="PostgreSQL", group="backend"),
            edge("web", "api", label="HTTPS"),
            edge("api", "db", label="SQL"),
        ]
    )


CACHE = {"op": "add_node", "id": "c", "kind": "cache", "label": "Redis cache", "technology": "Redis"}
CACHED = {"op": "add_edge", "source": "api", "target": "c", "label": "reads"}
