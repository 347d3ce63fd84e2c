"""A rename changes the label and nothing else."""

from __future__ import annotations

import pytest

from tests.sketcher.commands.support import Speaker, drawn, shop


@pytest.mark.parametrize(
    "command",
    [
        "rename Stripe to Payment Partner",
        'call stripe "Payment Partner"',
        "call Stripe Payment Partner",
        "Stripe should be called Payment Partner",
        "change the name of Stripe to Payment Partner",
        "relabel Stripe as Payment Partner, please",
    ],
)
def test_the_label_is_what_was_written(say: Speaker, command: str) -> None:
    node = say(command, shop()).diagram.nodes["pay"]
    assert (node.label, node.kind) == ("Payment Partner", "external")


def test_a_quoted_name_may_hold_any_words(say: Speaker) -> None:
    after = say('rename the order service to "Orders and Billing, v2"', shop())
    assert after.diagram.nodes["ord"].label == "Orders and Billing, v2"


def test_a_label_with_grammar_in_it_is_one_name(say: Speaker) -> None:
    diagram = drawn("a:service:Search and Discovery, b:service:Point to Point", "a>b")
    assert say("rename Search and Discovery to Finder", diagram).labels == {"Finder", "Point to Point"}
    assert say("disconnect Search and Discovery from Point to Point", diagram).arrows == set()


def test_the_sheet_gets_a_title(say: Speaker) -> None:
    assert say("set the title to Shop 2027", shop()).diagram.sheet.title == "Shop 2027"


def test_a_group_can_be_renamed(say: Speaker) -> None:
    diagram = drawn("a:service:Alpha@g", groups="g:Backend")
    assert say("rename the backend to Core", diagram).diagram.groups["g"].label == "Core"


def test_several_nodes_are_named_in_one_breath(say: Speaker) -> None:
    after = say('name the catalog service "Goods" and the order service "Orders and Returns"', shop())
    assert {"Goods", "Orders and Returns"} <= set(after.labels)
