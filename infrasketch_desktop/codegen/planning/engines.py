"""Which protocol the code of a part speaks: by technology where there is a template, else by role, and then it says so.

The table lies in `resources/code/engines.json`: for each role and engine the technologies that it `is`, and those that
`speaks` its protocol, so that its code serves them while a server of the engine stands in on the developer's machine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from infrasketch_desktop.codegen.project import Engine, Role
from infrasketch_desktop.codegen.said import Remark, Said, remark
from infrasketch_desktop.language import later
from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.technology import Catalog, Technology

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

_TITLES = {
    Engine.FASTAPI: "FastAPI",
    Engine.PYTHON_WORKER: "Python",
    Engine.AWS_LAMBDA: "AWS Lambda",
    Engine.POSTGRESQL: "PostgreSQL",
    Engine.MYSQL: "MySQL",
    Engine.SQLITE: "SQLite",
    Engine.MONGODB: "MongoDB",
    Engine.DYNAMODB: "Amazon DynamoDB",
    Engine.REDIS: "Redis",
    Engine.MEMCACHED: "Memcached",
    Engine.RABBITMQ: "RabbitMQ",
    Engine.KAFKA: "Apache Kafka",
    Engine.SQS: "Amazon SQS",
    Engine.REDIS_STREAMS: "Redis streams",
    Engine.S3: "Amazon S3",
    Engine.MINIO: "MinIO",
    Engine.OPENSEARCH: "OpenSearch",
    Engine.NGINX: "NGINX",
    Engine.HAPROXY: "HAProxy",
    Engine.CLOUDFRONT: "Amazon CloudFront",
    Engine.REACT: "React",
    Engine.PROMETHEUS: "Prometheus and Grafana",
    Engine.OPENID: "OpenID Connect",
    Engine.HTTP_FAKE: "HTTP",
}

_NOUNS = {
    Role.STORAGE: later("file storage"),
    Role.SEARCH: later("search index"),
    Role.CDN: later("CDN"),
    Role.WEB: later("web app"),
    Role.AUTH: later("identity provider"),
}
"""What a role is called where its own word would not be understood."""

_GENERIC = later("{what} has no template yet; this is the generic {noun} ({title}).")
_PROTOCOL = later("{what} is reached through the protocol of {title}, which stands in locally.")

_PLACES = frozenset({"platform", "provider", "hosting", "appserver"})
"""Categories of technologies that say where a program of our own runs, not what it is written with."""

_RUNS_ANYWHERE = frozenset({Role.SERVICE, Role.WORKER, Role.WEB})
_COMPUTE = frozenset(
    {
        *("Amazon EC2", "Amazon ECS", "AWS Fargate", "Amazon EKS", "AWS App Runner", "AWS Elastic Beanstalk"),
        *("Amazon Lightsail", "Azure App Service", "Azure Container Apps", "Azure Container Instances"),
        *("Azure Kubernetes Service", "Azure Virtual Machines", "Google Cloud Run", "Google App Engine"),
        *("Google Compute Engine", "Google Kubernetes Engine", "Linux", "AWS Batch", "Azure Batch"),
    }
)
_MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """An engine, and a remark where it is not the technology that was named; "" otherwise."""

    engine: Engine
    remark: Remark = Remark("")  # noqa: RUF009 - frozen


def choose_engine(role: Role, technology: str, catalog: Catalog) -> Choice:
    """The engine for a part by what its technology says: one name, or several such as `Python / FastAPI`."""
    generic = GENERIC[role]
    named = tuple(_named(technology, catalog))
    for found in named:
        choice = _speaking(role, found)
        if choice is not None:
            return choice
    said = Said(technology)
    if role is Role.EXTERNAL or not said or _is_quiet(role, named):
        return Choice(generic)
    what = named[0].name if named else said.short(60)
    noun = _NOUNS.get(role, role.value)
    return Choice(generic, remark(_GENERIC, frozenset({"noun"}), what=what, noun=noun, title=_TITLES[generic]))


def _named(technology: str, catalog: Catalog) -> Iterator[Technology]:
    """The technologies in a text: the whole of it, then its pieces."""
    text = technology[:_MOST_WORDS]
    for piece in (text, *re.split(r"[,;/+&|()]|\b(?:on|with|and|via|in|for)\b", text)):
        found = catalog.named(piece) or catalog.named(re.sub(r"\s+v?\d[\d.x]*$", "", piece.strip()))
        if found is not None:
            yield found


def _speaking(role: Role, technology: Technology) -> Choice | None:
    row = _table()[role].get(technology.name)
    if row is None:
        return None
    engine, is_itself = row
    if is_itself:
        return Choice(engine)
    title = _TITLES[engine]
    return Choice(engine, remark(_PROTOCOL, frozenset(), what=technology.name, title=title))


def _is_quiet(role: Role, named: tuple[Technology, ...]) -> bool:
    """Whether the words say only where it runs, or over what it talks; the generic code is what they ask for then."""
    places = (one.category in _PLACES or one.name in _COMPUTE for one in named)
    return bool(named) and role in _RUNS_ANYWHERE and all(places)


@cache
def _table() -> Mapping[Role, Mapping[str, tuple[Engine, bool]]]:
    """By role and name of a technology: its engine, and whether it is that engine itself."""
    data = json.loads(resource_path("code", "engines.json").read_text(encoding="utf-8"))
    return {
        Role(role): {
            name: (Engine(engine), kind == "is")
            for engine, kinds in engines.items()
            for kind, names in kinds.items()
            for name in names
        }
        for role, engines in data.items()
    }
