"""Terraform for AWS: a small network, a file for each part, and one module for everything that runs as a container.

Passwords are made by Terraform while it works and handed on without a trace in its state (ephemeral values, write-only
arguments). Key columns are aligned as `terraform fmt` does it, by the length that the names happen to have.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.deployment.addresses import REGION, primary_of
from infrasketch_desktop.codegen.making.deployment.aws import (
    ACTIONS,
    HOMES,
    WITH_PASSWORD,
    Home,
    name_on_aws,
    schedule_on_aws,
)
from infrasketch_desktop.codegen.making.deployment.containers import Container, containers
from infrasketch_desktop.codegen.making.deployment.estate import (
    Estate,
    Need,
    address_inside,
    estate_of,
    granted_to,
    needs_of,
    origins_of,
    tasks_of,
)
from infrasketch_desktop.codegen.project import Part, Project, Role, Use
from infrasketch_desktop.codegen.rendering import Templates

FOLDER = "deploy/terraform"

_ADDRESSES = {
    Home.DYNAMODB: '"dynamodb://${var.region}/$NAME"',
    Home.REDIS: '"rediss://${aws_elasticache_replication_group.$ID.primary_endpoint_address}:6379/0"',
    Home.MEMCACHED: '"memcached://${aws_elasticache_cluster.$ID.cluster_address}:11211"',
    Home.MSK: '"kafka://${aws_msk_cluster.$ID.bootstrap_brokers}"',
    Home.SQS: '"sqs://${var.region}/${aws_sqs_queue.$ID.name}"',
    Home.S3: '"s3://${var.region}/${aws_s3_bucket.$ID.bucket}"',
    Home.OPENSEARCH: '"https://${aws_opensearch_domain.$ID.endpoint}"',
    Home.LAMBDA: "aws_lambda_function_url.$ID.function_url",
    Home.CLOUDFRONT: '"https://${aws_cloudfront_distribution.$ID.domain_name}"',
}
_RESOURCES = {
    Home.DYNAMODB: ('"arn:aws:dynamodb:${var.region}:*:table/$NAME-*"',),
    Home.SQS: ("aws_sqs_queue.$ID.arn", "aws_sqs_queue.$ID__dead.arn"),
    Home.S3: ("aws_s3_bucket.$ID.arn", '"${aws_s3_bucket.$ID.arn}/*"'),
}
MOST_IN_DYNAMODB_PREFIX = 60


def make_terraform(project: Project, templates: Templates) -> Iterator[CodeFile]:
    """The configuration for AWS; without network and cluster when nothing needs them."""
    estate = estate_of(project)
    values = _Values(project, estate)
    for name in _common(estate):
        yield CodeFile(path=f"{FOLDER}/{name}", text=templates.render(f"terraform/{name}.j2", aws=values))
    for part in estate.parts:
        text = templates.render("terraform/part.tf.j2", aws=values, part=part, home=HOMES[part.engine].name)
        yield CodeFile(path=f"{FOLDER}/part_{part.module}.tf", text=text)


def _common(estate: Estate) -> Iterator[str]:
    yield from ("versions.tf", "variables.tf")
    if estate.has_network:
        yield "network.tf"
    if estate.has_cluster:
        yield from ("cluster.tf", "modules/service/main.tf", "modules/service/variables.tf")
    if estate.entries:
        yield "entries.tf"


class _Values:
    """What the templates ask for: the facts of the plan as expressions of Terraform."""

    def __init__(self, project: Project, estate: Estate) -> None:
        self.project = project
        self.estate = estate
        self.region = REGION

    def name(self, part: Part, most: int = 63) -> str:
        return name_on_aws(self.project, part, most)

    def primary(self, part: Part) -> Part | None:
        return primary_of(self.project, part)

    def tasks(self, part: Part) -> tuple[Container, ...]:
        return tasks_of(self.project, part)

    def origins(self, part: Part) -> tuple[Part, ...]:
        return tuple(found for found in origins_of(self.project, part) if HOMES[found.engine] is not Home.CLOUDFRONT)

    def readers(self, part: Part) -> tuple[Part, ...]:
        """The CDNs that read a bucket."""
        return tuple(
            reader
            for reader in self.estate.parts
            if HOMES[reader.engine] is Home.CLOUDFRONT and part in self.origins(reader)
        )

    def is_bucket(self, part: Part) -> bool:
        return HOMES[part.engine] is Home.S3

    def domain(self, part: Part) -> str:
        """The host name under which a CDN finds what it passes on to."""
        if self.is_bucket(part):
            return f"aws_s3_bucket.{part.module}.bucket_regional_domain_name"
        if HOMES[part.engine] is Home.FARGATE:
            return f'"{part.name}.${{var.domain}}"'
        return f'split("/", {self.address(part)})[2]'

    def queues(self, part: Part) -> tuple[Part, ...]:
        """The queues whose messages start a function."""
        targets = {link.target: self.project.part(link.target) for link in self.project.needs(part, Use.CONSUMES)}
        return tuple(target for target in targets.values() if HOMES[target.engine] is Home.SQS)

    def container(self, part: Part) -> Container:
        """What of a part runs."""
        return next(found for found in containers(self.project) if found.part is part and not found.once)

    def passwords(self, container: Container) -> list[Need]:
        """The settings with a password."""
        return [need for need in needs_of(self.project, container) if _has_password(need.target)]

    def variables(self, container: Container) -> list[tuple[str, str]]:
        """All settings of a function, as (name, expression)."""
        source = f"data.aws_secretsmanager_secret_version.{container.part.module}__"
        secret = [(need.name, f"{source}{need.target.module}.secret_string") for need in self.passwords(container)]
        return sorted([*self.environment(container), *secret])

    def schedule(self, part: Part) -> str:
        return schedule_on_aws(part.schedule)

    def environment(self, container: Container) -> list[tuple[str, str]]:
        """Settings that anybody may read, as (name, expression)."""
        needs = needs_of(self.project, container)
        found = [(need.name, self.address(need.target)) for need in needs if not _has_password(need.target)]
        return sorted([*found, ("LOG_LEVEL", '"INFO"')] if container.is_ours else found)

    def secrets(self, container: Container) -> list[tuple[str, str]]:
        """Settings that lie in AWS Secrets Manager, as (name, expression)."""
        return [
            (need.name, f"aws_secretsmanager_secret.{need.target.module}.arn") for need in self.passwords(container)
        ]

    def permissions(self, part: Part) -> list[tuple[str, str]]:
        """What a program may do, as (actions, resources)."""
        return [
            (_listed(json.dumps(action) for action in ACTIONS[home]), _listed(self._resources(target, home)))
            for target in granted_to(self.project, part)
            for home in (HOMES[target.engine],)
        ]

    def address(self, part: Part) -> str:
        """An expression with the address of a part that holds no password."""
        if part.role is Role.EXTERNAL:
            return f"var.{part.module}_url"
        pattern = _ADDRESSES.get(HOMES[part.engine])
        return self._filled(pattern, part) if pattern else f'"{address_inside(self.project, part)}"'

    def _resources(self, part: Part, home: Home) -> Iterator[str]:
        return (self._filled(pattern, part) for pattern in _RESOURCES[home])

    def _filled(self, pattern: str, part: Part) -> str:
        return pattern.replace("$ID", part.module).replace("$NAME", self.name(part, MOST_IN_DYNAMODB_PREFIX))


def _has_password(part: Part) -> bool:
    return HOMES[part.engine] in WITH_PASSWORD


def _listed(items: Iterable[str]) -> str:
    return f"[{', '.join(items)}]"
