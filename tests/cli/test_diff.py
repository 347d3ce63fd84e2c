"""`infrasketch diff`."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Node
from infrasketch_desktop.storage import sketch_file, sketches
from infrasketch_desktop.storage.library import open_library
from infrasketch_desktop.storage.profile import Profile
from tests.cli.conftest import Cli

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def later(tmp_path: Path, shop: Path) -> Path:
    """The shop with PostgreSQL upgraded, the API moved, the web app gone and a cache added."""
    records = {record.id: record for record in sketches.load(shop)}
    del records["web"], records["web--api"]
    records["api"] = replace(records["api"], x=500)
    records["db"] = replace(records["db"], technology="PostgreSQL 17")
    records["cache"] = Node(id="cache", kind=NodeKind.CACHE, label="Sessions", x=800, y=300)
    path = tmp_path / "later.infrasketch"
    sketches.save(path, build_diagram(records.values()))
    return path


def test_lines_tell_what_became_of_each_element(cli: Cli, shop: Path, later: Path) -> None:
    outcome = cli("diff", shop, later)
    assert outcome.code == ExitCode.OK
    assert outcome.out.splitlines() == [
        "> API (api)",
        "+ Sessions (cache)",
        "~ Orders (database): technology “PostgreSQL” → “PostgreSQL 17”",
        "- Web app (client)",
        "- Web app → API",
    ]


def test_json_tells_the_same_with_every_field(cli: Cli, shop: Path, later: Path) -> None:
    found = json.loads(cli("diff", shop, later, "--json").out)
    assert found["same"] is False
    assert found["added"] == [{"id": "cache", "type": "node", "name": "Sessions (cache)"}]
    assert found["moved"] == [
        {"id": "api", "type": "node", "name": "API (api)", "fields": [{"name": "x", "before": 400.0, "after": 500.0}]}
    ]
    assert [item["id"] for item in found["changed"]] == ["db"]
    assert [(item["id"], item["type"]) for item in found["removed"]] == [("web", "node"), ("web--api", "edge")]


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_exit_codes_tell_the_same_from_different_and_trouble(
    cli: Cli, shop: Path, later: Path, tmp_path: Path, form: tuple[str, ...]
) -> None:
    bad = tmp_path / "bad.infrasketch"
    bad.write_text("{")
    assert cli("diff", shop, shop, "--exit-code", *form).code == 0
    assert cli("diff", shop, later, "--exit-code", *form).code == 1
    assert cli("diff", shop, bad, "--exit-code", *form).code == 2
    assert cli("diff", shop, bad, *form).code == ExitCode.FAILED


def test_placement_may_be_left_out(cli: Cli, shop: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved.infrasketch"
    before = sketches.load(shop)
    sketches.save(moved, build_diagram(replace(r, x=90) if r.id == "api" else r for r in before))
    assert cli("diff", shop, moved, "--exit-code").code == 1
    outcome = cli("diff", shop, moved, "--exit-code", "--ignore-placement")
    assert (outcome.code, outcome.out) == (0, "")


def test_one_side_may_come_from_standard_input_and_only_one(cli: Cli, shop: Path, later: Path) -> None:
    outcome = cli("diff", "-", later, typed=shop.read_text())
    assert "+ Sessions (cache)" in outcome.out
    assert cli("diff", "-", "-").code == ExitCode.USAGE


def test_nothing_against_a_diagram_lists_all_of_it_for_git(cli: Cli, shop: Path) -> None:
    assert cli("diff", "/dev/null", shop).out.splitlines() == [
        "+ group Data",
        "+ API (api)",
        "+ Orders (database)",
        "+ Web app (client)",
        "+ API → Orders",
        "+ Web app → API",
        "~ the sheet: title none → “Shop”",
    ]


def test_both_are_one_picture(cli: Cli, shop: Path, later: Path, tmp_path: Path) -> None:
    picture = tmp_path / "changes.svg"
    assert cli("diff", shop, later, "--svg", picture).code == ExitCode.OK
    root = ET.parse(picture).getroot()
    shown = {element.get("data-id") for element in root.iter() if element.get("data-id")}
    assert shown >= {"web", "web--api", "api", "db", "cache"}
    again = tmp_path / "again.svg"
    cli("diff", shop, later, "--svg", again)
    assert picture.read_bytes() == again.read_bytes()


def test_an_unknown_theme_is_refused(cli: Cli, shop: Path, later: Path) -> None:
    outcome = cli("diff", shop, later, "--svg", "x.svg", "--theme", "neon")
    assert outcome.code == ExitCode.USAGE
    assert "neon" in outcome.err


def test_kept_versions_have_names(cli: Cli, shop: Path, later: Path, tmp_path: Path) -> None:
    profile = Profile.at(tmp_path / "profile")
    profile.prepare()
    with open_library(profile.library_file, lambda: NOW).library as library:
        for diagram in (Diagram(), sketches.load(shop)):
            library.catalog.note_saved(shop, diagram, b"")
            library.versions.keep(shop, sketch_file.write(diagram))
    place = ("--profile", tmp_path / "profile")
    assert cli("diff", f"{shop}@1", shop, *place).out == ""
    assert "+ API (api)" in cli("diff", f"{shop}@2", f"{shop}@1", *place).out
    outcome = cli("diff", f"{shop}@3", shop, *place)
    assert outcome.code == ExitCode.FAILED
    assert "no version 3 of" in outcome.err
    assert "it holds 2" in outcome.err


def test_without_a_library_no_version_is_kept(cli: Cli, shop: Path, tmp_path: Path) -> None:
    outcome = cli("diff", f"{shop}@1", shop, "--profile", tmp_path / "empty")
    assert "it holds none" in outcome.err
