"""The servers behind libraries: image, data, health check and settings, as the documentation of each image gives them.

The AWS services run on stand-ins on the developer's machine: MinIO, DynamoDB local and ElasticMQ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from infrasketch_desktop.codegen.project import Engine

LOCAL_AWS_SECRET = "LOCAL_AWS_PASSWORD"  # noqa: S105 - the name of a variable
"""Holds the secret key with which the stand-ins of AWS are reached; the key id is `local`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """An image that serves an engine. `{module}` and `{name}` of the part and `{password}` are filled in texts.

    `data` is the folder that must outlive the container, "" when there is nothing to keep. `user` is the numeric user
    that the image is made for. `secret` names the variable with the password: "" for none.
    """

    image: str
    user: int
    health: tuple[str, ...]
    data: str = ""
    command: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    secret: str = ""
    memory: int = 512
    """Mebibytes it may take."""


OWN_SECRET = "{prefix}_PASSWORD"  # noqa: S105 - the name of a variable

_POSTGRESQL = Server(
    image="postgres:17.6-alpine",
    user=70,
    data="/var/lib/postgresql/data",
    health=("pg_isready", "--host=127.0.0.1", "--username={module}", "--dbname={module}"),
    settings=(
        ("PGDATA", "/var/lib/postgresql/data/pgdata"),
        ("POSTGRES_DB", "{module}"),
        ("POSTGRES_PASSWORD", "{password}"),
        ("POSTGRES_USER", "{module}"),
    ),
    secret=OWN_SECRET,
)
_MYSQL = Server(
    image="mysql:8.4",
    user=999,
    data="/var/lib/mysql",
    # The server that prepares the data listens on no network: only the real one answers here.
    health=("mysqladmin", "ping", "--silent", "--host=127.0.0.1"),
    settings=(
        ("MYSQL_DATABASE", "{module}"),
        ("MYSQL_PASSWORD", "{password}"),
        ("MYSQL_ROOT_PASSWORD", "{password}"),
        ("MYSQL_USER", "{module}"),
    ),
    secret=OWN_SECRET,
    memory=1024,
)
_MONGODB = Server(
    image="mongo:8.0",
    user=999,
    data="/data/db",
    health=("mongosh", "--quiet", "--eval", "quit(db.adminCommand('ping').ok ? 0 : 1)"),
    settings=(("MONGO_INITDB_ROOT_PASSWORD", "{password}"), ("MONGO_INITDB_ROOT_USERNAME", "{module}")),
    secret=OWN_SECRET,
    memory=1024,
)
_REDIS = Server(
    image="redis:8.2-alpine",
    user=999,
    health=("redis-cli", "ping"),
    command=("redis-server", "--save", "", "--maxmemory", "256mb", "--maxmemory-policy", "allkeys-lru"),
)
_REDIS_STREAMS = Server(
    image="redis:8.2-alpine",
    user=999,
    data="/data",
    health=("redis-cli", "ping"),
    command=("redis-server", "--appendonly", "yes", "--maxmemory-policy", "noeviction"),
)
_MEMCACHED = Server(
    image="memcached:1.6-alpine",
    user=11211,
    health=("sh", "-c", "echo version | nc -w 1 127.0.0.1 11211 | grep -q VERSION"),
    command=("memcached", "--memory-limit=256"),
)
_RABBITMQ = Server(
    image="rabbitmq:4.1-alpine",
    user=100,
    data="/var/lib/rabbitmq",
    health=("rabbitmq-diagnostics", "--quiet", "check_port_connectivity"),
    settings=(("RABBITMQ_DEFAULT_PASS", "{password}"), ("RABBITMQ_DEFAULT_USER", "{module}")),
    secret=OWN_SECRET,
)
_KAFKA = Server(
    image="apache/kafka:4.1.0",
    user=1000,
    data="/var/lib/kafka/data",
    health=("/opt/kafka/bin/kafka-broker-api-versions.sh", "--bootstrap-server", "127.0.0.1:9092"),
    settings=(
        ("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://{name}:9092"),
        ("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER"),
        ("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@127.0.0.1:9093"),
        ("KAFKA_LISTENERS", "PLAINTEXT://:9092,CONTROLLER://:9093"),
        ("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT"),
        ("KAFKA_LOG_DIRS", "/var/lib/kafka/data/log"),
        ("KAFKA_NODE_ID", "1"),
        ("KAFKA_NUM_PARTITIONS", "3"),
        ("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1"),
        ("KAFKA_PROCESS_ROLES", "broker,controller"),
        ("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1"),
        ("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1"),
    ),
    memory=1536,
)
_MINIO = Server(
    image="minio/minio:RELEASE.2025-09-07T16-13-09Z",
    user=1000,
    data="/data",
    health=("mc", "ready", "local"),
    command=("server", "/data"),
    settings=(
        ("MC_CONFIG_DIR", "/tmp/mc"),  # noqa: S108 - of the container; a user without a home runs the health check
        ("MINIO_ROOT_PASSWORD", "{password}"),
        ("MINIO_ROOT_USER", "local"),
    ),
    secret=LOCAL_AWS_SECRET,
)
_OPENSEARCH = Server(
    image="opensearchproject/opensearch:2.19.3",
    user=1000,
    data="/usr/share/opensearch/data",
    health=("curl", "--fail", "--silent", "http://127.0.0.1:9200/_cluster/health?wait_for_status=yellow&timeout=2s"),
    settings=(
        ("DISABLE_INSTALL_DEMO_CONFIG", "true"),
        ("DISABLE_SECURITY_PLUGIN", "true"),
        ("OPENSEARCH_JAVA_OPTS", "-Xms512m -Xmx512m"),
        ("discovery.type", "single-node"),
    ),
    memory=1536,
)
_DYNAMODB = Server(
    image="amazon/dynamodb-local:3.0.0",
    user=1000,
    health=("curl", "--silent", "--output", "/dev/null", "http://127.0.0.1:8000"),  # 400 without a signature: it lives
    command=("-jar", "DynamoDBLocal.jar", "-sharedDb", "-inMemory"),
)
_ELASTICMQ = Server(
    image="softwaremill/elasticmq-native:1.6.11",
    user=1000,
    health=("wget", "-q", "-O", "/dev/null", "http://127.0.0.1:9324/?Action=ListQueues"),
)

SERVERS: Mapping[Engine, Server] = {
    Engine.POSTGRESQL: _POSTGRESQL,
    Engine.MYSQL: _MYSQL,
    Engine.MONGODB: _MONGODB,
    Engine.DYNAMODB: _DYNAMODB,
    Engine.REDIS: _REDIS,
    Engine.REDIS_STREAMS: _REDIS_STREAMS,
    Engine.MEMCACHED: _MEMCACHED,
    Engine.RABBITMQ: _RABBITMQ,
    Engine.KAFKA: _KAFKA,
    Engine.SQS: _ELASTICMQ,
    Engine.S3: _MINIO,
    Engine.MINIO: _MINIO,
    Engine.OPENSEARCH: _OPENSEARCH,
}
"""By engine. SQLite has no server: it is a file that its programs share."""

ON_AWS = frozenset({Engine.DYNAMODB, Engine.SQS, Engine.S3})
"""Engines that exist on AWS only; what runs locally stands in for them."""

AWS_KEYS = ON_AWS | {Engine.MINIO}
"""Engines that are reached with the keys of an AWS account, or with what looks like them."""
