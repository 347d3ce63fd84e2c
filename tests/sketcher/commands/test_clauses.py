"""Requests are cut where a new command begins, and nowhere else."""

from __future__ import annotations

import pytest

from infrasketch_desktop.sketcher.commands.clauses import opens_command, split_clauses, strip_politeness


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("remove A and B", ("remove A and B",)),
        ("remove A and rename B to C", ("remove A", "rename B to C")),
        ("Add Kafka. Then connect it to the API.", ("Add Kafka", "connect it to the API")),
        ("add a cache, a queue and a worker", ("add a cache, a queue and a worker",)),
        ("add search and cache to the API", ("add search and cache to the API",)),
        ("drop Fastly so that readers reach Drupal directly", ("drop Fastly", "readers reach Drupal")),
        ("remove HAProxy, visitors should reach WordPress", ("remove HAProxy", "visitors should reach WordPress")),
        ("both A and the web app should go through B", ("both A and the web app should go through B",)),
        ("remove A but keep its database", ("remove A but keep its database",)),
        ("cut out A: the bidder writes to B", ("cut out A", "the bidder writes to B")),
    ],
)
def test_clauses(text: str, clauses: tuple[str, ...]) -> None:
    assert split_clauses(text) == clauses


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        ("Could you please add a cache, thanks", "add a cache"),
        ("I would like you to remove A", "remove A"),
        ("Let's replace A with B now", "replace A with B"),
        ("we need a matchmaker", "add a matchmaker"),
        ("instead of A use B", "instead of A use B"),
    ],
)
def test_politeness_goes_and_wishes_become_commands(text: str, stripped: str) -> None:
    assert strip_politeness(text) == stripped


def test_a_noun_that_could_be_a_verb_opens_no_command() -> None:
    assert not opens_command("cache")
    assert opens_command("cache the results")
