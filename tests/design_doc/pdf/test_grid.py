from types import SimpleNamespace

from infrasketch_desktop.design_doc.pdf.columns import ACROSS
from infrasketch_desktop.design_doc.pdf.grid import Grid
from infrasketch_desktop.design_doc.pdf.spans import plain, plain_text
from infrasketch_desktop.design_doc.pdf.tables import MOST_COLUMNS, TableSetter
from tests.design_doc.pdf.samples import new_press

WIDTH = 400.0


def table(*rows: tuple[str, ...], head: tuple[str, ...] = ("Key", "Value")) -> Grid:
    return TableSetter(new_press(), WIDTH).set(
        [plain(cell) for cell in head], [[plain(c) for c in row] for row in rows]
    )


def first_cells(grid: Grid) -> list[str]:
    return [plain_text(row.cells[0].spans) for row in grid.rows]


def row_height(grid: Grid) -> float:
    return grid.wrap(WIDTH, 1000)[1] / len(grid.rows)


def test_a_table_is_as_wide_as_the_text() -> None:
    assert sum(table(("a", "b")).widths) == WIDTH


def test_a_column_has_room_for_its_widest_word() -> None:
    press = new_press()
    wide = "Load-balancer-1"
    grid = TableSetter(press, WIDTH).set([plain("A"), plain("B")], [[plain(wide), plain("text " * 200)]])
    word = press.typefaces.line(wide, plain("")[0].manner).width * press.styles.cell.size
    assert grid.widths[0] - 2 * ACROSS >= word


def test_tables_with_the_same_heads_have_the_same_columns() -> None:
    setter = TableSetter(new_press(), WIDTH)
    head = [plain("Key"), plain("Value")]
    one, other = (setter.set(head, [[plain("k" * length), plain("v")]]) for length in (1, 12))
    assert one.widths == other.widths == table(("k" * 12, "v")).widths


def test_facts_without_a_head_have_their_names_in_bold() -> None:
    grid = table(("Kind", "API"), head=("", ""))
    assert [row.is_header for row in grid.rows] == [False]
    assert [cell.element.role for cell in grid.rows[0].cells if cell.element] == ["TH", "TD"]
    assert [cell.element.scope for cell in grid.rows[0].cells if cell.element] == ["Row", ""]


def test_a_table_is_divided_between_rows_and_keeps_its_header() -> None:
    grid = table(*((f"k{number}", "v") for number in range(10)))
    above, below = grid.split(WIDTH, row_height(grid) * 5.5)
    assert first_cells(above) == ["Key", "k0", "k1", "k2", "k3"]
    assert first_cells(below) == ["Key", "k4", "k5", "k6", "k7", "k8", "k9"]
    assert below.rows[0].cells[0].element is None  # it has been told


def test_no_row_goes_to_the_next_page_alone() -> None:
    grid = table(*((f"k{number}", "v") for number in range(10)))
    above, below = grid.split(WIDTH, row_height(grid) * 10.5)
    assert first_cells(above)[-1] == "k7"
    assert first_cells(below) == ["Key", "k8", "k9"]


def test_a_small_table_moves_as_a_whole() -> None:
    grid = table(("a", "v"), ("b", "v"), ("c", "v"))
    assert grid.split(WIDTH, row_height(grid) * 2.5) == []


def test_a_row_that_fits_no_page_is_divided_at_its_top() -> None:
    grid = table(("k", "word " * 400))
    grid._frame = SimpleNamespace(_atTop=1)
    above, below = grid.split(WIDTH, 200)
    assert above.wrap(WIDTH, 200)[1] <= 200
    assert first_cells(below) == ["Key", ""]


def test_a_long_paragraph_is_not_begun_for_one_line() -> None:
    text = table(("k", "word " * 100)).rows[1].cells[1]
    assert text.split(200, text.style.leading * 1.5) == []
    above, below = text.split(200, text.style.leading * 3.5)
    assert (len(above.lines_in(200)), len(below.lines_in(200))) == (3, len(text.lines_in(200)) - 3)


def test_what_stands_in_too_many_columns_is_kept_in_the_last() -> None:
    cells = tuple(f"c{number}" for number in range(20))
    grid = table(cells, head=cells)
    assert len(grid.widths) == MOST_COLUMNS
    last = plain_text(grid.rows[1].cells[-1].spans)
    assert last.split() == [f"c{number}" for number in range(MOST_COLUMNS - 1, 20)]
