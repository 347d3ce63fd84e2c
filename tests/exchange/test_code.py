"""Generated code as a paid piece of work: what it costs, and that what is paid for is what is delivered."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from infrasketch_desktop.codegen.project import Project
from infrasketch_desktop.codegen.said import Said
from infrasketch_desktop.codegen.updating import Scope, State, plan_update
from infrasketch_desktop.codegen.writing import Written
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.exchange.code import BUNDLE_STEM, CodeUpdate, finish_begun, prepare_code
from infrasketch_desktop.exchange.steps import Step
from infrasketch_desktop.storage.atomic import write_atomically
from infrasketch_desktop.storage.errors import SaveError
from infrasketch_desktop.technology import Catalog
from infrasketch_desktop.wallet.delivery import Delivered, Terms, Work, deliver
from infrasketch_desktop.wallet.errors import DeliveryError, NotEnoughCreditsError
from infrasketch_desktop.wallet.wallet import Wallet
from tests.codegen.folders import code_files
from tests.support.programs import ROOT
from tests.wallet.desks import Desk

API, WEB, DB = "services/api/app.py", "web/web/app.ts", "libraries/db/db.py"
NAMES = {"api": "api", "web": "web", "db": "db"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out"


def code(folder: Path, nodes: tuple[str, ...] = (), **texts: str) -> CodeUpdate:
    """Code of three nodes and a file of the project, with other texts where `texts` has them."""
    paths = {"api": API, "web": WEB, "db": DB, "": "README.md"}
    files = [
        file
        for part, path in paths.items()
        if part in texts or not nodes
        for file in code_files({path: texts.get(part or "project", "x\n")}, part)
    ]
    scope = Scope("shop", NAMES, is_whole=not nodes)
    project = Project(name="shop", title=Said("Shop"), parts=(), links=())
    return CodeUpdate(folder, project, plan_update(folder, files, scope), nodes, tuple(files))


def pay(wallet: Wallet, update: CodeUpdate, terms: Terms = Terms()) -> Delivered:  # noqa: B008 - frozen
    update.make_room()
    work = Work(update.target, update.make, update.item, update.quantity)
    return deliver(wallet, wallet.quote(update.wanted), [work], terms=terms)


def put(update: CodeUpdate) -> Written:
    """Put in place what somebody else has paid for."""
    update.make_room()
    update.make(update.target)
    return update.finish()


def price(wallet: Wallet, update: CodeUpdate) -> int:
    return wallet.quote(update.wanted).total


def test_all_nodes_cost_three_each_and_one_alone_five(desk: Desk, folder: Path) -> None:
    with desk.stocked() as wallet:
        assert price(wallet, code(folder)) == 9
        assert price(wallet, code(folder, ("api",), api="x\n")) == 5
        assert price(wallet, code(folder, ("api", "web"), api="x\n", web="x\n")) == 10


def test_libraries_that_come_along_with_a_node_are_in_its_price(desk: Desk, folder: Path) -> None:
    with desk.stocked() as wallet:
        assert price(wallet, code(folder, ("api",), api="x\n", db="x\n")) == 5
        put(code(folder, ("api",), api="x\n"))
        assert price(wallet, code(folder, ("api",), api="x\n", db="x\n")) == 5


def test_only_nodes_with_something_new_are_paid_for(desk: Desk, folder: Path) -> None:
    put(code(folder))
    with desk.stocked() as wallet:
        assert price(wallet, code(folder, api="new\n")) == 3
    assert code(folder).quantity == code(folder, project="new\n").quantity == 0
    assert code(folder).wanted == ()


def test_paid_code_is_put_in_place_and_the_bundle_goes(desk: Desk, folder: Path) -> None:
    update = code(folder)
    with desk.stocked() as wallet:
        assert pay(wallet, update).charged == 9
        assert not (folder / API).exists()
        written = update.finish()
        assert wallet.balance().spendable == 1
    assert set(written.files) == {API, WEB, DB, "README.md"}
    assert (folder / API).read_text() == "x\n"
    assert sorted(path.name for path in (folder / ".infrasketch").iterdir()) == ["base.zip", "manifest.json"]


def test_what_is_free_needs_no_wallet(folder: Path) -> None:
    put(code(folder))
    assert code(folder, project="new\n").finish().files == ("README.md",)
    assert (folder / "README.md").read_text() == "new\n"


def test_too_few_credits_leave_the_folder_as_it_was(desk: Desk, folder: Path) -> None:
    with desk.stocked(8) as wallet:
        with pytest.raises(NotEnoughCreditsError):
            pay(wallet, code(folder))
        assert wallet.balance().spendable == 8
    assert finish_begun(folder) == Written()
    assert not (folder / API).exists()


def test_work_that_is_stopped_costs_nothing(desk: Desk, folder: Path) -> None:
    def stop(_path: Path) -> None:
        raise KeyboardInterrupt

    update = code(folder)
    update.make_room()
    with desk.stocked() as wallet:
        with pytest.raises(KeyboardInterrupt):
            deliver(wallet, wallet.quote(update.wanted), [Work(update.target, stop, update.item, update.quantity)])
        assert wallet.balance().spendable == 10
    assert list((folder / ".infrasketch").iterdir()) == []


def test_a_bundle_that_cannot_be_made_costs_nothing(desk: Desk, folder: Path) -> None:
    update = code(folder)
    update.make_room()
    update.target.mkdir()
    with desk.stocked() as wallet:
        with pytest.raises(DeliveryError):
            pay(wallet, update)
        assert wallet.balance().spendable == 10


def test_files_that_cannot_be_written_wait_in_the_bundle_for_nothing(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nearly_full(path: Path, content: bytes) -> None:
        if path.suffix == ".ts":
            raise SaveError("The disk is full.")
        write_atomically(path, content)

    update = code(folder)
    with desk.stocked() as wallet, monkeypatch.context() as patched:
        pay(wallet, update)
        patched.setattr("infrasketch_desktop.exchange.code.write_atomically", nearly_full)
        written = update.finish()
        balance = wallet.balance().spendable
    assert [(one.path, one.why) for one in written.unwritten] == [(WEB, "The disk is full.")]
    assert WEB in finish_begun(folder).files
    with desk.open() as wallet:
        assert wallet.balance().spendable == balance == 1
    assert finish_begun(folder) == Written()


def test_a_folder_that_takes_nothing_keeps_the_bundle(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> None:
        raise SaveError("The disk is full.")

    update = code(folder)
    update.make_room()
    update.make(update.target)
    with monkeypatch.context() as patched:
        patched.setattr("infrasketch_desktop.exchange.code.write_atomically", full)
        with pytest.raises(SaveError):
            update.finish()
    assert set(finish_begun(folder).files) == {API, WEB, DB, "README.md"}


def test_a_bundle_under_another_name_is_found(desk: Desk, folder: Path) -> None:
    update = code(folder)
    update.make_room()
    update.make(update.target.with_name(f"{BUNDLE_STEM} (2).zip"))
    assert API in finish_begun(folder).files


def test_stopping_while_files_are_written_leaves_the_bundle_for_the_next_run(folder: Path) -> None:
    update = code(folder)

    def stop(step: Step, share: float | None = None, /) -> None:
        if step is Step.WRITING_FILES and share and share > 0.4:
            raise KeyboardInterrupt

    update.make_room()
    update.make(update.target)
    with pytest.raises(KeyboardInterrupt):
        update.finish(stop)
    assert update.target.exists()
    finish_begun(folder)
    assert (folder / WEB).exists()
    assert not update.target.exists()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_program_that_dies_at_any_step_has_paid_for_exactly_what_it_delivered(tmp_path: Path) -> None:
    quick = Path("/dev/shm") if Path("/dev/shm").is_dir() else tmp_path  # the kernel keeps what a killed program wrote
    with tempfile.TemporaryDirectory(dir=quick, prefix="infrasketch-test-") as place:
        command = [sys.executable, "-W", "error", "-m", "tests.exchange.killed_code", place]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for point, found in json.loads(done.stdout).items():
        paid = point not in {"reserved 1", "made 1", "committing 1"}
        assert found == {
            "signal": 9,
            "findings": [],
            "charged": 3 if paid else 0,
            "reserved": 0,
            "new": 3 if paid else 0,
            "edit": True,
            "beside": ["base.zip", "manifest.json"],
            "known": True,
        }, point


def test_a_diagram_is_planned_made_and_compared(shop: Diagram, catalog: Catalog, folder: Path) -> None:
    steps: list[Step] = []

    def checkpoint(step: Step, _share: float | None = None, /) -> None:
        steps.append(step)

    update = prepare_code(shop, catalog, folder, ("db",), checkpoint)
    assert {file.part for file in update.files} == {"db", ""}, "the node, and the workspace around it"
    assert {change.state for change in update.update.changes} == {State.NEW}
    assert update.quantity == 1
    assert list(dict.fromkeys(steps)) == [Step.GENERATING, Step.READING]
    assert not folder.exists()


def test_looking_puts_nothing_in_place(shop: Diagram, catalog: Catalog, folder: Path) -> None:
    begun = code(folder)
    begun.make_room()
    begun.make(begun.target)
    prepare_code(shop, catalog, folder, ("db",), only_look=True)
    assert not (folder / API).exists()
    assert API in prepare_code(shop, catalog, folder, ("db",)).finished.files


def test_a_node_that_is_not_there_is_refused(shop: Diagram, catalog: Catalog, folder: Path) -> None:
    with pytest.raises(KeyError):
        prepare_code(shop, catalog, folder, ("nobody",))
