"""What a start asks for: paths from where it was called, addresses of desktops, links, and what brings a window up."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from infrasketch_desktop.instance.asking import asked_for
from infrasketch_desktop.instance.links import Link


def files(*words: str) -> tuple[str, ...]:
    return asked_for(words, {}).files


def test_relative_paths_are_meant_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert files("a.infrasketch", "../b", "./c//d", str(tmp_path / "e")) == (
        str(tmp_path / "a.infrasketch"),
        str(tmp_path.parent / "b"),
        str(tmp_path / "c" / "d"),
        str(tmp_path / "e"),
    )


@pytest.mark.parametrize(
    ("word", "path"),
    [
        ("file:///tmp/shop.infrasketch", "/tmp/shop.infrasketch"),
        ("file://localhost/tmp/shop.infrasketch", "/tmp/shop.infrasketch"),
        ("FILE:///tmp/a%20b%C3%BC%23%3F.infrasketch", "/tmp/a bü#?.infrasketch"),
        ("file:///tmp/%FF.infrasketch", os.fsdecode(b"/tmp/\xff.infrasketch")),
        ("file:///tmp/x/../shop.infrasketch", "/tmp/shop.infrasketch"),
    ],
)
def test_addresses_of_files_as_desktops_pass_them(word: str, path: str) -> None:
    assert files(word) == (path,)


@pytest.mark.parametrize(
    "word",
    [
        "file://server/share/a.infrasketch",
        "file:///tmp/a?b",
        "file:///tmp/a#b",
        "file:///tmp/%00",
        "file:///tmp/a\nb",
        "file://[",
        "https://example.com/a.infrasketch",
        "infrasketch://open/tmp/a",
    ],
)
def test_other_addresses_are_no_files(word: str) -> None:
    request = asked_for([word], {})
    assert request.files == ()
    assert request.links == (Link.UNKNOWN,)


def test_a_link_counts_once() -> None:
    assert asked_for(["infrasketch://purchase/done"] * 3, {}).links == (Link.PURCHASE_DONE,)


def test_what_the_desktop_gave_goes_along() -> None:
    given = {"XDG_ACTIVATION_TOKEN": "token", "DISPLAY": ":1.0"}
    request = asked_for([], given, new_window=True)
    assert (request.activation_token, request.screen) == ("token", ":1")
    assert request.new_window
    assert asked_for([], {"DESKTOP_STARTUP_ID": "older"}).activation_token == "older"
    assert asked_for([], given | {"WAYLAND_DISPLAY": "wayland-0"}).screen == "wayland-0"


@pytest.mark.parametrize("strange", ["\x1b[31m", "ü", "x" * 1001])
def test_what_no_desktop_gives_is_left_behind(strange: str) -> None:
    request = asked_for([], {"XDG_ACTIVATION_TOKEN": strange, "DISPLAY": strange})
    assert (request.activation_token, request.screen) == ("", "")
