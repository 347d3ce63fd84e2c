import pytest

from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.language import Language, load, use
from infrasketch_desktop.picture.colors import MIN_SIGN_CONTRAST, contrast, readable_on
from infrasketch_desktop.picture.comparison import Mark, compare_picture
from infrasketch_desktop.picture.drawing import Item
from infrasketch_desktop.picture.marking import LEGEND, faded, mark_color, marked_display_list
from infrasketch_desktop.picture.qt.rendering import drawing_png
from infrasketch_desktop.picture.shapes import Box, Glyph, Path, Polyline, Text
from infrasketch_desktop.picture.svg import write_svg
from infrasketch_desktop.picture.theme import Theme, light_theme, themes
from tests.picture.rulers import LOOK, glyphs, texts
from tests.support.diagrams import edge, node

LIGHT = light_theme()


def before() -> Diagram:
    return build_diagram([node("api"), node("old", 300), node("db", 600), edge("api", "old"), edge("old", "db")])


def after() -> Diagram:
    return build_diagram([node("api", label="Orders"), node("db", 600), node("new", 900), edge("db", "new")])


def items(record_id: str) -> list[Item]:
    drawing = marked_display_list(compare_picture(before(), after()), LOOK)
    return [item for item in drawing.items if item.id == record_id]


def outline(record_id: str) -> Box:
    return next(s for s in items(record_id)[-1].shapes if isinstance(s, Box))


@pytest.mark.parametrize(
    ("record_id", "sign", "color", "dashed"),
    [("new", "plus", LIGHT.added, False), ("api", "tilde", LIGHT.changed, True), ("old", "minus", LIGHT.removed, True)],
)
def test_each_mark_has_its_sign_its_colour_and_its_line(record_id: str, sign: str, color: str, dashed: bool) -> None:
    assert sign in glyphs(items(record_id)[-1].shapes)
    stroke = outline(record_id).stroke
    assert stroke is not None
    assert (stroke.color, bool(stroke.dash)) == (color, dashed)


def test_changed_and_removed_have_different_dashes() -> None:
    changed, removed = outline("api").stroke, outline("old").stroke
    assert changed is not None
    assert removed is not None
    assert changed.dash != removed.dash


def test_what_went_is_struck_through_and_pale() -> None:
    card, mark = items("old")
    assert [line.points for line in mark.shapes if isinstance(line, Polyline)] == [((300, 80), (480, 0))]
    label = next(shape for shape in card.shapes if isinstance(shape, Text))
    assert contrast(label.color, LIGHT.card) < contrast(LIGHT.ink, LIGHT.card) / 2


def test_what_did_not_change_has_no_mark() -> None:
    assert len(items("db")) == 1


@pytest.mark.parametrize(("edge_id", "color"), [("db--new", LIGHT.added), ("api--old", LIGHT.removed)])
def test_lines_have_the_colour_of_their_mark_and_a_sign(edge_id: str, color: str) -> None:
    line, sign = items(edge_id)
    path = next(shape for shape in line.shapes if isinstance(shape, Path))
    assert path.stroke is not None
    assert path.stroke.color == color
    assert len(glyphs(sign.shapes)) == 1


def test_the_legend_counts_what_there_is() -> None:
    (legend,) = items(LEGEND)
    assert texts(legend.shapes) == ["2 added", "1 changed", "3 removed"]
    assert glyphs(legend.shapes) == ["plus", "tilde", "minus"]


def test_the_legend_counts_as_the_language_does() -> None:
    use(load("ar", lambda count: chr(ord("٠") + count)))
    try:
        (legend,) = items(LEGEND)
    finally:
        use(Language())
    assert texts(legend.shapes) == ["اثنان مُضافان", "واحد متغيّر", "٣ مُزالة"]


def test_equal_diagrams_have_no_legend() -> None:
    drawing = marked_display_list(compare_picture(before(), before()), LOOK)
    assert [item.id for item in drawing.items if item.id == LEGEND] == []


def test_the_bounds_hold_signs_and_legend() -> None:
    drawing = marked_display_list(compare_picture(before(), after()), LOOK)
    assert drawing.bounds is not None
    assert all(drawing.bounds.encloses(item.bounds) for item in drawing.items)
    assert drawing.bounds.y <= -9  # the disc on the corner of a card at 0
    assert drawing.bounds.bottom > 80 + 18


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)
def test_signs_can_be_seen_in_every_theme(theme: Theme) -> None:
    for mark in Mark:
        color = mark_color(mark, theme)
        assert contrast(readable_on(color, "#FFFFFF", "#000000"), color) >= MIN_SIGN_CONTRAST
        assert contrast(color, theme.canvas) >= MIN_SIGN_CONTRAST


def test_a_veil_brings_every_colour_nearer_to_the_ground() -> None:
    assert faded(Glyph("pin", Rect(0, 0, 1, 1), "#000000"), "#FFFFFF", 0.5) == Glyph("pin", Rect(0, 0, 1, 1), "#808080")
    assert faded(Box(Rect(0, 0, 1, 1)), "#FFFFFF") == Box(Rect(0, 0, 1, 1))


@pytest.mark.usefixtures("qapp")
def test_a_comparison_is_a_picture_like_any_other() -> None:
    drawing = marked_display_list(compare_picture(before(), after()), LOOK)
    assert drawing_png(drawing, LIGHT).startswith(b"\x89PNG")
    svg = write_svg(drawing, LIGHT, title="Changes", description="2 added, 1 changed, 3 removed").decode()
    assert "2 added" in svg
    assert svg.count('data-id="old"') == 2
