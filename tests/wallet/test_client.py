"""What is taken from the answers of a server, and what is not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from infrasketch_desktop.wallet.client import LicensingClient
from infrasketch_desktop.wallet.errors import NotConnectedError
from infrasketch_desktop.wallet.http import Answer, Http


class OneAnswer(Http):
    """Answers everything with the same object."""

    def __init__(self, fields: dict[str, Any]) -> None:
        super().__init__("https://licensing.example.com")
        self._fields = fields

    def send(self, *_args: Any, **_kwargs: Any) -> Answer:
        return Answer(200, json.dumps(self._fields).encode())


def buy(address: str) -> str:
    fields = {"purchase": "P1", "checkout_url": address, "credits": 500}
    return LicensingClient(OneAnswer(fields)).buy("pro", "token", "key").url


def test_a_purchase_is_paid_on_a_page() -> None:
    assert buy("https://checkout.example.com/c/pay/1#x") == "https://checkout.example.com/c/pay/1#x"


@pytest.mark.parametrize(
    "address",
    [
        "file:///usr/share/applications/calculator.desktop",
        "javascript:alert(1)",
        "--new-instance",
        "ftp://example.com",
        "HTTPS:example.com",
        "https://example.com/\nfile:///etc/passwd",
        "//example.com",
        "",
    ],
)
def test_what_is_no_page_reaches_no_browser(address: str) -> None:
    with pytest.raises(NotConnectedError, match="does not understand"):
        buy(address)
