"""What a bundle consists of: every part has an owner, every owner a licence text, and the bill names what is there."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import shutil
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from materials.bill import bill_of_materials
from materials.components import LicenceError, python_distribution
from materials.inventory import Inventory, InventoryError, take_inventory
from materials.third_party import third_party
from tests.packaging_linux.standins import bill_files
from tests.support.programs import ROOT

MODULES = ["pyimod01_archive", "json", "requests.sessions", "infrasketch_desktop.cli", "opentelemetry", "xml.sax"]
FILES = [
    "PySide6/QtCore.abi3.so",
    "shiboken6/Shiboken.abi3.so",
    "shiboken6/files.dir/shibokensupport/feature.pyc",
    "cryptography/hazmat/bindings/_rust.abi3.so",
    "base_library.zip",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle as PyInstaller lays it out, with a few real files of this environment."""
    place = tmp_path_factory.mktemp("materials")
    for name in FILES:
        file = place / "_internal" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, "utf-8")
    own = place / "_internal" / "infrasketch_desktop" / "_resources"
    own.mkdir(parents=True)
    shutil.copy(ROOT / "resources" / "icons" / "infrasketch.svg", own)
    (place / "infrasketch").write_text("the program", "utf-8")
    return place


@pytest.fixture(scope="module")
def inventory(folder: Path) -> Inventory:
    return take_inventory(folder, MODULES)


def bill(inventory: Inventory, folder: Path) -> str:
    return bill_of_materials(inventory, folder, version="0.1.0", vendor="InfraSketch", moment=1_795_000_000)


def test_every_part_is_found_once_and_nothing_else(inventory: Inventory) -> None:
    names = [component.name.lower() for component in inventory.components]
    assert names == [
        "cpython",
        "pyside6_essentials",
        "cryptography",
        "opentelemetry-api",
        "pyinstaller",
        "requests",
        "shiboken6",
    ]
    assert sorted(inventory.own) == ["_internal/infrasketch_desktop/_resources/infrasketch.svg", "infrasketch"]


def test_a_library_of_the_system_is_that_of_its_package(folder: Path, tmp_path: Path) -> None:
    if shutil.which("dpkg-query") is None:
        pytest.skip("only where dpkg keeps the packages")
    bundle = shutil.copytree(folder, tmp_path / "bundle")
    (bundle / "_internal" / "libz.so.1").write_text("z", "utf-8")
    (found,) = [each for each, files in take_inventory(bundle, []).components.items() if "_internal/libz.so.1" in files]
    assert found.name == "zlib1g"
    assert "zlib" in found.texts[0]


@pytest.mark.parametrize("stranger", ["_internal/strange.dat", "_internal/libnobody.so.1"])
def test_a_file_of_nobody_stops_the_release(folder: Path, tmp_path: Path, stranger: str) -> None:
    bundle = shutil.copytree(folder, tmp_path / "bundle")
    (bundle / stranger).write_text("?", "utf-8")
    with pytest.raises(InventoryError, match=Path(stranger).name):
        take_inventory(bundle, MODULES)


def test_a_module_of_nobody_stops_the_release(folder: Path) -> None:
    with pytest.raises(InventoryError, match="nobodys_module"):
        take_inventory(folder, ["nobodys_module.part"])


def test_a_part_without_a_licence_text_stops_the_release(tmp_path: Path) -> None:
    described = tmp_path / "bare-1.0.dist-info"
    described.mkdir()
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: bare\nVersion: 1.0\nLicense: MIT\n", "utf-8")
    (described / "RECORD").write_text("bare.py,,\n", "utf-8")
    with pytest.raises(LicenceError, match=r"bare 1\.0"):
        python_distribution(importlib.metadata.PathDistribution(described))


def test_all_that_the_program_asks_for_has_a_licence_text() -> None:
    """Long before a release: of each library that pyproject.toml names, and of what these ask for in turn."""
    from packaging.requirements import Requirement

    waiting, seen = ["infrasketch-desktop"], set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            needs = [Requirement(line) for line in importlib.metadata.requires(name) or ()]
            waiting += [need.name for need in needs if need.marker is None or need.marker.evaluate({"extra": "server"})]
    assert len(seen) > 50
    for name in seen - {"infrasketch-desktop"}:
        assert python_distribution(importlib.metadata.distribution(name)).texts


def test_the_notice_lists_all_parts_and_has_each_text_once(inventory: Inventory) -> None:
    notice = third_party(inventory)
    assert [each.name for each in inventory.components if f"\n{each.name} {each.version}: " not in notice] == []
    assert notice.count("GNU LESSER GENERAL PUBLIC LICENSE\n") == 1
    assert "Their source, complete and for exactly this version" in notice


def test_the_bill_is_valid_and_names_every_file_by_its_hash(inventory: Inventory, folder: Path) -> None:
    content = bill(inventory, folder)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(content) is None
    there = {path for path in folder.rglob("*") if path.is_file()}
    expected = {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in there}
    assert bill_files(content) == expected


def test_each_part_of_the_bill_has_a_licence_and_what_is_compiled_into_it(inventory: Inventory, folder: Path) -> None:
    parts = {part["name"]: part for part in json.loads(bill(inventory, folder))["components"]}
    assert [name for name, part in parts.items() if not part["licenses"]] == []
    assert {"openssl", "asn1"} <= {each["name"] for each in parts["cryptography"]["components"]}


def test_one_bundle_is_one_bill_and_another_bundle_another(inventory: Inventory, folder: Path, tmp_path: Path) -> None:
    content = bill(inventory, folder)
    other = shutil.copytree(folder, tmp_path / "bundle")
    assert bill(take_inventory(other, MODULES), other) == content
    (other / "infrasketch").write_text("another program", "utf-8")
    changed = json.loads(bill(take_inventory(other, MODULES), other))
    assert changed["serialNumber"] != json.loads(content)["serialNumber"]
