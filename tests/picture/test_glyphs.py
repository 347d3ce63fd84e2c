import pytest

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.picture.glyphs import GRID, PEN, glyph_names, glyph_paths
from tests.picture.rulers import glyph_corners


def test_every_kind_has_a_drawing_of_its_own() -> None:
    drawings = {glyph_paths(kind.value) for kind in NodeKind}
    assert len(drawings) == len(NodeKind)


@pytest.mark.parametrize("name", glyph_names())
def test_a_glyph_stays_on_its_grid_pen_included(name: str) -> None:
    for point in glyph_corners(name):
        assert PEN / 2 <= point.x <= GRID - PEN / 2
        assert PEN / 2 <= point.y <= GRID - PEN / 2


@pytest.mark.parametrize("kind", NodeKind)
def test_a_glyph_fills_its_grid(kind: NodeKind) -> None:
    points = glyph_corners(kind.value)
    assert max(p.x for p in points) - min(p.x for p in points) >= 10
    assert max(p.y for p in points) - min(p.y for p in points) >= 10


def test_an_unknown_glyph_is_an_error() -> None:
    with pytest.raises(ValueError, match="unheard-of"):
        glyph_paths("unheard-of")
