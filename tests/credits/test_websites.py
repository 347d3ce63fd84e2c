"""What an address of the web is, and which belong to the vendor's website."""

import pytest

from infrasketch_desktop.credits.websites import is_of_website, is_web_address

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


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.com",
        "http://127.0.0.1:11434/v1",
        "https://[::1]:8443/",
        "https://xn--bcher-kva.example/a%20b?from=app",
    ],
)
def test_an_address_of_the_web_has_a_scheme_a_host_and_perhaps_more(address: str) -> None:
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "www.example.com",
        "ftp://www.example.com",
        "https://",
        "https://www.example.com:port",
        "https://[::1",
        "https://reader@www.example.com",
        "https://@www.example.com",
        "https://www.example.com/#notes",
        "https://www.example.com/a b",
        "https://www.example.com/\n",
        "https://bücher.example",
    ],
)
def test_nothing_else_is_one(address: str) -> None:
    assert not is_web_address(address)
