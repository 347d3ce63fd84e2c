"""What a container is, by its image and by its name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.formats.addresses import without_user_info
from infrasketch_desktop.technology import Catalog, Technology
from infrasketch_desktop.technology.catalog import image_name

_WORDS = re.compile(r"[a-z]+|[0-9]+")
_KINDS = {
    NodeKind.WORKER: "worker workers consumer cron cronjob scheduler job jobs beat processor migrate migration "
    "migrations indexer importer exporter crawler mailer seeder loadgenerator",
    NodeKind.CLIENT: "frontend ui spa dashboard",
    NodeKind.API: "api backend bff graphql rest",
    NodeKind.GATEWAY: "gateway proxy ingress router edge",
    NodeKind.LOAD_BALANCER: "lb loadbalancer balancer",
    NodeKind.DATABASE: "db database",
    NodeKind.CACHE: "cache",
    NodeKind.QUEUE: "queue broker mq eventbus",
    NodeKind.AUTH: "auth authentication identity sso idp oauth",
    NodeKind.SEARCH: "search",
    NodeKind.MONITORING: "monitoring metrics tracing logging",
    NodeKind.STORAGE: "storage",
    NodeKind.SERVER: "web www server site website app webapp",
}
_KIND_OF_WORD = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_COUNTED = re.compile(r"[-_]?\d+$")
_RUNNING = re.compile(r"[-_](?:server|db|cache|broker|queue|cluster)$")
"""What follows the name of a product that somebody runs: `kafka-2`, `grafana-server`."""
_DIGEST = re.compile(r"[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-zA-Z]+")
"""As the grammar of references of the distribution project has it, of any length."""
_COMPOUND = ("service", "svc", "server")
"""What is often written together with the name: `authservice`. It says nothing itself where another word does."""

_IMAGES = {
    "confluentinc/cp-kafka": "Apache Kafka",
    "confluentinc/cp-server": "Apache Kafka",
    "confluentinc/cp-zookeeper": "ZooKeeper",
    "confluentinc/cp-kafka-connect": "Kafka Connect",
    "confluentinc/cp-ksqldb-server": "ksqlDB",
    "debezium/connect": "Debezium",
    "debezium/kafka": "Apache Kafka",
    "debezium/zookeeper": "ZooKeeper",
    "postgis/postgis": "PostgreSQL",
    "mysql/mysql-server": "MySQL",
    "otel/opentelemetry-collector-contrib": "OpenTelemetry Collector",
    "opensearchproject/opensearch": "OpenSearch",
    "nginxinc/nginx-unprivileged": "NGINX",
    "bitnami/mongodb": "MongoDB",
    "temporalio/server": "Temporal",
    "edoburu/pgbouncer": "PgBouncer",
    "azure-sql-edge": "Microsoft SQL Server",
}
"""Well-known images whose names do not name the product, by its name in the catalog."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What something seems to be."""

    kind: NodeKind
    technology: str = ""


def likeness(name: str, image: str, catalog: Catalog) -> Likeness:
    """What a container called `name` is: by its image when that is a known product, else by its name."""
    technology = technology_of_image(image, catalog) if image else None
    if technology and technology.kind:
        return Likeness(technology.kind, technology.name)
    for bare in (_COUNTED.sub("", name), _RUNNING.sub("", name)):
        named = catalog.named(bare)
        if named and named.kind and not named.ambiguous:
            return Likeness(named.kind, named.name)
    return Likeness(kind_of_name(name), technology.name if technology else "")


def technology_of_image(reference: str, catalog: Catalog) -> Technology | None:
    """The product in an image. One that is an English word as well counts only under its publisher's name."""
    name = image_name(reference)
    if name in _IMAGES:
        return catalog.named(_IMAGES[name])
    found = catalog.of_image(reference)
    if found is None or not found.ambiguous:
        return found
    official = found.image is not None and image_name(found.image) == name
    return found if official or "/" not in name else None


def kind_of_name(name: str) -> NodeKind:
    """The kind that the last telling word of a name stands for: `orders-worker` is a worker; else a service."""
    words = _WORDS.findall(re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower())
    for word in reversed(words):
        stem = next((word.removesuffix(end) for end in _COMPOUND if word.endswith(end) and word != end), word)
        if kind := _KIND_OF_WORD.get(stem):
            return NodeKind.SERVICE if kind in _OURS_ONLY_ALONE and len(words) > 1 else kind
    return NodeKind.SERVICE


_OURS_ONLY_ALONE = frozenset({NodeKind.SEARCH, NodeKind.MONITORING, NodeKind.STORAGE})
"""`search` may be a search engine; `search-suggestions` is a service of ours."""


def shown_image(reference: str) -> str:
    """An image as a note shows it: without digest and without anything that is no image reference."""
    image, at, digest = without_user_info(reference.strip()).partition("@")
    if at and not _DIGEST.fullmatch(digest):  # what stands before it may be a name and a password
        return ""
    return image if re.fullmatch(r"[\w./:-]{1,200}", image) else ""
