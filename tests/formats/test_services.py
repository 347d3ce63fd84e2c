from __future__ import annotations

import pytest

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.formats.services import _IMAGES, kind_of_name, likeness, shown_image, technology_of_image
from infrasketch_desktop.technology import Catalog


@pytest.mark.parametrize(
    ("name", "image", "kind", "technology"),
    [
        ("db", "postgres:16", NodeKind.DATABASE, "PostgreSQL"),
        ("cache", "docker.io/bitnami/redis:7", NodeKind.CACHE, "Redis"),
        ("broker", "confluentinc/cp-kafka:7.6", NodeKind.QUEUE, "Apache Kafka"),
        ("edge", "nginx:1.27-alpine", NodeKind.GATEWAY, "NGINX"),
        ("checkout-api", "shop/checkout-api:1.2", NodeKind.API, ""),
        ("orders-worker", "python:3.12", NodeKind.WORKER, "Python"),
        ("redis", "", NodeKind.CACHE, "Redis"),
        ("kafka-1", "registry.example/mirror/own:3", NodeKind.QUEUE, "Apache Kafka"),
        ("billing", "registry.example:5000/team/element:1", NodeKind.SERVICE, ""),
        ("grafana-server", "", NodeKind.MONITORING, "Grafana"),
        ("sql", "mcr.microsoft.com/azure-sql-edge:1.0.4", NodeKind.DATABASE, "Microsoft SQL Server"),
        ("authservice", "", NodeKind.AUTH, ""),
        ("frontend", "", NodeKind.CLIENT, ""),
        ("search", "", NodeKind.SEARCH, ""),
        ("search-suggestions", "", NodeKind.SERVICE, ""),
    ],
)
def test_a_container_is_what_its_image_or_its_name_says(
    name: str, image: str, kind: NodeKind, technology: str, catalog: Catalog
) -> None:
    found = likeness(name, image, catalog)
    assert (found.kind, found.technology) == (kind, technology)


def test_the_last_telling_word_of_a_name_counts() -> None:
    assert kind_of_name("api-gateway") is NodeKind.GATEWAY
    assert kind_of_name("gateway-api") is NodeKind.API
    assert kind_of_name("OrdersWorker") is NodeKind.WORKER


def test_an_image_of_our_own_that_is_called_like_a_product_is_ours(catalog: Catalog) -> None:
    assert technology_of_image("acme/census:2", catalog) is None
    assert technology_of_image("acme/rabbitmq:2", catalog) == catalog.named("RabbitMQ")


def test_the_images_we_name_lead_to_the_catalog(catalog: Catalog) -> None:
    assert [name for name in _IMAGES.values() if catalog.named(name) is None] == []


def test_an_image_is_shown_without_digest_and_only_when_it_is_one() -> None:
    assert shown_image("shop/api:1.2@sha256:abc") == "shop/api:1.2"
    assert shown_image("https://ann:pw@host/x y") == ""
    assert shown_image("ann:pw@registry.example/shop/api") == ""
