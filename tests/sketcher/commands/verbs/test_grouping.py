"""Frames are made, filled, emptied and dissolved."""

from __future__ import annotations

import pytest

from tests.sketcher.commands.support import Speaker, drawn, shop

FRAMED = ("a:service:Alpha@g, b:service:Beta, c:service:Gamma", "a>b", "g:VPC")


@pytest.mark.parametrize(
    "command",
    [
        "group the order service and stripe as Payments",
        "put the order service and Stripe in a group called Payments",
        "create a group Payments with the order service and Stripe",
    ],
)
def test_a_group_frames_its_members(say: Speaker, command: str) -> None:
    after = say(command, shop()).diagram
    (frame,) = after.groups.values()
    assert frame.label == "Payments"
    assert set(after.members(frame.id)) == {"ord", "pay"}


def test_moving_into_an_existing_group(say: Speaker) -> None:
    assert say("move beta into the VPC", drawn(*FRAMED)).diagram.nodes["b"].group == "g"


def test_moving_into_a_new_frame(say: Speaker) -> None:
    after = say("put beta and gamma into a private subnet", drawn(*FRAMED)).diagram
    frame = after.nodes["b"].group
    assert frame is not None
    assert after.groups[frame].label == "Private subnet"


def test_a_missing_frame_is_asked_for(say: Speaker) -> None:
    assert say("move beta into the cluster", drawn(*FRAMED)).result.options == ("VPC",)


def test_moving_out(say: Speaker) -> None:
    assert say("move alpha out of the VPC", drawn(*FRAMED)).diagram.nodes["a"].group is None


def test_ungrouping_keeps_the_members(say: Speaker) -> None:
    after = say("ungroup the VPC", drawn(*FRAMED))
    assert not after.diagram.groups
    assert after.labels == {"Alpha", "Beta", "Gamma"}


def test_collapsing(say: Speaker) -> None:
    assert say("collapse the VPC", drawn(*FRAMED)).diagram.groups["g"].collapsed
