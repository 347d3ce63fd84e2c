"""`infrasketch export` in several forms at once: one payment, the same files as the window, and what was lost."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.exchange.exports import FORMS, form_named
from infrasketch_desktop.exchange.options import ExportOptions
from infrasketch_desktop.exchange.pieces import pieces_of
from infrasketch_desktop.exchange.subject import Subject
from infrasketch_desktop.storage import sketches
from tests.cli.conftest import Cli
from tests.support.profiles import stock_wallet
from tests.support.programs import infrasketch


@pytest.fixture
def purse(tmp_path: Path) -> Path:
    """A profile with thirty credits."""
    return stock_wallet(tmp_path / "profile", 30)


def contents(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.usefixtures("qapp")
def test_all_forms_are_one_payment_and_the_bytes_that_the_window_makes(cli: Cli, purse: Path, shop: Path) -> None:
    names = ",".join(form.id for form in FORMS)
    outcome = cli("export", shop, "--to", names, "-o", "out", "--yes", "--json", "--profile", purse)
    told = json.loads(outcome.out)
    assert outcome.code == ExitCode.OK, outcome.err
    assert told["failed"] == []
    assert told["charged"] == 12  # png, svg, five other tools: 7; both documents: 5; data: 0
    window = shop.parent / "window"
    window.mkdir()
    for piece in pieces_of(FORMS, Subject(sketches.load(shop)), ExportOptions(), window / "shop"):
        piece.make(piece.target)
    assert contents(shop.parent / "out") == contents(window)


def test_the_price_of_both_documents_for_two_diagrams_is_that_of_two_bundles(cli: Cli, purse: Path, shop: Path) -> None:
    other = shop.with_name("other.infrasketch")
    other.write_bytes(shop.read_bytes())
    outcome = cli("export", shop, other, "--to", "pdf,md", "--dry-run", "--profile", purse)
    assert outcome.out == "2 x Design document (PDF and Markdown): 10 credits. 30 credits can be spent here.\n"


def test_text_needs_no_qt_and_losses_are_listed(cli: Cli, purse: Path, shop: Path) -> None:
    outcome = cli("export", shop, "--to", "csv", "--profile", purse, "--json")
    told = json.loads(outcome.out)
    assert outcome.code == ExitCode.OK
    assert told["charged"] == 0
    assert all({"form", "what", "why"} <= lost.keys() for lost in told["losses"])
    assert told["losses"]
    words = cli("export", shop, "--to", "csv", "--profile", purse).out
    assert "CSV cannot carry everything" in words
    assert told["losses"][0]["what"] in words


def test_only_some_components_can_be_exported(cli: Cli, purse: Path, shop: Path) -> None:
    outcome = cli("export", shop, "--to", "json", "--only", "api, db", "-o", "part.json", "--profile", purse)
    assert outcome.code == ExitCode.OK
    told = json.loads((shop.parent / "part.json").read_text())
    assert {found["id"] for found in told["nodes"]} == {"api", "db"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--to", "json", "--only", "nothing"], "There is no node, group or note “nothing”."),
        (["--to", "pdf", "--only", "api"], "always shows the whole diagram"),
        (["--to", "json,csv", "-o", "x.json"], "neither a folder nor the name of several files"),
        (["--to", "md", "-o", "x.zip"], "neither a folder nor the name of a file"),
    ],
)
def test_what_does_not_go_together_is_refused_before_any_work(
    cli: Cli, shop: Path, words: list[str], said: str
) -> None:
    outcome = cli("export", shop, *words)
    assert outcome.code == ExitCode.USAGE
    assert said in outcome.err


def test_what_is_free_may_go_to_standard_output(purse: Path, shop: Path) -> None:
    outcome = infrasketch("export", shop, "--to", "json", "-o", "-", "--profile", purse, folder=shop.parent)
    assert outcome.code == ExitCode.OK
    assert json.loads(outcome.out)["title"] == "Shop"


@pytest.mark.parametrize(("names", "said"), [("svg", "cannot be taken back"), ("json,csv", "Only one file")])
def test_what_costs_something_may_not(cli: Cli, purse: Path, shop: Path, names: str, said: str) -> None:
    outcome = cli("export", shop, "--to", names, "-o", "-", "--profile", purse, "--yes")
    assert outcome.code == ExitCode.USAGE
    assert said in outcome.err
    assert outcome.out == ""


@pytest.mark.usefixtures("qapp")
def test_a_folder_with_other_files_is_left_alone_and_costs_nothing(cli: Cli, purse: Path, shop: Path) -> None:
    folder = shop.with_name(f"shop{form_named('md').ending(ExportOptions())}")
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    outcome = cli("export", shop, "--to", "md", "--yes", "--profile", purse)
    assert outcome.code == ExitCode.FAILED
    assert "holds other files" in outcome.err
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
    assert json.loads(cli("wallet", "balance", "--json", "--profile", purse).out)["spendable"] == 30
