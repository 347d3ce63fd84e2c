"""Somebody who cannot see the screen: the real program under a real display, read and worked over D-Bus alone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from infrasketch_desktop.diagram.records import Note
from infrasketch_desktop.storage import sketches
from tests.support.assistive import AssistiveSession, GoneError, Thing
from tests.support.diagrams import document, edge, group, node
from tests.support.processes import Start
from tests.support.waiting import wait_until

NAMED = {
    "push button", "check box", "radio button", "combo box", "text", "entry", "list item", "tree item", "menu item",
    "page tab", "list", "tree", "tree table", "table", "canvas", "dialog", "frame", "slider", "spin button",
}  # fmt: skip
"""Roles of what does something or is a thing of its own."""


def shop(folder: Path) -> Path:
    drawn = document(
        node("web", 0, 0, label="Web app"),
        group("backend"),
        node("api", 400, 0, group="backend", technology="FastAPI", label="API"),
        node("orders", 700, 0, group="backend", locked=True),
        Note(id="note", text="Ask Ada", x=0, y=200),
        edge("web", "api", label="HTTPS"),
        edge("api", "orders"),
    )
    file = folder / "shop.infrasketch"
    sketches.save(file, drawn.diagram)
    return file


def open_program(session: AssistiveSession, start_process: Start, folder: Path, *files: Path) -> Thing:
    command = [sys.executable, "-m", "infrasketch_desktop", "--profile", folder / "profile", *files]
    start_process(command, environment=session.environment)
    return session.reader.program("InfraSketch")


def nameless(thing: Thing) -> list[str]:
    """What takes the keyboard or does something, and has no name."""
    found = []
    for each in thing.walk():
        with suppress(GoneError):  # what goes meanwhile needs no name
            # The window keeps the bars of hidden panels, without tabs and beyond the border of the screen.
            empty = each.role == "page tab list" and all(child.role != "page tab" for child in each.children)
            if not each.name.strip() and not empty and (each.role in NAMED or "focusable" in each.states):
                found.append(f"{each.role} in {each.parent.role} {each.parent.name!r}")
    return found


def test_a_diagram_is_read_and_changed_without_seeing_it(
    assistive_session: AssistiveSession, start_process: Start, tmp_path: Path
) -> None:
    reader = assistive_session.reader
    program = open_program(assistive_session, start_process, tmp_path, shop(tmp_path))
    window = there(lambda: program.find("frame", "shop"), what="the window")
    canvas = there(lambda: window.find("canvas", "Diagram"), what="the canvas")
    assert not nameless(window)

    backend = read_outline(canvas)
    api = backend.children[0]
    api.do("Press")
    reader.hear(lambda e: e.says("focused", "API"), what="the focus on the API")
    assert {"selected", "focused"} <= api.states
    assert there(lambda: window.find("text", "Label"), what="its properties")

    api.do("Rename")
    there(lambda: canvas.find("text", "Label"), what="the field over its card").write("Front door")
    canvas.find("list item", "Web app,").do("Press")
    reader.hear(lambda e: e.says("accessible-name", "Front door, service"), what="its new name")
    backend.do("Toggle")
    assert {"collapsed", "expandable"} <= backend.states
    assert not backend.children

    window.find("push button", "Export").do("Press")
    dialog = there(lambda: program.find("dialog", "Export"), what="the export dialog")
    assert not nameless(dialog)
    dialog.find("push button", "Cancel").do("Press")
    window.find("push button", "Home page").do("Press")
    there(lambda: window.find("text", "Describe your system"), what="the home page")
    assert not nameless(window)


def read_outline(canvas: Thing) -> Thing:
    """Compare names, roles, places and relations with the drawing; returns the group."""
    assert [(each.role, each.name) for each in canvas.children[:5]] == [
        ("panel", "Backend, group: 2 members"),
        ("list item", "Web app, service: 0 in, 1 out"),
        ("note", "Note: Ask Ada"),
        ("list item", "API to Orders, request"),
        ("list item", "Web app to API, request: HTTPS"),
    ]
    backend = canvas.children[0]
    api, orders = backend.children
    assert (api.name, api.index, api.parent) == ("API, service, FastAPI: 1 in, 1 out", 0, backend)
    assert (orders.description, orders.parent, backend.parent) == ("Locked.", backend, canvas)
    assert orders.attributes["level"] == "2"
    assert api.flows() == {"from": ["Web app, service: 0 in, 1 out"], "to": ["Orders, service: 1 in, 0 out"]}
    for inner, outer in ((api, backend), (orders, backend), (backend, canvas)):
        assert is_inside(inner.extents, outer.extents)
    return backend


def is_inside(inner: tuple[int, int, int, int], outer: tuple[int, int, int, int]) -> bool:
    x, y, width, height = inner
    left, top, wide, high = outer
    return left <= x and top <= y and x + width <= left + wide and y + height <= top + high


def there(look: Callable[[], Thing], *, what: str) -> Thing:
    """What `look` finds, once it does."""

    def found() -> Thing | None:
        with suppress(LookupError):
            return look()
        return None

    return wait_until(found, what=what)
