"""What runs in containers: one for each part that runs, and those that prepare a database and then end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from infrasketch_desktop.codegen.making.deployment.addresses import (
    Setting,
    address,
    primary_of,
    settings,
)
from infrasketch_desktop.codegen.making.deployment.aws import HOMES
from infrasketch_desktop.codegen.making.deployment.servers import ON_AWS, OWN_SECRET, SERVERS, Server
from infrasketch_desktop.codegen.planning.ports import GRAFANA
from infrasketch_desktop.codegen.project import SQL, Engine, Part, Project, Role, Use

OUR_USER = 10001
"""The numeric user that the images of our own parts run as."""

_USERS = {Engine.NGINX: 101, Engine.HAPROXY: 99, Engine.REACT: 101, Engine.CLOUDFRONT: 101, Engine.PROMETHEUS: 65534}
"""Of the images that ours are built on, where those bring a user."""

FAKES = frozenset({Role.EXTERNAL, Role.AUTH})
"""Systems of others: what is generated stands in for them while one develops, and believes whoever asks."""

_FAKE = "a fake for development: before going live, give the address of the real one instead"
_EMPTY = "copying is set up from PostgreSQL to PostgreSQL alone: this one begins empty"
_NOTES: dict[Role | Engine, str] = {
    Role.AUTH: _FAKE,
    Role.EXTERNAL: _FAKE,
    **{engine: f"stands in for {HOMES[engine].value}" for engine in ON_AWS},
}

_PYTHON = frozenset({Role.SERVICE, Role.FUNCTION, Role.AUTH, Role.EXTERNAL})
_ALIVE = {
    **dict.fromkeys((*_PYTHON, Role.GATEWAY, Role.CDN, Role.WEB), "/healthz"),
    Role.MONITORING: "/-/healthy",
}
"""Where each role says that it works, over HTTP."""

_READY = _PYTHON - {Role.FUNCTION}
"""Who tells whether what is behind it answers; a function does not, since nobody asks it on AWS."""

HEALTHY = "service_healthy"
FINISHED = "service_completed_successfully"


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A container of a part, in the words that Compose and Kubernetes share.

    It runs either an `image`, or what `dockerfile` builds with the project's folder as context. `port` is 0 when it
    does not listen, `host_port` is where the developer's machine shows it, 0 for nowhere. `health` is a command that
    succeeds when it works; `alive` and `ready` are the paths that say so over HTTP, "" without them. `data` is the
    folder that outlives it, `volumes` are the (name, folder) that it shares with others. `waits` names the containers
    that must have reached a condition first. `once` tells that it ends, `beside` that it is an addition to its part for
    which AWS has a service, `replicated` that others copy it. `schedule` is a cron expression by which another clock
    may start it. `note` is a word to whoever reads the file.
    """

    name: str
    part: Part
    user: int
    image: str = ""
    dockerfile: str = ""
    build: tuple[tuple[str, str], ...] = ()
    entrypoint: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    port: int = 0
    settings: tuple[Setting, ...] = ()
    health: tuple[str, ...] = ()
    alive: str = ""
    ready: str = ""
    host_port: int = 0
    data: str = ""
    volumes: tuple[tuple[str, str], ...] = ()
    waits: tuple[tuple[str, str], ...] = ()
    once: bool = False
    beside: bool = False
    replicated: bool = False
    schedule: str = ""
    note: str = ""
    memory: int = 256

    @property
    def is_ours(self) -> bool:
        """Whether it runs generated Python: it writes nowhere but to its volumes and to `/tmp`."""
        return bool(self.dockerfile) and (self.once or self.part.role in _PYTHON | {Role.WORKER})

    @property
    def has_logs(self) -> bool:
        """Whether it takes `LOG_LEVEL`."""
        return self.is_ours and not self.once

    @property
    def one_run(self) -> Container:
        """The same for a worker that another clock starts: it works once and ends."""
        return replace(self, command=("python", "-m", self.part.module, "--once"), once=True)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The variables with passwords that its settings mention, sorted."""
        return tuple(sorted({setting.secret for setting in self.settings if setting.secret}))


def containers(project: Project) -> tuple[Container, ...]:
    """Everything that runs, in the order of its start."""
    return tuple(container for part in project.parts for container in _of(project, part))


def migration_name(project: Project, part: Part) -> str:
    """What the container is called that brings a database to its newest schema; no part is called the same."""
    return _beside(project, part, "migrate")


def _beside(project: Project, part: Part, what: str) -> str:
    names = {part.name for part in project.parts}
    name = f"{part.name}-{what}"
    while name in names:
        name += "d"
    return name


def is_migrated(project: Project, part: Part) -> bool:
    """Whether a part is a database with a schema of its own."""
    return part.engine in SQL and primary_of(project, part) is None


def _of(project: Project, part: Part) -> Iterator[Container]:
    if part.engine in SERVERS:
        yield _server(project, part, SERVERS[part.engine])
    elif part.role is Role.WORKER or (part.port and part.engine is not Engine.SQLITE):
        yield _program(project, part)
    if part.role is Role.MONITORING:
        yield _dashboards(project, part)
    if is_migrated(project, part):
        yield _migration(project, part)


def _server(project: Project, part: Part, server: Server) -> Container:
    primary = primary_of(project, part)
    is_lone = primary is None and bool(project.needs(part, Use.REPLICATES))
    filled = partial(_filled, part=part)
    container = Container(
        name=part.name,
        part=part,
        user=server.user,
        image=server.image,
        command=server.command,
        port=part.port,
        host_port=part.host_port,
        settings=tuple(
            Setting(name, filled(value), filled(server.secret) if "{password}" in value else "")
            for name, value in server.settings
        ),
        health=tuple(filled(word) for word in server.health),
        data=server.data,
        memory=server.memory,
        note=_EMPTY if is_lone else _NOTES.get(part.engine, ""),
        replicated=any(
            primary_of(project, project.part(link.source)) for link in project.callers(part, Use.REPLICATES)
        ),
    )
    return _following(project, container, primary) if primary else container


_FOLLOW = (
    'test -s "$PGDATA/PG_VERSION" || pg_basebackup --pgdata="$PGDATA" --host={name} --username={user} '
    "--write-recovery-conf --wal-method=stream; exec postgres"
)


def _following(project: Project, container: Container, primary: Part) -> Container:
    """A PostgreSQL that copies its primary once, and follows it from then on."""
    where = address(project, primary)
    user = where.value.partition("://")[2].partition(":")[0]
    return replace(
        container,
        entrypoint=("sh", "-c"),
        command=(_FOLLOW.format(name=primary.name, user=user),),
        settings=(Setting("PGDATA", f"{container.data}/pgdata"), Setting("PGPASSWORD", "{password}", where.secret)),
        health=("pg_isready", "--host=127.0.0.1", f"--username={user}", f"--dbname={user}"),
        waits=((primary.name, HEALTHY),),
    )


def _program(project: Project, part: Part) -> Container:
    return Container(
        name=part.name,
        part=part,
        user=_USERS.get(part.engine, OUR_USER),
        dockerfile=f"{part.folder}/Dockerfile",
        port=part.port,
        host_port=part.host_port,
        data="/prometheus" if part.role is Role.MONITORING else "",
        settings=settings(project, part),
        health=_health(part),
        alive=_ALIVE.get(part.role, ""),
        ready="/readyz" if part.role in _READY else _ALIVE.get(part.role, ""),
        volumes=tuple(_files(project, part)),
        note=_NOTES.get(part.role, ""),
        schedule="" if project.needs(part, Use.CONSUMES) else part.schedule,  # who listens to a queue runs all the time
        waits=tuple(_waits(project, part)),
    )


def _dashboards(project: Project, part: Part) -> Container:
    url = f"http://127.0.0.1:{GRAFANA}/api/health"
    return Container(
        name=_beside(project, part, "grafana"),
        part=part,
        user=472,
        dockerfile=f"{part.folder}/grafana/Dockerfile",
        port=GRAFANA,
        host_port=part.side_port,
        health=("wget", "-q", "-O", "/dev/null", url),
        alive="/api/health",
        ready="/api/health",
        waits=((part.name, HEALTHY),),
        beside=True,
        memory=512,
    )


def _migration(project: Project, part: Part) -> Container:
    where = address(project, part)
    return Container(
        name=migration_name(project, part),
        part=part,
        user=OUR_USER,
        dockerfile="deploy/migrations/Dockerfile",
        build=(("LIBRARY", part.name),),
        settings=(Setting(f"{part.prefix}_URL", where.value, where.secret),),
        volumes=((part.name, f"/data/{part.name}"),) if part.engine is Engine.SQLITE else (),
        waits=((part.name, HEALTHY),) if part.engine in SERVERS else (),
        once=True,
    )


def _health(part: Part) -> tuple[str, ...]:
    """A command for which the image of the part has the program: there is no `curl` in a slim one."""
    if part.role is Role.WORKER:
        return ("python", "-m", f"{part.module}.health")
    url = f"http://127.0.0.1:{part.port}{_ALIVE[part.role]}"
    if part.role in _PYTHON:
        return ("python", "-c", f"import urllib.request; urllib.request.urlopen('{url}', timeout=2)")
    return ("wget", "-q", "-O", "/dev/null", url)


def _files(project: Project, part: Part) -> Iterator[tuple[str, str]]:
    for link in project.needs(part):
        target = project.part(link.target)
        if target.engine is Engine.SQLITE:
            yield target.name, f"/data/{target.name}"


def _waits(project: Project, part: Part) -> Iterator[tuple[str, str]]:
    """Each once, in the order of the links."""
    found: dict[str, str] = {}
    for link in project.needs(part):
        target = project.part(link.target)
        if link.waits and target.id != part.id:
            if target.engine in SERVERS or target.port or target.role is Role.WORKER:
                found[target.name] = HEALTHY
            if is_migrated(project, target):
                found[migration_name(project, target)] = FINISHED
    yield from found.items()


def _filled(text: str, part: Part) -> str:
    secret = OWN_SECRET.format(prefix=part.prefix)
    return text.replace(OWN_SECRET, secret).replace("{module}", part.module).replace("{name}", part.name)
