from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.diagram.records import Node, Passage, Sheet
from infrasketch_desktop.formats.unwritten import unwritten
from tests.support.diagrams import edge, group, node


def told(diagram, **fields) -> list[str]:
    return [str(loss) for loss in unwritten(diagram, "Form", carried={Node: ("kind", "x", "y")}, **fields)]


def test_what_is_at_its_default_is_no_loss():
    assert told(build_diagram([node("a", x=5), node("b"), edge("a", "b"), group("g")])) == []


def test_few_are_named_one_by_one():
    diagram = build_diagram([node("a", technology="Go"), node("b", width=300, locked=True)])
    assert told(diagram) == [
        "the technology of “A”: Form has no words for it",
        "the size of “B”: Form has no words for it",
        "the lock of “B”: Form has no words for it",
    ]


def test_many_are_counted():
    diagram = build_diagram([node(f"n{i}", technology="Go") for i in range(6)])
    assert told(diagram) == ["6 technologies: Form has no words for it"]


def test_what_a_comment_keeps_is_told_as_such():
    diagram = build_diagram([node("a", technology="Go")])
    why = "Form has no words for it; a comment keeps it for InfraSketch"
    assert told(diagram, hidden={Node: ("technology",)}) == [f"the technology of “A”: {why}"]


def test_what_comes_back_or_is_found_again_is_minor():
    diagram = build_diagram([node("a", y=80, technology="Go"), node("b", y=300, pinned=True)])
    losses = unwritten(diagram, "Form", carried={Node: ("kind",)}, hidden={Node: ("technology",)})
    assert {loss.what: loss.minor for loss in losses} == {
        "the technology of “A”": True,
        "the place of “B”": False,
        "the place of “A”": True,
        "the pin of “B”": False,
    }


def test_an_edge_is_called_by_its_ends():
    diagram = build_diagram([node("a"), node("b"), edge("a", "b", animated=True)])
    assert told(diagram) == ["the animation of “A → B”: Form has no words for it"]


def test_passages_and_the_sheet_are_told_too():
    diagram = build_diagram([Passage(id="p", chapter=Chapter.SECURITY, text="x"), Sheet(title="T")])
    assert [line.partition(":")[0] for line in told(diagram)] == ["the passage of “security”", "the title of the sheet"]


def test_control_characters_are_told():
    diagram = build_diagram([node("a", label="a\x07\u202eb")])
    assert told(diagram) == ["control characters in “ab”: they are left out of every text"]
