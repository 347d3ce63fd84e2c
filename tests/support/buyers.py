"""A program that buys credits, by HTTP, from a real server process with its sandbox shop."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from tests.support.licensing import device_key, enrolment
from tests.support.processes import Start
from tests.support.waiting import wait_until

_SECONDS = 30


@dataclass
class Program:
    """What the desktop program does for a purchase, by HTTP."""

    server: str
    headers: dict[str, str]

    def buy(self, package: str) -> dict[str, Any]:
        answer = requests.post(
            f"{self.server}/api/credits/purchase", json={"package": package}, headers=self.headers, timeout=_SECONDS
        )
        assert answer.status_code == 201, answer.text
        begun: dict[str, Any] = answer.json()
        return begun

    def state(self, purchase: str) -> str:
        answer = requests.get(f"{self.server}/api/purchases/{purchase}", headers=self.headers, timeout=_SECONDS)
        return str(answer.json()["state"])

    def wait_for(self, purchase: str, state: str) -> None:
        wait_until(lambda: self.state(purchase) == state, what=f"{state}, but it is {self.state(purchase)}")

    def balance(self) -> int:
        answer = requests.get(f"{self.server}/api/credits/balance", headers=self.headers, timeout=_SECONDS)
        return int(answer.json()["balance"])


def start_program(start_process: Start, folder: Path) -> Program:
    """A program whose device is enrolled at a server of its own; the test is marked `loopback`."""
    ready = folder / "ready.json"
    child = start_process(
        [
            *(sys.executable, "-m", "licensing_server", "serve", "--sandbox"),
            *("--data", folder / "server", "--port", "0", "--ready-file", ready),
        ]
    )
    url = json.loads(child.wait_for_file(ready, seconds=60))["url"]
    body = enrolment(device_key(), at=int(time.time()), audience=url)
    answer = requests.post(f"{url}/api/devices", json=body, timeout=_SECONDS)
    assert answer.status_code == 201, answer.text
    return Program(url, {"Authorization": f"Bearer {answer.json()['access_token']}"})
