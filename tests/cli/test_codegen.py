"""`infrasketch codegen`: what it says before, what it writes and charges, and how it ends."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.cli.progress import progress_on
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Sheet
from infrasketch_desktop.exchange.steps import Step, unwatched
from infrasketch_desktop.storage import sketches
from tests.cli.conftest import Cli, Terminal
from tests.support.diagrams import edge, node
from tests.support.profiles import stock_wallet
from tests.support.programs import Outcome

STOCK = 20
WHOLE_PRICE, NODE_PRICE = 6, 5


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stock_wallet(tmp_path_factory.mktemp("codegen") / "profile", STOCK)


@pytest.fixture
def purse(stocked: Path, tmp_path: Path) -> Path:
    """A profile with twenty credits."""
    return Path(shutil.copytree(stocked, tmp_path / "profile"))


@pytest.fixture
def system(tmp_path: Path) -> Path:
    """An API over a database."""
    path = tmp_path / "system.infrasketch"
    save(path, "Orders API")
    return path


def save(path: Path, api: str, technology: str = "FastAPI") -> None:
    records = [
        Sheet(title="System"),
        node("api", kind=NodeKind.API, label=api, technology=technology),
        node("db", kind=NodeKind.DATABASE, label="Orders DB", technology="PostgreSQL"),
        edge("api", "db"),
    ]
    sketches.save(path, build_diagram(records))


def generate(cli: Cli, purse: Path, system: Path, *words: str, **typing: Any) -> Outcome:
    return cli("codegen", system, "-o", "out", "--profile", purse, *words, **typing)


def balance(cli: Cli, purse: Path) -> int:
    return int(json.loads(cli("wallet", "balance", "--json", "--profile", purse).out)["spendable"])


def test_a_project_is_written_and_paid_by_nodes(cli: Cli, purse: Path, system: Path, tmp_path: Path) -> None:
    outcome = generate(cli, purse, system, "--yes", "--json")
    told = json.loads(outcome.out)
    assert (outcome.code, told["charged"], told["balance"]) == (ExitCode.OK, WHOLE_PRICE, STOCK - WHOLE_PRICE)
    assert told["delivered_nodes"] == ["api", "db"]
    assert set(told["written"]) == {file["path"] for file in told["files"]}
    assert {file["state"] for file in told["files"]} == {"new"}
    assert (tmp_path / "out/services/orders-api/pyproject.toml").is_file()
    assert (tmp_path / "out/compose.yaml").is_file()

    again = generate(cli, purse, system, "--yes")
    assert again.code == ExitCode.OK
    assert "Everything is there as it is generated. Nothing was charged." in again.out
    assert balance(cli, purse) == STOCK - WHOLE_PRICE


def test_a_node_comes_with_the_libraries_that_it_imports(cli: Cli, purse: Path, system: Path, tmp_path: Path) -> None:
    told = json.loads(generate(cli, purse, system, "--node", "api", "--yes", "--json").out)
    assert told["charged"] == NODE_PRICE
    assert {file["node"] for file in told["files"]} == {"api", "db", ""}
    assert (tmp_path / "out/libraries/orders-db/pyproject.toml").is_file()
    assert not (tmp_path / "out/compose.yaml").exists()
    assert json.loads(generate(cli, purse, system, "--all", "--yes", "--json").out)["charged"] == 0


def test_the_price_is_said_and_nothing_is_written(cli: Cli, purse: Path, system: Path, tmp_path: Path) -> None:
    outcome = generate(cli, purse, system, "--dry-run")
    assert outcome.code == ExitCode.OK
    assert "services/orders-api/ (" in outcome.out
    assert outcome.out.endswith("2 x Code for all nodes, each: 6 credits. 20 credits can be spent here.\n")
    told = json.loads(generate(cli, purse, system, "--dry-run", "--json").out)
    assert (told["price"], told["asked"], told["counts"]["new"]) == (WHOLE_PRICE, False, len(told["files"]))
    assert not (tmp_path / "out").exists()


def test_without_a_terminal_and_without_yes_the_price_is_the_answer(
    cli: Cli, purse: Path, system: Path, tmp_path: Path
) -> None:
    outcome = generate(cli, purse, system)
    assert outcome.code == ExitCode.NEEDS_ANSWER
    assert "Say --yes to pay. Nothing was made or charged." in outcome.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("typed", "code"), [("y\n", ExitCode.OK), ("n\n", ExitCode.NEEDS_ANSWER)])
def test_a_person_is_asked(cli: Cli, purse: Path, system: Path, typed: str, code: ExitCode) -> None:
    outcome = generate(cli, purse, system, typed=typed, at_terminal=True)
    assert outcome.code == code
    assert "Pay? 14 of 20 are left then. [y/N]" in outcome.err


def test_what_was_edited_is_merged_and_conflicts_are_told(cli: Cli, purse: Path, system: Path, tmp_path: Path) -> None:
    generate(cli, purse, system, "--yes")
    readme = tmp_path / "out/services/orders-api/README.md"
    lines = readme.read_text().splitlines(keepends=True)
    readme.write_text("".join([lines[0].replace("Orders", "My orders"), *lines[1:], "\nMine.\n"]))
    save(system, "Orders API (new)")
    outcome = generate(cli, purse, system, "--yes", "--json")
    told = json.loads(outcome.out)
    conflicts = [Path(tmp_path / "out" / path) for path in told["conflicts"]]
    assert (outcome.code, [path.name for path in conflicts]) == (ExitCode.FAILED, ["README.md"])
    text = conflicts[0].read_text()
    assert "<<<<<<< yours\n" in text
    assert text.endswith("Mine.\n")
    assert "Left alone:" in generate(cli, purse, system, "--yes").out


def test_what_stands_in_for_a_technology_is_told(cli: Cli, purse: Path, system: Path) -> None:
    save(system, "API", technology="Spring Boot")
    outcome = generate(cli, purse, system, "--dry-run")
    assert "! API: Spring Boot has no template yet; this is the generic service (FastAPI)." in outcome.out


def test_too_few_credits_leave_everything_as_it_was(
    cli: Cli, purse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INFRASKETCH_LICENSING_SERVER", "http://127.0.0.1:9")  # nobody can reach it
    monkeypatch.setenv("INFRASKETCH_SANDBOX_ROOT", "none.json")
    path = tmp_path / "large.infrasketch"
    nodes = [node(f"db-{number}", kind=NodeKind.DATABASE) for number in range(7)]
    sketches.save(path, build_diagram([Sheet(title="Large"), *nodes]))
    outcome = generate(cli, purse, path, "--yes", "--json")
    told = json.loads(outcome.err)["error"]
    assert outcome.code == ExitCode.FAILED
    assert (told["required"], told["credits_remaining"], told["kept"]) == (21, STOCK, "Nothing was charged.")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--node", "nobody"], "There is no node “nobody”."),
        (["--node", "api", "--all"], "Either --all or --node, not both."),
        (["--node", ","], "No node is named."),
    ],
)
def test_wrong_usage_is_explained(cli: Cli, purse: Path, system: Path, words: list[str], said: str) -> None:
    outcome = generate(cli, purse, system, *words)
    assert outcome.code == ExitCode.USAGE
    assert said in outcome.err


def test_an_empty_diagram_has_no_code(cli: Cli, purse: Path, system: Path) -> None:
    sketches.save(system, build_diagram([Sheet(title="Empty")]))
    outcome = generate(cli, purse, system, "--yes")
    assert outcome.code == ExitCode.FAILED
    assert "no nodes" in outcome.err


def test_a_folder_that_is_a_file_is_refused(cli: Cli, purse: Path, system: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    outcome = generate(cli, purse, system, "--yes")
    assert outcome.code == ExitCode.FAILED
    assert "“out” is a file, not a folder. Nothing was charged." in outcome.err
    assert (tmp_path / "out").read_text() == "a file"


def test_a_damaged_memory_is_told_and_left(cli: Cli, purse: Path, system: Path, tmp_path: Path) -> None:
    (tmp_path / "out/.infrasketch").mkdir(parents=True)
    (tmp_path / "out/.infrasketch/manifest.json").write_text("{")
    outcome = generate(cli, purse, system, "--yes")
    assert outcome.code == ExitCode.FAILED
    assert "is damaged" in outcome.err
    assert balance(cli, purse) == STOCK


def test_progress_is_one_line_that_is_cleared_and_only_for_a_terminal() -> None:
    watched = Console(Terminal(), Terminal(), Terminal())
    show = progress_on(watched)
    for share in (0, 0.5, 0.5, 1):
        show(Step.GENERATING, share)
    assert watched.err.getvalue() == "".join(
        f"\r\x1b[K{text}" for text in ("Generating code: 0 %", "Generating code: 50 %", "")
    )
    assert progress_on(Console(Terminal(), Terminal(), io.StringIO())) is unwatched
    assert progress_on(Console(Terminal(), Terminal(), Terminal(), as_json=True)) is unwatched


def test_checks_say_how_far_each_file_got_and_fail_with_what_they_find(
    cli: Cli, purse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no tool is found
    path = tmp_path / "entry.infrasketch"
    sketches.save(path, build_diagram([Sheet(title="Entry"), node("entry", kind=NodeKind.GATEWAY)]))
    found = generate(cli, purse, path, "--yes", "--check")
    assert found.code == ExitCode.OK
    assert "Checked: " in found.out
    assert "Not run: nginx, for 1 file. Install NGINX, and check again." in found.out
    assert "| `gateways/entry` |" in (tmp_path / "out/README.md").read_text()

    (tmp_path / "out/compose.yaml").write_text("services: [\n")
    broken = generate(cli, purse, path, "--yes", "--check", "--json")
    assert broken.code == ExitCode.FAILED
    told = json.loads(broken.out)["check"]
    assert (told["clean"], told["levels"]["compose.yaml"]) == (False, "unchecked")
