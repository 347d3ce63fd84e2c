"""Which AWS service takes the place of which part, what it is called there, and when a worker is started."""

from __future__ import annotations

import hashlib
import re
from enum import StrEnum

from infrasketch_desktop.codegen.project import Engine, Part, Project


class Home(StrEnum):
    """The AWS service that runs a part."""

    RDS = "Amazon RDS"
    DOCUMENTDB = "Amazon DocumentDB"
    DYNAMODB = "Amazon DynamoDB"
    REDIS = "Amazon ElastiCache for Redis"
    MEMCACHED = "Amazon ElastiCache for Memcached"
    MQ = "Amazon MQ"
    MSK = "Amazon MSK"
    SQS = "Amazon SQS"
    S3 = "Amazon S3"
    OPENSEARCH = "Amazon OpenSearch Service"
    FARGATE = "Amazon ECS on Fargate"
    LAMBDA = "AWS Lambda"
    CLOUDFRONT = "Amazon CloudFront"
    ELSEWHERE = "not on AWS"
    """Systems of others, of which there are fakes for development only; and a file that programs keep themselves."""


HOMES = {
    Engine.FASTAPI: Home.FARGATE,
    Engine.PYTHON_WORKER: Home.FARGATE,
    Engine.AWS_LAMBDA: Home.LAMBDA,
    Engine.POSTGRESQL: Home.RDS,
    Engine.MYSQL: Home.RDS,
    Engine.SQLITE: Home.ELSEWHERE,
    Engine.MONGODB: Home.DOCUMENTDB,
    Engine.DYNAMODB: Home.DYNAMODB,
    Engine.REDIS: Home.REDIS,
    Engine.REDIS_STREAMS: Home.REDIS,
    Engine.MEMCACHED: Home.MEMCACHED,
    Engine.RABBITMQ: Home.MQ,
    Engine.KAFKA: Home.MSK,
    Engine.SQS: Home.SQS,
    Engine.S3: Home.S3,
    Engine.MINIO: Home.S3,
    Engine.OPENSEARCH: Home.OPENSEARCH,
    Engine.NGINX: Home.FARGATE,
    Engine.HAPROXY: Home.FARGATE,
    Engine.CLOUDFRONT: Home.CLOUDFRONT,
    Engine.REACT: Home.FARGATE,
    Engine.PROMETHEUS: Home.FARGATE,
    Engine.OPENID: Home.ELSEWHERE,
    Engine.HTTP_FAKE: Home.ELSEWHERE,
}

PORTS = {
    Home.RDS: 5432,
    Home.DOCUMENTDB: 27017,
    Home.REDIS: 6379,
    Home.MEMCACHED: 11211,
    Home.MQ: 5671,
    Home.MSK: 9092,
    Home.OPENSEARCH: 443,
}
"""Where the services inside the network listen; MySQL alone differs from its home."""

WITH_PASSWORD = frozenset({Home.RDS, Home.DOCUMENTDB, Home.MQ})
"""Their addresses hold a password: programs get them from AWS Secrets Manager."""

IN_NETWORK = frozenset({*PORTS, Home.FARGATE})
"""Homes that need a network of the project's own."""

ACTIONS = {
    Home.DYNAMODB: (
        "dynamodb:DeleteItem", "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query",
        "dynamodb:Scan",
    ),
    Home.SQS: (
        "sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl",
        "sqs:ReceiveMessage", "sqs:SendMessage",
    ),
    Home.S3: ("s3:DeleteObject", "s3:GetObject", "s3:ListBucket", "s3:PutObject"),
}  # fmt: skip
"""What a program may do with the services that ask for permission."""


def port_on_aws(part: Part) -> int:
    """Where the service that takes the place of a part listens in the network; 0 when it lies outside of it."""
    return 3306 if part.engine is Engine.MYSQL else PORTS.get(HOMES[part.engine], 0)


def name_on_aws(project: Project, part: Part, most: int) -> str:
    """A name of at most `most` characters, which no other part and hardly another project has."""
    name = f"{project.name}-{part.name}"
    if len(name) <= most:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:5]
    return f"{part.name[: most - 6].rstrip('-')}-{digest}"


def schedule_on_aws(cron: str) -> str:
    """A cron expression of five fields as EventBridge takes it: Sunday is 1, and one of the two days is `?`.

    Source: “Cron expressions” in the user guide of Amazon EventBridge Scheduler.
    """
    minute, hour, day, month, weekday = cron.split()
    weekday = re.sub(r"(?<!/)\b[0-7]\b", lambda found: str(int(found[0]) % 7 + 1), weekday)
    if weekday == "*":
        weekday = "?"
    else:
        day = "?"
    return f"cron({minute} {hour} {day} {month} {weekday} *)"
