"""Kubernetes manifests: one file for each part, joined by a kustomization; the same containers as in Compose.

Secrets are referred to, never written: `kubectl create secret` makes them from `.env`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.deployment.containers import Container, containers
from infrasketch_desktop.codegen.making.deployment.entries import entry_points
from infrasketch_desktop.codegen.making.observing import scraped
from infrasketch_desktop.codegen.project import Engine, Part, Project, Role
from infrasketch_desktop.codegen.rendering import Templates

FOLDER = "deploy/kubernetes"


def make_kubernetes(project: Project, templates: Templates) -> Iterator[CodeFile]:
    """A namespace, a kustomization, and the objects of every part that runs."""
    running = containers(project)
    pods, watchers = _by_part(running), _watchers(project)
    entries = entry_points(project)
    parts = tuple(part for part in project.parts if part.id in pods)
    built = [container for container in running if container.dockerfile]
    for name in ("namespace.yaml", "kustomization.yaml"):
        text = templates.render(f"kubernetes/{name}.j2", project=project, parts=parts, built=built)
        yield CodeFile(path=f"{FOLDER}/{name}", text=text)
    for part in parts:
        text = templates.render(
            "kubernetes/part.yaml.j2",
            project=project,
            part=part,
            containers=pods[part.id],
            callers=_callers(project, part, pods, watchers),
            is_entry=part in entries,
            in_circle=any(not link.waits for link in project.callers(part)),
            secrets=f"{project.name}-passwords",
            words=_words,
            reference=_reference,
        )
        yield CodeFile(path=f"{FOLDER}/parts/{part.name}.yaml", text=text)


def _by_part(running: Iterable[Container]) -> Mapping[str, list[Container]]:
    found: dict[str, list[Container]] = {}
    for container in running:
        found.setdefault(container.part.id, []).append(container)
    return found


def _watchers(project: Project) -> Mapping[str, list[str]]:
    """The parts that watch a part, by their ids."""
    found: dict[str, list[str]] = {}
    for watching in project.of(Role.MONITORING):
        for part in scraped(project, watching):
            found.setdefault(part.id, []).append(watching.id)
    return found


def _callers(
    project: Project, part: Part, pods: Mapping[str, list[Container]], watchers: Mapping[str, list[str]]
) -> list[str]:
    """The names of the pods that may connect to a part, sorted."""
    sources = {part.id, *(link.source for link in project.callers(part)), *watchers.get(part.id, ())}
    names = {container.name for source in sources for container in pods.get(source, ())}
    return sorted(names - {part.name} if part.engine is not Engine.SQLITE else ())


def _words(words: Iterable[str]) -> str:
    return json.dumps(list(words), ensure_ascii=False)


def _reference(secret: str) -> str:
    return f"$({secret})"
