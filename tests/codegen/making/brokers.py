"""Real servers for tests of generated libraries: on a port of 127.0.0.1, with nothing on disk, gone with the test."""

from __future__ import annotations

import shutil
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.needs import miss
from tests.support.processes import Start

AWS_KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
_RABBITMQ = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")


def redis(start: Start) -> str:
    """The address of Redis, without the number of a database."""
    port = _free_port()
    _need("redis-server", "redis-server")
    command = ["redis-server", "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"]
    start(command).wait_for_port(port)
    return f"redis://127.0.0.1:{port}"


def memcached(start: Start) -> str:
    """The address of Memcached."""
    port = _free_port()
    _need("memcached", "memcached")
    start(["memcached", "-l", "127.0.0.1", "-p", str(port), "-u", "nobody"]).wait_for_port(port)
    return f"memcached://127.0.0.1:{port}"


def aws(start: Start) -> str:
    """The endpoint of moto, which stands in for S3, SQS and DynamoDB."""
    port = _free_port()
    quiet = {"PYTHONWARNINGS": "ignore"}
    start([sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], environment=quiet).wait_for_port(
        port
    )
    return f"http://127.0.0.1:{port}"


def rabbitmq(start: Start, folder: Path) -> str:
    """The address of RabbitMQ, whose machine of Erlang takes ten seconds to start. Skips where it is not installed."""
    if not _RABBITMQ.exists():
        pytest.skip("RabbitMQ is not installed here: apt-get install rabbitmq-server")
    port, between, names = _free_port(), _free_port(), _free_port()
    plugins = folder / "plugins"
    plugins.write_text("[].")
    settings = {
        "RABBITMQ_MNESIA_BASE": str(folder / "data"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_NODENAME": f"test{port}@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_DIST_PORT": str(between),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(plugins),
        "ERL_EPMD_PORT": str(names),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
    }
    start(["epmd", "-port", str(names), "-address", "127.0.0.1"])  # else Erlang starts one that outlives the test
    server = start([_RABBITMQ], environment=settings)
    server.wait_for_line(r"\s*Starting broker\.\.\. completed.*", seconds=60)
    return f"amqp://guest:guest@127.0.0.1:{port}/%2F"


SERVERS: dict[str, Callable[[Start, Path], str]] = {
    "redis": lambda start, _: f"{redis(start)}/0",
    "memcached": lambda start, _: memcached(start),
    "redis-streams": lambda start, _: f"{redis(start)}/1",
    "rabbitmq": rabbitmq,
    "sqs": lambda start, _: f"sqs://eu-central-1/orders?endpoint={aws(start)}",
    "s3": lambda start, _: f"s3://eu-central-1/files?endpoint={aws(start)}",
    "minio": lambda start, _: f"s3://us-east-1/files?endpoint={aws(start)}",
    "dynamodb": lambda start, _: f"dynamodb://eu-central-1/shop?endpoint={aws(start)}",
}
"""By engine: starts its server and returns the address that its library takes."""


def _need(program: str, packages: str) -> None:
    if shutil.which(program) is None:
        miss(program, packages=packages)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
