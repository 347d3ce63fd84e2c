"""Credits that lie on this computer are brought to the relay once, when they are what it misses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.assistant.funding import FundedTransport, to_hand_back
from infrasketch_desktop.assistant.transport.endpoint import Kind
from infrasketch_desktop.assistant.transport.loop import AssistantLoop
from infrasketch_desktop.wallet.errors import NotConnectedError, NotEnoughCreditsError
from tests.assistant.transport.asking import Asked, ask, endpoint
from tests.support.messages_script import says, text, too_few
from tests.support.messages_server import MessagesServer, serving_messages

HELLO = says(text("Hello"))


def refusal(required: object, remaining: object, on_devices: object) -> AssistantError:
    details = {"required": required, "credits_remaining": remaining, "credits_on_devices": on_devices}
    return AssistantError(Trouble.TOO_FEW_CREDITS, "Too few.", details=details)


def asked_of(server: MessagesServer, hand_back: Callable[[int], object]) -> Asked:
    with AssistantLoop() as loop:
        return ask(loop, FundedTransport(endpoint(server.address, Kind.RELAY), hand_back))


@pytest.mark.parametrize(
    ("required", "remaining", "on_devices", "amount"),
    [
        (3, 0, 10, 3),
        (15, 10, 5, 5),
        (15, 10, 4, 0),
        (3, 3, 10, 0),
        (3, None, 10, 0),
        ("3", 0, 10, 0),
    ],
)
def test_what_is_missing_is_handed_back_where_it_would_do(
    required: object, remaining: object, on_devices: object, amount: int
) -> None:
    assert to_hand_back(refusal(required, remaining, on_devices)) == amount


def test_nothing_is_handed_back_for_other_failures() -> None:
    details = {"required": 3, "credits_remaining": 0, "credits_on_devices": 10}
    assert to_hand_back(AssistantError(Trouble.RATE_LIMIT, "Wait.", details=details)) == 0


@pytest.mark.loopback
def test_the_relay_is_asked_again_when_it_has_the_credits() -> None:
    amounts: list[int] = []
    with serving_messages(too_few(3, 1, 9), HELLO) as server:
        found = asked_of(server, amounts.append)
    assert (found.error, amounts, len(server.requests)) == (None, [2], 2)


@pytest.mark.loopback
def test_the_relay_is_asked_again_once() -> None:
    amounts: list[int] = []
    with serving_messages(too_few(3, 1, 9), too_few(3, 1, 9), HELLO) as server:
        found = asked_of(server, amounts.append)
    assert found.error is not None
    assert (found.error.trouble, amounts, len(server.requests)) == (Trouble.TOO_FEW_CREDITS, [2], 2)


@pytest.mark.loopback
@pytest.mark.parametrize("trouble", [NotEnoughCreditsError(2, 0, advice="Buy."), NotConnectedError("Away.")])
def test_credits_that_cannot_be_handed_back_leave_what_the_relay_said(trouble: Exception) -> None:
    def hand_back(_amount: int) -> None:
        raise trouble

    with serving_messages(too_few(3, 1, 9), HELLO) as server:
        found = asked_of(server, hand_back)
    assert found.error is not None
    assert (found.error.trouble, len(server.requests)) == (Trouble.TOO_FEW_CREDITS, 1)
