"""Windows and macOS: nothing was built there yet, but their files are well-formed and agree with the program."""

from __future__ import annotations

import configparser
import plistlib
import re

from bundle import macos
from infrasketch_desktop.storage.paths import SKETCH_SUFFIX
from tests.support.programs import ROOT

BUNDLE = ROOT / "packaging" / "bundle"
SCHEME = "infrasketch"


def test_macos_is_told_of_sketches_and_links() -> None:
    told = plistlib.loads(plistlib.dumps(macos.INFORMATION))
    (exported,) = told["UTExportedTypeDeclarations"]
    assert exported["UTTypeTagSpecification"] == {"public.filename-extension": [SKETCH_SUFFIX.removeprefix(".")]}
    assert told["CFBundleDocumentTypes"][0]["LSItemContentTypes"] == [exported["UTTypeIdentifier"]]
    assert told["CFBundleURLTypes"][0]["CFBundleURLSchemes"] == [SCHEME]


def test_macos_may_compile_what_webassembly_needs() -> None:
    assert all(plistlib.loads((BUNDLE / "macos.entitlements").read_bytes()).values())


def test_windows_opens_sketches_and_links_with_a_program_that_the_bundle_has() -> None:
    text = (BUNDLE / "windows.iss").read_text("utf-8")
    named = set(re.findall(r"\{app\}\\([\w-]+)\.exe", text))
    built = set(re.findall(r'EXE\(.*?name="([\w-]+)"', (BUNDLE / "infrasketch.spec").read_text("utf-8")))
    assert named
    assert named <= built
    for key in (rf"Classes\{SKETCH_SUFFIX}", rf"Classes\{SCHEME}\shell\open\command"):
        assert rf'Subkey: "Software\{key}"' in text


def test_windows_takes_nothing_that_is_opened_for_an_option() -> None:
    text = (BUNDLE / "windows.iss").read_text("utf-8")
    lines = [line for line in text.splitlines() if "%1" in line]
    assert len(lines) == 2
    assert all(line.endswith('infrasketch-window.exe"" open -- ""%1"""') for line in lines)


def test_the_installer_for_windows_is_for_one_user_and_has_its_languages() -> None:
    text = (BUNDLE / "windows.iss").read_text("utf-8")
    setup = configparser.ConfigParser(allow_no_value=True, comment_prefixes=(";",), interpolation=None)
    setup.read_string(text.partition("[Languages]")[0])
    assert setup["Setup"]["PrivilegesRequired"] == "lowest"
    catalogs = {path.stem for path in (ROOT / "resources" / "languages").glob("*.po")}
    assert catalogs <= set(re.findall(r'^Name: "(\w+)"; MessagesFile', text, re.MULTILINE))
