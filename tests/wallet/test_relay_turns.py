"""Decisions about answers of the relay: patient while the server settles, and funded from this computer."""

from __future__ import annotations

import pytest

from infrasketch_desktop.wallet.errors import ServerRefusedError
from infrasketch_desktop.wallet.relay_turns import TurnCost, missing_on_server, patiently

PAID = TurnCost(3, 7)
RUNNING = ServerRefusedError(409, "turn_running", "Wait.", {})


class Server:
    """Answers what it is given, in order."""

    def __init__(self, *answers: TurnCost | ServerRefusedError) -> None:
        self.answers = list(answers)

    def __call__(self) -> TurnCost:
        answer = self.answers.pop(0)
        if isinstance(answer, ServerRefusedError):
            raise answer
        return answer


def test_a_turn_that_the_server_still_settles_is_waited_for() -> None:
    pauses: list[float] = []
    assert patiently(Server(RUNNING, RUNNING, PAID), pauses.append) == PAID
    assert pauses == [1.0, 1.0]


def test_patience_ends() -> None:
    with pytest.raises(ServerRefusedError, match="Wait"):
        patiently(Server(*[RUNNING] * 4, PAID), lambda _seconds: None)


def test_other_refusals_stand_at_once() -> None:
    late = ServerRefusedError(409, "too_late", "Too late.", {})
    with pytest.raises(ServerRefusedError, match="Too late"):
        patiently(Server(late, PAID), lambda _seconds: pytest.fail("nothing is waited for"))


@pytest.mark.parametrize(
    ("required", "remaining", "on_devices", "amount"),
    [(3, 0, 10, 3), (15, 10, 5, 5), (15, 10, 4, 0), (3, 3, 10, 0), (3, None, 10, 0), ("3", 0, 10, 0)],
)
def test_what_is_missing_is_what_the_devices_can_make_up_for(
    required: object, remaining: object, on_devices: object, amount: int
) -> None:
    said = {"required": required, "credits_remaining": remaining, "credits_on_devices": on_devices}
    assert missing_on_server(said) == amount
