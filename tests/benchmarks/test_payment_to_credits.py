"""How long after a payment its credits can be seen, by the webhook alone; the goal is 2 seconds."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median

import pytest
import requests

from tests.support.buyers import Program, start_program
from tests.support.processes import Start
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.benchmark, pytest.mark.loopback]

PURCHASES = 5


def test_seconds_from_payment_to_credits(start_process: Start, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    program = start_program(start_process, tmp_path)
    times = [_seconds_to_credits(program) for _ in range(PURCHASES)]
    with capsys.disabled():
        print(f"\nfrom payment to credits: {median(times):.2f} s, at most {max(times):.2f} s; goal 2 s")


def _seconds_to_credits(program: Program) -> float:
    """The browser pays and looks no further, so nothing but the event tells the server."""
    page = program.buy("pro")["checkout_url"]
    wanted = program.balance() + 500
    started = time.perf_counter()
    requests.post(f"{page}/pay", allow_redirects=False, timeout=30)
    wait_until(lambda: program.balance() == wanted, what="the credits")
    return time.perf_counter() - started
