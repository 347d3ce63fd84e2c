"""The rules, each a function from the system to its findings."""

from infrasketch_desktop.review.rules.clarity import duplicate_names, unlabelled_edges
from infrasketch_desktop.review.rules.data import (
    exposed_stores,
    hot_reads_without_cache,
    shared_databases,
    stores_without_replica,
)
from infrasketch_desktop.review.rules.messaging import (
    queues_without_consumer,
    queues_without_dead_letters,
    queues_without_producer,
)
from infrasketch_desktop.review.rules.operation import clients_without_gateway, external_calls_in_the_way, no_monitoring
from infrasketch_desktop.review.rules.security import entries_without_authentication, secrets_in_texts
from infrasketch_desktop.review.rules.structure import (
    call_cycles,
    isolated_nodes,
    long_call_chains,
    single_points_of_failure,
    unreachable_nodes,
)

RULES = (
    single_points_of_failure,
    call_cycles,
    unreachable_nodes,
    isolated_nodes,
    long_call_chains,
    shared_databases,
    exposed_stores,
    hot_reads_without_cache,
    stores_without_replica,
    queues_without_consumer,
    queues_without_producer,
    queues_without_dead_letters,
    entries_without_authentication,
    secrets_in_texts,
    no_monitoring,
    clients_without_gateway,
    external_calls_in_the_way,
    duplicate_names,
    unlabelled_edges,
)

__all__ = ["RULES"]
