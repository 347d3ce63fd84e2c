"""`infrasketch merge`, by hand and as a merge driver of a real git."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Edge, Node, Record
from infrasketch_desktop.storage import sketches
from tests.cli.conftest import Cli
from tests.support.needs import miss
from tests.support.programs import ROOT

CACHE = Node(id="cache", kind=NodeKind.CACHE, label="Sessions", x=800, y=300)
QUEUE = Node(id="queue", kind=NodeKind.QUEUE, label="Jobs", x=800, y=300)


def changed(path: Path, *records: Record, without: tuple[str, ...] = ()) -> Diagram:
    known = {record.id: record for record in sketches.load(path) if record.id not in without}
    return build_diagram({**known, **{record.id: record for record in records}}.values())


def database(path: Path, technology: str) -> Node:
    return replace(sketches.load(path).nodes["db"], technology=technology)


def put(folder: Path, name: str, diagram: Diagram) -> Path:
    path = folder / f"{name}.infrasketch"
    sketches.save(path, diagram)
    return path


def test_both_sides_are_joined(cli: Cli, shop: Path, tmp_path: Path) -> None:
    ours = put(tmp_path, "ours", changed(shop, database(shop, "PostgreSQL 17")))
    theirs = put(tmp_path, "theirs", changed(shop, CACHE, Edge(id="api--cache", source="api", target="cache")))
    outcome = cli("merge", shop, ours, theirs, "-o", "out.infrasketch")
    assert outcome.code == ExitCode.OK
    assert "4 nodes, 3 edges, 1 group." in outcome.out
    found = sketches.load(tmp_path / "out.infrasketch")
    assert found.nodes["db"].technology == "PostgreSQL 17"
    assert found.nodes["cache"].label == "Sessions"


def test_newcomers_of_both_sides_do_not_lie_on_each_other(cli: Cli, shop: Path, tmp_path: Path) -> None:
    ours, theirs = put(tmp_path, "ours", changed(shop, CACHE)), put(tmp_path, "theirs", changed(shop, QUEUE))
    cli("merge", shop, ours, theirs, "-o", "out.infrasketch")
    found = sketches.load(tmp_path / "out.infrasketch").nodes
    assert found["cache"] == CACHE
    assert not found["cache"].rect.intersects(found["queue"].rect)


def test_a_conflict_is_told_keeps_ours_and_ends_with_one(cli: Cli, shop: Path, tmp_path: Path) -> None:
    ours = put(tmp_path, "ours", changed(shop, database(shop, "MySQL")))
    theirs = put(tmp_path, "theirs", changed(shop, database(shop, "MariaDB")))
    outcome = cli("merge", shop, ours, theirs, "-o", "out.infrasketch")
    assert outcome.code == ExitCode.FAILED
    said = "Orders (database): technology is “MySQL” here, “MariaDB” there, before “PostgreSQL”; kept “MySQL”"
    assert f"infrasketch: {ours}: {said}" in outcome.err
    assert sketches.load(tmp_path / "out.infrasketch").nodes["db"].technology == "MySQL"
    found = json.loads(cli("merge", shop, ours, theirs, "-o", "out.infrasketch", "--json").out)
    assert found["conflicts"] == [
        {"id": "db", "field": "technology", "base": "PostgreSQL", "ours": "MySQL", "theirs": "MariaDB"}
    ]


def test_a_removal_against_a_change_is_told_with_whole_records(cli: Cli, shop: Path, tmp_path: Path) -> None:
    ours = put(tmp_path, "ours", changed(shop, without=("db", "api--db")))
    theirs = put(tmp_path, "theirs", changed(shop, database(shop, "MariaDB")))
    (conflict,) = json.loads(cli("merge", shop, ours, theirs, "-o", "out.infrasketch", "--json").out)["conflicts"]
    assert conflict["ours"] is None
    assert (conflict["base"]["technology"], conflict["theirs"]["technology"]) == ("PostgreSQL", "MariaDB")


def test_what_cannot_be_read_leaves_ours_alone_and_ends_with_two(cli: Cli, shop: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.infrasketch"
    bad.write_text("<<<<<<< ours")
    before = shop.read_bytes()
    assert cli("merge", "--driver", shop, shop, bad).code == ExitCode.USAGE
    assert shop.read_bytes() == before


def test_where_the_result_goes_has_to_be_said(cli: Cli, shop: Path) -> None:
    assert cli("merge", shop, shop, shop).code == ExitCode.USAGE
    assert cli("merge", shop, shop, shop, "-o", "x.infrasketch", "--driver").code == ExitCode.USAGE


def test_the_result_may_be_printed(cli: Cli, shop: Path) -> None:
    assert cli("merge", shop, shop, shop, "-o", "-").out == shop.read_text()


# --- with git


class Repository:
    """A repository with our merge driver, in which `shop.infrasketch` is on `main`."""

    def __init__(self, folder: Path, sketch: Path) -> None:
        self.folder = folder
        self.sketch = folder / "shop.infrasketch"
        driver = f'"{sys.executable}" -m infrasketch_desktop merge --driver %O %A %B %P'
        self.git("init", "--quiet", "--initial-branch=main")
        for name, value in (
            ("user.name", "Ada"),
            ("user.email", "ada@example.org"),
            ("commit.gpgsign", "false"),
            ("merge.infrasketch.name", "InfraSketch diagrams"),
            ("merge.infrasketch.driver", driver),
            ("diff.infrasketch.textconv", f'"{sys.executable}" -m infrasketch_desktop diff /dev/null'),
        ):
            self.git("config", name, value)
        (folder / ".gitattributes").write_text("*.infrasketch merge=infrasketch diff=infrasketch\n")
        self.commit(sketches.load(sketch), "Draw the shop")

    def git(self, *words: str, code: int = 0) -> str:
        outer = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "PYTHONPATH": str(ROOT)}
        ended = subprocess.run(
            ["git", *words], cwd=self.folder, env=outer | own, capture_output=True, text=True, check=False
        )
        assert ended.returncode == code, ended.stdout + ended.stderr
        return ended.stdout + ended.stderr

    def commit(self, diagram: Diagram, message: str) -> None:
        sketches.save(self.sketch, diagram)
        self.git("add", ".")
        self.git("commit", "--quiet", "-m", message)

    def fork(self, ours: Diagram, theirs: Diagram) -> None:
        """Their change on a branch of its own, ours on main."""
        self.git("checkout", "--quiet", "-b", "theirs")
        self.commit(theirs, "Theirs")
        self.git("checkout", "--quiet", "main")
        self.commit(ours, "Ours")


@pytest.fixture
def repository(tmp_path: Path, shop: Path) -> Repository:
    if shutil.which("git") is None:
        miss("git", packages="git")
    folder = tmp_path / "repository"
    folder.mkdir()
    return Repository(folder, shop)


def test_git_merges_two_branches_that_touch_the_same_line(repository: Repository) -> None:
    path = repository.sketch
    described = replace(sketches.load(path).nodes["db"], description="Every order.")
    repository.fork(changed(path, database(path, "PostgreSQL 17"), CACHE), changed(path, described, QUEUE))
    repository.git("merge", "theirs", "--no-edit")
    found = sketches.load(path)
    assert (found.nodes["db"].technology, found.nodes["db"].description) == ("PostgreSQL 17", "Every order.")
    assert {"cache", "queue"} <= set(found.nodes)
    assert repository.git("status", "--porcelain") == ""
    assert "+ Sessions (cache)" in repository.git("log", "-p", "-2")


def test_git_stops_at_a_conflict_and_the_file_can_still_be_opened(repository: Repository) -> None:
    path = repository.sketch
    repository.fork(changed(path, database(path, "MySQL")), changed(path, database(path, "MariaDB"), CACHE))
    said = repository.git("merge", "theirs", "--no-edit", code=1)
    assert "shop.infrasketch: Orders (database): technology is “MySQL” here, “MariaDB” there" in said
    found = sketches.load(path)
    assert found.nodes["db"].technology == "MySQL"
    assert "cache" in found.nodes
    assert repository.git("status", "--porcelain") == "UU shop.infrasketch\n"


def test_git_joins_a_diagram_that_both_branches_added(repository: Repository) -> None:
    one, two = build_diagram([CACHE]), build_diagram([QUEUE])
    repository.git("checkout", "--quiet", "-b", "theirs")
    repository.sketch = repository.folder / "jobs.infrasketch"
    repository.commit(two, "Theirs")
    repository.git("checkout", "--quiet", "main")
    repository.commit(one, "Ours")
    repository.git("merge", "theirs", "--no-edit")
    assert set(sketches.load(repository.sketch).nodes) == {"cache", "queue"}
