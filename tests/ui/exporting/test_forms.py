"""Every form in the export dialog: its preview, its choices, its price, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from infrasketch_desktop.app import Program
from infrasketch_desktop.exchange.exports import FORMS, Form, form_named
from infrasketch_desktop.exchange.options import Choice, ExportOptions
from infrasketch_desktop.exchange.pieces import pieces_of
from infrasketch_desktop.exchange.steps import Step
from infrasketch_desktop.exchange.subject import Subject
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.ui.exporting import previews
from infrasketch_desktop.ui.exporting.dialog import ExportDialog
from infrasketch_desktop.ui.exporting.losses_hint import SHOWN
from infrasketch_desktop.ui.exporting.previews import PagesPreview, PicturePreview, TextPreview
from infrasketch_desktop.ui.exporting.remembering import recall, remember
from infrasketch_desktop.ui.exporting.words import family_title, form_hint, form_title
from infrasketch_desktop.ui.files.choosing import already_there
from infrasketch_desktop.ui.main_window import MainWindow
from infrasketch_desktop.ui.paid.words import step_text
from tests.support.credits_desk import MemoryDesk
from tests.support.desktop import FakeChooser
from tests.support.dialogs import Rest, escape, press, shown, words

Open = Callable[[str], ExportDialog]


@pytest.fixture
def open_form(sketched: MainWindow, qtbot: QtBot, rest: Rest) -> Open:
    """Opens the export dialog with a form chosen, and waits for its preview."""

    def begin(form_id: str) -> ExportDialog:
        sketched.commands.perform("file.export")
        dialog = shown(ExportDialog)
        rest()
        dialog.forms.choose(form_id)
        dialog._draw()
        rest()
        qtbot.waitUntil(lambda: dialog.preview.preview is not None)
        return dialog

    return begin


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_form_has_words_of_its_own(form: Form) -> None:
    assert form_title(form)
    assert form_hint(form)
    assert family_title(form.family)


def test_every_step_has_words() -> None:
    assert len({step_text(step) for step in Step}) == len(Step)


def test_every_form_shows_a_preview_and_only_its_own_choices(open_form: Open, qtbot: QtBot, rest: Rest) -> None:
    dialog = open_form("png")
    for form in FORMS:
        dialog.forms.choose(form.id)
        rest()
        sort = {"png": PicturePreview, "svg": PicturePreview, "pdf": PagesPreview, "document": PagesPreview}
        assert isinstance(dialog.preview.preview, sort.get(form.id, TextPreview)), form.id
        options = dialog.options
        assert options.scale.isVisible() == (Choice.SCALE in form.choices)
        assert options.theme.isVisible() == (Choice.THEME in form.choices)
        assert options.fonts.isVisible() == (Choice.FONTS in form.choices)
        assert options.packing.isVisible() == (Choice.PACKING in form.choices)
        assert options.paper.isVisible() == (Choice.PAPER in form.choices)
        assert options.language.isVisible() == (Choice.LANGUAGE in form.choices)
    assert dialog.forms.form.id == "text"
    assert "PostgreSQL" in dialog.preview.text.toPlainText()


def test_the_preview_of_a_long_document_is_its_beginning(open_form: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previews, "MOST_BLOCKS", 1)
    dialog = open_form("pdf")
    assert isinstance(dialog.preview.preview, PagesPreview)
    assert dialog.preview.preview.is_cut
    assert "The document goes on" in words(dialog.preview.pages)


def test_paper_is_asked_for_where_a_picture_lies_on_a_page(open_form: Open, rest: Rest) -> None:
    dialog = open_form("svg")
    assert not dialog.options.paper.isVisible()
    dialog.options.area.buttons["page"].click()
    rest()
    assert dialog.options.paper.isVisible()
    area = dialog.preview.preview.area
    assert max(area.width / area.height, area.height / area.width) == pytest.approx(297 / 210, abs=0.01)


def test_choices_belong_to_their_form(open_form: Open, program: Program, qtbot: QtBot, rest: Rest) -> None:
    dialog = open_form("png")
    press(qtbot, dialog.options.scale.buttons["4"])
    dialog.forms.choose("markdown")
    assert dialog.options.chosen.scale == 2
    dialog.options.packing.buttons["zip"].click()
    dialog.forms.choose("png")
    assert dialog.options.chosen.scale == 4
    rest()
    escape(qtbot, dialog)
    again = open_form("markdown")
    assert again.options.chosen.zipped
    assert program.services.preferences.current.export_format == "markdown"


def test_the_bundle_is_offered_where_one_of_its_parts_is_chosen(open_form: Open, qtbot: QtBot, rest: Rest) -> None:
    dialog = open_form("markdown")
    assert dialog.bundle.text() == "Both together: 5 credits"
    press(qtbot, dialog.bundle)
    rest()
    assert dialog.forms.form.id == "document"
    assert not dialog.bundle.isVisible()
    assert "250 left → 245 after" in words(dialog)


def test_both_documents_go_into_a_folder_for_one_price(  # noqa: PLR0917 - fixtures, by name
    open_form: Open, desk: MemoryDesk, chooser: FakeChooser, tmp_path: Path, qtbot: QtBot, rest: Rest
) -> None:
    chooser.path = tmp_path
    dialog = open_form("document")
    press(qtbot, dialog.bar.go)
    rest()
    made = sorted(path.name for path in tmp_path.iterdir() if "document" in path.name or path.suffix == ".pdf")
    assert len(made) == 2
    assert desk.here == 245
    assert "PDF and Markdown · 5 credits · 245 credits left" in words(dialog.receipt)


def test_what_is_there_already_is_only_replaced_when_that_is_wanted(  # noqa: PLR0917 - fixtures, by name
    open_form: Open, desk: MemoryDesk, chooser: FakeChooser, tmp_path: Path, qtbot: QtBot, rest: Rest
) -> None:
    chooser.path, chooser.replaces = tmp_path, False
    dialog = open_form("document")
    stem = dialog._source.stem.name
    (tmp_path / f"{stem}.pdf").write_text("old")
    press(qtbot, dialog.bar.go)
    rest()
    assert (tmp_path / f"{stem}.pdf").read_text() == "old"
    assert chooser.asked == [f"{stem}.pdf"]
    assert desk.here == 250


def test_the_window_makes_the_bytes_that_the_table_makes(  # noqa: PLR0917 - fixtures, by name
    open_form: Open, sketched: MainWindow, chooser: FakeChooser, tmp_path: Path, qtbot: QtBot, rest: Rest
) -> None:
    chooser.path = tmp_path / "window.svg"
    press(qtbot, open_form("svg").bar.go)
    rest()
    subject = Subject(sketched.editor.document.snapshot())
    (piece,) = pieces_of([form_named("svg")], subject, ExportOptions(), tmp_path / "table")
    piece.make(piece.target)
    assert chooser.path.read_bytes() == piece.target.read_bytes()


def test_the_receipt_lists_what_has_no_words(
    open_form: Open, chooser: FakeChooser, tmp_path: Path, qtbot: QtBot, rest: Rest
) -> None:
    chooser.path = tmp_path / "shop.csv"
    dialog = open_form("csv")
    losses = dialog.preview.preview.losses
    assert losses
    assert dialog.lost.isVisible(), "what will be missing is said before it is paid for"
    assert all(loss.what in dialog.lost.list.text() for loss in losses[:SHOWN])
    press(qtbot, dialog.bar.go)
    rest()
    assert "CSV · free" in words(dialog.receipt)
    assert all(str(loss) in dialog.receipt.lost.text() for loss in losses)


def test_cancelling_between_steps_leaves_the_old_file_and_costs_nothing(  # noqa: PLR0917 - fixtures, by name
    open_form: Open, desk: MemoryDesk, chooser: FakeChooser, tmp_path: Path, qtbot: QtBot, rest: Rest
) -> None:
    chooser.path = tmp_path / "shop.pdf"
    chooser.path.write_text("old")
    dialog = open_form("pdf")
    press(qtbot, dialog.bar.go)
    qtbot.waitUntil(lambda: dialog.bar.step.text() != "" or dialog._task is None)
    escape(qtbot, dialog)
    rest()
    assert "Nothing was saved, and nothing was charged" in words(dialog)
    assert chooser.path.read_text() == "old"
    assert desk.here == 250


def test_a_preview_that_cannot_be_made_says_why(open_form: Open, monkeypatch: pytest.MonkeyPatch, rest: Rest) -> None:
    dialog = open_form("png")

    def refuse(_self: object, _area: object) -> None:
        raise FormatError("this is too much.", advice="Export less.")

    monkeypatch.setattr(Subject, "diagram", refuse)
    dialog.forms.choose("svg")
    rest()
    assert "too much" in dialog.preview.picture.accessibleDescription()


def test_the_list_is_walked_by_keys_and_headings_are_passed_over(open_form: Open, qtbot: QtBot, rest: Rest) -> None:
    dialog = open_form("svg")
    dialog.forms.setFocus()
    qtbot.keyClick(dialog.forms, Qt.Key.Key_Down)
    assert dialog.forms.form.id == "pdf"
    rest()


def test_what_is_remembered_of_one_form_leaves_the_others() -> None:
    kept = remember(["png.scale=3", "svg.fonts=named"], "png", {"scale": "1", "theme": ""})
    assert kept == ("png.scale=1", "png.theme=", "svg.fonts=named")
    assert recall(kept, "png") == {"scale": "1", "theme": ""}
    assert recall(["rubbish", "png", "=", "png.scale"], "png") == {"": "", "scale": ""}


def test_a_form_that_carries_everything_has_nothing_to_say(open_form: Open) -> None:
    assert not open_form("json").lost.isVisible()


def test_the_list_is_as_wide_as_its_titles_in_large_text(open_form: Open) -> None:
    forms = open_form("png").forms
    font = forms.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    forms.setFont(font)
    columns = forms.sizeHintForColumn(0) + forms.sizeHintForColumn(1)
    assert forms.viewport().width() >= columns


@pytest.mark.parametrize(
    ("names", "question"),
    [
        (["a.pdf"], "“a.pdf” is there already. Replace it?"),
        (["a.pdf", "b"], "“a.pdf”, “b” are there already. Replace them?"),
    ],
)
def test_the_question_before_replacing_names_everything(names: list[str], question: str) -> None:
    assert already_there(names) == question
