"""What forms of export and their choices are called in the window."""

from __future__ import annotations

from infrasketch_desktop.exchange.exports import Family, Form
from infrasketch_desktop.language import tr, tr_count


def form_title(form: Form) -> str:
    """The name of a form in the list and on the receipt."""
    titles = {
        "pdf": "PDF",
        "markdown": "Markdown",
        "png": tr("Picture (PNG)"),
        "svg": tr("Picture (SVG)"),
        "document": tr("PDF and Markdown"),
        "text": tr("Plain text"),
    }
    return titles.get(form.id, form.title)


def form_hint(form: Form) -> str:
    """One line on what a form is for."""
    hints = {
        "png": tr("Pixels for slides, chats and wikis."),
        "svg": tr("Sharp at every size, with text that can be selected."),
        "pdf": tr("The whole design document, for a review board."),
        "markdown": tr("The whole design document and its picture, for a repository."),
        "document": tr("The design document in both forms, for less than one by one."),
        "mermaid": tr("A flowchart that GitHub, GitLab and many wikis draw."),
        "drawio": tr("Shapes and lines to go on with in draw.io."),
        "d2": tr("Text that the program d2 lays out and draws."),
        "structurizr": tr("A model of systems and containers (C4)."),
        "notion": tr("Text with tables to paste into a page."),
        "json": tr("Everything, for other programs and to come back."),
        "csv": tr("Nodes and connections as a table."),
        "text": tr("An outline to read aloud or to search."),
    }
    return hints.get(form.id, "")


def family_title(family: Family) -> str:
    return {
        Family.PICTURES: tr("Pictures"),
        Family.DOCUMENTS: tr("Design document"),
        Family.TOOLS: tr("For other tools"),
        Family.DATA: tr("Data"),
    }[family]


def losses_title(count: int) -> str:
    """Above the list of what a form cannot carry."""
    return tr_count("%n thing has no words in this form", "%n things have no words in this form", count)
