import re
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.picture.svg import FontUse, SvgOptions, render_svg
from infrasketch_desktop.picture.theme import light_theme
from tests.picture.rulers import Ruler
from tests.picture.samples import one_of_everything
from tests.support.diagrams import diagrams, edge, node

SVG = "{http://www.w3.org/2000/svg}"
LIGHT = light_theme()


def parsed(diagram: Diagram, options: SvgOptions = SvgOptions()) -> Element:  # noqa: B008 - frozen
    return fromstring(render_svg(diagram, LIGHT, options))


def texts(root: Element) -> list[str]:
    return ["".join(found.itertext()) for found in root.iter(f"{SVG}text")]


def groups(root: Element) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for element in root.iter(f"{SVG}g"):
        if "data-id" in element.attrib:
            found.setdefault(element.attrib["data-id"], []).append(element)
    return found


def pair() -> Diagram:
    return build_diagram([node("api"), node("cache", x=400), edge("api", "cache", label="reads <fast>")])


def test_labels_are_real_text() -> None:
    assert texts(parsed(pair())) == ["reads <fast>", "Api", "Cache"]


def test_every_record_is_a_group_that_says_what_it_is() -> None:
    found = groups(parsed(pair()))
    assert {record: [g.get("id") for g in elements] for record, elements in found.items()} == {
        "api": ["element-api"],
        "cache": ["element-cache"],
        "api--cache": ["element-api--cache", None],  # the label lies above all lines
    }
    assert [found[i][0].findtext(f"{SVG}title") for i in found] == ["Api → Cache", "Api (service)", "Cache (service)"]


def test_the_whole_has_a_title_and_a_description() -> None:
    root = parsed(one_of_everything())
    assert root.findtext(f"{SVG}title") == "One of <everything>"
    assert root.findtext(f"{SVG}desc") == "18 components, 13 connections, 3 groups"
    labelled = root.attrib["aria-labelledby"].split()
    assert [root[0].get("id"), root[1].get("id")] == labelled


def test_the_picture_is_as_large_as_what_it_shows_and_its_margin() -> None:
    root = parsed(build_diagram([node("api", x=100, y=50)]))  # 180 by 80, margin 24
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("228", "128", "76 26 228 128")
    twice = parsed(build_diagram([node("api", x=100, y=50)]), SvgOptions(scale=2, margin=0))
    assert (twice.get("width"), twice.get("height"), twice.get("viewBox")) == ("360", "160", "100 50 180 80")


def test_an_area_shows_only_what_reaches_into_it() -> None:
    root = parsed(pair(), SvgOptions(area=Rect(380, -10, 220, 100)))
    assert root.get("viewBox") == "380 -10 220 100"
    assert "api" not in groups(root)
    assert {"cache", "api--cache"} <= groups(root).keys()


def test_nothing_is_still_a_picture() -> None:
    assert parsed(build_diagram([])).findtext(f"{SVG}desc") == "Nothing yet"


def test_the_ground_is_painted_unless_it_is_to_be_transparent() -> None:
    ground = f'fill="{LIGHT.canvas}"'.encode()
    assert render_svg(build_diagram([node("api")]), LIGHT).count(ground) == 1
    assert ground not in render_svg(build_diagram([node("api")]), LIGHT, SvgOptions(transparent=True))


def test_named_fonts_are_not_carried() -> None:
    named = render_svg(pair(), LIGHT, SvgOptions(fonts=FontUse.NAMED))
    assert b"@font-face" not in named
    assert named.count(b"textLength") == named.count(b"<text ") == 3
    assert b"@font-face" in render_svg(pair(), LIGHT)


def test_the_same_diagram_gives_the_same_bytes() -> None:
    records = list(one_of_everything())
    assert render_svg(build_diagram(records), LIGHT) == render_svg(build_diagram(reversed(records)), LIGHT)


@pytest.mark.parametrize(
    "label", ["</text><script>alert(1)</script>", "]]>", "&xxe;", '" onload="alert(1)', "\x00\x08\ufffe"]
)
def test_hostile_labels_stay_text(label: str) -> None:
    root = parsed(build_diagram([node("api", label=label, technology=label, width=900)]))
    elements = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert elements <= {"svg", "title", "desc", "g", "defs", "style", "rect", "path", "use", "text"}
    assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)


def test_nothing_outside_the_file_is_referred_to() -> None:
    svg = render_svg(one_of_everything(), LIGHT).decode()
    assert set(re.findall(r"href=\"(.)", svg)) == {"#"}
    assert set(re.findall(r"url\((.{5})", svg)) == {"data:"}
    assert set(re.findall(r"https?://[^\"]*", svg)) == {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}


@settings(max_examples=25)
@given(diagrams())
def test_any_diagram_gives_well_formed_xml(diagram: Diagram) -> None:
    root = fromstring(render_svg(diagram, LIGHT, SvgOptions(fonts=FontUse.NAMED), measurer=Ruler()))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
