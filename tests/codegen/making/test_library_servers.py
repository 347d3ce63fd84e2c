"""Libraries keep their promises on real servers: their own tests, and consumers that die in the middle of a message."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from infrasketch_desktop.codegen.project import Engine
from tests.codegen.making.brokers import AWS_KEYS, SERVERS
from tests.codegen.making.parts import library, write_libraries
from tests.support.generated import run_tests
from tests.support.processes import Start

SLOWER = (Engine.MEMCACHED, Engine.REDIS_STREAMS, Engine.RABBITMQ, Engine.SQS, Engine.S3, Engine.MINIO, Engine.DYNAMODB)

PUBLISH = "print(queue.publish('order', {'number': 17}))"
DIE = """
import os

def die(message):
    print(message.id, flush=True)
    os._exit(1)

queue.consume(die, until=threading.Event())
"""
SURVIVE = """
stop = threading.Event()

def handle(message):
    print(message.id, message.body["number"])
    stop.set()

queue.consume(handle, until=stop)
"""


def on_server(engine: Engine, start: Start, tmp_path: Path) -> None:
    (folder,) = write_libraries(tmp_path / "project", part := library(engine))
    url = SERVERS[engine.value](start, tmp_path)
    assert "passed" in run_tests(folder, **AWS_KEYS, **{f"{part.prefix}_TEST_URL": url})


@pytest.mark.loopback
def test_the_tests_of_a_cache_pass_on_redis(start_process: Start, tmp_path: Path) -> None:
    on_server(Engine.REDIS, start_process, tmp_path)


@pytest.mark.long
@pytest.mark.loopback
@pytest.mark.parametrize("engine", SLOWER)
def test_the_tests_of_a_library_pass_on_its_server(engine: Engine, start_process: Start, tmp_path: Path) -> None:
    on_server(engine, start_process, tmp_path)


def test_the_tests_of_a_database_pass_on_postgresql(postgresql_url: str, tmp_path: Path) -> None:
    (folder,) = write_libraries(tmp_path, part := library(Engine.POSTGRESQL))
    assert "passed" in run_tests(folder, **{f"{part.prefix}_TEST_URL": postgresql_url})


@pytest.mark.long
@pytest.mark.parametrize(("engine", "fake"), [(Engine.KAFKA, "fake_kafka.py"), (Engine.MONGODB, "fake_mongodb.py")])
def test_the_tests_of_a_library_pass_on_what_stands_in_for_its_server(
    engine: Engine, fake: str, tmp_path: Path
) -> None:
    """No server of these is in Debian; that the fakes are like them rests on reading, and no test proves it."""
    (folder,) = write_libraries(tmp_path, library(engine))
    shutil.copy(Path(__file__).with_name(fake), folder / "tests" / "conftest.py")
    assert "passed" in run_tests(folder)


@pytest.mark.long
def test_migrations_go_up_agree_with_the_models_and_go_down(database_url: str, tmp_path: Path) -> None:
    (folder,) = write_libraries(tmp_path, part := library(Engine.POSTGRESQL))
    for command in (["upgrade", "head"], ["check"], ["downgrade", "base"], ["upgrade", "head", "--sql"]):
        subprocess.run(
            [sys.executable, "-m", "alembic", *command],
            cwd=folder,
            env={f"{part.prefix}_URL": database_url},
            capture_output=True,
            timeout=60,
            check=True,
        )


@pytest.mark.long
@pytest.mark.loopback
@pytest.mark.parametrize("engine", [Engine.REDIS_STREAMS, Engine.RABBITMQ, Engine.SQS])
def test_a_consumer_that_dies_loses_no_message(engine: Engine, start_process: Start, tmp_path: Path) -> None:
    (folder,) = write_libraries(tmp_path / "project", part := library(engine))
    url = SERVERS[engine.value](start_process, tmp_path)

    def run(script: str) -> str:
        opened = f"queue = {part.title}({url!r}, Patience(lost_seconds=1))"
        known = f"import threading\nfrom {part.module} import {part.title}, Patience\n{opened}\n"
        done = subprocess.run(
            [sys.executable, "-c", known + script],
            env={"PYTHONPATH": str(folder / "src"), **AWS_KEYS},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done.stdout.strip() or done.stderr

    published = run(PUBLISH)
    assert run(DIE) == published
    assert run(SURVIVE) == f"{published} 17"
