"""A diagram as JSON for other programs: everything in it, and it comes back exactly.

    {"format": "infrasketch-diagram", "version": 1,
    "title": "Shop", "direction": "down", "edge_style": "orthogonal",
    "groups": [
    {"id": "backend", "label": "Backend"}
    ],
    "nodes": [
    {"id": "api", "kind": "api", "label": "API", "x": 40, "y": 120, "width": 180, "height": 80, "group": "backend"}
    ],
    "notes": [],
    "edges": [
    {"id": "api--db", "source": "api", "target": "db", "label": "reads", "kind": "data"}
    ],
    "document": []}

The fields of each entry are those of `Group`, `Node`, `Note`, `Edge` and, in the document, `Passage`
(`diagram/records.py`), in their order; what is at its default is left out, but nodes and notes always say where they
lie and how large they are. Lengths are in units of the canvas (a pixel at 100 %), x grows right and y down, numbers are
rounded to a hundredth. `direction` is `down` or `right`, `edge_style` `orthogonal`, `curved` or `straight`.

Reading is strict, so that a misspelt field is not lost in silence: unknown and repeated fields, values of another type
and records that do not fit together are refused. All parts but `format` and `version` may be missing. A form with new
fields gets a new version.
"""

FORMAT = "infrasketch-diagram"
VERSION = 1
