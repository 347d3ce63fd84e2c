"""Names and schedules as AWS takes them."""

from __future__ import annotations

import pytest

from infrasketch_desktop.codegen.making.deployment.aws import HOMES, name_on_aws, schedule_on_aws
from infrasketch_desktop.codegen.project import Engine
from tests.codegen.making.samples import everything
from tests.codegen.plans import planned
from tests.support.diagrams import node


@pytest.mark.parametrize(
    ("cron", "expression"),
    [
        ("0 3 * * *", "cron(0 3 * * ? *)"),
        ("*/5 * * * *", "cron(*/5 * * * ? *)"),
        ("0 9 * * 1-5", "cron(0 9 ? * 2-6 *)"),
        ("0 0 * * 0", "cron(0 0 ? * 1 *)"),
        ("0 0 * * 7", "cron(0 0 ? * 1 *)"),
        ("30 4 1 * *", "cron(30 4 1 * ? *)"),
    ],
)
def test_a_schedule_is_written_as_eventbridge_reads_it(cron: str, expression: str) -> None:
    assert schedule_on_aws(cron) == expression


def test_a_name_that_fits_is_the_one_of_project_and_part() -> None:
    project = planned(node("api", label="Orders"))
    assert name_on_aws(project, project.parts[0], 63) == "shop-orders"


@pytest.mark.parametrize("most", [28, 32, 40])
def test_cut_names_stay_within_bounds_and_apart(most: int) -> None:
    long = "A very long name of a part number"
    project = planned(
        *(node(f"n{i}", label=f"{long} {i}") for i in range(20)), title="A rather long title of a project"
    )
    names = [name_on_aws(project, part, most) for part in project.parts]
    assert len(set(names)) == 20
    assert max(map(len, names)) <= most


def test_every_engine_has_its_place() -> None:
    assert HOMES.keys() == set(Engine)
    assert {part.engine for part in everything().parts} == set(Engine)
