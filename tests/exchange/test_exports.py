"""The table of exports: what each form is, makes and costs; and that only what is delivered is paid."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument

from infrasketch_desktop.credits.prices import default_prices
from infrasketch_desktop.credits.quotes import Wanted, quote
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.exchange.areas import fitting_scale, on_page
from infrasketch_desktop.exchange.exports import FORMS, Form, form_named, parts_of
from infrasketch_desktop.exchange.faces import missing_glyphs, needs_system_faces
from infrasketch_desktop.exchange.making import Beginning, make_pdf_beginning
from infrasketch_desktop.exchange.options import Area, Choice, ExportOptions, Paper
from infrasketch_desktop.exchange.pieces import Piece, pieces_of
from infrasketch_desktop.exchange.steps import Step
from infrasketch_desktop.exchange.subject import Subject
from infrasketch_desktop.formats.table import FORMATS
from infrasketch_desktop.picture.faces import firago
from infrasketch_desktop.wallet.delivery import Terms, Work, deliver
from infrasketch_desktop.wallet.errors import DeliveryError
from tests.support.diagrams import node
from tests.wallet.desks import Desk

PRICES = default_prices()
EXPECTED_PRICES = {  # the table of product.md
    "png": 1,
    "svg": 1,
    "pdf": 3,
    "markdown": 3,
    "document": 5,
    "mermaid": 1,
    "drawio": 1,
    "d2": 1,
    "structurizr": 1,
    "notion": 1,
    "json": 0,
    "csv": 0,
    "text": 0,
}
SINGLE = [form for form in FORMS if not form.parts]
BY_ID = pytest.mark.parametrize("form", SINGLE, ids=lambda form: form.id)


class StoppedError(Exception):
    """Somebody pressed Cancel."""


def content(path: Path) -> dict[str, str]:
    """The hash of a file, or of each file in a folder."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def piece_for(form: Form, shop: Diagram, folder: Path, options: ExportOptions | None = None) -> Piece:
    (piece,) = pieces_of([form], Subject(shop), options or ExportOptions(), folder / "shop")
    return piece


# The table


def test_every_form_costs_what_the_product_says() -> None:
    found = {form.id: quote(PRICES, [Wanted(part.item) for part in parts_of(form)]).total for form in FORMS}
    assert found == EXPECTED_PRICES


def test_every_format_that_is_written_can_be_exported() -> None:
    written = {found.id: found.item for found in FORMATS if found.writes}
    assert written.items() <= {form.id: form.item for form in FORMS}.items()


def test_no_name_means_two_forms() -> None:
    names = [name for form in FORMS for name in (form.id, *form.names)]
    assert len(names) == len(set(names))
    assert form_named("md").id == "markdown"


def test_a_form_of_several_is_made_of_each_once(shop: Diagram, tmp_path: Path) -> None:
    forms = [form_named("document"), form_named("pdf"), form_named("png")]
    pieces = pieces_of(forms, Subject(shop), ExportOptions(), tmp_path / "v1.2")
    assert [piece.target.name for piece in pieces] == ["v1.2.pdf", "v1.2-document", "v1.2.png"]


# What is made


@pytest.mark.usefixtures("qapp")
@BY_ID
def test_a_form_is_made_as_what_it_says_and_alike_every_time(form: Form, shop: Diagram, tmp_path: Path) -> None:
    made = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        piece = piece_for(form, shop, tmp_path / name)
        piece.make(piece.target)
        assert piece.target.is_dir() == piece.is_folder
        made.append(content(piece.target))
    assert made[0] == made[1]


@pytest.mark.usefixtures("qapp")
def test_a_document_is_a_pdf_with_the_title_of_the_sheet(shop: Diagram, tmp_path: Path) -> None:
    piece = piece_for(form_named("pdf"), shop, tmp_path, ExportOptions(paper=Paper.LETTER))
    shares: list[float] = []
    piece.make(piece.target, lambda _step, share=None, /: shares.append(share) if share is not None else None)
    document = QPdfDocument()
    assert document.load(str(piece.target)) is QPdfDocument.Error.None_
    assert document.metaData(QPdfDocument.MetaDataField.Title) == "Shop"
    assert document.pagePointSize(0).toTuple() == (612, 792)
    assert shares == sorted(shares)
    assert shares
    document.close()


@pytest.mark.usefixtures("qapp")
def test_a_document_is_written_in_the_language_that_was_chosen(shop: Diagram, tmp_path: Path) -> None:
    piece = piece_for(form_named("markdown"), shop, tmp_path, ExportOptions(language="de"))
    piece.make(piece.target, lambda _step, _share=None, /: None)
    text = (piece.target / "design.md").read_text(encoding="utf-8")
    assert "## Inhalt\n" in text
    assert "## 1. Zusammenfassung\n" in text


def pages_in(path: Path) -> int:
    document = QPdfDocument()
    document.load(str(path))
    count = document.pageCount()
    document.close()
    return count


@pytest.mark.usefixtures("qapp")
def test_the_beginning_of_a_document_has_fewer_pages_unless_that_is_all_of_it(shop: Diagram, tmp_path: Path) -> None:
    def beginning(name: str, blocks: int) -> Beginning:
        return make_pdf_beginning(tmp_path / name, Subject(shop), ExportOptions(), lambda *_: None, blocks)

    piece = piece_for(form_named("pdf"), shop, tmp_path)
    piece.make(piece.target)
    assert beginning("cut.pdf", 1).is_cut
    assert 2 < pages_in(tmp_path / "cut.pdf") < pages_in(piece.target)
    assert not beginning("all.pdf", 10_000).is_cut
    assert (tmp_path / "all.pdf").read_bytes() == piece.target.read_bytes()


@pytest.mark.usefixtures("qapp")
def test_markdown_comes_with_its_picture_as_a_folder_or_zipped(shop: Diagram, tmp_path: Path) -> None:
    folder = piece_for(form_named("markdown"), shop, tmp_path)
    zipped = piece_for(form_named("markdown"), shop, tmp_path, ExportOptions(zipped=True))
    for piece in (folder, zipped):
        piece.make(piece.target)
    files = {path.name: path.read_bytes() for path in folder.target.iterdir()}
    (text,) = (name for name in files if name.endswith(".md"))
    (picture,) = (name for name in files if name.endswith(".png"))
    assert f"]({picture})" in files[text].decode()
    assert files[text].decode().startswith("# Shop")
    with zipfile.ZipFile(zipped.target) as archive:
        assert {Path(name).name: archive.read(name) for name in archive.namelist()} == files
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.usefixtures("qapp")
def test_a_selection_is_all_that_is_shown(shop: Diagram, tmp_path: Path) -> None:
    options = ExportOptions(area=Area.SELECTION)
    (piece,) = pieces_of([form_named("json")], Subject(shop, ("web", "api")), options, tmp_path / "part")
    piece.make(piece.target)
    told = json.loads(piece.target.read_text())
    assert {found["id"] for found in told["nodes"]} == {"web", "api"}
    assert len(told["edges"]) == 1
    assert told["title"] == "Shop"


@pytest.mark.usefixtures("qapp")
def test_a_picture_on_a_page_has_its_proportions(shop: Diagram, tmp_path: Path) -> None:
    for paper, ratio in ((Paper.A4, 297 / 210), (Paper.LETTER, 11 / 8.5)):
        piece = piece_for(form_named("png"), shop, tmp_path, ExportOptions(area=Area.PAGE, paper=paper))
        piece.make(piece.target)
        size = QImage(str(piece.target)).size()
        assert abs(size.height() / size.width() - ratio) < 0.01


@pytest.mark.parametrize("rect", [Rect(0, 0, 100, 400), Rect(-50, 7, 900, 30), Rect(3, 3, 5, 5)])
def test_a_page_surrounds_what_is_on_it(rect: Rect) -> None:
    page = on_page(rect, Paper.A4)
    assert page.inflated(1e-6).encloses(rect)
    assert max(page.width, page.height) / min(page.width, page.height) == pytest.approx(297 / 210)


@pytest.mark.parametrize(
    ("side", "wanted", "found"),
    [(1000, 2, 2), (10_000, 1, 1), (20_000, 1, 0.499), (20_000, 4, 0.499), (10_000, 1.5, 0.999)],
)
def test_a_picture_of_too_many_pixels_becomes_smaller(side: float, wanted: float, found: float) -> None:
    scale = fitting_scale(Rect(0, 0, side, side), wanted, 100_000_000)
    assert scale == found
    assert (side * scale) ** 2 <= 100_000_000


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("form_id", ["png", "markdown"])
def test_a_diagram_of_any_size_has_a_picture(
    form_id: str, shop: Diagram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("infrasketch_desktop.picture.qt.rendering.MAX_PIXELS", 10_000)
    piece = piece_for(form_named(form_id), shop, tmp_path, ExportOptions(scale=1))
    piece.make(piece.target)
    (loss,) = piece.losses
    assert "too large" in loss.why
    (picture,) = [piece.target] if form_id == "png" else piece.target.glob("*.png")
    size = QImage(str(picture)).size()
    assert 8_000 < size.width() * size.height() <= 10_000


def test_characters_that_no_font_has_are_a_loss() -> None:
    exotic = build_diagram([node("a", label="\N{EGYPTIAN HIEROGLYPH A001}")])
    assert needs_system_faces(exotic)
    (loss,) = missing_glyphs(exotic, firago())
    assert "\N{EGYPTIAN HIEROGLYPH A001}" in str(loss)
    assert missing_glyphs(build_diagram([node("a", label="Größe, Цена, Τιμή →")]), firago()) == ()


def test_only_pictures_lie_on_a_page_and_only_files_of_fonts_carry_them() -> None:
    assert {form.id for form in FORMS if Choice.PAGE in form.choices} == {"png", "svg"}
    assert {form.id for form in FORMS if form.carries_fonts} == {"svg", "pdf"}


# Paid if and only if delivered


def put_old(target: Path, *, is_folder: bool) -> None:
    """An older export with the same names."""
    if is_folder:
        target.mkdir()
        target = target / "design.md"
    target.write_text("old")


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("ends_by", ["failing", "cancelling"])
@BY_ID
def test_what_ends_early_costs_nothing_and_leaves_the_old_file(
    form: Form, shop: Diagram, tmp_path: Path, desk: Desk, ends_by: str
) -> None:
    """The last moment in which it can end: after everything has been written to the temporary file."""
    piece = piece_for(form, shop, tmp_path)
    put_old(piece.target, is_folder=piece.is_folder)
    before = content(piece.target)

    def make(path: Path) -> None:
        piece.make(path)
        raise StoppedError if ends_by == "cancelling" else OSError(28, "No space left on device")

    with desk.stocked(10) as wallet:
        work = Work(piece.target, make, piece.item, is_folder=piece.is_folder)
        with pytest.raises((StoppedError, DeliveryError)):
            deliver(wallet, wallet.quote([work.wanted]), [work], terms=Terms(give_up_on=(StoppedError,)))
        assert wallet.balance().spendable == 10
    assert content(piece.target) == before
    assert [path for path in tmp_path.iterdir() if path not in (piece.target, desk.folder)] == []


@pytest.mark.usefixtures("qapp")
@BY_ID
def test_every_form_can_be_stopped_at_its_first_and_at_its_last_step(form: Form, shop: Diagram, tmp_path: Path) -> None:
    seen: list[Step] = []
    piece_for(form, shop, tmp_path).make(tmp_path / "whole", lambda step, _share=None, /: seen.append(step))
    for stop in (1, len(seen)):
        told: list[Step] = []

        def checkpoint(step: Step, _share: float | None = None, /, told: list[Step] = told, stop: int = stop) -> None:
            told.append(step)
            if len(told) == stop:
                raise StoppedError

        path = tmp_path / f"stopped-{stop}"
        with pytest.raises(StoppedError):
            piece_for(form, shop, tmp_path).make(path, checkpoint)
        assert not path.exists()


@pytest.mark.usefixtures("qapp")
def test_the_document_in_both_forms_is_one_payment_of_five_credits(shop: Diagram, tmp_path: Path, desk: Desk) -> None:
    pieces = pieces_of([form_named("document")], Subject(shop), ExportOptions(), tmp_path / "shop")
    works = [Work(piece.target, piece.make, piece.item, is_folder=piece.is_folder) for piece in pieces]
    with desk.stocked(10) as wallet:
        delivered = deliver(wallet, wallet.quote([work.wanted for work in works]), works)
        assert delivered.charged == 5
        assert wallet.history()[0].title == "Design document (PDF and Markdown)"
    assert [path.name for path in delivered.files] == ["shop.pdf", "shop-document"]
