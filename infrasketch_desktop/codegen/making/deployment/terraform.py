"""Terraform for AWS: a small network, a file for each part, and one module for everything that runs as a container.

Passwords are made by Terraform while it works and handed on without a trace in its state (ephemeral values, write-only
arguments). Key columns are aligned as `terraform fmt` does it, by the length that the names happen to have.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.deployment.aws import ACTIONS, HOMES, Home
from infrasketch_desktop.codegen.making.deployment.containers import FAKES, Container
from infrasketch_desktop.codegen.making.deployment.estate import Estate, Need
from infrasketch_desktop.codegen.project import Part, Project
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
_MOST_IN_TABLE_PREFIX = 60


def make_terraform(project: Project, templates: Templates) -> Iterator[CodeFile]:
    """The configuration for AWS; without network and cluster when nothing needs them."""
    aws = _TerraformEstate(project)
    for name in _common(aws):
        yield CodeFile(path=f"{FOLDER}/{name}", text=templates.render(f"terraform/{name}.j2", aws=aws))
    for part in aws.parts:
        text = templates.render("terraform/part.tf.j2", aws=aws, part=part)
        yield CodeFile(path=f"{FOLDER}/part_{part.module}.tf", text=text)


def _common(aws: Estate) -> Iterator[str]:
    yield from ("versions.tf", "variables.tf")
    if aws.has_network:
        yield "network.tf"
    if aws.has_cluster:
        yield from ("cluster.tf", "modules/service/main.tf", "modules/service/variables.tf")
    if aws.entries:
        yield "entries.tf"


class _TerraformEstate(Estate):
    """The facts of a project on AWS, as expressions of Terraform."""

    def environment(self, container: Container) -> list[tuple[str, str]]:
        """Settings that anybody may read, as (name, expression)."""
        found = [(need.name, self.address(need)) for need in self.needs(container) if not need.is_secret]
        return sorted([*found, ("LOG_LEVEL", '"INFO"')] if container.has_logs else found)

    def secret_settings(self, container: Container) -> list[tuple[str, str]]:
        """Settings that lie in AWS Secrets Manager, as (name, expression)."""
        needs = (need for need in self.needs(container) if need.is_secret)
        return [(need.name, f"aws_secretsmanager_secret.{need.target.module}.arn") for need in needs]

    def passwords(self, part: Part) -> list[Part]:
        """The parts whose address a function needs with its password, each once."""
        needs = (need for need in self.needs(self.container(part)) if need.is_secret)
        return list({need.target.id: need.target for need in needs}.values())

    def variables(self, part: Part) -> list[tuple[str, str]]:
        """All settings of a function, as (name, expression)."""
        container = self.container(part)
        source = f"data.aws_secretsmanager_secret_version.{part.module}__"
        secret = [
            (need.name, f"{source}{need.target.module}.secret_string")
            for need in self.needs(container)
            if need.is_secret
        ]
        return sorted([*self.environment(container), *secret])

    def permissions(self, part: Part) -> list[tuple[str, str]]:
        """What a program may do, as (actions, resources)."""
        return [(self._actions(target), self._resources(target)) for target in self.granted(part)]

    def domain(self, cdn: Part, part: Part) -> str:
        """The host name under which a CDN finds what it passes on to."""
        if self.is_bucket(part):
            return f"aws_s3_bucket.{part.module}.bucket_regional_domain_name"
        if HOMES[part.engine] is Home.FARGATE or self.is_back(cdn, part):
            return f'"{part.name}.${{var.domain}}"'
        return f'split("/", {self.address(Need("", part))})[2]'

    def address(self, need: Need) -> str:
        """An expression with an address that holds no password."""
        part = need.target
        if part.role in FAKES:
            return f"var.{part.module}_url"
        if need.is_back:
            return f'"https://{part.name}.${{var.domain}}"'
        pattern = _ADDRESSES.get(HOMES[part.engine])
        return self._filled(pattern, part) if pattern else f'"{self.address_inside(part)}"'

    def _actions(self, part: Part) -> str:
        return _listed(json.dumps(action) for action in ACTIONS[HOMES[part.engine]])

    def _resources(self, part: Part) -> str:
        return _listed(self._filled(pattern, part) for pattern in _RESOURCES[HOMES[part.engine]])

    def _filled(self, pattern: str, part: Part) -> str:
        return pattern.replace("$ID", part.module).replace("$NAME", self.name(part, _MOST_IN_TABLE_PREFIX))


def _listed(items: Iterable[str]) -> str:
    return f"[{', '.join(items)}]"
