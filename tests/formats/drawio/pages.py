"""Short builders of draw.io files for tests."""

from __future__ import annotations

import base64
import zlib
from urllib.parse import quote

from infrasketch_desktop.formats.result import SourceFile


def model(*cells: str) -> str:
    root = '<mxCell id="0"/>\n<mxCell id="1" parent="0"/>\n' + "\n".join(cells)
    return f"<mxGraphModel><root>\n{root}\n</root></mxGraphModel>"


def vertex(cell_id, value="", style="", *, parent="1", box=(0, 0, 120, 60), more=""):
    x, y, width, height = box
    geometry = f'<mxGeometry x="{x}" y="{y}" width="{width}" height="{height}" as="geometry"/>'
    head = f'<mxCell id="{cell_id}" value="{value}" style="{style}" vertex="1" parent="{parent}" {more}>'
    return f"{head}{geometry}</mxCell>"


def arrow(cell_id, source="", target="", value="", *, style="", inner="", parent="1"):
    ends = (f' source="{source}"' if source else "") + (f' target="{target}"' if target else "")
    geometry = f'<mxGeometry relative="1" as="geometry">{inner}</mxGeometry>'
    head = f'<mxCell id="{cell_id}" value="{value}" style="{style}" edge="1" parent="{parent}"{ends}>'
    return f"{head}{geometry}</mxCell>"


def packed(text: str) -> str:
    """What draw.io stores for a compressed page: base64 of raw deflate of the URI-encoded model."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = deflater.compress(quote(text, safe="").encode()) + deflater.flush()
    return base64.b64encode(content).decode()


def mxfile(*pages: str) -> str:
    diagrams = "".join(f'<diagram id="{n}" name="Page-{n}">{page}</diagram>' for n, page in enumerate(pages, 1))
    return f'<mxfile host="app.diagrams.net">{diagrams}</mxfile>'


def file(text: str) -> list[SourceFile]:
    return [SourceFile("shop.drawio", text.encode())]
