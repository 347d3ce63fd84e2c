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


def test_what_is_missing_is_handed_back_where_it_would_do() -> None:
    assert to_hand_back(refusal(15, 10, 5)) == 5
    assert to_hand_back(refusal(15, 10, 4)) == 0


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
def test_credits_that_a_sync_took_here_again_are_handed_back_again_and_not_for_ever() -> None:
    amounts: list[int] = []
    with serving_messages(too_few(3, 1, 9), too_few(3, 0, 9), HELLO) as server:
        found = asked_of(server, amounts.append)
    assert (found.error, amounts) == (None, [2, 3])
    with serving_messages(*[too_few(3, 1, 9)] * 4, HELLO) as server:
        found = asked_of(server, lambda _amount: None)
    assert found.error is not None
    assert (found.error.trouble, len(server.requests)) == (Trouble.TOO_FEW_CREDITS, 4)


@pytest.mark.loopback
def test_credits_of_other_computers_are_named_with_what_brings_them() -> None:
    def hand_back(_amount: int) -> None:
        raise NotEnoughCreditsError(2, 0, advice="Buy.")

    with serving_messages(too_few(3, 1, 9), HELLO) as server:
        found = asked_of(server, hand_back)
    assert found.error is not None
    assert "other computers of the account have more" in found.error.what
    assert "remove one from the account" in found.error.advice
    assert (found.error.details["required"], len(server.requests)) == (3, 1)


@pytest.mark.loopback
def test_credits_that_cannot_be_handed_back_leave_what_the_relay_said() -> None:
    def hand_back(_amount: int) -> None:
        raise NotConnectedError("Away.")

    with serving_messages(too_few(3, 1, 9), HELLO) as server:
        found = asked_of(server, hand_back)
    assert found.error is not None
    assert (found.error.trouble, len(server.requests)) == (Trouble.TOO_FEW_CREDITS, 1)
    assert found.error.what == "There are not enough credits for this."
