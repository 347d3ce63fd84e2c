"""What the home page needs is loaded before it is painted, and nothing else: a start is that much quicker."""

from tests.support.programs import python

LATER = (
    "infrasketch_desktop.ui.canvas",  # and all that a sketch needs
    "infrasketch_desktop.ui.workbench",
    "infrasketch_desktop.ui.editor.editor",
    "infrasketch_desktop.ui.accessible.canvas_face",
    "infrasketch_desktop.picture.qt.rendering",
    "infrasketch_desktop.picture.badges",
    "infrasketch_desktop.formats.table",
    "infrasketch_desktop.sketcher.lexicon",
    "infrasketch_desktop.layout.arrange",
    "infrasketch_desktop.wallet.wallet",
    "PySide6.QtPdf", "PySide6.QtPrintSupport",
    "infrasketch_desktop.ui.furnishing",  # and the rest of the window
    "infrasketch_desktop.app_services",
    "infrasketch_desktop.ui.actions",
    "infrasketch_desktop.ui.chat",
    "infrasketch_desktop.ui.files.choosing",
    "infrasketch_desktop.ui.credits",
    "infrasketch_desktop.storage.workspace",
    "infrasketch_desktop.diagram.clipboard",
    "infrasketch_desktop.diagram.records",
    "concurrent.futures", "hashlib", "multiprocessing", "subprocess",
    "anthropic", "asyncio", "cryptography", "fontTools", "importlib.metadata", "jinja2", "networkx", "pymupdf_fonts",
    "reportlab", "requests", "sqlite_utils", "uharfbuzz", "uuid", "wasmtime",
)  # fmt: skip


def test_the_home_page_loads_nothing_that_can_wait() -> None:
    loaded = set(python("import sys, infrasketch_desktop.app; print(*sys.modules)").out.split())
    assert "infrasketch_desktop.ui.home.page" in loaded
    assert [name for name in LATER if name in loaded] == []


PANELS = (
    "infrasketch_desktop.ui.panels.outline.panel",
    "infrasketch_desktop.ui.panels.library.panel",
    "infrasketch_desktop.ui.panels.document.panel",
    "infrasketch_desktop.ui.panels.findings.panel",
    "infrasketch_desktop.ui.chat.panel",
    "infrasketch_desktop.ui.chat.talk",
    "infrasketch_desktop.ui.code.panel",
    "infrasketch_desktop.ui.code.project",
    "infrasketch_desktop.codegen.updating", "infrasketch_desktop.design_doc", "infrasketch_desktop.layout.arrange",
    "infrasketch_desktop.review", "asyncio",
)  # fmt: skip


def test_a_sketch_opens_without_what_only_hidden_panels_need() -> None:
    rooms = ("app_services", "ui.furnishing", "ui.workbench")
    imports = ", ".join(f"infrasketch_desktop.{room}" for room in rooms)
    loaded = set(python(f"import sys, {imports}; print(*sys.modules)").out.split())
    assert "infrasketch_desktop.ui.bench_panels" in loaded
    assert [name for name in PANELS if name in loaded] == []


STYLED = """
import os
os.environ["QT_STYLE_OVERRIDE"] = "Windows"
from PySide6.QtCore import Qt
from infrasketch_desktop.app import make_application
from infrasketch_desktop.ui.widgets.roles import label, set_role
app = make_application()
print(app.style().name())
app.setStyleSheet("QLabel[role='display'] { font-size: 40pt }")
made = label("Title", "display")
print(made.testAttribute(Qt.WidgetAttribute.WA_WState_Polished))
made.ensurePolished()
print(made.font().pointSize())
set_role(made, "heading")
print(made.font().pointSize() < 40)
"""


def test_the_style_is_the_same_on_every_desktop_and_given_to_what_is_new_when_qt_needs_it() -> None:
    outcome = python(STYLED)
    assert outcome.err == ""
    assert outcome.out.split() == ["fusion", "False", "40", "True"]
