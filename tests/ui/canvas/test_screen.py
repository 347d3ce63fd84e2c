"""However the picture on the screen came about, it is the one that would be painted anew."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document, Edit
from infrasketch_desktop.diagram.geometry import Point, Size
from infrasketch_desktop.diagram.kinds import EdgeKind, EdgeStyle
from infrasketch_desktop.diagram.records import Sheet
from infrasketch_desktop.picture.theme import dark_theme, light_theme
from infrasketch_desktop.ui.canvas import ghost_painting
from infrasketch_desktop.ui.canvas.ghosts import NO_GHOSTS, Ghosts
from infrasketch_desktop.ui.canvas.preview import NOTHING, Preview
from infrasketch_desktop.ui.canvas.scene import ONE_BY_ONE
from infrasketch_desktop.ui.canvas.screen import Screen
from infrasketch_desktop.ui.canvas.viewport import Viewport
from tests.support.diagrams import diagrams, document, edge, group, node
from tests.ui.canvas.pictures import differing_pixels, painted, settled

pytestmark = pytest.mark.usefixtures("qapp")

VIEW = Viewport(Size(500, 320), 1.0, Point(20.0, 30.0))
RATIOS = [1.0, 1.25, 1.5, 2.0]
TOLERANCE = 8
"""Of 255. An anti-aliased border may round differently when painted from another origin; nobody sees it."""

STRAY_PIXELS = 20
"""Of 120,000. Lines thinner than a pixel may end or be dashed a pixel sooner, depending on where Qt cut them off."""


def shop() -> Document:
    return document(
        node("web", label="Web shop", technology="React"),
        node("api", 300, 0, group="core", technology="FastAPI"),
        node("db", 300, 160, group="core", technology="PostgreSQL"),
        node("bus", 20, 180),
        group("core"),
        edge("web", "api", label="HTTPS"),
        edge("api", "db", label="SQL", kind=EdgeKind.DATA),
        edge("api", "bus", label="paid", kind=EdgeKind.EVENT),
        edge("bus", "db", kind=EdgeKind.REPLICATION),
    )


def followed(sketch: Document) -> Screen:
    screen = Screen(sketch.diagram, light_theme())
    sketch.subscribe(screen.update)
    return screen


def fresh(diagram: Diagram, viewport: Viewport, ratio: float = 1.0) -> Screen:
    return settled(Screen(diagram, light_theme()), viewport, ratio)


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("zoom", [0.1, 0.25, 0.35, 1.0, 2.3])
def test_a_scrolled_picture_is_the_one_painted_there(ratio: float, zoom: float) -> None:
    sketch = shop()
    screen, here = followed(sketch), VIEW.zoomed(zoom)
    settled(screen, here, ratio)
    for dx, dy in ((17, 7), (-40.4, 11.3), (0.3, -90), (31, 0)):
        here = here.panned(dx, dy)
        now = painted(screen, here, ratio)
        assert screen.is_exact
        assert differing_pixels(now, fresh(sketch.diagram, here, ratio), TOLERANCE) == 0


@pytest.mark.parametrize("ratio", RATIOS)
def test_a_zoomed_picture_comes_to_rest_sharp(ratio: float) -> None:
    sketch = shop()
    screen = followed(sketch)
    settled(screen, VIEW, ratio)
    there = VIEW.zoomed(1.37, Point(100, 100))
    assert differing_pixels(settled(screen, there, ratio), fresh(sketch.diagram, there, ratio)) == 0


def test_a_picture_that_costs_too_much_is_scaled_first_and_made_in_slices() -> None:
    sketch = shop()
    screen = Screen(sketch.diagram, light_theme(), budget=0.0)
    settled(screen, VIEW)
    there = VIEW.zoomed(1.5)
    scaled = painted(screen, there)
    assert not screen.is_exact
    slices = 1
    while not screen.refine(0.0):
        slices += 1
    assert slices > 5
    exact = painted(screen, there)
    assert screen.is_exact
    assert differing_pixels(exact, fresh(sketch.diagram, there)) == 0
    assert 0 < differing_pixels(scaled, exact, 60) < exact.width() * exact.height() / 5


def test_a_change_and_a_scroll_in_the_same_frame_are_both_seen() -> None:
    sketch = shop()
    screen = followed(sketch)
    settled(screen, VIEW)
    with sketch.edit("Rename") as edit:
        edits.rename(edit, "bus", "Another name")
    there = VIEW.panned(260, -120)
    assert differing_pixels(painted(screen, there), fresh(sketch.diagram, there), TOLERANCE) == 0


def test_a_change_in_the_middle_of_a_slice_is_not_lost() -> None:
    sketch = shop()
    screen = Screen(sketch.diagram, light_theme(), budget=0.0)
    sketch.subscribe(screen.update)
    settled(screen, VIEW)
    there = VIEW.zoomed(1.5)
    painted(screen, there)
    screen.refine(0.0)
    with sketch.edit("Rename") as edit:
        edits.rename(edit, "web", "Another name")
    assert differing_pixels(settled(screen, there), fresh(sketch.diagram, there)) == 0


@pytest.mark.parametrize("size", [Size(300, 200), Size(700, 400), Size(500, 200)])
def test_another_size_keeps_what_was_painted(size: Size) -> None:
    sketch = shop()
    screen = followed(sketch)
    settled(screen, VIEW)
    there = VIEW.resized(size)
    assert differing_pixels(painted(screen, there), fresh(sketch.diagram, there), TOLERANCE) == 0


def test_another_theme_paints_everything_anew() -> None:
    sketch = shop()
    screen = followed(sketch)
    settled(screen, VIEW)
    screen.set_theme(dark_theme())
    assert differing_pixels(painted(screen, VIEW), settled(Screen(sketch.diagram, dark_theme()), VIEW)) == 0


def test_folding_hides_and_unfolding_shows_again() -> None:
    sketch = shop()
    screen = followed(sketch)
    before = settled(screen, VIEW)
    with sketch.edit("Fold") as edit:
        edit.put(replace(sketch.diagram.groups["core"], collapsed=True))
    folded = painted(screen, VIEW)
    assert differing_pixels(folded, fresh(sketch.diagram, VIEW), TOLERANCE) == 0
    assert differing_pixels(folded, before, TOLERANCE) > 1000
    sketch.undo()
    assert differing_pixels(painted(screen, VIEW), before, TOLERANCE) == 0


@pytest.mark.parametrize("style", EdgeStyle)
def test_another_style_of_edges_redraws_them_all(style: EdgeStyle) -> None:
    sketch = shop()
    screen = followed(sketch)
    settled(screen, VIEW)
    with sketch.edit("Style") as edit:
        edit.put(Sheet(edge_style=style))
    assert differing_pixels(painted(screen, VIEW), fresh(sketch.diagram, VIEW), TOLERANCE) == 0


def moved_preview(sketch: Document, dx: float) -> Preview:
    api = sketch.diagram.nodes["api"]
    return Preview(records={"api": replace(api, x=api.x + dx, y=api.y + 15)})


def test_a_lifted_node_is_painted_where_it_would_be_and_put_back() -> None:
    sketch = shop()
    screen = followed(sketch)
    before = settled(screen, VIEW)
    for dx in (5, 40, -60):
        screen.set_preview(moved_preview(sketch, dx))
        assert differing_pixels(painted(screen, VIEW), before, 60) > 200
    screen.set_preview(NOTHING)
    assert differing_pixels(painted(screen, VIEW), before, TOLERANCE) == 0


def test_what_is_lifted_looks_as_it_will_after_the_edit() -> None:
    sketch = shop()
    screen = followed(sketch)
    settled(screen, VIEW)
    web = replace(sketch.diagram.nodes["web"], y=60.0)
    screen.set_preview(Preview(records={"web": web}))
    live = painted(screen, VIEW)
    with sketch.edit("Move") as edit:
        edit.put(web)
    screen.set_preview(NOTHING)
    assert differing_pixels(painted(screen, VIEW), live, TOLERANCE) == 0


def test_hidden_records_are_not_painted() -> None:
    sketch = shop()
    screen = followed(sketch)
    settled(screen, VIEW)
    screen.set_preview(Preview(hidden=frozenset({"api--db"})))
    without = document(*(record for record in sketch.diagram if record.id != "api--db"))
    assert differing_pixels(painted(screen, VIEW), fresh(without.diagram, VIEW), TOLERANCE) == 0


def test_a_new_record_can_be_previewed() -> None:
    sketch = shop()
    screen = followed(sketch)
    settled(screen, VIEW)
    new = node("new", 100, 100)
    screen.set_preview(Preview(records={"new": new}))
    both = document(*sketch.diagram, new)
    assert differing_pixels(painted(screen, VIEW), fresh(both.diagram, VIEW), TOLERANCE) == 0


def test_ghosts_are_drawn_over_a_diagram_that_stays() -> None:
    sketch = shop()
    screen = followed(sketch)
    before = settled(screen, VIEW)
    ghosts = Ghosts(
        added=(node("new", 100, 100), edge("new", "web")),
        changed={"api": replace(sketch.diagram.nodes["api"], x=250, label="Another")},
        removed=frozenset({"db", "bus--db"}),
    )
    screen.set_ghosts(ghosts)
    assert differing_pixels(painted(screen, VIEW), before, 60) > 2000
    screen.set_ghosts(NO_GHOSTS)
    assert differing_pixels(painted(screen, VIEW), before) == 0


def test_many_ghosts_are_outlines() -> None:
    screen = followed(shop())
    before = settled(screen, VIEW)
    crowd = tuple(node(f"new-{i}", 20 * (i % 25), 20 * (i // 25), width=10, height=10) for i in range(301))
    screen.set_ghosts(Ghosts(added=(*crowd, edge("new-0", "new-300"))))
    assert differing_pixels(settled(screen, VIEW), before, 60) > 1000
    screen.set_ghosts(NO_GHOSTS)
    assert differing_pixels(painted(screen, VIEW), before) == 0


def test_the_ghost_that_is_looked_at_stands_out() -> None:
    screen = followed(shop())
    settled(screen, VIEW)
    ghosts = Ghosts(added=(node("new", 100, 100), edge("new", "web")), removed=frozenset({"db"}))
    screen.set_ghosts(ghosts)
    plain = painted(screen, VIEW)
    for focus in ("new", "new--web", "db"):
        screen.set_ghosts(replace(ghosts, focus=focus))
        assert differing_pixels(painted(screen, VIEW), plain, 60) > 100
    screen.set_ghosts(ghosts)
    assert differing_pixels(painted(screen, VIEW), plain) == 0


def test_ghosts_wear_the_colours_of_the_theme() -> None:
    screen = followed(shop())
    settled(screen, VIEW)
    ghosts = Ghosts(added=(node("new", 100, 100),))
    screen.set_ghosts(ghosts)
    screen.set_theme(dark_theme())
    dark = followed(shop())
    dark.set_theme(dark_theme())
    dark.set_ghosts(ghosts)
    assert differing_pixels(painted(screen, VIEW), painted(dark, VIEW), TOLERANCE) == 0


@settings(max_examples=60)
@given(diagrams(), st.data())
def test_after_any_edits_the_picture_is_the_one_painted_anew(diagram: Diagram, data: st.DataObject) -> None:
    sketch = Document(diagram)
    screen = followed(sketch)
    view = Viewport(Size(400, 300), data.draw(st.sampled_from([0.15, 0.25, 0.8]))).centered(Point(0, 0))
    settled(screen, view)
    for _ in range(data.draw(st.integers(1, 4))):
        with sketch.edit("Change") as edit:
            change_something(edit, data)
    assert differing_pixels(painted(screen, view), fresh(sketch.diagram, view), TOLERANCE) <= STRAY_PIXELS


def change_something(edit: Edit, data: st.DataObject) -> None:
    diagram = edit.diagram
    ids = [record.id for record in diagram if not isinstance(record, Sheet)]
    if not ids:
        return
    found = data.draw(st.sampled_from(ids))
    record = diagram.get(found)
    if found in diagram.groups and data.draw(st.booleans()):
        edit.put(replace(record, collapsed=not record.collapsed))
    elif found in diagram.edges:
        edit.remove(found)
    elif data.draw(st.booleans()):
        edits.remove(edit, [found])
    else:
        edits.move(edit, [found], data.draw(st.integers(-200, 200)), 40)


def test_a_crowd_of_ghosts_is_gathered_in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    crowd = tuple(node(f"new-{i}", 20 * (i % 25), 20 * (i // 25), width=10, height=10) for i in range(1_001))
    ghosts = Ghosts(added=(*crowd, edge("new-0", "new-300")))
    whole = followed(shop())
    settled(whole, VIEW)
    whole.set_ghosts(ghosts)
    expected = settled(whole, VIEW)
    monkeypatch.setattr(ghost_painting, "AT_ONCE", 0.0)
    screen = followed(shop())
    settled(screen, VIEW)
    screen.set_ghosts(ghosts)
    begun = painted(screen, VIEW)
    assert not screen.is_exact
    slices = 1
    while not screen.is_exact:
        screen.refine(0.0)
        slices += 1
    assert slices > 3
    assert differing_pixels(begun, expected, 60) > 0
    assert differing_pixels(painted(screen, VIEW), expected) == 0


@pytest.mark.parametrize("zoom", [0.15, 0.35, 1.0])
def test_many_ghosts_in_sight_are_painted_in_slices_as_few_are_at_once(
    monkeypatch: pytest.MonkeyPatch, zoom: float
) -> None:
    new = [node(f"new-{i}", 60 * (i % 8), 60 * (i // 8), width=50, height=40) for i in range(40)]
    ghosts = Ghosts(added=(*new, edge("new-0", "new-39", label="calls")), removed=frozenset({"db", "bus--db"}))
    view = replace(VIEW, zoom=zoom)
    screen = followed(shop())
    settled(screen, view)
    screen.set_ghosts(ghosts)
    in_slices = settled(screen, view)
    panned = settled(screen, view.panned(30, 20))
    monkeypatch.setattr(ghost_painting, "EVERY_FRAME", 1_000)
    direct = followed(shop())
    settled(direct, view)
    direct.set_ghosts(ghosts)
    assert differing_pixels(in_slices, painted(direct, view), TOLERANCE) <= STRAY_PIXELS
    assert differing_pixels(panned, settled(direct, view.panned(30, 20)), TOLERANCE) <= STRAY_PIXELS


def test_thousands_of_changes_are_shown_as_if_they_had_always_been_there() -> None:
    sketch = shop()
    screen = followed(sketch)
    settled(screen, VIEW)
    crowd = [node(f"new-{i}", 30 * (i % 40), 30 * (i // 40), width=20, height=20) for i in range(ONE_BY_ONE + 1)]
    with sketch.edit("Import") as edit:
        for record in crowd:
            edit.put(record)
    assert differing_pixels(settled(screen, VIEW), fresh(sketch.diagram, VIEW), TOLERANCE) == 0
    sketch.undo()
    assert differing_pixels(settled(screen, VIEW), fresh(sketch.diagram, VIEW), TOLERANCE) == 0
