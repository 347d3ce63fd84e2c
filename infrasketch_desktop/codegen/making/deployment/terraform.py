"""Terraform for AWS: a small network, a file for each part, and one module for everything that runs as a container.

Passwords are made by Terraform while it works and handed on without a trace in its state (ephemeral values, write-only
arguments). Key columns are aligned as `terraform fmt` does it, by the length that the names happen to have.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.deployment.aws import ACTIONS, HOMES, Home
from infrasketch_desktop.codegen.making.deployment.containers import Container
from infrasketch_desktop.codegen.making.deployment.estate import Estate
from infrasketch_desktop.codegen.making.deployment.expressions import WrittenEstate
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


class _TerraformEstate(WrittenEstate):
    """The facts of a project on AWS, as expressions of Terraform."""

    addresses = _ADDRESSES

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

    def id_of(self, part: Part) -> str:
        return part.module

    def told(self, part: Part) -> str:
        return f"var.{part.module}_url"

    def in_domain(self, begin: str) -> str:
        return f'"{begin}${{var.domain}}"'

    def host_of_bucket(self, part: Part) -> str:
        return f"aws_s3_bucket.{part.module}.bucket_regional_domain_name"

    def host_in(self, address: str) -> str:
        return f'split("/", {address})[2]'

    def _actions(self, part: Part) -> str:
        return _listed(json.dumps(action) for action in ACTIONS[HOMES[part.engine]])

    def _resources(self, part: Part) -> str:
        return _listed(self.filled(pattern, part) for pattern in _RESOURCES[HOMES[part.engine]])


def _listed(items: Iterable[str]) -> str:
    return f"[{', '.join(items)}]"
