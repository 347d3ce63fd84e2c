"""CloudFormation for AWS: one template with the same resources as Terraform's.

Each logical id is a word for the kind of resource and the title of the part; no such word begins with another one, so
that no two are the same. What people wrote stands in comments only: AWS resolves `{{resolve:…}}` in values.
"""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.deployment.aws import ACTIONS, HOMES, Home
from infrasketch_desktop.codegen.making.deployment.containers import FAKES, Container
from infrasketch_desktop.codegen.making.deployment.estate import Estate, Need
from infrasketch_desktop.codegen.project import Part, Project
from infrasketch_desktop.codegen.rendering import Templates

PATH = "deploy/cloudformation/template.yaml"

_ADDRESSES = {
    Home.DYNAMODB: "dynamodb://${AWS::Region}/$NAME",
    Home.REDIS: "rediss://${Redis$ID.PrimaryEndPoint.Address}:6379/0",
    Home.MEMCACHED: "memcached://${Memcached$ID.ConfigurationEndpoint.Address}:11211",
    Home.MSK: "kafka://${Brokers$ID}",
    Home.SQS: "sqs://${AWS::Region}/${Queue$ID.QueueName}",
    Home.S3: "s3://${AWS::Region}/${Bucket$ID}",
    Home.OPENSEARCH: "https://${Search$ID.DomainEndpoint}",
    Home.LAMBDA: "${Url$ID.FunctionUrl}",
    Home.CLOUDFRONT: "https://${Distribution$ID.DomainName}",
}
_RESOURCES = {
    Home.DYNAMODB: ('!Sub "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/$NAME-*"',),
    Home.SQS: ("!GetAtt Queue$ID.Arn", "!GetAtt DeadLetters$ID.Arn"),
    Home.S3: ("!GetAtt Bucket$ID.Arn", '!Sub "${Bucket$ID.Arn}/*"'),
}
_MOST_IN_TABLE_PREFIX = 60


def make_cloudformation(project: Project, templates: Templates) -> Iterator[CodeFile]:
    """The template for AWS; nothing when the project has nothing there, for a template needs a resource."""
    aws = _CloudFormationEstate(project)
    if aws.parts:
        yield CodeFile(path=PATH, text=templates.render("cloudformation/template.yaml.j2", aws=aws))


class _CloudFormationEstate(Estate):
    """The facts of a project on AWS, as values of CloudFormation."""

    @property
    def brokers(self) -> tuple[Part, ...]:
        """The Kafka clusters that programs use: their addresses are known to AWS only when they run."""
        return tuple(part for part in self.parts if HOMES[part.engine] is Home.MSK and self.callers(part))

    def environment(self, container: Container) -> list[tuple[str, str]]:
        """Settings that anybody may read, as (name, value)."""
        found = [(need.name, self.address(need)) for need in self.needs(container) if not need.is_secret]
        return sorted([*found, ("LOG_LEVEL", '"INFO"')] if container.has_logs else found)

    def secret_settings(self, container: Container) -> list[Need]:
        """Settings that lie in AWS Secrets Manager."""
        return [need for need in self.needs(container) if need.is_secret]

    def variables(self, part: Part) -> list[tuple[str, str]]:
        """All settings of a function, as (name, value)."""
        container = self.container(part)
        secret = [
            (need.name, f'!Sub "{{{{resolve:secretsmanager:${{Secret{need.target.title}}}:SecretString}}}}"')
            for need in self.secret_settings(container)
        ]
        return sorted([*self.environment(container), *secret])

    def permissions(self, part: Part) -> list[tuple[tuple[str, ...], list[str]]]:
        """What a program may do, as (actions, resources)."""
        return [
            (ACTIONS[home], [self._filled(pattern, target) for pattern in _RESOURCES[home]])
            for target in self.granted(part)
            for home in (HOMES[target.engine],)
        ]

    def domain(self, cdn: Part, part: Part) -> str:
        """The host name under which a CDN finds what it passes on to."""
        if self.is_bucket(part):
            return f"!GetAtt Bucket{part.title}.RegionalDomainName"
        if HOMES[part.engine] is Home.FARGATE or self.is_back(cdn, part):
            return f'!Sub "{part.name}.${{Domain}}"'
        return f'!Select [2, !Split ["/", {self.address(Need("", part))}]]'

    def address(self, need: Need) -> str:
        """An address that holds no password."""
        part = need.target
        if part.role in FAKES:
            return f"!Ref Address{part.title}"
        if need.is_back:
            return f'!Sub "https://{part.name}.${{Domain}}"'
        pattern = _ADDRESSES.get(HOMES[part.engine])
        if pattern is None:
            return f'"{self.address_inside(part)}"'
        return f'!Sub "{self._filled(pattern, part)}"'

    def _filled(self, pattern: str, part: Part) -> str:
        return pattern.replace("$ID", part.title).replace("$NAME", self.name(part, _MOST_IN_TABLE_PREFIX))
