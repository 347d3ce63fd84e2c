"""Modules of the public registry that are well known: what the one node that stands for them is."""

from __future__ import annotations

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.formats.cloud import Flow, Vocabulary, by, to

REGISTRY = {
    "lambda": "AWS Lambda",
    "rds": "Amazon RDS",
    "rds-aurora": "Amazon Aurora",
    "s3-bucket": "Amazon S3",
    "dynamodb-table": "Amazon DynamoDB",
    "sqs": "Amazon SQS",
    "sns": "Amazon SNS",
    "eks": "Amazon EKS",
    "ecs": "Amazon ECS",
    "alb": "Application Load Balancer",
    "elb": "Elastic Load Balancing",
    "apigateway-v2": "Amazon API Gateway",
    "cloudfront": "Amazon CloudFront",
    "elasticache": "Amazon ElastiCache",
    "memory-db": "Amazon MemoryDB",
    "msk-kafka-cluster": "Amazon MSK",
    "eventbridge": "Amazon EventBridge",
    "step-functions": "AWS Step Functions",
    "opensearch": "Amazon OpenSearch Service",
    "redshift": "Amazon Redshift",
    "ec2-instance": "Amazon EC2",
    "autoscaling": "Amazon EC2",
    "app-runner": "AWS App Runner",
    "secrets-manager": "AWS Secrets Manager",
    "efs": "Amazon EFS",
    "ecr": "Amazon ECR",
    "kubernetes-engine": "Google Kubernetes Engine",
    "sql-db": "Cloud SQL",
    "cloud-storage": "Google Cloud Storage",
    "pubsub": "Google Pub/Sub",
    "cloud-run": "Google Cloud Run",
    "memorystore": "Google Memorystore",
    "bigquery": "BigQuery",
    "aks": "Azure Kubernetes Service",
    "postgresql": "Azure Database for PostgreSQL",
}
"""By the middle word of a source such as `terraform-aws-modules/rds/aws`."""
SURROUNDINGS = frozenset(
    {
        *("vpc", "network", "vnet", "security-group", "route53", "acm", "cloud-router", "cloud-nat"),
        *("iam", "kms", "key-pair", "service-accounts", "project-factory", "gcloud", "label", "tags", "naming"),
    }
)
"""Modules that make networks, permissions and names; like such resources they are left out."""

_FLOWS: tuple[Flow, ...] = (
    to("environment_variables"),
    to("environment"),
    to("env"),
    to("container_definitions"),
    to("origin"),
    to("targets"),
    by("event_source_mapping", kind=EdgeKind.EVENT),
    by("load_balancer"),
)

MODULES = Vocabulary(
    {"module": "", **{f"module:{name}": technology for name, technology in REGISTRY.items()}},
    {"module": _FLOWS, **{f"module:{name}": _FLOWS for name in REGISTRY}},
    {"module": NodeKind.EXTERNAL},
)
