"""The packet of XMP in a PDF, as another library reads it."""

from __future__ import annotations

import pikepdf

from infrasketch_desktop.design_doc.pdf.metadata import packet

PROPERTIES = {
    "dc:title": "Shop <1> & “more”",
    "dc:description": "An overview",
    "dc:language": "de",
    "xmp:CreatorTool": "InfraSketch",
}


def read(content: bytes) -> dict[str, object]:
    with pikepdf.new() as pdf:
        pdf.Root.Metadata = pdf.make_stream(content, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
        return dict(pdf.open_metadata())


def test_what_is_said_is_read() -> None:
    found = read(packet({**PROPERTIES, "dc:creator": "Ada"}))
    name = "{http://purl.org/dc/elements/1.1/}"
    assert found == {
        f"{name}title": "Shop <1> & “more”",
        f"{name}description": "An overview",
        f"{name}language": {"de"},
        f"{name}creator": ["Ada"],
        "{http://ns.adobe.com/xap/1.0/}CreatorTool": "InfraSketch",
    }


def test_nothing_is_said_of_what_is_not_known() -> None:
    assert len(read(packet({**PROPERTIES, "dc:creator": ""}))) == len(PROPERTIES)
