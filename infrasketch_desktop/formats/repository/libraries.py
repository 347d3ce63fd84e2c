"""What dependencies say of a program: the framework it is built with, and the systems its client libraries talk to.

Names of libraries are as their registries have them (npm, PyPI, Maven, crates.io, RubyGems, Packagist, NuGet, Go
modules); names of technologies as in the list of technologies.
"""

from __future__ import annotations

import re

from infrasketch_desktop.formats.repository.clients import CLIENTS

FRAMEWORKS = {  # the first that a program depends on is its technology
    "npm": {
        "Next.js": "next",
        "Nuxt": "nuxt",
        "NestJS": "@nestjs/core",
        "Remix": "@remix-run/node @remix-run/react",
        "SvelteKit": "@sveltejs/kit",
        "Gatsby": "gatsby",
        "Astro": "astro",
        "Strapi": "@strapi/strapi",
        "Fastify": "fastify",
        "Koa": "koa",
        "Hapi": "@hapi/hapi",
        "Express": "express",
        "Electron": "electron",
        "React Native": "react-native",
        "Angular": "@angular/core",
        "Vue": "vue",
        "Svelte": "svelte",
        "Preact": "preact",
        "React": "react-dom react",
        "BullMQ": "bullmq bull",
    },
    "pypi": {
        "FastAPI": "fastapi",
        "Django": "django",
        "Flask": "flask",
        "Litestar": "litestar",
        "Starlette": "starlette",
        "Sanic": "sanic",
        "Tornado": "tornado",
        "Pyramid": "pyramid",
        "Streamlit": "streamlit",
        "Gradio": "gradio",
        "Celery": "celery",
        "Dramatiq": "dramatiq",
        "Huey": "huey",
        "RQ": "rq",
        "Gunicorn": "gunicorn",
        "Uvicorn": "uvicorn",
        "gRPC": "grpcio",
    },
    "maven": {
        "Spring Cloud Gateway": "org.springframework.cloud:spring-cloud-starter-gateway",
        "Spring WebFlux": "org.springframework.boot:spring-boot-starter-webflux",
        "Spring Boot": "org.springframework.boot:*",
        "Quarkus": "io.quarkus:*",
        "Micronaut": "io.micronaut:*",
        "Dropwizard": "io.dropwizard:dropwizard-core",
        "Ktor": "io.ktor:ktor-server-core io.ktor:ktor-server-netty",
        "Vert.x": "io.vertx:vertx-core io.vertx:vertx-web",
        "Helidon": "io.helidon.webserver:*",
        "gRPC": "io.grpc:grpc-netty io.grpc:grpc-services io.grpc:grpc-all",
    },
    "go": {
        "Gin": "github.com/gin-gonic/gin",
        "Echo framework": "github.com/labstack/echo",
        "Fiber": "github.com/gofiber/fiber",
        "gRPC": "google.golang.org/grpc",
    },
    "cargo": {"Actix": "actix-web", "Axum": "axum", "Rocket.rs": "rocket", "gRPC": "tonic"},
    "gems": {"Ruby on Rails": "rails", "Sinatra": "sinatra", "Sidekiq": "sidekiq", "Puma": "puma"},
    "composer": {
        "Laravel": "laravel/framework",
        "Symfony": "symfony/framework-bundle",
        "CakePHP": "cakephp/cakephp",
        "CodeIgniter": "codeigniter4/framework",
    },
    "nuget": {"ASP.NET Core": "microsoft.net.sdk.web microsoft.aspnetcore.app", "gRPC": "grpc.aspnetcore"},
}

LANGUAGES = {
    "npm": "Node.js",
    "pypi": "Python",
    "maven": "Java",
    "go": "Go",
    "cargo": "Rust",
    "gems": "Ruby",
    "composer": "PHP",
    "nuget": ".NET",
}

COMPATIBLE = {
    "PostgreSQL": (
        "Amazon RDS",
        "Amazon Aurora",
        "Cloud SQL",
        "AlloyDB",
        "Azure Database for PostgreSQL",
        "CockroachDB",
        "PgBouncer",
        "Supabase",
        "TimescaleDB",
        "YugabyteDB",
        "RDS Proxy",
    ),
    "MySQL": (
        "Amazon RDS",
        "Amazon Aurora",
        "Cloud SQL",
        "Azure Database for MySQL",
        "MariaDB",
        "ProxySQL",
        "TiDB",
        "Vitess",
        "RDS Proxy",
    ),
    "MongoDB": ("Amazon DocumentDB", "Azure Cosmos DB", "MongoDB Atlas"),
    "Redis": (
        "Amazon ElastiCache",
        "Amazon MemoryDB",
        "Google Memorystore",
        "Azure Cache for Redis",
        "Valkey",
        "KeyDB",
        "Dragonfly",
    ),
    "Memcached": ("Amazon ElastiCache", "Google Memorystore"),
    "RabbitMQ": ("Amazon MQ",),
    "Apache Kafka": ("Amazon MSK", "Redpanda", "Confluent", "Azure Event Hubs"),
    "Elasticsearch": ("OpenSearch", "Amazon OpenSearch Service"),
    "OpenSearch": ("Amazon OpenSearch Service", "Elasticsearch"),
    "Microsoft SQL Server": ("Amazon RDS", "Azure SQL Database", "Cloud SQL"),
    "Amazon S3": ("MinIO",),
}
"""Products that a client library of another one talks to just as well."""

_VERSION = re.compile(r"(?:/v\d+|\.v\d+)$")


def framework(ecosystem: str, dependency: str) -> str:
    """The framework that a dependency is, or ""."""
    return _found(FRAMEWORKS, ecosystem, dependency)


def client_of(ecosystem: str, dependency: str) -> str:
    """The system that a dependency is a client of, or ""."""
    return _found(CLIENTS, ecosystem, dependency)


def rank(ecosystem: str, name: str) -> int:
    """The place of a framework among those of its ecosystem, the more telling first."""
    return list(FRAMEWORKS[ecosystem]).index(name)


def _found(table: dict[str, dict[str, str]], ecosystem: str, dependency: str) -> str:
    wanted = _VERSION.sub("", dependency.lower())
    anything = f"{wanted.partition(':')[0]}:*"
    entries = table[ecosystem].items()
    exact = next((name for name, known in entries if wanted in known.split()), "")
    return exact or next((name for name, known in entries if anything in known.split()), "")
