"""Which engine a technology gets: every one of the catalog, and words that are none."""

from __future__ import annotations

import json

import pytest

from infrasketch_desktop.codegen.planning.engines import GENERIC, choose_engine
from infrasketch_desktop.codegen.planning.roles import ROLES
from infrasketch_desktop.codegen.project import Engine, Role
from infrasketch_desktop.resources import resource_path
from tests.codegen.plans import catalog


def test_every_technology_has_an_engine_of_its_role_and_says_when_it_is_another() -> None:
    for technology in catalog().technologies:
        for role in {ROLES[technology.kind]} if technology.kind else set(Role):
            chosen = choose_engine(role, technology.name, catalog())
            assert isinstance(chosen.engine, Engine)
            if chosen.remark:
                assert technology.name in chosen.remark.line


def test_every_name_of_the_table_is_in_the_catalog() -> None:
    table = json.loads(resource_path("code", "engines.json").read_text(encoding="utf-8"))
    names = {name for engines in table.values() for kinds in engines.values() for one in kinds.values() for name in one}
    assert names <= {technology.name for technology in catalog().technologies}


def test_every_engine_is_reached_by_its_own_technology() -> None:
    table = json.loads(resource_path("code", "engines.json").read_text(encoding="utf-8"))
    for role, engines in table.items():
        for engine, kinds in engines.items():
            chosen = choose_engine(Role(role), kinds["is"][0], catalog())
            assert (chosen.engine.value, bool(chosen.remark)) == (engine, False)
    assert {engine for engines in table.values() for engine in engines} == {engine.value for engine in Engine}


@pytest.mark.parametrize(
    ("role", "technology", "engine"),
    [
        (Role.DATABASE, "PostgreSQL 16", Engine.POSTGRESQL),
        (Role.DATABASE, "postgres", Engine.POSTGRESQL),
        (Role.DATABASE, "MariaDB", Engine.MYSQL),
        (Role.QUEUE, "Redis", Engine.REDIS_STREAMS),
        (Role.CACHE, "Valkey", Engine.REDIS),
        (Role.QUEUE, "Redpanda", Engine.KAFKA),
        (Role.SERVICE, "Python / FastAPI", Engine.FASTAPI),
        (Role.FUNCTION, "AWS Lambda (Python)", Engine.AWS_LAMBDA),
        (Role.GATEWAY, "HAProxy", Engine.HAPROXY),
    ],
)
def test_protocols_decide(role: Role, technology: str, engine: Engine) -> None:
    assert choose_engine(role, technology, catalog()).engine is engine


@pytest.mark.parametrize(
    ("role", "technology", "remark"),
    [
        (
            Role.SERVICE,
            "Spring Boot",
            "Spring Boot has no template yet; this is the generic service (FastAPI).",
        ),
        (Role.DATABASE, "Quetzal 9000", "Quetzal 9000 has no template yet; this is the generic database (PostgreSQL)."),
        (
            Role.DATABASE,
            "CockroachDB",
            "CockroachDB is reached through the protocol of PostgreSQL, which stands in locally.",
        ),
        (Role.SERVICE, "FastAPI", ""),
        (Role.SERVICE, "AWS Fargate", ""),
        (Role.SERVICE, "", ""),
        (Role.EXTERNAL, "Stripe", ""),
        (Role.DATABASE, "MySQL", ""),
    ],
)
def test_what_stands_in_for_a_technology_is_told(role: Role, technology: str, remark: str) -> None:
    assert choose_engine(role, technology, catalog()).remark.line == remark


def test_a_technology_in_the_wrong_place_gets_the_engine_of_the_place() -> None:
    chosen = choose_engine(Role.QUEUE, "PostgreSQL", catalog())
    assert chosen.engine is GENERIC[Role.QUEUE]
    assert "PostgreSQL has no template yet" in chosen.remark.line
