"""The packet of XMP in a PDF, as another library reads it."""

from __future__ import annotations

import sys

import pikepdf
import pytest

from infrasketch_desktop.design_doc.pdf.metadata import packet
from infrasketch_desktop.picture.pdf import saved

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


def test_a_document_is_saved_without_a_library_that_bundles_do_not_have(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("lxml", "lxml.etree"):
        monkeypatch.setitem(sys.modules, name, None)
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Metadata = pdf.make_stream(packet(PROPERTIES), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
        assert b"InfraSketch" in saved(pdf)
