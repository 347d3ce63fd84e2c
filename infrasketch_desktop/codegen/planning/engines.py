"""Which protocol the code of a part speaks: by technology where there is a template, else by role."""

from __future__ import annotations

from infrasketch_desktop.codegen.project import Engine, Role
from infrasketch_desktop.technology import Technology

GENERIC = {
    Role.SERVICE: Engine.FASTAPI,
    Role.WORKER: Engine.PYTHON_WORKER,
    Role.FUNCTION: Engine.AWS_LAMBDA,
    Role.DATABASE: Engine.POSTGRESQL,
    Role.CACHE: Engine.REDIS,
    Role.QUEUE: Engine.RABBITMQ,
    Role.STORAGE: Engine.MINIO,
    Role.SEARCH: Engine.OPENSEARCH,
    Role.GATEWAY: Engine.NGINX,
    Role.CDN: Engine.CLOUDFRONT,
    Role.WEB: Engine.REACT,
    Role.MONITORING: Engine.PROMETHEUS,
    Role.AUTH: Engine.OPENID,
    Role.EXTERNAL: Engine.HTTP_FAKE,
}

_BY_NAME = {
    Role.DATABASE: {
        "PostgreSQL": Engine.POSTGRESQL,
        "MySQL": Engine.MYSQL,
        "MariaDB": Engine.MYSQL,
        "SQLite": Engine.SQLITE,
        "MongoDB": Engine.MONGODB,
        "Amazon DynamoDB": Engine.DYNAMODB,
    },
    Role.CACHE: {"Redis": Engine.REDIS, "Memcached": Engine.MEMCACHED},
    Role.QUEUE: {
        "RabbitMQ": Engine.RABBITMQ,
        "Apache Kafka": Engine.KAFKA,
        "Amazon SQS": Engine.SQS,
        "Redis": Engine.REDIS_STREAMS,
    },
    Role.STORAGE: {"Amazon S3": Engine.S3, "MinIO": Engine.MINIO},
    Role.GATEWAY: {"NGINX": Engine.NGINX, "HAProxy": Engine.HAPROXY},
}


def engine_of(role: Role, technology: Technology | None) -> Engine:
    """The engine for a technology in a role."""
    named = _BY_NAME.get(role, {}).get(technology.name) if technology else None
    return named or GENERIC[role]
