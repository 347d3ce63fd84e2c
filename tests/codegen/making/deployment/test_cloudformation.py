"""The CloudFormation template passes cfn-lint without a word, and holds what Terraform's configuration holds."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from cfnlint.api import lint

from infrasketch_desktop.codegen.making.deployment.cloudformation import PATH, make_cloudformation
from infrasketch_desktop.codegen.making.deployment.terraform import make_terraform
from infrasketch_desktop.diagram.kinds import NodeKind
from tests.codegen.making.samples import SAMPLES, files, made, of_templates, one_by_one, sixty
from tests.codegen.plans import planned
from tests.support.diagrams import edge, node

TWINS = {
    "AWS::RDS::DBInstance": "aws_db_instance",
    "AWS::DocDB::DBCluster": "aws_docdb_cluster",
    "AWS::DynamoDB::Table": "aws_dynamodb_table",
    "AWS::ElastiCache::ReplicationGroup": "aws_elasticache_replication_group",
    "AWS::ElastiCache::CacheCluster": "aws_elasticache_cluster",
    "AWS::AmazonMQ::Broker": "aws_mq_broker",
    "AWS::MSK::Cluster": "aws_msk_cluster",
    "AWS::SQS::Queue": "aws_sqs_queue",
    "AWS::S3::Bucket": "aws_s3_bucket",
    "AWS::OpenSearchService::Domain": "aws_opensearch_domain",
    "AWS::Lambda::Function": "aws_lambda_function",
    "AWS::CloudFront::Distribution": "aws_cloudfront_distribution",
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "aws_lb",
}


def found_by_lint(text: str) -> list[str]:
    return [f"{match.rule.id} line {match.linenumber}: {match.message}" for match in lint(text)]


def template_of(sample: str) -> str:
    return made(make_cloudformation, sample)[PATH]


def test_cfn_lint_has_nothing_to_say() -> None:
    behind = [
        node("orders", kind=NodeKind.DATABASE),
        node("events", kind=NodeKind.QUEUE, technology="Amazon SQS"),
        node("photos", kind=NodeKind.STORAGE),
        node("resize", kind=NodeKind.FUNCTION),
    ]
    project = planned(node("api"), *behind, *(edge("api", one.id) for one in behind), edge("events", "resize"))
    assert found_by_lint(files(make_cloudformation, project)[PATH]) == []


@pytest.mark.long
@pytest.mark.parametrize("sample", SAMPLES)
def test_nor_about_every_kind_linked_with_every_kind(sample: str) -> None:
    assert found_by_lint(template_of(sample)) == []


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_nor_about_all_templates_single_nodes_and_sixty_at_once() -> None:
    for project in (*of_templates(), *one_by_one(), sixty()):
        for text in files(make_cloudformation, project).values():
            assert found_by_lint(text) == []


def test_what_people_wrote_stands_in_comments_only() -> None:
    code = "\n".join(line for line in template_of("hostile").splitlines() if not line.lstrip().startswith("#"))
    assert not re.search(r"7\*7|\{HOME|rm -rf|os\.system|alert|right to left|secretsmanager:x", code)
    assert set(re.findall(r"\{\{resolve:\w+:\$\{\w+\}", code)) == set(re.findall(r"\{\{resolve:[^}]*\}", code))


@pytest.mark.parametrize("sample", SAMPLES)
def test_it_holds_the_same_resources_as_terraform(sample: str) -> None:
    ours = Counter(re.findall(r"^    Type: (AWS::\S+)$", template_of(sample), re.MULTILINE))
    text = "\n".join(made(make_terraform, sample).values())
    theirs = Counter(re.findall(r'^resource "(\w+)"', text, re.MULTILINE))
    assert {kind: ours[kind] for kind in TWINS} == {kind: theirs[twin] for kind, twin in TWINS.items()}


def test_an_address_with_a_password_comes_from_the_secrets_manager() -> None:
    project = planned(node("api"), node("orders", kind=NodeKind.DATABASE), edge("api", "orders"))
    text = files(make_cloudformation, project)[PATH]
    assert "- Name: ORDERS_URL\n              ValueFrom: !Ref SecretOrders" in text
    assert "GenerateSecretString" in text


def test_a_project_with_nothing_on_aws_has_no_template() -> None:
    assert files(make_cloudformation, planned(node("bank", kind=NodeKind.EXTERNAL))) == {}
