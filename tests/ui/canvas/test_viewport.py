import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram.geometry import Point, Rect, Size
from infrasketch_desktop.ui.canvas.viewport import MAX_ZOOM, MIN_ZOOM, Viewport

SIZE = Size(800, 600)
HOME = Viewport(SIZE)

pixels = st.integers(-2000, 2000).map(float)
zooms = st.floats(MIN_ZOOM, MAX_ZOOM)


@given(zooms, pixels, pixels, pixels, pixels)
def test_scene_and_view_are_the_same_points(zoom: float, x: float, y: float, dx: float, dy: float) -> None:
    viewport = HOME.zoomed(zoom).panned(dx, dy)
    assert viewport.to_view(viewport.to_scene(Point(x, y))) == pytest.approx((x, y), abs=1e-6)


@given(zooms, pixels, pixels)
def test_zooming_keeps_what_is_under_the_pointer(zoom: float, x: float, y: float) -> None:
    at = Point(x, y)
    assert HOME.zoomed(zoom, at).to_scene(at) == pytest.approx(HOME.to_scene(at), abs=1e-6)


def test_zoom_has_limits() -> None:
    assert HOME.zoomed(100).zoom == MAX_ZOOM
    assert HOME.zoomed(0.0001).zoom == MIN_ZOOM


def test_fitting_shows_everything_with_a_margin() -> None:
    rect = Rect(-500, 300, 3000, 900)
    viewport = HOME.fitted(rect)
    assert viewport.visible.inflated(-20 / viewport.zoom).encloses(rect)
    assert viewport.center == pytest.approx(rect.center)


def test_fitting_does_not_blow_up_what_is_small() -> None:
    assert HOME.fitted(Rect(0, 0, 10, 10)).zoom == 1.0


def test_fitting_goes_below_the_least_zoom_and_zooming_out_stays_there() -> None:
    far = HOME.fitted(Rect(0, 0, 100_000, 1000))
    assert far.zoom < MIN_ZOOM
    assert far.zoomed(far.zoom / 2).zoom == far.zoom
    assert far.zoomed(far.zoom * 2).zoom == pytest.approx(far.zoom * 2)


def test_what_is_in_sight_needs_no_pan() -> None:
    assert HOME.showing(Rect(100, 100, 50, 50)) == HOME


@pytest.mark.parametrize("rect", [Rect(900, 100, 50, 50), Rect(-80, 100, 50, 50), Rect(100, -900, 50, 50)])
def test_showing_pans_just_enough(rect: Rect) -> None:
    viewport = HOME.showing(rect)
    assert viewport.zoom == HOME.zoom
    assert viewport.visible.encloses(rect)
    assert viewport.visible.intersects(HOME.visible) or abs(rect.y) > SIZE.height


def test_of_what_is_too_large_the_beginning_is_shown() -> None:
    assert HOME.showing(Rect(500, 700, 5000, 10)).to_view(Point(500, 700)).x == 24


def test_another_size_leaves_the_corner_where_it_is() -> None:
    assert HOME.panned(5, 6).resized(Size(10, 10)).offset == Point(5, 6)
