"""Where parts listen: inside their own hosts, and on the developer's machine."""

from __future__ import annotations

from infrasketch_desktop.codegen.project import Engine

PORTS = {
    Engine.FASTAPI: 8000,
    Engine.AWS_LAMBDA: 8080,
    Engine.HTTP_FAKE: 8000,
    Engine.OPENID: 8000,
    Engine.POSTGRESQL: 5432,
    Engine.MYSQL: 3306,
    Engine.MONGODB: 27017,
    Engine.DYNAMODB: 8000,
    Engine.REDIS: 6379,
    Engine.REDIS_STREAMS: 6379,
    Engine.MEMCACHED: 11211,
    Engine.RABBITMQ: 5672,
    Engine.KAFKA: 9092,
    Engine.SQS: 9324,
    Engine.S3: 9000,
    Engine.MINIO: 9000,
    Engine.OPENSEARCH: 9200,
    Engine.NGINX: 8080,
    Engine.HAPROXY: 8080,
    Engine.CLOUDFRONT: 8080,
    Engine.REACT: 8080,
    Engine.PROMETHEUS: 9090,
}
"""What does not listen is left out. In place of CloudFront an NGINX listens, on the machine and in Kubernetes."""

GRAFANA = 3000
"""Where the dashboards of monitoring listen."""

_HOST_PORTS = {Engine.AWS_LAMBDA: 8500, Engine.HTTP_FAKE: 8600, Engine.OPENID: 8700, Engine.DYNAMODB: 8800}
"""Where the ports of the machine begin that are not those inside; so that adding a fake moves no service."""


class HostPorts:
    """Gives out ports of the developer's machine, each once: the standard port of an engine, then the next free one."""

    def __init__(self) -> None:
        self._taken: set[int] = set()
        self._next: dict[int, int] = {}

    def port(self, engine: Engine) -> int:
        """A free port; 0 for an engine that does not listen."""
        return self._free(_HOST_PORTS.get(engine, PORTS[engine])) if engine in PORTS else 0

    def side_port(self, engine: Engine) -> int:
        """A free port for what runs beside an engine; 0 when there is nothing."""
        return self._free(GRAFANA) if engine is Engine.PROMETHEUS else 0

    def _free(self, first: int) -> int:
        port = self._next.get(first, first)
        while port in self._taken:
            port += 1
        self._taken.add(port)
        self._next[first] = port + 1
        return port
