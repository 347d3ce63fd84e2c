"""What the shape of a cell says: a product by the vendors' stencils, else a kind by the usual shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.formats.drawio.cells import Cell
from infrasketch_desktop.formats.meaning import meaning_of
from infrasketch_desktop.technology import Catalog, Technology

_VENDORS = (  # a part of the stencil's name, and what its products may be called with
    ("aws", ("Amazon ", "AWS ", "")),
    ("azure", ("Azure ", "")),
    ("mscae", ("Azure ", "")),
    ("gcp", ("Google Cloud ", "Google ", "Cloud ", "")),
    ("google", ("Google Cloud ", "Google ", "Cloud ", "")),
)
_OTHER_NAMES = {
    "api management services": "Azure API Management",
    "azure database mysql server": "Azure Database for MySQL",
    "azure database postgresql server": "Azure Database for PostgreSQL",
    "bucket with objects": "Amazon S3",
    "cache redis": "Azure Cache for Redis",
    "cdn profiles": "Azure CDN",
    "container registries": "Azure Container Registry",
    "dns zones": "Azure DNS",
    "elasticache for redis": "Amazon ElastiCache",
    "event grid topics": "Azure Event Grid",
    "instance2": "Amazon EC2",
    "instances": "Amazon EC2",
    "lambda function": "AWS Lambda",
    "log analytics workspaces": "Azure Log Analytics",
    "rds instance": "Amazon RDS",
    "search services": "Azure AI Search",
    "static apps": "Azure Static Web Apps",
    "stream analytics jobs": "Azure Stream Analytics",
    "traffic manager profiles": "Azure Traffic Manager",
    "virtual machine": "Azure Virtual Machines",
}
_KUBERNETES = {
    "cronjob": NodeKind.WORKER,
    "deploy": NodeKind.SERVICE,
    "ds": NodeKind.SERVICE,
    "ing": NodeKind.GATEWAY,
    "job": NodeKind.WORKER,
    "node": NodeKind.SERVER,
    "pod": NodeKind.SERVICE,
    "pv": NodeKind.STORAGE,
    "pvc": NodeKind.STORAGE,
    "svc": NodeKind.SERVICE,
    "user": NodeKind.CLIENT,
    "vol": NodeKind.STORAGE,
}
_SHAPES = {
    "actor": NodeKind.CLIENT,
    "cloud": NodeKind.EXTERNAL,
    "cylinder": NodeKind.DATABASE,
    "cylinder2": NodeKind.DATABASE,
    "cylinder3": NodeKind.DATABASE,
    "datastore": NodeKind.DATABASE,
    "mxgraph.flowchart.database": NodeKind.DATABASE,
    "mxgraph.flowchart.direct_data": NodeKind.QUEUE,
    "umlactor": NodeKind.CLIENT,
}
_LYING = frozenset({"south", "north"})
"""Directions in which a cylinder lies on its side, the usual picture of a queue."""

_SUFFIX = re.compile(r"(?:[ _](?:icon|logo))?(?:\.(?:svg|png))?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """`kind` is certain, `hint` only suggested. `name` is what the picture shows, for a cell without a label."""

    kind: NodeKind | None = None
    hint: NodeKind | None = None
    technology: str = ""
    name: str = ""
    is_icon: bool = False


def look_of(cell: Cell, catalog: Catalog) -> Look:
    """What the style of a cell shows."""
    if cell.shape.startswith("mxgraph.kubernetes"):
        short = cell.style.get("prIcon", "")
        return Look(hint=_KUBERNETES.get(short), name=short, is_icon=True)
    stencil = _stencil(cell)
    if stencil:
        return _pictured(stencil, catalog)
    lies = cell.shape.startswith("cylinder") and cell.style.get("direction") in _LYING
    hint = NodeKind.QUEUE if lies else _SHAPES.get(cell.shape.lower())
    return Look(hint=hint or next((_SHAPES[name] for name in sorted(cell.names) if name in _SHAPES), None))


def _stencil(cell: Cell) -> str:
    """The stencil or picture that a cell shows as its icon; "" for a plain shape."""
    image = cell.style.get("image", "")
    if image and not image.startswith("data:"):
        return image
    icon = cell.style.get("resIcon") or cell.style.get("prIcon") or cell.shape
    return icon if icon.startswith("mxgraph.") and icon.lower() not in _SHAPES else ""


def _pictured(stencil: str, catalog: Catalog) -> Look:
    name = _name(stencil)
    found = next(_products(stencil.lower(), name, catalog), None)
    if found:
        return Look(kind=found.kind, technology=found.name, name=found.name, is_icon=True)
    return Look(hint=meaning_of(name, catalog).kind, name=name.capitalize(), is_icon=True)


def _name(stencil: str) -> str:
    last = re.split(r"[./]", _SUFFIX.sub("", stencil))[-1]
    return _SUFFIX.sub("", last).replace("_", " ").replace("-", " ").strip().lower()


def _products(stencil: str, name: str, catalog: Catalog) -> Iterator[Technology]:
    vendor = next((names for part, names in _VENDORS if part in stencil), ("",))
    wanted = _OTHER_NAMES.get(name, name) if vendor != ("",) else name
    for text in (wanted, wanted.removesuffix("s"), wanted.rstrip("0123456789")):
        for prefix in vendor:
            found = catalog.named(prefix + text) if text else None
            if found and found.kind:
                yield found
