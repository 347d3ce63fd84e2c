"""What a PDF says about itself for programs that look after documents: a packet of XMP (ISO 16684-1)."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree as ET

_SPACES = {
    "x": "adobe:ns:meta/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}
_BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
"""With the id that the standard gives to every packet."""
_END = '\n<?xpacket end="r"?>'
_LISTS = {"dc:title": "rdf:Alt", "dc:description": "rdf:Alt", "dc:language": "rdf:Bag", "dc:creator": "rdf:Seq"}
"""Properties that are lists: of one text in several languages, of things in no order, of things in one."""
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def packet(properties: Mapping[str, str]) -> bytes:
    """`properties` such as `dc:title`, each with one value; empty ones are left out."""
    for prefix, space in _SPACES.items():
        ET.register_namespace(prefix, space)
    root = ET.Element(_name("x:xmpmeta"))
    described = ET.SubElement(ET.SubElement(root, _name("rdf:RDF")), _name("rdf:Description"), {_name("rdf:about"): ""})
    for name, value in properties.items():
        if value:
            _add(ET.SubElement(described, _name(name)), name, value)
    return f"{_BEGIN}{ET.tostring(root, encoding='unicode')}{_END}".encode()


def _add(told: ET.Element, name: str, value: str) -> None:
    kind = _LISTS.get(name)
    if kind is None:
        told.text = value
        return
    item = ET.SubElement(ET.SubElement(told, _name(kind)), _name("rdf:li"))
    item.text = value
    if kind == "rdf:Alt":
        item.set(_LANGUAGE, "x-default")


def _name(short: str) -> str:
    prefix, _, local = short.partition(":")
    return f"{{{_SPACES[prefix]}}}{local}"
