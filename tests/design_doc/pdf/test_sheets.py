from hypothesis import given, settings
from hypothesis import strategies as st

from infrasketch_desktop.design_doc.pdf.paper import A4
from infrasketch_desktop.design_doc.pdf.sheets import MOST_SHEETS, READABLE, Sheet, column_name, divide, fit
from infrasketch_desktop.diagram.geometry import Rect

HEADING = 44.0


def cards(*places: tuple[float, float]) -> tuple[Rect, ...]:
    return tuple(Rect(x, y, 180, 80) for x, y in places)


def test_a_small_diagram_stands_upright_in_its_natural_size() -> None:
    found = fit(Rect(0, 0, 400, 300), A4, HEADING)
    assert (found.scale, found.is_turned, found.is_readable) == (0.75, False, True)


def test_a_wide_diagram_lies_on_a_turned_page() -> None:
    found = fit(Rect(0, 0, 1500, 700), A4, HEADING)
    assert found.is_turned
    # the turned page is 841.89 points wide, less 42 on each side
    assert found.scale == (841.89 - 84) / 1500


def test_a_large_diagram_cannot_be_read_on_one_page() -> None:
    assert not fit(Rect(0, 0, 4000, 4000), A4, HEADING).is_readable


def test_sheets_are_called_by_column_and_row() -> None:
    area = Rect(0, 0, 4000, 2500)
    everywhere = cards(*((x, y) for x in range(0, 3900, 200) for y in range(0, 2450, 100)))
    names = [sheet.name for sheet in divide(area, A4, HEADING, everywhere).sheets]
    assert names[0] == "A1"
    assert len(names) == len(set(names))
    assert {name[0] for name in names} == {"A", "B", "C"}


def test_columns_are_counted_as_in_spreadsheets() -> None:
    assert [column_name(number) for number in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


def test_sheets_without_anything_on_them_are_left_out() -> None:
    area = Rect(0, 0, 9000, 200)
    division = divide(area, A4, HEADING, cards((0, 0), (8800, 0)))
    assert len(division.sheets) == 2
    assert division.beside(division.sheets[0], 1, 0) is None


def test_a_card_is_found_on_the_sheet_that_shows_it_whole() -> None:
    area = Rect(0, 0, 4000, 300)
    rects = cards(*((x, 100) for x in range(0, 3800, 60)))
    division = divide(area, A4, HEADING, rects)
    for rect in rects:
        sheet = division.holding(rect)
        assert isinstance(sheet, Sheet)
        assert sheet.part.encloses(rect)


@settings(max_examples=25)
@given(st.integers(300, 60_000), st.integers(300, 60_000), st.data())
def test_sheets_show_every_card_and_are_never_too_many(width: int, height: int, data: st.DataObject) -> None:
    places = data.draw(st.lists(st.tuples(st.integers(0, width - 180), st.integers(0, height - 80)), min_size=1))
    rects = cards(*places)
    division = divide(Rect(0, 0, width, height), A4, HEADING, rects)
    assert 1 <= len(division.sheets) <= MOST_SHEETS
    assert all(division.holding(rect) is not None for rect in rects)


def test_sheets_of_a_diagram_that_fits_in_a_few_can_be_read() -> None:
    area = Rect(0, 0, 3000, 2000)
    assert divide(area, A4, HEADING, cards((0, 0), (2820, 1920))).scale >= READABLE
