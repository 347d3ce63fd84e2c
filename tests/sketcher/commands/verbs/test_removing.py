"""Nodes, groups and edges go, and nothing else does."""

from __future__ import annotations

import pytest

from tests.sketcher.commands.support import Speaker, drawn, shop


def test_a_node_goes_with_its_edges(say: Speaker) -> None:
    assert say("remove Stripe", shop()).arrows == {"web>gw", "gw>cat", "gw>ord", "cat>cdb", "ord>odb"}


@pytest.mark.parametrize("verb", ["delete", "get rid of", "drop", "please take out", "we don't need", "could you kill"])
def test_many_words_remove(say: Speaker, verb: str) -> None:
    assert "Stripe" not in say(f"{verb} Stripe", shop()).labels


def test_its_database_is_the_one_beside_it(say: Speaker) -> None:
    assert say("remove the order service and its database", shop()).labels == {
        "Web Shop", "API Gateway", "Catalog Service", "Catalog DB", "Stripe"
    }  # fmt: skip


def test_all_of_a_kind_go(say: Speaker) -> None:
    assert say("delete all databases", shop()).labels.isdisjoint({"Catalog DB", "Orders DB"})


def test_everything_but_two_goes(say: Speaker) -> None:
    assert say("remove everything except the gateway and Stripe", shop()).labels == {"API Gateway", "Stripe"}


def test_everything_related_takes_what_hung_on_it(say: Speaker) -> None:
    labels = say("remove everything related to orders", shop()).labels
    assert labels == {"Web Shop", "API Gateway", "Catalog Service", "Catalog DB"}


def test_what_is_behind_goes_unless_it_is_reached_otherwise(say: Speaker) -> None:
    diagram = drawn("a:client:App, b:service:Billing, c:database:Ledger, d:service:Mail", "a>b b>c b>d a>d")
    assert say("delete billing and everything behind it", diagram).labels == {"App", "Mail"}


def test_bypass_joins_the_neighbours(say: Speaker) -> None:
    assert say("bypass the gateway", shop()).arrows == {"web>cat", "web>ord", "cat>cdb", "ord>odb", "ord>pay"}


def test_a_group_goes_with_what_is_in_it(say: Speaker) -> None:
    diagram = drawn("a:service:Alpha@g, b:service:Beta", "a>b", "g:Backend")
    after = say("remove the backend", diagram)
    assert after.labels == {"Beta"}
    assert not after.diagram.groups


def test_clearing_leaves_an_empty_sheet(say: Speaker) -> None:
    assert not say("start over", shop()).labels


@pytest.mark.parametrize(
    "command", ["remove the service", "delete the Lambda", "delete it", "drop the billing service"]
)
def test_unclear_commands_change_nothing_and_ask(say: Speaker, command: str) -> None:
    after = say(command, shop())
    assert after.result.question
    assert not after.result.operations


def test_the_question_offers_what_could_be_meant(say: Speaker) -> None:
    assert say("remove the database", shop()).result.options == ("Catalog DB", "Orders DB")
