import pytest

from infrasketch_desktop.design_doc.pdf.ledger import Area, Heading, Ledger
from infrasketch_desktop.design_doc.pdf.running import chapter_on


def ledger(*chapters: tuple[str, int, float]) -> Ledger:
    """Chapters by title, page and height of their heading on it."""
    made = Ledger()
    for title, page, top in chapters:
        made.headings.append(Heading(1, title, title))
        made.places[title] = Area(page, 0, top - 25, 400, top)
    return made


CHAPTERS = ledger(("One", 2, 760), ("Two", 2, 400), ("Three", 4, 300), ("Four", 5, 765))


@pytest.mark.parametrize(
    ("page", "chapter"),
    [
        (1, "Contents"),
        (2, "One"),  # begins at the top
        (3, "Two"),  # goes on
        (4, "Two"),  # goes on, though another one begins below
        (5, "Four"),
        (6, "Four"),
    ],
)
def test_a_page_names_the_chapter_it_begins_with(page: int, chapter: str) -> None:
    assert chapter_on(CHAPTERS.chapters(), page, 730) == chapter


def test_the_first_chapter_is_named_wherever_it_begins() -> None:
    assert chapter_on(ledger(("One", 2, 300)).chapters(), 2, 730) == "One"
