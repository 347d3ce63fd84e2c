"""Where each part is reached inside the network of containers, and which settings a program gets for its links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from infrasketch_desktop.codegen.making.deployment.servers import (
    AWS_KEYS,
    LOCAL_AWS_SECRET,
    OWN_SECRET,
)
from infrasketch_desktop.codegen.project import SQL, Engine, Part, Project, Use

REGION = "eu-central-1"
"""Of the stand-ins; on AWS the region of the deployment counts."""


@dataclass(frozen=True, slots=True)
class Setting:
    """An environment variable. In `value`, `{password}` stands for what the variable `secret` holds."""

    name: str
    value: str
    secret: str = ""

    def written(self, reference: Callable[[str], str]) -> str:
        """The value, with a platform's own way of naming the variable that holds the password."""
        return self.value.replace("{password}", reference(self.secret)) if self.secret else self.value


_ADDRESSES = {
    Engine.POSTGRESQL: "postgresql+psycopg://{module}:{password}@{name}:{port}/{module}",
    Engine.MYSQL: "mysql+pymysql://{module}:{password}@{name}:{port}/{module}",
    Engine.SQLITE: "sqlite:////data/{name}/{module}.db",
    Engine.MONGODB: "mongodb://{module}:{password}@{name}:{port}/{module}?authSource=admin",
    Engine.DYNAMODB: "dynamodb://{region}/{name}?endpoint=http://{name}:{port}",
    Engine.REDIS: "redis://{name}:{port}/0",
    Engine.REDIS_STREAMS: "redis://{name}:{port}/0",
    Engine.MEMCACHED: "memcached://{name}:{port}",
    Engine.RABBITMQ: "amqp://{module}:{password}@{name}:{port}/%2F",
    Engine.KAFKA: "kafka://{name}:{port}",
    Engine.SQS: "sqs://{region}/{name}?endpoint=http://{name}:{port}",
    Engine.S3: "s3://{region}/{name}-bucket?endpoint=http://{name}:{port}",
    Engine.MINIO: "s3://{region}/{name}-bucket?endpoint=http://{name}:{port}",
    Engine.OPENSEARCH: "http://{name}:{port}",
}


def primary_of(project: Project, part: Part) -> Part | None:
    """The database of which a part is a read replica; None when it is none, or when its engine is another one."""
    for link in project.needs(part, Use.REPLICATES):
        primary = project.part(link.target)
        if link.waits and primary.engine is part.engine is Engine.POSTGRESQL:
            return primary
    return None


def replica_of(project: Project, part: Part) -> Part | None:
    """The first read replica of a database."""
    sources = (project.part(link.source) for link in project.callers(part, Use.REPLICATES))
    return next((source for source in sources if primary_of(project, source) is part), None)


def address(project: Project, part: Part) -> Setting:
    """Where a part answers, as the value of a setting that has no name yet."""
    pattern = _ADDRESSES.get(part.engine)
    if pattern is None:
        return Setting("", f"http://{part.name}:{part.port}")
    if part.engine in {Engine.S3, Engine.MINIO} and part.host_port:
        pattern += f"&public=http://127.0.0.1:{part.host_port}"  # who uploads stands outside of the containers
    owner = _owner(project, part)  # a replica knows the users and the databases of its primary, and no others
    value = (
        pattern.replace("{module}", owner.module)
        .replace("{port}", str(part.port))
        .replace("{name}", part.name)
        .replace("{region}", REGION)
    )
    return Setting("", value, OWN_SECRET.format(prefix=owner.prefix) if "{password}" in value else "")


def settings(project: Project, part: Part) -> tuple[Setting, ...]:
    """What a part needs to reach the targets of its links, sorted by name."""
    found = {setting.name: setting for setting in _settings(project, part)}
    return tuple(found[name] for name in sorted(found))


def _settings(project: Project, part: Part) -> Iterator[Setting]:
    for link in project.needs(part):
        if link.use is Use.OBSERVES:
            continue  # the configuration of who watches has the addresses, and needs no password
        target = project.part(link.target)
        found = address(project, target)
        yield Setting(link.variable, found.value, found.secret)
        replica = replica_of(project, target)
        if replica and target.engine in SQL:
            found = address(project, replica)
            yield Setting(f"{target.prefix}_REPLICA_URL", found.value, found.secret)
        if target.engine in AWS_KEYS:
            yield Setting("AWS_ACCESS_KEY_ID", "local")
            yield Setting("AWS_SECRET_ACCESS_KEY", "{password}", LOCAL_AWS_SECRET)


def _owner(project: Project, part: Part) -> Part:
    primary = primary_of(project, part)
    return _owner(project, primary) if primary else part
