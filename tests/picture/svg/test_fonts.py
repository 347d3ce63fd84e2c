import re
from base64 import b64decode
from io import BytesIO

from fontTools.ttLib import TTFont

from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.picture.faces import firago, subset
from infrasketch_desktop.picture.shapes import Font, Text
from infrasketch_desktop.picture.svg.fonts import font_families, font_rules, web_font


def text(content: str, *, bold: bool = False) -> Text:
    return Text(content, Point(0, 0), Font(11, bold), "#000000", 10.0)


def embedded(rules: str) -> list[tuple[str, set[str]]]:
    """Weight and characters of each face."""
    found = re.findall(r"font-weight:(\d+);src:url\(data:font/woff;base64,([^)]*)\)", rules)
    return [(weight, {chr(c) for c in TTFont(BytesIO(b64decode(data))).getBestCmap()}) for weight, data in found]


def test_each_weight_carries_just_its_characters() -> None:
    rules = font_rules([text("Redis"), text("API", bold=True), text("Dir")], firago())
    assert embedded(rules) == [("400", set("RedisDir")), ("700", set("API"))]


def test_a_weight_that_is_not_used_is_not_carried() -> None:
    assert [weight for weight, _ in embedded(font_rules([text("API", bold=True)], firago()))] == ["700"]
    assert font_rules([], firago()) == ""


def test_characters_without_a_face_are_left_to_the_viewer() -> None:
    assert embedded(font_rules([text("日a")], firago())) == [("400", {"a"})]


def test_families_begin_with_ours_and_end_with_a_generic_one() -> None:
    families = font_families(firago()).split(",")
    assert (families[0], families[-1]) == ("FiraGO", "sans-serif")
    assert not set("'\"<&") & set(",".join(families))


def test_a_web_font_is_the_same_font_and_smaller() -> None:
    small = subset(firago().regular[0], "PostgreSQL")
    packed = web_font(small)
    assert packed[:4] == b"wOFF"
    assert len(packed) < len(small)
    assert TTFont(BytesIO(packed)).getBestCmap() == TTFont(BytesIO(small)).getBestCmap()
