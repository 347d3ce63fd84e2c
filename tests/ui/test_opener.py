"""What is opened outside the program is a page, a folder, or a letter to one plain address."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from infrasketch_desktop.ui.opener import SystemOpener, try_folder, try_page
from tests.support.credits_desk import RecordingOpener


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []

    def note(url: QUrl) -> bool:
        found.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", note)
    return found


def test_a_letter_has_one_receiver_and_a_text(opened: list[str]) -> None:
    assert SystemOpener().write_mail("help@vendor.example", "A & B", "first\nsecond?attach=/etc/passwd")
    assert opened == ["mailto:help@vendor.example?subject=A%20%26%20B&body=first%0Asecond%3Fattach%3D%2Fetc%2Fpasswd"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "help@vendor.example?bcc=eve@evil.example",
        "help@vendor.example,eve@evil.example",
        "help@vendor.example\nBcc: eve@evil.example",
        "file:///etc/passwd",
        "help%40vendor.example",
        "@vendor.example",
    ],
)
def test_an_address_that_brings_more_along_is_refused(opened: list[str], address: str) -> None:
    assert not SystemOpener().write_mail(address, "s", "b")
    assert opened == []


@pytest.mark.parametrize(
    "address", ["mailto:a@b.example", "file:///etc/passwd", "javascript:alert(1)", "infrasketch://x"]
)
def test_a_page_is_a_page(opened: list[str], address: str) -> None:
    assert not SystemOpener().open_page(address)
    assert SystemOpener().open_page("https://vendor.example/x")
    assert opened == ["https://vendor.example/x"]


@pytest.mark.usefixtures("qapp")
def test_where_nothing_opens_the_same_is_said_everywhere_and_the_address_can_be_pasted() -> None:
    opener = RecordingOpener()
    assert (try_page(opener, "https://a.example/x"), try_folder(opener, Path("/a b"))) == ("", "")
    opener.works = False
    for said, copied in ((try_page, "https://a.example/x"), (try_folder, Path("/a b"))):
        text = said(opener, copied)
        assert text.endswith(str(copied))
        assert "clipboard" in text
        assert QGuiApplication.clipboard().text() == str(copied)
    assert (opener.pages, opener.folders) == (["https://a.example/x"] * 2, [Path("/a b")] * 2)
