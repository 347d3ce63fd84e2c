"""What desktops read: each file passes the check of its standard, and they agree with each other and the program."""

from __future__ import annotations

import configparser
import io
import shutil
from pathlib import Path

import pytest
from defusedxml import ElementTree
from PIL import Image

from icons import render
from infrasketch_desktop.cli.grammar import parse
from infrasketch_desktop.diagram.clipboard import MIME_TYPE
from infrasketch_desktop.storage.paths import SKETCH_SUFFIX
from linux.integration import integration
from linux.tree import Entry
from tests.packaging_linux.standins import EDITION
from tests.support.needs import miss
from tests.support.programs import ROOT, Outcome, run_program

LANGUAGES = ("de", "ar")
SKETCH = ROOT / "resources" / "templates" / "chat.infrasketch"


@pytest.fixture(scope="module")
def files() -> dict[str, Entry]:
    return {entry.path: entry for entry in integration(EDITION)}


def write(entry: Entry, folder: Path) -> Path:
    file = folder / Path(entry.path).name
    file.write_bytes(entry.read())
    return file


def ask(package: str, *words: str | Path) -> Outcome:
    if shutil.which(str(words[0])) is None:
        miss(str(words[0]), packages=package)
    return run_program(words)


def desktop_entry(files: dict[str, Entry]) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, delimiters="=")
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(files["share/applications/infrasketch.desktop"].read().decode())
    return parser


def test_the_desktop_entry_is_valid_without_a_hint(files: dict[str, Entry], tmp_path: Path) -> None:
    file = write(files["share/applications/infrasketch.desktop"], tmp_path)
    done = ask("desktop-file-utils", "desktop-file-validate", file)
    assert (done.code, done.out, done.err) == (0, "", "")


def test_what_is_opened_is_never_taken_for_an_option(files: dict[str, Entry]) -> None:
    program, *words = desktop_entry(files)["Desktop Entry"]["Exec"].split()
    assert program == "infrasketch"
    assert parse([*words[:-1], "--profile=/tmp/planted"]).files == ["--profile=/tmp/planted"]
    assert parse(words[:-1]).files == []


def test_every_text_of_the_desktop_entry_is_translated(files: dict[str, Entry]) -> None:
    parser = desktop_entry(files)
    for group in parser.sections():
        said = parser[group]
        texts = [
            key for key in ("GenericName", "Comment", "Keywords", "Name") if key in said and said[key] != "InfraSketch"
        ]
        assert [
            f"{key}[{language}]" for key in texts for language in LANGUAGES if f"{key}[{language}]" not in said
        ] == []


def test_the_record_for_software_centres_is_valid_without_a_hint(files: dict[str, Entry], tmp_path: Path) -> None:
    file = write(files["share/metainfo/app.infrasketch.infrasketch.metainfo.xml"], tmp_path)
    done = ask("appstream", "appstreamcli", "validate", "--no-net", "--pedantic", file)
    assert done.code == 0, done.out
    assert "pedantic" not in done.out


def test_its_releases_are_those_of_the_changelog(files: dict[str, Entry]) -> None:
    record = ElementTree.fromstring(files["share/metainfo/app.infrasketch.infrasketch.metainfo.xml"].read())
    (release,) = record.iter("release")
    assert release.attrib == {"version": "0.1.0", "date": "2026-11-18", "type": "development"}
    assert [item.text for item in release.iter("li")] == list(EDITION.releases[0].items)


def test_all_files_mean_the_same_type_and_icon(files: dict[str, Entry]) -> None:
    entry = desktop_entry(files)["Desktop Entry"]
    described = ElementTree.fromstring(files["share/mime/packages/infrasketch.xml"].read())
    (kind,) = [element.get("type") for element in described.iter() if element.tag.endswith("mime-type")]
    assert kind == MIME_TYPE
    assert f"*{SKETCH_SUFFIX}" in [element.get("pattern") for element in described.iter()]
    assert entry["MimeType"] == f"{kind};x-scheme-handler/infrasketch;"
    record = ElementTree.fromstring(files["share/metainfo/app.infrasketch.infrasketch.metainfo.xml"].read())
    assert [element.text for element in record.iter("mediatype")] == [kind]
    assert f"share/icons/hicolor/48x48/apps/{entry['Icon']}.png" in files
    assert f"share/icons/hicolor/48x48/mimetypes/{kind.replace('/', '-')}.png" in files


def test_a_sketch_is_known_by_its_name_and_by_its_content(
    files: dict[str, Entry], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = tmp_path / "data" / "mime" / "packages"
    packages.mkdir(parents=True)
    write(files["share/mime/packages/infrasketch.xml"], packages)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert ask("shared-mime-info", "update-mime-database", packages.parent).err == ""
    for name in ("shop.infrasketch", "shop without a suffix"):
        file = tmp_path / name
        shutil.copy(SKETCH, file)
        said = ask("libglib2.0-bin", "gio", "info", "--attributes", "standard::content-type", file)
        assert "application/x-infrasketch" in said.out, said


@pytest.mark.parametrize("icon", [render.PROGRAM, render.SKETCH], ids=["program", "sketch"])
def test_each_icon_is_drawn_at_every_size(files: dict[str, Entry], icon: Path) -> None:
    name = {"infrasketch": "apps/infrasketch", "sketch": "mimetypes/application-x-infrasketch"}[icon.stem]
    for size in render.LINUX_SIZES:
        picture = Image.open(io.BytesIO(files[f"share/icons/hicolor/{size}x{size}/{name}.png"].read()))
        assert picture.size == (size, size)
        assert picture.convert("RGBA").getbbox() is not None
    assert files[f"share/icons/hicolor/scalable/{name}.svg"].read() == icon.read_bytes()


def test_small_icons_have_drawings_of_their_own() -> None:
    for icon in (render.PROGRAM, render.SKETCH):
        assert [render.drawing(icon, size) == icon for size in (16, 22, 24, 32)] == [False, False, False, True]


def test_windows_and_macos_get_all_their_sizes_in_one_file() -> None:
    windows = Image.open(io.BytesIO(render.ico(render.PROGRAM)))
    assert windows.info["sizes"] == {(size, size) for size in render.WINDOWS_SIZES}
    macos = Image.open(io.BytesIO(render.icns(render.SKETCH)))
    assert {size * scale for size, _, scale in macos.info["sizes"]} >= set(render.MACOS_SIZES)
