"""`infrasketch sketch`."""

import json
from pathlib import Path

import pytest

from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.diagram.kinds import Direction
from infrasketch_desktop.storage import sketches
from tests.cli.conftest import Cli
from tests.support.programs import python

SENTENCE = "A web app behind a load balancer, with PostgreSQL and a Redis cache"


def test_the_diagram_is_saved_laid_out(cli: Cli, tmp_path: Path) -> None:
    outcome = cli("sketch", SENTENCE, "-o", "shop.infrasketch")
    diagram = sketches.load(tmp_path / "shop.infrasketch")
    rects = [node.rect for node in diagram.nodes.values()]
    assert outcome.code == ExitCode.OK
    assert {"PostgreSQL", "Redis"} <= {node.technology for node in diagram.nodes.values()}
    assert not any(a.intersects(b) for i, a in enumerate(rects) for b in rects[:i])
    assert "Saved to shop.infrasketch." in outcome.out


def test_without_an_output_only_the_summary_is_printed(cli: Cli, tmp_path: Path) -> None:
    outcome = cli("sketch", SENTENCE)
    assert "(database" in outcome.out
    assert list(tmp_path.iterdir()) == []


def test_json_lists_nodes_edges_and_what_was_inferred(cli: Cli) -> None:
    found = json.loads(cli("sketch", SENTENCE, "--json").out)
    assert found["file"] is None
    assert {node["kind"] for node in found["nodes"]} >= {"load_balancer", "database", "cache"}
    assert {edge["source"] for edge in found["edges"]} <= {node["id"] for node in found["nodes"]}
    assert {"inferred", "unknown", "question"} <= found.keys()


def test_words_need_no_quotes_and_may_come_through_a_pipe(cli: Cli) -> None:
    printed = cli("sketch", "-o", "-", typed="").code, cli("sketch", "-", "-o", "-", typed=SENTENCE).out
    assert printed[0] == ExitCode.USAGE
    assert printed[1] == cli("sketch", *SENTENCE.split(), "-o", "-").out


def test_direction_is_kept_in_the_diagram(cli: Cli, tmp_path: Path) -> None:
    cli("sketch", SENTENCE, "--direction", "right", "-o", "wide.infrasketch")
    assert sketches.load(tmp_path / "wide.infrasketch").sheet.direction is Direction.RIGHT


def test_another_diagram_is_not_replaced_unless_forced(cli: Cli, shop: Path) -> None:
    before = shop.read_bytes()
    outcome = cli("sketch", SENTENCE, "-o", shop)
    assert outcome.code == ExitCode.FAILED
    assert outcome.err.endswith("It was not changed. Use --force to replace it, or another name.\n")
    assert shop.read_bytes() == before
    assert cli("sketch", SENTENCE, "-o", shop, "--force").code == ExitCode.OK
    assert shop.read_bytes() != before


def test_the_same_again_is_no_conflict(cli: Cli, tmp_path: Path) -> None:
    first = cli("sketch", SENTENCE, "-o", "shop.infrasketch")
    content = (tmp_path / "shop.infrasketch").read_bytes()
    assert cli("sketch", SENTENCE, "-o", "shop.infrasketch") == first
    assert (tmp_path / "shop.infrasketch").read_bytes() == content


def test_an_empty_file_may_be_filled(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "shop.infrasketch").touch()
    assert cli("sketch", SENTENCE, "-o", "shop.infrasketch").code == ExitCode.OK


@pytest.mark.parametrize("text", ["hello", "???", "¯\\_(ツ)_/¯"])
def test_a_text_about_no_system_writes_nothing(cli: Cli, tmp_path: Path, text: str) -> None:
    outcome = cli("sketch", text, "-o", "shop.infrasketch")
    assert outcome.code == ExitCode.FAILED
    assert "Nothing in this text names a part of a system." in outcome.err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said(cli: Cli) -> None:
    outcome = cli("sketch", SENTENCE, "-o", "none/shop.infrasketch")
    assert outcome.code == ExitCode.FAILED
    assert "Nothing was written." in outcome.err


def test_a_batch_prints_prediction_rows(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps({"id": f"d{i}", "text": SENTENCE}) + "\n" for i in range(2)))
    first, second = (json.loads(line) for line in cli("sketch", "--batch", path).out.splitlines())
    assert (first.pop("id"), second.pop("id")) == ("d0", "d1")
    assert first == second
    assert set(first["nodes"][0]) >= {"id", "type", "label"}
    assert set(first["edges"][0]) >= {"source", "target"}


def test_qt_is_never_loaded(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['PySide6'] = None\n"
        "from infrasketch_desktop.cli import main\n"
        "sys.exit(main(['sketch', *sys.argv[1:]]))"
    )
    outcome = python(code, SENTENCE, "-o", str(tmp_path / "shop.infrasketch"))
    assert (outcome.code, outcome.err) == (ExitCode.OK, "")
