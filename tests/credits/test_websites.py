"""Which addresses belong to the vendor's website."""

import pytest

from infrasketch_desktop.credits.websites import is_of_website

WEBSITE = "https://www.example.com/product"


@pytest.mark.parametrize("address", ["https://www.example.com", "HTTPS://WWW.EXAMPLE.COM/new?from=app#notes"])
def test_pages_of_the_very_host_belong_to_it(address: str) -> None:
    assert is_of_website(address, WEBSITE)


@pytest.mark.parametrize(
    "address",
    [
        "http://www.example.com/new",
        "https://example.com/new",
        "https://www.example.com.evil.example/new",
        "https://www.example.com@evil.example/new",
        "https://reader@www.example.com/new",
        "https://www.example.com:8443/new",
        "https://www.example.com:x/new",
        "//www.example.com/new",
        "/new",
        "",
    ],
)
def test_no_other_address_does(address: str) -> None:
    assert not is_of_website(address, WEBSITE)


@pytest.mark.parametrize("website", ["", "www.example.com", "https://"])
def test_nothing_belongs_to_a_website_without_a_host(website: str) -> None:
    assert not is_of_website("https:///new", website)
    assert not is_of_website("https://www.example.com", website)
