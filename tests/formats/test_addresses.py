from __future__ import annotations

import pytest

from infrasketch_desktop.formats.addresses import (
    MAX_SEARCHED,
    AddressSearch,
    addressed_hosts,
    hosts_in_argument,
    hosts_in_text,
    without_user_info,
)


@pytest.mark.parametrize(
    ("name", "value", "hosts"),
    [
        ("CATALOG", "http://catalog", ("catalog",)),
        ("CATALOG", "https://catalog:8443/v1?x=http://other/", ("catalog",)),
        ("DATABASE_URL", "postgres://shop:p@ss:w0rd@db:5432/shop", ("db",)),
        ("DATABASE_URL", "postgresql+asyncpg://u:p@db/shop", ("db",)),
        ("MONGO", "mongodb://u:p@mongo1:27017,mongo2:27017/app?replicaSet=rs0", ("mongo1", "mongo2")),
        ("LISTENERS", "PLAINTEXT://kafka1:9092,SSL://kafka2:9093", ("kafka1", "kafka2")),
        ("SPRING_DATASOURCE_URL", "jdbc:postgresql://db:5432/orders", ("db",)),
        ("URL", "jdbc:sqlserver://mssql:1433;databaseName=x;user=sa;password=y", ("mssql",)),
        ("URL", "jdbc:mysql:replication://primary:3306,replica:3306/x", ("primary", "replica")),
        ("URL", "jdbc:oracle:thin:@oracle:1521:XE", ("oracle",)),
        ("URL", "jdbc:oracle:thin:@//oracle:1521/svc", ("oracle",)),
        ("DSN", "user:secret@tcp(mysql:3306)/shop?parseTime=true", ("mysql",)),
        ("DSN", "host=db port=5432 user=shop password=db2 dbname=shop", ("db",)),
        ("ConnectionStrings__Default", "Server=sql;Database=shop;User Id=sa;Password=x", ("sql",)),
        ("ConnectionStrings__Default", "Server=tcp:sql,1433;Database=shop", ("sql",)),
        ("CACHE", "redis:6379,password=abc,ssl=False", ("redis",)),
        ("CACHE", "redis:6379", ("redis",)),
        ("CACHE", "redis:6379/0", ("redis",)),
        ("PRODUCT_CATALOG_SERVICE_ADDR", "productcatalog:3550", ("productcatalog",)),
        ("KAFKA_BROKERS", "k1:9092, k2:9092", ("k1", "k2")),
        ("PEERS", "k1:1 k2:2", ("k1", "k2")),
        ("REDIS_HOST", "redis", ("redis",)),
        ("redisHost", "Redis", ("redis",)),
        ("PGHOST", "pg", ("pg",)),
        ("spring.redis.host", "cache", ("cache",)),
        ("ES_HOSTS", "es1,es2", ("es1", "es2")),
        ("API_URL", "api/v1", ("api",)),
        ("AMQP", "amqp://guest:guest@rabbit:5672//", ("rabbit",)),
        ("HOSTS", "api.shop.svc.cluster.local", ("api.shop.svc.cluster.local",)),
    ],
)
def test_addresses_are_found(name: str, value: str, hosts: tuple[str, ...]) -> None:
    assert addressed_hosts(name, value) == hosts


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("APP_NAME", "redis"),
        ("MODE", "db"),
        ("CACHE_BACKEND", "redis"),
        ("DB_CONNECTION", "mysql"),
        ("GREETING", "welcome to api, ask db for more"),
        ("GREETING", "see db:5432 for details"),
        ("REDIS_IMAGE", "redis:7"),
        ("BASE_IMAGE", "docker.io/library/redis:7"),
        ("CORS_ORIGINS", "http://web:3000"),
        ("ALLOWED_HOSTS", "web,api"),
        ("NO_PROXY", "db,redis:6379"),
        ("HOSTNAME", "api"),
        ("DB_PASSWORD", "db:5432"),
        ("API_KEY", "http://api"),
        ("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://kafka:9092"),
        ("BUCKET", "s3://assets/x"),
        ("WHAT", "docker://redis:7"),
        ("TIME", "redis:99999"),
        ("POSTGRES_USER", "db"),
        ("EMPTY_HOST", ""),
        ("API_HOST", "${API}"),
        ("JSON", '{"db": 5432}'),
    ],
)
def test_words_that_are_no_addresses_are_not(name: str, value: str) -> None:
    assert addressed_hosts(name, value) == ()


def test_a_configuration_file_is_read_line_by_line() -> None:
    text = """\
# http://comment
spring.redis.host=cache
name: api
database:
  host: db
  url: "jdbc:postgresql://db:5432/x"
upstream orders { server orders:8080; }
  server billing:8080 weight=5;
  proxy_pass http://web:3000/;
  image: redis:7
Read more at prose:80 today.
"""
    assert hosts_in_text(text) == ("cache", "db", "billing", "web")


def test_arguments_count_only_as_addresses() -> None:
    assert hosts_in_argument("--upstream=http://api:80/x") == ("api",)
    assert hosts_in_argument("--redis-host=redis") == ("redis",)
    assert hosts_in_argument("db:5432") == ("db",)
    assert hosts_in_argument("redis") == ()
    assert hosts_in_argument("--mode=redis") == ()


def test_user_info_is_removed() -> None:
    assert without_user_info("see http://ann:pw@db:1/x and ftp://b@c") == "see http://db:1/x and ftp://c"


def test_a_hostile_value_is_looked_at_only_up_to_a_bound() -> None:
    assert addressed_hosts("X_HOST", "a," * 1_000_000 + "late") == ("a",)
    assert addressed_hosts("X_URL", "a" * 5_000_000) == ()
    assert addressed_hosts("X_URL", "a:" * 100_000) == ()
    assert addressed_hosts("X", "host=" * 20_000) == ()
    assert addressed_hosts("X", "jdbc:oracle:thin:" * 4_000) == ()


def test_a_value_is_looked_at_once_and_all_together_up_to_a_bound():
    search = AddressSearch()
    long = "http://a " + "x" * 60_000
    assert all(search.setting("X", long) == ("a",) for _ in range(1_000))
    assert not search.exhausted
    found = [search.setting(f"X{n}", long) for n in range(MAX_SEARCHED // 60_000 + 1)]
    assert search.exhausted
    assert (found[0], found[-1]) == (("a",), ())


def test_a_search_finds_what_the_functions_find():
    search = AddressSearch()
    assert search.text("a.host=b\nc=d") == ("b",)
    assert search.argument("--x=b:1") == ("b",)
    assert search.argument("b") == search.text("b") == ()
