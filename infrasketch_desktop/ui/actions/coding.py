"""Actions on generated code."""

from __future__ import annotations

from infrasketch_desktop.language import tr, tr_count
from infrasketch_desktop.ui.actions.action import Action, Category
from infrasketch_desktop.ui.actions.conditions import has_editor, nodes
from infrasketch_desktop.ui.actions.window import Window

_WORDS = "source program fastapi python docker compose kubernetes terraform scaffold project"


def coding_actions() -> tuple[Action, ...]:
    return (
        Action(
            id="code.node",
            title=tr("Generate code…"),
            category=Category.TOOLS,
            shortcuts=("Ctrl+Shift+C",),
            icon="code",
            perform=lambda w: w.code.generate(nodes(w)),
            enabled=lambda w: len(nodes(w)) > 0,
            label=_label,
            keywords=_WORDS,
        ),
        Action(
            id="code.all",
            title=tr("Generate all code…"),
            category=Category.TOOLS,
            shortcuts=("Ctrl+Shift+E",),
            icon="code",
            perform=lambda w: w.code.generate(),
            enabled=_has_nodes,
            keywords=_WORDS,
        ),
        Action(
            id="code.check",
            title=tr("Check the code"),
            category=Category.TOOLS,
            shortcuts=("Ctrl+Shift+K",),
            icon="checked",
            perform=lambda w: w.code.check(),
            enabled=_has_folder,
            keywords=tr("test lint types verify run generated"),
        ),
        Action(
            id="code.fill",
            title=tr("Fill with Claude…"),
            category=Category.TOOLS,
            icon="describe",
            perform=lambda w: w.code.fill(),
            enabled=lambda w: has_editor(w) and w.code.can_fill,
            keywords=tr("write region business logic assistant ai model generated"),
        ),
        Action(
            id="code.folder",
            title=tr("Open the folder of the code"),
            category=Category.TOOLS,
            icon="folder",
            perform=lambda w: w.code.open_folder(),
            enabled=_has_folder,
            keywords=tr("files manager generated"),
        ),
    )


def _label(window: Window) -> str:
    count = len(nodes(window))
    return tr_count("Generate code…", "Generate code for %n nodes…", max(count, 1))


def _has_nodes(window: Window) -> bool:
    return window.editor is not None and bool(window.editor.document.diagram.nodes)


def _has_folder(window: Window) -> bool:
    return has_editor(window) and window.code.has_folder
