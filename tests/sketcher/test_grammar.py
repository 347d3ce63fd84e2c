"""What sentences mean, by construction: each case stands for a family of sentences."""

import pytest

from tests.sketcher.support.drawing import Artist


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("Redis caches pages for the API.", {"API > Redis"}),
        ("The API is backed by MySQL.", {"API > MySQL"}),
        ("Kibana shows Elasticsearch, fed by Logstash.", {"Kibana > Elasticsearch", "Logstash > Elasticsearch"}),
        ("Images are resized by a worker fed from a queue.", {"Queue > Worker"}),
        ("The API is reached via Kong.", {"Kong > API"}),
        ("nginx sits in front of the API.", {"NGINX > API"}),
        ("The API runs behind HAProxy.", {"HAProxy > API"}),
        ("Behind HAProxy run two Tomcat servers.", {"HAProxy > Tomcat servers"}),
        ("Envoy sits between the web app and the API.", {"Web app > Envoy", "Envoy > API"}),
        ("The API sends mails to users through SendGrid.", {"API > SendGrid", "SendGrid > Users"}),
        ("The worker polls SQS and writes to S3.", {"SQS > Worker", "Worker > S3"}),
        ("The API reads from MySQL.", {"API > MySQL"}),
        ("PostgreSQL is replicated to a standby.", {"PostgreSQL > Standby"}),
    ],
)  # fmt: skip
def test_which_way_a_verb_points(draw: Artist, text: str, edges: set[str]) -> None:
    assert edges <= draw(text).edges


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("The API calls the search service, which uses Solr, and stores data in MySQL.",
         {"API > Search service", "Search service > Solr", "API > MySQL"}),
        ("The scheduler that starts the worker keeps state in etcd.", {"Scheduler > Worker", "Scheduler > etcd"}),
        ("The app contacts the order service. It stores orders in MySQL.",
         {"App > Order service", "Order service > MySQL"}),
        ("The API sends events to Kafka. A worker picks them up.", {"API > Kafka", "Kafka > Worker"}),
        ("Grafana shows metrics that Prometheus collects.", {"Grafana > Prometheus"}),
        ("The gateway calls the cart and order services; the former uses Redis, the latter MySQL.",
         {"Cart service > Redis", "Order service > MySQL"}),
        ("The gateway calls service A and service B. Both use Vault.", {"Service A > Vault", "Service B > Vault"}),
        ("The shop and the blog use MySQL and MongoDB, respectively.", {"Shop > MySQL", "Blog > MongoDB"}),
        ("Events land in a bucket, whose notifications go to SNS.", {"Bucket > SNS"}),
        ("An API queues jobs in Redis, and the worker uses the queue.", {"Redis > Worker"}),
    ],
)  # fmt: skip
def test_whom_pronouns_and_later_phrases_mean(draw: Artist, text: str, edges: set[str]) -> None:
    assert edges <= draw(text).edges


def test_a_list_shares_its_last_noun(draw: Artist) -> None:
    edges = draw(
        "The gateway routes to users, orders and payments services. Each service has its own MySQL database."
    ).edges
    assert "Gateway > Users service" in edges
    assert {"Users service > MySQL database", "Orders service > MySQL database"} <= edges


@pytest.mark.parametrize(
    ("text", "label", "technology"),
    [
        ("An API written in Go calls Stripe.", "API", "Go"),
        ("The REST API (Quarkus) uses MySQL.", "REST API", "Quarkus"),
        ("The broker, RabbitMQ, gets jobs from the API.", "RabbitMQ", "RabbitMQ"),
        ("The database is PostgreSQL. The API uses it.", "PostgreSQL", "PostgreSQL"),
        ("The API checks the cache. Memcached runs on one server.", "Memcached", "Memcached"),
        ("The dashboards in Looker query BigQuery.", "Dashboards", "Looker"),
    ],
)
def test_what_a_part_is_made_with(draw: Artist, text: str, label: str, technology: str) -> None:
    assert draw(text).technologies[label] == technology


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("The API uses MySQL. There is no cache.", "Cache"),
        ("The API uses MySQL instead of Oracle.", "Oracle"),
        ("Unlike the old PHP site, the new site uses MySQL.", "PHP site"),
        ("The API uses MySQL; Kafka may be added later.", "Kafka"),
        ("Start with an API and MySQL; Elasticsearch can wait.", "Elasticsearch"),
        ("The service does not use a queue, it calls Stripe.", "Queue"),
        ("We considered MongoDB but the API uses MySQL.", "MongoDB"),
        ("MySQL was replaced by Aurora, which the API uses.", "MySQL"),
    ],
)
def test_what_is_ruled_out_is_not_drawn_but_said(draw: Artist, text: str, absent: str) -> None:
    drawing = draw(text)
    assert not any(absent.lower() in label.lower() for label in drawing.kinds)
    assert any(note.startswith("Left out") for note in drawing.sketch.notes)


@pytest.mark.parametrize(
    ("text", "group", "members"),
    [
        ("Inside a VPC, a load balancer forwards traffic to the API.", "VPC", {"Load balancer", "API"}),
        ("In the private subnet:\nthe API stores data in MySQL.", "Private subnet", {"API", "MySQL"}),
        ("A Kubernetes cluster contains the API and the worker.", "Kubernetes cluster", {"API", "Worker"}),
        ("The API runs on Kubernetes and calls Stripe.", "Kubernetes", {"API"}),
    ],
)
def test_groups_hold_what_the_text_puts_inside(draw: Artist, text: str, group: str, members: set[str]) -> None:
    assert draw(text).groups == {group: members}


def test_edges_say_what_flows(draw: Artist) -> None:
    drawing = draw("The order service publishes OrderPlaced to RabbitMQ.")
    assert drawing.labels == {"Order service > RabbitMQ": "OrderPlaced"}


def test_redis_is_a_queue_only_where_it_carries_jobs(draw: Artist) -> None:
    assert draw("The app queues jobs in Redis.").kinds["Redis"] == "queue"
    assert draw("The app keeps sessions in Redis.").kinds["Redis"] == "cache"


@pytest.mark.parametrize(
    ("text", "edges"),
    [
        ("Sidekiq, our background job processor, pulls from Kafka.", {"Kafka > Sidekiq"}),
        ("frontend, api on Railway, db is PlanetScale, auth via Clerk", {"Frontend > API", "API > PlanetScale"}),
        ("The API checks Memcached and on a miss falls back to Couchbase.", {"API > Memcached", "API > Couchbase"}),
        ("Telegraf ships metrics to InfluxDB; Chronograf charts them.", {"Chronograf > InfluxDB"}),
        ("The dashboard subscribes to Ably; the Laravel API publishes there.", {"Laravel API > Ably"}),
        ("Only Hasura talks to Postgres; the mobile app goes through it.", {"Mobile app > Hasura"}),
        ("I'd have the desktop client upload files to Wasabi.", {"Desktop client > Wasabi"}),
        ("We don't use Kubernetes or a service mesh; an ALB calls the API.", {"ALB > API"}),
        (
            "A gateway exposes the catalog and basket services.",
            {"Gateway > Catalog service", "Gateway > Basket service"},
        ),
        (
            "Store raw events in S3, run nightly Glue jobs over it, and load the result into Redshift for Looker",
            {"S3 > Glue jobs", "Glue jobs > Redshift", "Looker > Redshift"},
        ),
    ],
)
def test_turns_of_phrase(draw: Artist, text: str, edges: set[str]) -> None:
    drawing = draw(text)
    assert edges <= drawing.edges
    assert {"Kubernetes", "Railway", "Background job processor"}.isdisjoint(drawing.kinds)
