import pytest

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.lexicon import Lexicon
from tests.sketcher.support.drawing import Artist


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Design a URL shortener.", {"client", "api", "database"}),
        ("Design a photo sharing app", {"client", "api", "storage", "database"}),
        ("How would you design a notification system?", {"client", "service", "queue", "worker"}),
        ("I want a chat", {"client", "server", "database"}),
        ("Build me something like Uber", {"client", "api", "service", "cache", "database"}),
        ("Design a platform for gardeners", {"client", "api", "database"}),
    ],
)
def test_an_open_request_gets_a_usual_first_design(draw: Artist, text: str, kinds: set[str]) -> None:
    drawing = draw(text)
    assert set(drawing.kinds.values()) == kinds
    assert drawing.sketch.notes[0].startswith("Nothing was named in detail")


@pytest.mark.parametrize("text", ["A chat app with MongoDB", "The shop calls the payment service", "Redis"])
def test_a_text_that_names_parts_gets_no_design(draw: Artist, text: str) -> None:
    assert not any(note.startswith("Nothing was named") for note in draw(text).sketch.notes)


def test_every_design_is_whole(lexicon: Lexicon) -> None:
    for design in lexicon.designs:
        count = len(design["parts"])
        ends = {end for link in design["links"] for end in link}
        assert ends == set(range(count)), design["name"]
        assert all(NodeKind(part["kind"]) and part["label"] for part in design["parts"])
        assert design["cues"]
