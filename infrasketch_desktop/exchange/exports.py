"""The table of what a diagram can be exported as, for the window and the command line alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from infrasketch_desktop.exchange import making
from infrasketch_desktop.exchange.options import Choice, ExportOptions
from infrasketch_desktop.exchange.steps import Checkpoint
from infrasketch_desktop.exchange.subject import Subject
from infrasketch_desktop.formats.result import Loss
from infrasketch_desktop.formats.table import FORMATS, Format

Maker = Callable[[Path, Subject, ExportOptions, Checkpoint], tuple[Loss, ...]]


class Family(StrEnum):
    """Under which heading a form is offered."""

    PICTURES = "pictures"
    DOCUMENTS = "documents"
    TOOLS = "tools"
    DATA = "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form of export.

    `item` is what the price list calls it. `make` writes it under a path and returns what could not be carried; it
    needs a `QGuiApplication` when the form is `drawn_by_qt`, and one that `carries_fonts` needs it for texts beyond
    the face of the program. `suffix` is the ending of its file, `names` are further
    words for it on the command line. A form with `parts` is made of several others that cost less together.
    """

    id: str
    title: str
    family: Family
    item: str
    suffix: str = ""
    make: Maker | None = None
    choices: frozenset[Choice] = frozenset()
    names: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    drawn_by_qt: bool = False
    carries_fonts: bool = False

    def is_folder(self, options: ExportOptions) -> bool:
        """Whether the result is a folder and not one file."""
        return Choice.PACKING in self.choices and not options.zipped

    def ending(self, options: ExportOptions) -> str:
        """What follows the name of the diagram in that of the result."""
        if Choice.PACKING not in self.choices:
            return self.suffix
        return f"{FOLDER_ENDING}.zip" if options.zipped else FOLDER_ENDING


FOLDER_ENDING = "-document"
"""Names the folder of a Markdown document after its diagram, so that it never meets a folder that is there already."""


def _picture(*more: Choice) -> frozenset[Choice]:
    return frozenset({Choice.THEME, Choice.TRANSPARENT, Choice.AREA, Choice.PAGE, *more})


_PICTURES = (
    Form(
        id="png",
        title="Picture (PNG)",
        family=Family.PICTURES,
        item="export.png",
        suffix=".png",
        make=making.make_png,
        choices=_picture(Choice.SCALE),
        drawn_by_qt=True,
    ),
    Form(
        id="svg",
        title="Picture (SVG)",
        family=Family.PICTURES,
        item="export.svg",
        suffix=".svg",
        make=making.make_svg,
        choices=_picture(Choice.FONTS),
        carries_fonts=True,
    ),
)

_DOCUMENTS = (
    Form(
        id="pdf",
        title="Design document (PDF)",
        family=Family.DOCUMENTS,
        item="export.pdf",
        suffix=".pdf",
        make=making.make_pdf,
        choices=frozenset({Choice.PAPER, Choice.LANGUAGE}),
        carries_fonts=True,
    ),
    Form(
        id="markdown",
        title="Design document (Markdown)",
        family=Family.DOCUMENTS,
        item="export.markdown",
        suffix=".zip",
        make=making.make_markdown,
        choices=frozenset({Choice.THEME, Choice.SCALE, Choice.PACKING, Choice.LANGUAGE}),
        names=("md",),
        drawn_by_qt=True,
    ),
    Form(
        id="document",
        title="Design document (PDF and Markdown)",
        family=Family.DOCUMENTS,
        item="export.document",
        choices=frozenset({Choice.PAPER, Choice.THEME, Choice.SCALE, Choice.PACKING, Choice.LANGUAGE}),
        parts=("pdf", "markdown"),
        drawn_by_qt=True,
    ),
)

_DATA = {"json", "csv", "text"}
_FURTHER_NAMES = {"mermaid": ("mmd",), "text": ("txt",), "structurizr": ("dsl",)}


def _written(found: Format) -> Form:
    """The form behind a format that can be written."""
    return Form(
        id=found.id,
        title=found.title,
        family=Family.DATA if found.id in _DATA else Family.TOOLS,
        item=found.item,
        suffix=found.suffixes[0],
        make=making.writer(found),
        choices=frozenset({Choice.AREA}),
        names=_FURTHER_NAMES.get(found.id, ()),
    )


FORMS = (*_PICTURES, *_DOCUMENTS, *(_written(found) for found in FORMATS if found.writes))
"""In the order in which they are offered. Printing is not among them: it makes no file and costs nothing."""


def form_named(name: str) -> Form:
    """The form under an id or one of its further names. Raises KeyError."""
    return {known: form for form in FORMS for known in (form.id, *form.names)}[name]


def parts_of(form: Form) -> tuple[Form, ...]:
    """The forms that are made for `form`: itself, or its parts."""
    return tuple(form_named(part) for part in form.parts) or (form,)
