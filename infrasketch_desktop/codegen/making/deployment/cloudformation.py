"""CloudFormation for AWS: one template with the same resources as Terraform's.

Each logical id is a word for the kind of resource and the title of the part; no such word begins with another one, so
that no two are the same. What people wrote stands in comments only: AWS resolves `{{resolve:…}}` in values.
"""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.deployment.aws import ACTIONS, HOMES, Home
from infrasketch_desktop.codegen.making.deployment.containers import Container
from infrasketch_desktop.codegen.making.deployment.estate import Need
from infrasketch_desktop.codegen.making.deployment.expressions import WrittenEstate
from infrasketch_desktop.codegen.project import Part, Project
from infrasketch_desktop.codegen.rendering import Templates

PATH = "deploy/cloudformation/template.yaml"

_ADDRESSES = {
    Home.DYNAMODB: '!Sub "dynamodb://${AWS::Region}/$NAME"',
    Home.REDIS: '!Sub "rediss://${Redis$ID.PrimaryEndPoint.Address}:6379/0"',
    Home.MEMCACHED: '!Sub "memcached://${Memcached$ID.ConfigurationEndpoint.Address}:11211"',
    Home.MSK: '!Sub "kafka://${Brokers$ID}"',
    Home.SQS: '!Sub "sqs://${AWS::Region}/${Queue$ID.QueueName}"',
    Home.S3: '!Sub "s3://${AWS::Region}/${Bucket$ID}"',
    Home.OPENSEARCH: '!Sub "https://${Search$ID.DomainEndpoint}"',
    Home.LAMBDA: '!Sub "${Url$ID.FunctionUrl}"',
    Home.CLOUDFRONT: '!Sub "https://${Distribution$ID.DomainName}"',
}
_RESOURCES = {
    Home.DYNAMODB: ('!Sub "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/$NAME-*"',),
    Home.SQS: ("!GetAtt Queue$ID.Arn", "!GetAtt DeadLetters$ID.Arn"),
    Home.S3: ("!GetAtt Bucket$ID.Arn", '!Sub "${Bucket$ID.Arn}/*"'),
}


def make_cloudformation(project: Project, templates: Templates) -> Iterator[CodeFile]:
    """The template for AWS; nothing when the project has nothing there, for a template needs a resource."""
    aws = _CloudFormationEstate(project)
    if aws.parts:
        yield CodeFile(path=PATH, text=templates.render("cloudformation/template.yaml.j2", aws=aws))


class _CloudFormationEstate(WrittenEstate):
    """The facts of a project on AWS, as values of CloudFormation."""

    addresses = _ADDRESSES

    @property
    def brokers(self) -> tuple[Part, ...]:
        """The Kafka clusters that programs use: their addresses are known to AWS only when they run."""
        return tuple(part for part in self.parts if HOMES[part.engine] is Home.MSK and self.callers(part))

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
            (ACTIONS[home], [self.filled(pattern, target) for pattern in _RESOURCES[home]])
            for target in self.granted(part)
            for home in (HOMES[target.engine],)
        ]

    def id_of(self, part: Part) -> str:
        return part.title

    def told(self, part: Part) -> str:
        return f"!Ref Address{part.title}"

    def in_domain(self, begin: str) -> str:
        return f'!Sub "{begin}${{Domain}}"'

    def host_of_bucket(self, part: Part) -> str:
        return f"!GetAtt Bucket{part.title}.RegionalDomainName"

    def host_in(self, address: str) -> str:
        return f'!Select [2, !Split ["/", {address}]]'
