"""`infrasketch fmt` and `doc`: the canonical form of diagram files, and their document to read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.diagram.records import Passage
from infrasketch_desktop.storage import sketches
from tests.cli.conftest import Cli


@pytest.fixture
def untidy(shop: Path) -> Path:
    """The same diagram as `shop`, written by another program."""
    path = shop.with_name("untidy.infrasketch")
    path.write_text(json.dumps(json.loads(shop.read_text()), indent=4))
    return path


def test_a_file_comes_into_the_form_that_saving_gives_it(cli: Cli, shop: Path, untidy: Path) -> None:
    outcome = cli("fmt", untidy, shop)
    assert outcome.code == ExitCode.OK
    assert outcome.out == f"{untidy} was brought into canonical form.\n"
    assert untidy.read_bytes() == shop.read_bytes()
    assert cli("fmt", untidy, shop).out == "Everything is in canonical form.\n"


def test_checking_changes_nothing_and_fails(cli: Cli, shop: Path, untidy: Path) -> None:
    before = untidy.read_bytes()
    outcome = cli("fmt", shop, untidy, "--check", "--json")
    assert outcome.code == ExitCode.FAILED
    assert json.loads(outcome.out)["changed"] == [str(untidy)]
    assert untidy.read_bytes() == before
    assert cli("fmt", shop, "--check").code == ExitCode.OK


def test_a_file_that_is_no_diagram_keeps_every_other_from_being_written(cli: Cli, shop: Path, untidy: Path) -> None:
    before = untidy.read_bytes()
    broken = shop.with_name("broken.infrasketch")
    broken.write_text("{")
    outcome = cli("fmt", untidy, broken)
    assert outcome.code == ExitCode.FAILED
    assert "broken.infrasketch”: The file is broken at line 1" in outcome.err
    assert untidy.read_bytes() == before


def test_standard_input_is_printed_in_canonical_form(cli: Cli, shop: Path, untidy: Path) -> None:
    assert cli("fmt", "-", typed=untidy.read_text()).out == shop.read_text()
    assert cli("fmt", "-", "--check", typed=untidy.read_text()).code == ExitCode.FAILED
    assert cli("fmt", "-", "--check", typed=shop.read_text()).code == ExitCode.OK


def test_the_nine_sections_are_listed(cli: Cli, shop: Path) -> None:
    outcome = cli("doc", shop)
    assert outcome.code == ExitCode.OK
    lines = outcome.out.splitlines()
    assert lines[0] == "Shop"
    assert [line.split(" (")[0].strip() for line in lines[1:10]] == [
        "1. Executive Summary",
        "2. System Overview",
        "3. Architecture Diagram",
        "4. Component Details",
        "5. Data Flow",
        "6. Scalability & Reliability",
        "7. Security Considerations",
        "8. Trade-offs & Alternatives",
        "9. Implementation Phases",
    ]


def test_where_document_and_diagram_disagree_is_said_and_can_fail(cli: Cli, shop: Path) -> None:
    assert cli("doc", shop, "--check").code == ExitCode.OK
    diagram = sketches.load(shop)
    orphan = Passage(id="p", chapter=Chapter.COMPONENT_DETAILS, text="The cache holds sessions.", element="cache")
    sketches.save(shop, build_diagram([*diagram, orphan]))
    assert cli("doc", shop).code == ExitCode.OK
    outcome = cli("doc", shop, "--check", "--json")
    assert outcome.code == ExitCode.FAILED
    assert [(found["cause"], found["about"]) for found in json.loads(outcome.out)["drift"]] == [("gone", "cache")]


def test_one_section_is_printed_as_markdown(cli: Cli, shop: Path) -> None:
    outcome = cli("doc", shop, "--section", "Component Details")
    assert outcome.out.startswith("## Component Details\n")
    assert "FastAPI" in outcome.out


def test_an_unknown_section_is_answered_with_the_nearest(cli: Cli, shop: Path) -> None:
    outcome = cli("doc", shop, "--section", "data-flows")
    assert outcome.code == ExitCode.USAGE
    assert "Did you mean data-flow?" in outcome.err


def test_a_document_is_read_in_another_language(cli: Cli, shop: Path) -> None:
    text = cli("doc", shop, "--section", "security", "--language", "de").out
    assert text.startswith("## Sicherheit\n")
    assert "Vertrauensgrenzen" in text
    assert cli("doc", shop, "--section", "security").out.startswith("## Security Considerations\n")


def test_a_language_that_there_is_not_is_named_with_those_there_are(cli: Cli, shop: Path) -> None:
    outcome = cli("doc", shop, "--language", "xx")
    assert outcome.code == ExitCode.USAGE
    assert "There is no language “xx”. Choose one of en, ar, de." in outcome.err
