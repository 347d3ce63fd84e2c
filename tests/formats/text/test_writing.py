from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Sheet
from infrasketch_desktop.formats.text.writing import write
from tests.support.diagrams import edge, group, node


def test_an_outline_stands_below_the_title():
    records = [
        Sheet(title="Shop"),
        group("backend"),
        node("api", group="backend", kind=NodeKind.API, technology="FastAPI", label="Shop\nAPI"),
        node("web", y=300),
        edge("web", "api", label="calls"),
    ]

    text = write(build_diagram(records)).content.decode()

    assert text == "Shop\n====\n\n- Backend:\n  - Shop API (api, FastAPI)\n- Web (service)\n\nWeb -> Shop API: calls\n"


def test_marks_that_turn_text_around_are_left_out():
    assert write(build_diagram([node("a", label="x\u202ey")])).content == b"- xy (service)\n"


def test_what_an_outline_leaves_out_is_told():
    losses = write(build_diagram([node("a", description="Sells.")])).losses

    assert "the description of “A”: Plain text has no words for it" in map(str, losses)


def test_an_empty_diagram_is_an_empty_text():
    assert write(Diagram()).content == b"\n"
