"""Databases, brokers and the like that well-known operators run, and the names under which they are reached."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operated:
    """A custom resource that stands for a running system: what it is, and its Services as its operator names them."""

    technology: str
    services: tuple[str, ...] = ("{}",)


OPERATED = {
    ("kafka.strimzi.io", "Kafka"): Operated("Apache Kafka", ("{}-kafka-bootstrap", "{}-kafka-brokers")),
    ("kafka.strimzi.io", "KafkaConnect"): Operated("Kafka Connect", ("{}-connect-api",)),
    ("kafka.strimzi.io", "KafkaBridge"): Operated("Apache Kafka", ("{}-bridge-service",)),
    ("postgresql.cnpg.io", "Cluster"): Operated("PostgreSQL", ("{}-rw", "{}-ro", "{}-r")),
    ("postgres-operator.crunchydata.com", "PostgresCluster"): Operated(
        "PostgreSQL", ("{}-primary", "{}-ha", "{}-replicas", "{}-pgbouncer")
    ),
    ("acid.zalan.do", "postgresql"): Operated("PostgreSQL", ("{}", "{}-repl", "{}-pooler")),
    ("mysql.oracle.com", "InnoDBCluster"): Operated("MySQL"),
    ("pxc.percona.com", "PerconaXtraDBCluster"): Operated("MySQL", ("{}-haproxy", "{}-proxysql", "{}-pxc")),
    ("mongodbcommunity.mongodb.com", "MongoDBCommunity"): Operated("MongoDB", ("{}-svc",)),
    ("mongodb.com", "MongoDB"): Operated("MongoDB", ("{}-svc",)),
    ("redis.redis.opstreelabs.in", "Redis"): Operated("Redis"),
    ("redis.redis.opstreelabs.in", "RedisCluster"): Operated("Redis", ("{}-leader", "{}-follower")),
    ("databases.spotahome.com", "RedisFailover"): Operated("Redis", ("rfs-{}", "rfr-{}", "rfrm-{}")),
    ("rabbitmq.com", "RabbitmqCluster"): Operated("RabbitMQ"),
    ("elasticsearch.k8s.elastic.co", "Elasticsearch"): Operated("Elasticsearch", ("{}-es-http", "{}-es-default")),
    ("kibana.k8s.elastic.co", "Kibana"): Operated("Kibana", ("{}-kb-http",)),
    ("cassandra.datastax.com", "CassandraDatacenter"): Operated("Cassandra", ("{}-service",)),
    ("monitoring.coreos.com", "Prometheus"): Operated("Prometheus", ("{}", "prometheus-operated")),
    ("monitoring.coreos.com", "Alertmanager"): Operated("Alertmanager", ("{}", "alertmanager-operated")),
    ("grafana.integreatly.org", "Grafana"): Operated("Grafana", ("{}-service",)),
    ("jaegertracing.io", "Jaeger"): Operated("Jaeger", ("{}-collector", "{}-agent", "{}-query")),
    ("k8s.keycloak.org", "Keycloak"): Operated("Keycloak", ("{}-service",)),
    ("minio.min.io", "Tenant"): Operated("MinIO", ("minio", "{}-hl")),
    ("clickhouse.altinity.com", "ClickHouseInstallation"): Operated("ClickHouse", ("clickhouse-{}",)),
    ("temporal.io", "TemporalCluster"): Operated("Temporal", ("{}-frontend",)),
    ("opensearch.opster.io", "OpenSearchCluster"): Operated("OpenSearch"),
}
"""By group and kind. Names of Services are those that the documentation of each operator gives."""
