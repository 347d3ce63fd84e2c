"""A random user with all tools, and somebody else who changes the document: nothing raises, nothing breaks."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.diagram import edits
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Side
from infrasketch_desktop.diagram.records import Edge, Group, Node
from infrasketch_desktop.ui.canvas.pointer import Hit, Part, Pointer
from infrasketch_desktop.ui.canvas.preview import NOTHING
from infrasketch_desktop.ui.canvas.tools.toolbox import make_tools
from tests.support.diagrams import diagrams, rebuilt
from tests.ui.canvas.tools.fake_host import ALT, CTRL, NONE, SHIFT, FakeHost, at

WAYS = ("press", "move", "move", "move", "release", "double_click", "cancel", "other tool", "undo", "somebody")
TOOLS = ("select", "select", "select", "edge", "group", "node", "text", "hand")


def hits(host: FakeHost) -> Sequence[Hit | None]:
    """All that a pointer may meet."""
    found: list[Hit | None] = [None]
    for record in host.diagram:
        match record:
            case Edge() if host.line(record.id):
                found += [Hit(record.id, p) for p in (Part.BODY, Part.LABEL, Part.SOURCE_END, Part.TARGET_END)]
                found += [Hit(record.id, Part.WAYPOINT, n) for n in range(len(record.waypoints))]
            case Group():
                found += [Hit(record.id, Part.BODY), Hit(record.id, Part.FOLD)]
            case Node():
                found += [Hit(record.id, Part.BODY), Hit(record.id, Part.RESIZE, 1)]
                found += [Hit(record.id, Part.CONNECTOR, 0, Side.LEFT)]
    return found


@st.composite
def pointers(draw: st.DrawFn, host: FakeHost) -> Pointer:
    x, y = draw(st.integers(-600, 600)), draw(st.integers(-600, 600))
    return at(x, y, draw(st.sampled_from(hits(host))), draw(st.sampled_from([NONE, NONE, SHIFT, CTRL, ALT])))


@given(diagram=diagrams(), data=st.data())
def test_any_gestures_keep_the_diagram_whole(diagram: Diagram, data: st.DataObject):
    host = FakeHost(*diagram)
    host.grid = 20
    before, tools = host.document.snapshot(), make_tools(host)
    tool = tools["select"]
    for _ in range(25):
        way = data.draw(st.sampled_from(WAYS))
        if way == "other tool":
            tool.cancel()
            assert host.preview == NOTHING
            tool = tools[data.draw(st.sampled_from(TOOLS))]
        elif way == "cancel":
            tool.cancel()
            assert host.preview == NOTHING
        elif way == "undo":
            host.document.undo()
        elif way == "somebody":
            remove_something(host, data)
        else:
            getattr(tool, way)(data.draw(pointers(host)))
        assert host.diagram.same_records(rebuilt(host.diagram))
    while host.document.undo():
        pass
    assert host.diagram.same_records(before)


def remove_something(host: FakeHost, data: st.DataObject) -> None:
    ids = [r.id for r in host.diagram if r.id != "sheet"]
    if ids:
        with host.document.edit("Somebody") as edit:
            edits.remove(edit, [data.draw(st.sampled_from(ids))])
