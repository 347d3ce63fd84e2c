import pytest

from infrasketch_desktop.formats.markup import MarkupError, parsed

TEXT = """<?xml version="1.0"?>
<a x="1">
  one <b/>
  two <b y="&lt;&#10;"/>
</a>"""


def test_elements_know_their_line_their_text_and_their_attributes():
    a = parsed(TEXT)

    assert (a.tag, a.line, a.attributes, " ".join(a.text.split())) == ("a", 2, {"x": "1"}, "one two")
    assert [(b.line, b.attributes) for b in a.children_named("b")] == [(3, {}), (4, {"y": "<\n"})]
    assert a.child("c") is None


def test_the_line_that_is_wrong_is_named():
    with pytest.raises(MarkupError) as caught:
        parsed("<a>\n<b>\n</a>")

    assert caught.value.line == 3


@pytest.mark.parametrize("encoding", ["UTF-16", "latin-1", "nonsense"])
def test_an_encoding_that_the_text_was_in_before_does_not_matter(encoding):
    assert parsed(f'<?xml version="1.0" encoding="{encoding}"?><a x="ä"/>').attributes == {"x": "ä"}


@pytest.mark.timeout(4)
@pytest.mark.parametrize("text", ["", "text", "<a>" * 41, "<a/>" * 2, f"<a>{'<b/>' * 120_000}</a>", "<a>&b;</a>"])
def test_what_is_no_small_document_is_refused(text):
    with pytest.raises(MarkupError):
        parsed(text)
