"""The AppStream record, for software centres: texts from `share/metainfo.xml`, with releases and vendor added."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from defusedxml import ElementTree

from linux.news import Release

APPLICATION = "app.infrasketch.infrasketch"
"""The id of the program for software centres. It stays the same for ever, whoever the vendor is."""
_TEXTS = Path(__file__).with_name("share") / "metainfo.xml"
_CAPTIONS = {
    "editor-light": "A diagram in the editor",
    "home-light": "Describe a system, or start from a template",
    "code-light": "Generated code, with what was checked",
    "document-light": "The design document beside the diagram",
    "editor-dark": "Light or dark",
}


def metainfo(releases: Sequence[Release], moment: int, *, vendor: str, website: str = "") -> bytes:
    """The record as XML. `moment`, in seconds since 1970, dates what is not released yet.

    Screenshots must be fetched from somewhere, so they are there when the vendor has a `website`: software centres look
    for the pictures of `resources/screenshots` below its `/screenshots/`.
    """
    component = ElementTree.parse(_TEXTS).getroot()
    SubElement(component, "developer_name").text = vendor
    if website:
        SubElement(component, "url", type="homepage").text = website
        component.append(_screenshots(website.rstrip("/")))
    listed = SubElement(component, "releases")
    for release in releases:
        listed.append(_release(release, moment))
    indent(component)
    content: bytes = tostring(component, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _screenshots(website: str) -> Element:
    listed = Element("screenshots")
    for place, (name, caption) in enumerate(_CAPTIONS.items()):
        shot = SubElement(listed, "screenshot", {"type": "default"} if place == 0 else {})
        SubElement(shot, "caption").text = caption
        SubElement(shot, "image").text = f"{website}/screenshots/{name}.png"
    return listed


def _release(release: Release, moment: int) -> Element:
    day = release.day or datetime.fromtimestamp(moment, UTC).date()
    kind = "stable" if release.day else "development"
    element = Element("release", version=release.version, date=day.isoformat(), type=kind)
    said = SubElement(element, "description")
    if release.summary:
        SubElement(said, "p").text = release.summary
    if release.items:
        points = SubElement(said, "ul")
        for item in release.items:
            SubElement(points, "li").text = item
    return element
