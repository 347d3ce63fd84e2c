"""Words on nodes and edges that tell a rule what somebody meant."""

from __future__ import annotations

import re

from infrasketch_desktop.diagram.records import Edge, Node

_AUTH = re.compile(
    r"\b(auth\w*|oauth\w*|oidc|sso|saml|jwt|login|log in|sign[- ]?in|mtls|api keys?|cognito|keycloak|okta|iam"
    r"|identity)\b",
    re.IGNORECASE,
)
_READS = re.compile(
    r"\b(reads?|reading|quer(?:y|ies)|gets?|loads?|fetch(?:es)?|select|look ?ups?|search(?:es)?)\b", re.IGNORECASE
)
_WRITES = re.compile(
    r"\b(writes?|writing|saves?|stores?|inserts?|updates?|puts?|persists?|uploads?|creates?|deletes?|upserts?)\b",
    re.IGNORECASE,
)
_CONSUMES = re.compile(
    r"\b(consum\w*|polls?|polling|subscrib\w*|reads?|pulls?|takes?|receiv\w*|listens?|dequeues?|picks? up|jobs from)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(replicas?|replicated|cluster(?:ed)?|multi[- ]?az|high availability|ha|active[- ](?:active|passive)"
    r"|auto[- ]?scal\w+|sharded|redundant|serverless|managed|multi[- ]region|standby|fleet|pool"
    r"|(?:[2-9]|\d\d+) (?:instances|pods|nodes|copies))\b|[×x] ?(?:[2-9]|\d\d+)\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"\b(servers|services|workers|instances|pods|functions|nodes|replicas|consumers|senders)$", re.IGNORECASE
)
_MANAGED = re.compile(
    r"\b(dynamodb|s3|sqs|sns|lambda|aurora serverless|cloudfront|cloudflare|fastly|akamai|firestore|spanner"
    r"|cosmos ?db|pub/?sub|event ?bridge|kinesis|alb|elb|nlb|cloud run"
    r"|bigquery|snowflake|vercel|fargate)\b",
    re.IGNORECASE,
)
_MANAGED_BY_TECHNOLOGY = re.compile(r"\b(api gateway|cloud storage|blob storage)\b", re.IGNORECASE)
"""Products whose names are words for a part of any system: a label says what it is, only the technology whose."""
_DEAD = re.compile(r"\b(dead[- ]?letters?|dlq|failed (?:messages|jobs)|refused|rejected|parking)\b", re.IGNORECASE)


def speaks_of_auth(*texts: str) -> bool:
    """Whether a label or description says who may come in."""
    return any(_AUTH.search(text) for text in texts)


def only_reads(edge: Edge) -> bool:
    """Whether the label of an edge speaks of reading and not of writing."""
    return bool(_READS.search(edge.label)) and not _WRITES.search(edge.label)


def consumes(edge: Edge) -> bool:
    """Whether an edge that points at a queue is drawn from the consumer: its label says so."""
    return bool(_CONSUMES.search(edge.label))


def is_redundant(node: Node) -> bool:
    """Whether the node itself says that it does not fail alone: a plural, replicas, a cluster, a managed service."""
    said = (node.label, node.technology, node.description, node.notes)
    if _PLURAL.search(node.label.strip()) or _MANAGED_BY_TECHNOLOGY.search(node.technology):
        return True
    return any(_SEVERAL.search(text) or _MANAGED.search(text) for text in said)


def is_dead_letter(node: Node) -> bool:
    return bool(_DEAD.search(node.label) or _DEAD.search(node.description))
