"""The built program with nothing around it: no Python, no path, a home that is empty. `packaging/release` runs this."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from bundle.build import LARGEST_UNPACKED, unpacked_size
from bundle.traces import folders_of_this_machine, traces
from infrasketch_desktop.storage.sketches import save
from tests.support.bundles import BOX, LETTER, Bundle, bundle, bundle_folder
from tests.support.large_diagrams import large_diagram
from tests.support.programs import ROOT
from tests.support.screens import screen
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.long, pytest.mark.loopback]

SENTENCE = "A web app behind a load balancer, an API in FastAPI with a Redis cache and PostgreSQL"
PATIENCE = 60.0
HELLO = (
    '{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-06-18",'
    ' "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}\n'
)


@pytest.fixture(scope="module")
def person(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """Somebody who has just drawn a sketch."""
    person = bundle(tmp_path_factory.mktemp("person"))
    drawn = person.run("sketch", SENTENCE, "-o", "shop.infrasketch")
    assert (drawn.code, drawn.err) == (0, "")
    return person


def done(person: Bundle, *arguments: str, typed: str = "") -> str:
    """What the command says when it does its work."""
    outcome = person.run(*arguments, typed=typed)
    assert outcome.code == 0, outcome.err
    return outcome.out


def test_it_knows_its_version(person: Bundle) -> None:
    assert done(person, "--version").startswith("infrasketch ")


def test_it_is_no_larger_than_was_promised() -> None:
    assert unpacked_size(bundle_folder()) <= LARGEST_UNPACKED


def test_it_does_not_tell_where_it_was_built() -> None:
    assert list(traces(bundle_folder(), folders_of_this_machine(ROOT))) == []


def test_all_resources_of_the_program_are_in_it() -> None:
    made = bundle_folder().parent / "resources"
    if not made.exists():
        pytest.skip("only where the bundle was built")
    there = bundle_folder() / "_internal" / "infrasketch_desktop" / "_resources"
    files = [file.relative_to(made) for file in made.rglob("*") if file.is_file()]
    assert len(files) > 300
    assert [str(file) for file in files if not (there / file).is_file()] == []


def test_no_link_in_it_leads_nowhere() -> None:
    assert [file for file in bundle_folder().rglob("*") if not file.exists()] == []


def test_it_draws_edits_and_reviews(person: Bundle) -> None:
    assert "Saved" in done(person, "edit", "shop.infrasketch", "put a CDN in front of the web app")
    assert "PostgreSQL" in person.run("review", "shop.infrasketch").out
    assert done(person, "validate", "shop.infrasketch")


def test_its_own_server_gives_credits_that_pay_for_every_kind_of_file(person: Bundle) -> None:
    assert "10 credits" in done(person, "wallet", "sync")
    for kind, begins in (("svg", b"<"), ("png", b"\x89PNG"), ("pdf", b"%PDF")):
        done(person, "export", "shop.infrasketch", "--to", kind, "-o", f"shop.{kind}", "--yes")
        assert (person.home / f"shop.{kind}").read_bytes().startswith(begins), kind
    assert ET.parse(person.home / "shop.svg").getroot().tag.endswith("svg")
    assert "5 credits" in done(person, "wallet", "balance")


def test_it_plans_code_and_talks_to_other_assistants(person: Bundle) -> None:
    assert "credits" in done(person, "codegen", "shop.infrasketch", "-o", "code", "--dry-run")
    assert '"serverInfo"' in done(person, "mcp", "shop.infrasketch", typed=HELLO)


def test_it_reads_what_it_wrote_and_files_of_other_tools(person: Bundle) -> None:
    (person.home / "compose.yaml").write_text("services:\n  api:\n    image: redis:7\n", "utf-8")
    (person.home / "main.tf").write_text('resource "aws_sqs_queue" "jobs" {\n  name = "jobs"\n}\n', "utf-8")
    for name in ("compose.yaml", "main.tf"):
        assert "1 node" in done(person, "import", name, "-o", f"{name}.infrasketch")


def test_it_starts_from_a_path_with_spaces_and_letters_of_any_script(tmp_path: Path) -> None:
    folder = tmp_path / "Übung مثال 1"
    shutil.copytree(bundle_folder(), folder, symlinks=True, copy_function=os.link)
    moved = Bundle(folder / "infrasketch", tmp_path, {})
    assert "5 nodes" in done(moved, "sketch", SENTENCE, "-o", "a.infrasketch")


def test_its_window_paints_and_takes_what_is_typed(tmp_path: Path) -> None:
    with screen(tmp_path) as seen, bundle(tmp_path, seen.variables).running() as process:
        wait_until(seen.is_covered, what="a window", seconds=PATIENCE)
        box = seen.pixels[BOX]
        before = np.array(box)
        seen.do("mousemove", "640", "180", "key", "w")
        wait_until(lambda: (box != before).any(axis=2).sum() > LETTER, what="the letter in the box", seconds=PATIENCE)
        seen.save(tmp_path / "window.png")
        assert process.is_running()


def test_a_large_layout_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    save(tmp_path / "large.infrasketch", large_diagram(200))
    with screen(tmp_path) as seen, bundle(tmp_path, seen.variables).running("large.infrasketch") as process:
        wait_until(seen.is_covered, what="a window", seconds=PATIENCE)
        seen.do("mousemove", "640", "400", "key", "ctrl+shift+t", "key", "Return")

        def commands() -> list[str]:
            return [word for child in process.children() for word in child.cmdline()]

        wait_until(lambda: "--multiprocessing-fork" in commands(), what=lambda: str(commands()), seconds=PATIENCE)
