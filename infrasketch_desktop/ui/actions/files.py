"""Actions on files and windows."""

from __future__ import annotations

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.actions.action import Action, Category
from infrasketch_desktop.ui.actions.conditions import has_content, has_editor


def file_actions() -> tuple[Action, ...]:
    return (*_opening_actions(), *_saving_actions(), *_exchange_actions(), *_program_actions())


def _opening_actions() -> tuple[Action, ...]:
    return (
        Action(
            id="file.new",
            title=tr("New diagram"),
            category=Category.FILE,
            shortcuts=("Ctrl+N",),
            icon="new",
            perform=lambda w: w.files.new(),
            keywords=tr("blank empty create"),
        ),
        Action(
            id="file.new-window",
            title=tr("New window"),
            category=Category.FILE,
            shortcuts=("Ctrl+Shift+N",),
            icon="window",
            perform=lambda w: w.files.new_window(),
        ),
        Action(
            id="file.open",
            title=tr("Open…"),
            category=Category.FILE,
            shortcuts=("Ctrl+O",),
            icon="open",
            perform=lambda w: w.files.choose_and_open(),
            keywords=tr("load file"),
        ),
        Action(
            id="file.home",
            title=tr("Home page"),
            category=Category.FILE,
            shortcuts=("Alt+Home",),
            icon="home",
            perform=lambda w: w.show_home(),
            enabled=has_editor,
            keywords=tr("start templates recent describe"),
        ),
    )


def _saving_actions() -> tuple[Action, ...]:
    return (
        Action(
            id="file.save",
            title=tr("Save"),
            category=Category.FILE,
            shortcuts=("Ctrl+S",),
            icon="save",
            perform=lambda w: w.files.save(),
            enabled=has_editor,
        ),
        Action(
            id="file.save-as",
            title=tr("Save as…"),
            category=Category.FILE,
            shortcuts=("Ctrl+Shift+S",),
            perform=lambda w: w.files.save_as(),
            enabled=has_editor,
            keywords=tr("copy rename file"),
        ),
    )


def _exchange_actions() -> tuple[Action, ...]:
    return (
        Action(
            id="file.import",
            title=tr("Import…"),
            category=Category.FILE,
            shortcuts=("Ctrl+I",),
            icon="import",
            perform=lambda w: w.importer.choose_files(),
            keywords=tr(
                "mermaid draw.io d2 structurizr compose kubernetes terraform cloudformation csv json open load"
            ),
        ),
        Action(
            id="file.import-folder",
            title=tr("Import repository folder…"),
            category=Category.FILE,
            shortcuts=("Ctrl+Shift+I",),
            perform=lambda w: w.importer.choose_folder(),
            keywords=tr("project git source code open load"),
        ),
        Action(
            id="file.export",
            title=tr("Export…"),
            category=Category.FILE,
            shortcuts=("Ctrl+E",),
            icon="export",
            perform=lambda w: w.files.export(),
            enabled=has_content,
            keywords=tr("render picture png svg image pdf document markdown mermaid drawio d2 json csv save as"),
        ),
        Action(
            id="file.print",
            title=tr("Print…"),
            category=Category.FILE,
            shortcuts=("Ctrl+P",),
            icon="print",
            perform=lambda w: w.files.print(),
            enabled=has_content,
            keywords=tr("paper printer"),
        ),
    )


def _program_actions() -> tuple[Action, ...]:
    return (
        Action(
            id="file.settings",
            title=tr("Settings…"),
            category=Category.FILE,
            shortcuts=("Ctrl+,",),
            icon="settings",
            perform=lambda w: w.settings.show(),
            keywords=tr("preferences options language theme configure"),
        ),
        Action(
            id="file.close",
            title=tr("Close window"),
            category=Category.FILE,
            shortcuts=("Ctrl+W",),
            icon="close",
            perform=lambda w: w.files.close(),
        ),
        Action(
            id="file.quit",
            title=tr("Quit InfraSketch"),
            category=Category.FILE,
            shortcuts=("Ctrl+Q",),
            icon="quit",
            perform=lambda w: w.quit(),
            keywords=tr("exit"),
        ),
    )
