"""Checks of what brings a project up: Compose, Kubernetes, Terraform, CloudFormation, make, Dockerfiles, workflows."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.codegen.checking.report import Missing
from infrasketch_desktop.codegen.checking.tools import Ground, Run, Step, install
from infrasketch_desktop.codegen.files import Level
from infrasketch_desktop.language import tr

_KUBERNETES = "deploy/kubernetes"
_TERRAFORM = "deploy/terraform"
_VERSIONS = "E3691"
"""The rule with the versions of databases that were known when that cfn-lint was made."""


def deployment_steps(ground: Ground) -> Iterator[Step]:
    """What the tools say that would read these files; nothing is deployed, and no cluster or cloud is asked."""
    yield from _compose(ground)
    manifests = ground.below(_KUBERNETES, ".yaml")
    one_by_one = tuple(path for path in manifests if not path.endswith("/kustomization.yaml"))
    yield from _tool(ground, "kubectl", manifests, "kustomize", _KUBERNETES)
    yield from _tool(ground, "kubernetes-validate", one_by_one, "--quiet", *one_by_one, level=Level.SCHEMA)
    yield from _terraform(ground)
    templates = ground.below("deploy/cloudformation", ".yaml")
    yield from _tool(ground, "cfn-lint", templates, "--ignore-checks", _VERSIONS, "--template", *templates)
    yield from _tool(ground, "make", ground.like("Makefile"), "--dry-run", "test", "lint", "types")
    dockerfiles = ground.like("*/Dockerfile")
    yield from _tool(ground, "hadolint", dockerfiles, "--failure-threshold", "error", *dockerfiles)
    workflows = ground.below(".github/workflows", ".yml")
    yield from _tool(ground, "actionlint", workflows, "-no-color", *workflows)


def _init() -> str:
    return tr("Run `terraform init` in {folder}, which downloads providers, and check again.", folder=_TERRAFORM)


def _tool(
    ground: Ground, name: str, files: tuple[str, ...], *arguments: str, level: Level = Level.CHECKED
) -> Iterator[Step]:
    """One run of a tool over all its files."""
    found = ground.find(name)
    if found is None and files:
        yield Missing(tool=name, files=files, advice=install(name))
    elif found is not None and files:
        yield Run(tool=name, files=files, level=level, command=(found, *arguments), folder=ground.folder)


def _compose(ground: Ground) -> Iterator[Step]:
    files = ground.like("compose.yaml")
    if not files:
        return
    docker, alone = ground.find("docker"), ground.find("docker-compose")
    if docker is not None and ground.ask(docker, "compose", "version") is not None:
        command: tuple[str, ...] = (docker, "compose")
    elif alone is not None:
        command = (alone,)
    else:
        yield Missing(tool="docker compose", files=files, advice=install("Docker with Compose"))
        return
    settings = ("--env-file", ".env.example") if ground.like(".env.example") else ()
    whole = (*command, *settings, "--file", "compose.yaml", "config", "--quiet")
    yield Run(tool="docker compose config", files=files, level=Level.CHECKED, command=whole, folder=ground.folder)


def _terraform(ground: Ground) -> Iterator[Step]:
    files = ground.below(_TERRAFORM, ".tf")
    terraform = ground.find("terraform", "tofu")
    if terraform is None or not files:
        yield from _tool(ground, "terraform", files)
        return
    fmt = (terraform, "fmt", "-check", "-recursive", "-no-color", _TERRAFORM)
    yield Run(tool="terraform fmt", files=files, level=Level.CHECKED, command=fmt, folder=ground.folder)
    folder = ground.folder / _TERRAFORM
    if (folder / ".terraform").is_dir():
        validate = (terraform, "validate", "-no-color")
        yield Run(tool="terraform validate", files=files, level=Level.CHECKED, command=validate, folder=folder)
    else:
        yield Missing(tool="terraform validate", files=files, advice=_init())
