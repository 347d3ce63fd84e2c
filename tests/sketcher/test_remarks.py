from tests.sketcher.support.drawing import Artist


def test_a_corrected_spelling_is_told(draw: Artist) -> None:
    assert "Read “reddis” as Redis." in draw("The app uses reddis").sketch.notes


def test_unknown_phrases_are_shown_with_their_place(draw: Artist) -> None:
    text = "The API talks to the flimflam."
    (unknown,) = draw(text).sketch.unknown
    assert text[unknown.start : unknown.end] == unknown.text == "flimflam"


def test_unconnected_parts_are_told_and_asked_about(draw: Artist) -> None:
    sketch = draw("graph TD\nA[API]\nB[(MySQL)]").sketch
    assert {"API is not connected to anything.", "MySQL is not connected to anything."} <= set(sketch.notes)
    assert sketch.question == "What does API talk to?"


def test_a_clear_text_raises_no_question(draw: Artist) -> None:
    assert draw("The API stores orders in MySQL.").sketch.question == ""
