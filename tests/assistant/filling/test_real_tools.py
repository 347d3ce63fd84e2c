"""Filling a project as the templates make it, judged by all tools of this machine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from infrasketch_desktop.assistant.filling.preparing import fillable_files, prepare_fill
from infrasketch_desktop.assistant.filling.wish import Wish
from infrasketch_desktop.codegen.generator import generate_all
from infrasketch_desktop.codegen.updating import Scope, plan_update
from infrasketch_desktop.codegen.writing import write_update
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Sheet
from tests.assistant.filling.project import MODEL, filled, fills
from tests.codegen.folders import put_quickly
from tests.codegen.plans import planned
from tests.support.diagrams import edge, node
from tests.support.messages_script import says
from tests.support.messages_server import serving_messages

pytestmark = [pytest.mark.loopback, pytest.mark.long]

RECORDS = (
    node("api", kind=NodeKind.API, label="Orders API", technology="FastAPI", inputs=("Place order",)),
    node("db", kind=NodeKind.DATABASE, label="Orders DB", technology="PostgreSQL"),
    edge("api", "db"),
)
PATH, REGION = "services/orders-api/src/orders_api/routers/place_order.py", "post_place_order"
STORED = "stored = connections.orders_db.orders.add(name, request.data)\n"
ANSWERED = "return PlaceOrderResponse(id=stored.id, name=stored.name, data=stored.data, created_at=stored.created_at)"
TRIMS = f"import re\n\nname = re.sub(r'\\s+', ' ', request.name).strip()\n{STORED}{ANSWERED}"
MISTYPED = "return request.name"
BREAKS = f"if request.name:\n    raise LookupError(request.name)\nname = request.name\n{STORED}{ANSWERED}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, project = tmp_path_factory.mktemp("real") / "shop", planned(*RECORDS)
    update = plan_update(folder, generate_all(project), Scope.whole(project))
    assert write_update(folder, update, put_quickly).is_complete
    return folder


def wished(folder: Path, *, may_execute: bool = False) -> Wish:
    diagram = build_diagram((Sheet(title="Shop"), *RECORDS))
    wish = prepare_fill(folder, PATH, (REGION,), "Trim names", diagram, may_execute=may_execute)
    return replace(wish, model=MODEL)


def test_generated_projects_have_files_to_fill(folder: Path) -> None:
    assert fillable_files(folder, "api")[PATH] == (REGION,)
    assert "columns of Order" in str(fillable_files(folder, "db"))


@pytest.mark.parametrize(
    ("code", "may_execute", "holds", "said"),
    [
        (TRIMS, True, True, ""),
        (MISTYPED, False, False, "mypy: "),
        (BREAKS, False, True, ""),
        (BREAKS, True, False, "pytest: "),
    ],
    ids=["holds", "mistyped", "not-executed", "fails-its-tests"],
)
def test_all_tools_judge_what_a_model_wrote(folder: Path, code: str, may_execute: bool, holds: bool, said: str) -> None:
    with serving_messages(says(fills(**{REGION: code})), says(fills(**{REGION: code}))) as server:
        result = filled(wished(folder, may_execute=may_execute), server)
    assert bool(result.kept) == holds, result.fills
    assert {"ruff check", "ruff format", "mypy"} <= set(result.verdict.passed) or not holds
    assert ("pytest" in result.verdict.passed) == (may_execute and holds)
    assert all(said in fill.why for fill in result.dropped)
