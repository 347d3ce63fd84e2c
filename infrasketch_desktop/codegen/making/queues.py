"""Queues: RabbitMQ, Kafka, Amazon SQS and streams of Redis."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.libraries import CLOSED_PORT, Library, write_library
from infrasketch_desktop.codegen.project import Engine, Part, Project
from infrasketch_desktop.codegen.rendering import Templates


def make_queue(project: Project, part: Part, templates: Templates) -> Iterator[CodeFile]:
    """The library of a queue. Raises KeyError for an engine that is none."""
    return write_library(project, part, templates, _QUEUES[part.engine])


def _queue(
    product: str,
    address: str,
    broker: tuple[str, str],
    requires: str,
    closed: str,
    *,
    aws: bool = False,
) -> Library:
    """`broker` is its module, which is also its template, and its class."""
    module, name = broker
    return Library(
        home="queue",
        purpose=f"A queue in {product}.",
        product=f"A queue in {product}",
        address=address,
        files={
            "src/{module}/memory.py": "queue/memory.py.j2",
            "src/{module}/message.py": "queue/message.py.j2",
            "src/{module}/queue.py": "queue/queue.py.j2",
            f"src/{{module}}/{module}.py": f"queue/{module}.py.j2",
            "tests/test_queue.py": "queue/test_queue.py.j2",
            **({"src/{module}/aws.py": "library/aws.py.j2"} if aws else {}),
        },
        requires=(requires,),
        exports={"Message": "message", "Patience": "message"},
        values={
            "broker": module,
            "broker_class": name,
            "closed": closed.format(port=CLOSED_PORT),
            "aws": aws,
            "service": "sqs",
        },
    )


_QUEUES = {
    Engine.RABBITMQ: _queue(
        "RabbitMQ",
        "amqp://user:change-me@{name}:5672/%2F",
        ("rabbitmq", "RabbitMq"),
        "pika",
        "amqp://127.0.0.1:{port}/%2F",
    ),
    Engine.KAFKA: _queue(
        "Apache Kafka",
        "kafka://{name}:9092",
        ("kafka_topic", "KafkaTopic"),
        "kafka-python",
        "kafka://127.0.0.1:{port}",
    ),
    Engine.SQS: _queue(
        "Amazon SQS",
        "sqs://eu-central-1/{name}",
        ("sqs", "Sqs"),
        "boto3",
        "sqs://eu-central-1/queue?endpoint=http://127.0.0.1:{port}",
        aws=True,
    ),
    Engine.REDIS_STREAMS: _queue(
        "Redis streams",
        "redis://{name}:6379/0",
        ("redis_streams", "RedisStreams"),
        "redis",
        "redis://127.0.0.1:{port}/0",
    ),
}
