"""`compose.yaml` and `.env.example`: the whole project on one machine, started in the order of its links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.languages import compose
from infrasketch_desktop.codegen.making.deployment.containers import Container, containers
from infrasketch_desktop.codegen.making.deployment.servers import LOCAL_AWS_SECRET
from infrasketch_desktop.codegen.project import Project
from infrasketch_desktop.codegen.rendering import Templates


def make_compose(project: Project, templates: Templates) -> Iterator[CodeFile]:
    """The files with which the project runs on one machine."""
    running = containers(project)
    values = {"project": project, "containers": running}
    yield CodeFile(
        path="compose.yaml",
        text=templates.render(
            "compose/compose.yaml.j2", **values, volumes=_volumes(running), reference=_reference, words=_words
        ),
    )
    yield CodeFile(
        path=".env.example",
        text=templates.render("compose/env.example.j2", **values, secrets=secrets_of(project), aws=LOCAL_AWS_SECRET),
    )
    if any(container.dockerfile == "deploy/migrations/Dockerfile" for container in running):
        yield CodeFile(path="deploy/migrations/Dockerfile", text=templates.render("compose/migrations.Dockerfile.j2"))


def secrets_of(project: Project) -> tuple[str, ...]:
    """The variables that hold the passwords of a project, sorted."""
    return tuple(sorted({secret for container in containers(project) for secret in container.secrets}))


def _volumes(running: Iterable[Container]) -> list[str]:
    shared = {name for container in running for name, _ in container.volumes}
    return sorted(shared | {container.name for container in running if container.data})


def _words(words: Iterable[str]) -> str:
    return f"[{', '.join(compose(word) for word in words)}]"


def _reference(secret: str) -> str:
    return f"${{{secret}:?set it in .env}}"
