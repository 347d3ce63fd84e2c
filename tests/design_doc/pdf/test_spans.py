import pytest

from infrasketch_desktop.design_doc.pdf.composing import markdown_parser
from infrasketch_desktop.design_doc.pdf.spans import Span, plain, plain_text, safe_target, shortened, spans_of
from infrasketch_desktop.design_doc.pdf.typefaces import Manner


def spans(markdown: str, *places: str) -> list[Span]:
    (token,) = markdown_parser().parseInline(markdown)
    return list(spans_of(token.children or (), places))


@pytest.mark.parametrize("address", ["https://example.org/a?b#c", "HTTP://EXAMPLE.ORG", "mailto:a@b.org", "#api"])
def test_web_pages_mail_and_places_may_be_led_to(address: str) -> None:
    assert safe_target(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "smb://host/share",
        "C:\\Windows\\calc.exe",
        "//host/path",
        "relative/path.html",
        "https://[bad",
        "https://example.org/\n/x",
        "https://exämple.org/",
        "https://example.org/" + "x" * 2000,
    ],
)
def test_files_scripts_and_anything_odd_may_not(address: str) -> None:
    assert safe_target(address) == ""


def test_manners_nest() -> None:
    assert spans("a **b *c* `d`**") == [
        Span("a "),
        Span("b ", Manner(bold=True)),
        Span("c", Manner(bold=True, italic=True)),
        Span(" ", Manner(bold=True)),
        Span("d", Manner(bold=True, code=True)),
    ]


def test_links_lead_to_places_that_are_there() -> None:
    assert spans("[a](#api) [b](#gone)", "api") == [Span("a", target="#api"), Span(" "), Span("b")]


def test_a_line_break_is_kept_and_a_soft_one_is_a_space() -> None:
    assert plain_text(spans("a\\\nb\nc")) == "a\nb c"


def test_markup_is_text() -> None:
    assert plain_text(spans("<b>x</b> &lt;i&gt;")) == "<b>x</b> <i>"


def test_long_text_ends_with_an_ellipsis() -> None:
    assert shortened((*plain("abc"), *plain("defgh")), 5) == (Span("abc"), Span("de…"))
    assert shortened(plain("abc"), 3) == plain("abc")
