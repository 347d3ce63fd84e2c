"""Zoom, grid, panels and appearance."""

from __future__ import annotations

from infrasketch_desktop.language import languages, tr
from infrasketch_desktop.storage.settings import Theme as Appearance
from infrasketch_desktop.ui.actions.action import Action, Category
from infrasketch_desktop.ui.actions.conditions import has_content, has_editor, has_selection, open_editor
from infrasketch_desktop.ui.numbers import percent
from infrasketch_desktop.ui.window_language import language_name

TEXT_STEP = 1.1


def viewing_actions() -> tuple[Action, ...]:
    return (*_zoom_actions(), *_canvas_actions(), *_panel_actions(), *_appearance_actions())


def _zoom_actions() -> tuple[Action, ...]:
    return (
        Action(
            id="view.zoom-in",
            title=tr("Zoom in"),
            category=Category.VIEW,
            shortcuts=("Ctrl++", "Ctrl+="),
            icon="zoom-in",
            perform=lambda w: open_editor(w).canvas.zoom_in(),
            enabled=has_editor,
        ),
        Action(
            id="view.zoom-out",
            title=tr("Zoom out"),
            category=Category.VIEW,
            shortcuts=("Ctrl+-",),
            icon="zoom-out",
            perform=lambda w: open_editor(w).canvas.zoom_out(),
            enabled=has_editor,
        ),
        Action(
            id="view.zoom-100",
            title=tr("Zoom to {share}", share=percent(1)),
            category=Category.VIEW,
            shortcuts=("Ctrl+0",),
            perform=lambda w: open_editor(w).canvas.zoom_to_full_size(),
            enabled=has_editor,
            keywords=tr("actual size"),
        ),
        Action(
            id="view.fit",
            title=tr("Show everything"),
            category=Category.VIEW,
            shortcuts=("Shift+1",),
            icon="fit",
            perform=lambda w: open_editor(w).canvas.fit_all(),
            enabled=has_content,
            keywords=tr("fit zoom all"),
        ),
        Action(
            id="view.fit-selection",
            title=tr("Show selection"),
            category=Category.VIEW,
            shortcuts=("Shift+2",),
            icon="fit",
            perform=lambda w: open_editor(w).canvas.fit_selection(),
            enabled=has_selection,
            keywords=tr("fit zoom"),
        ),
    )


def _canvas_actions() -> tuple[Action, ...]:
    return (
        Action(
            id="view.grid",
            title=tr("Grid"),
            category=Category.VIEW,
            shortcuts=("Ctrl+'",),
            icon="grid",
            perform=lambda w: w.looks.toggle_grid(),
            enabled=has_editor,
            checked=lambda w: w.editor is not None and w.editor.canvas.grid_shown,
            keywords=tr("dots snap"),
        ),
        Action(
            id="view.minimap",
            title=tr("Minimap"),
            category=Category.VIEW,
            shortcuts=("Ctrl+M",),
            icon="minimap",
            perform=lambda w: w.looks.toggle_minimap(),
            enabled=has_editor,
            checked=lambda w: w.editor is not None and w.looks.minimap_shown,
            keywords=tr("overview"),
        ),
    )


def _panel_actions() -> tuple[Action, ...]:
    rows = (
        ("palette", tr("Palette"), "Ctrl+1"),
        ("outline", tr("Outline"), "Ctrl+2"),
        ("library", tr("Library"), "Ctrl+3"),
        ("properties", tr("Properties"), "Ctrl+4"),
        ("findings", tr("Review"), "Ctrl+5"),
        ("document", tr("Design document"), "Ctrl+6"),
        ("chat", tr("Chat"), "Ctrl+7"),
        ("code", tr("Code"), "Ctrl+8"),
    )
    return (
        *(_panel_action(*row) for row in rows),
        Action(
            id="view.reset-panels",
            title=tr("Put panels back"),
            category=Category.VIEW,
            perform=lambda w: w.panels.reset(),
            enabled=has_editor,
            keywords=tr("reset layout docks"),
        ),
        Action(
            id="view.next-region",
            title=tr("Go to the next part of the window"),
            category=Category.VIEW,
            shortcuts=("F6",),
            perform=lambda w: w.regions.next(),
            keywords=tr("keyboard focus panel region"),
        ),
        Action(
            id="view.previous-region",
            title=tr("Go to the part of the window before"),
            category=Category.VIEW,
            shortcuts=("Shift+F6",),
            perform=lambda w: w.regions.previous(),
            keywords=tr("keyboard focus panel region back"),
        ),
        Action(
            id="view.full-screen",
            title=tr("Full screen"),
            category=Category.VIEW,
            shortcuts=("F11",),
            perform=lambda w: w.toggle_full_screen(),
        ),
    )


def _panel_action(name: str, title: str, keys: str) -> Action:
    return Action(
        id=f"view.panel-{name}",
        title=title,
        category=Category.VIEW,
        shortcuts=(keys,),
        icon=name,
        perform=lambda w: w.panels.toggle(name),
        enabled=has_editor,
        checked=lambda w: w.panels.is_shown(name),
        keywords=tr("panel show hide"),
    )


def _appearance_actions() -> tuple[Action, ...]:
    rows = (
        (Appearance.SYSTEM, tr("Appearance of the system")),
        (Appearance.LIGHT, tr("Light appearance")),
        (Appearance.DARK, tr("Dark appearance")),
    )
    return (
        *(_appearance_action(*row) for row in rows),
        Action(
            id="view.high-contrast",
            title=tr("High contrast"),
            category=Category.VIEW,
            icon="theme",
            perform=lambda w: w.looks.toggle_contrast(),
            checked=lambda w: w.skin.theme.high_contrast,
            keywords=tr("accessibility theme colours strong"),
        ),
        *(_language_action(setting) for setting in ("", *languages())),
        _text_action("larger", tr("Larger text"), TEXT_STEP),
        _text_action("smaller", tr("Smaller text"), 1 / TEXT_STEP),
    )


def _text_action(name: str, title: str, factor: float) -> Action:
    return Action(
        id=f"view.text-{name}",
        title=title,
        category=Category.VIEW,
        icon="text",
        perform=lambda w: w.looks.scale_text(factor),
        keywords=tr("font size scale accessibility"),
    )


def _appearance_action(appearance: Appearance, title: str) -> Action:
    return Action(
        id=f"view.appearance-{appearance.value}",
        title=title,
        category=Category.VIEW,
        icon="theme",
        perform=lambda w: w.looks.choose_appearance(appearance),
        checked=lambda w: w.skin.appearance is appearance,
        keywords=tr("theme colours night"),
    )


def _language_action(setting: str) -> Action:
    return Action(
        id=f"view.language-{setting or 'system'}",
        title=language_name(setting) if setting else tr("Language of the system"),
        category=Category.VIEW,
        perform=lambda w: w.looks.choose_language(setting),
        checked=lambda w: w.looks.language == setting,
        keywords=tr("language locale translation"),
    )
