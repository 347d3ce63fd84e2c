"""What a bundle holds: everything that is asked for by name, nothing that is never imported, one order of files."""

from __future__ import annotations

import ast
import inspect
import runpy
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path

import pytest
from pymupdf_fonts import fontbuffers

from bundle import selection
from infrasketch_desktop.picture.face_files import WINDOW_FACES
from infrasketch_desktop.resources import resources_folder
from tests.support.programs import ROOT, python

IMPORT_ALL = """
import importlib, pkgutil, sys
sys.path[:0] = ["packaging/bundle/instead", "packaging"]
from bundle.selection import NEVER_REACHED, NEVER_IMPORTED, SERVER_ONLY

blocked = (*NEVER_IMPORTED, *(SERVER_ONLY if sys.argv[1] == "live" else ()))

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if any(name == each or name.startswith(each + ".") for each in blocked) or NEVER_REACHED.fullmatch(name):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Refuse())
for root in ("infrasketch_desktop", "licensing_server")[: 1 if sys.argv[1] == "live" else 2]:
    for module in pkgutil.walk_packages(importlib.import_module(root).__path__, root + "."):
        if not module.name.endswith("__main__") and ".migrations." not in module.name:
            importlib.import_module(module.name)
for name in ("anthropic", "keyring.backends.SecretService", "mcp.server.stdio", "pikepdf"):
    importlib.import_module(name)
"""


def entry(name: str, kind: str = "BINARY") -> selection.Entry:
    return (name, f"/from/{name}", kind)


def names(entries: list[selection.Entry]) -> list[str]:
    return [name for name, _, _ in entries]


@pytest.mark.long
@pytest.mark.parametrize("environment", ["sandbox", "live"])
def test_every_part_of_the_program_is_imported_without_what_is_left_out(environment: str) -> None:
    outcome = python(IMPORT_ALL, environment)
    assert (outcome.code, outcome.err) == (0, "")


def test_what_stands_in_for_pillow_reads_no_picture() -> None:
    stand_in = runpy.run_path(str(ROOT / "packaging" / "bundle" / "instead" / "PIL.py"))["Image"]
    assert not isinstance("picture.png", stand_in.Image)
    with pytest.raises(NotImplementedError, match=r"picture\.png"):
        stand_in.open("picture.png")


def test_what_is_asked_for_by_name_is_there() -> None:
    assert [name for name in selection.NAMED if find_spec(name) is None] == []
    assert [name for name in selection.METADATA if not distribution(name).version] == []


def test_every_badge_finds_its_outline_in_a_file_that_comes_along() -> None:
    files = selection.brand_files(resources_folder())
    there = Path(str(distribution("simplepycons").locate_file("simplepycons")))
    assert len(files) > 100
    assert [name for name in files if not (there / name).is_file()] == []


def test_the_faces_of_windows_and_documents_come_along() -> None:
    for file in ("picture/faces/family.py", "design_doc/pdf/typefaces.py"):
        text = (ROOT / "infrasketch_desktop" / file).read_text("utf-8")
        used = {node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)} & set(fontbuffers)
        assert used
        for name in used - set(WINDOW_FACES):
            module = inspect.getsource(fontbuffers[name]).partition("from . import ")[2].split()[0]
            assert f"pymupdf_fonts.{module}".startswith(selection.FACES)


def test_all_resources_come_along_whatever_their_folders_are_called() -> None:
    given = [
        entry(f"infrasketch_desktop/_resources/code/{name}") for name in ("service/tests/test_app.py.j2", "a/docs/b")
    ]
    assert sorted(selection.kept(given)) == sorted(given)


def test_plugins_and_languages_of_qt_that_nobody_uses_stay_behind() -> None:
    kept = {
        "PySide6/Qt/plugins/platforms/libqxcb.so", "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so",
        "PySide6/Qt/translations/qtbase_ar.qm", "PySide6/Qt/translations/qtbase_de.qm",
        "keyring-25.7.0.dist-info/METADATA", "keyring-25.7.0.dist-info/entry_points.txt",
    }  # fmt: skip
    left = {
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so", "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/translations/qtbase_fr.qm", "PySide6/QtCore.pyi", "networkx/tests/test_all.py",
        "libfontconfig.so.1", "mcp-2.3.0.dist-info/direct_url.json", "jsonschema/benchmarks/a.json",
    }  # fmt: skip
    assert set(names(selection.kept(map(entry, kept | left)))) == kept


def test_of_payments_only_what_a_sandbox_reaches_comes_along() -> None:
    given = [entry(name, "PYMODULE") for name in ("stripe._charge_service", "stripe._webhook")]
    assert names(selection.modules(given)) == ["stripe._webhook"]


def test_files_come_in_one_order_and_with_any_slashes() -> None:
    one = entry("PySide6\\plugins\\platforms\\qwindows.dll")
    assert selection.kept([entry("b"), one, entry("a")]) == [one, entry("a"), entry("b")]


def test_a_library_goes_with_the_plugin_that_needed_it() -> None:
    plugin, gtk, core = "PySide6/Qt/plugins/platforms/libqxcb.so", "libgtk-3.so.0", "PySide6/Qt/lib/libQt6Core.so.6"
    needs = {f"/from/{plugin}": ["libQt6Core.so.6"], "/from/QtCore.so": ["libQt6Core.so.6", "libm.so.6"]}
    binaries = [entry(plugin), entry(gtk), entry(core), entry("QtCore.so", "EXTENSION"), entry("a/_libwasmtime.so")]
    found = selection.linked(binaries, lambda file: needs.get(file, []))
    assert names(found) == [plugin, core, "QtCore.so", "a/_libwasmtime.so"]


def test_a_link_goes_with_what_it_leads_to() -> None:
    gone, stays, file = (
        ("libQt6Qml.so.6", "lib/libQt6Qml.so.6", "SYMLINK"),
        ("libQt6Gui.so.6", "lib/libQt6Gui.so.6", "SYMLINK"),
        entry("a", "DATA"),
    )
    assert selection.unbroken([gone, stays, file], [entry("lib/libQt6Gui.so.6")]) == [stays, file]


def test_a_live_build_has_no_server_and_the_window_needs_none_of_it() -> None:
    assert "licensing_server" in selection.SERVER_ONLY
    for file in (ROOT / "infrasketch_desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and not node.level:
                assert (node.module or "").partition(".")[0] not in selection.SERVER_ONLY, file
