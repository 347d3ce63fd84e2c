"""`infrasketch render`: pictures as child processes make them, because Qt starts once per process."""

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from infrasketch_desktop.cli.outcome import ExitCode
from tests.cli.conftest import Cli
from tests.support.programs import infrasketch


def picture(shop: Path, *options: str) -> QImage:
    output = shop.with_name("picture.png")
    outcome = infrasketch("render", shop, "-o", output, *options)
    assert (outcome.code, outcome.err) == (ExitCode.OK, "")
    return QImage(str(output))


def test_scale_is_pixels_per_unit(shop: Path) -> None:
    once, thrice = picture(shop, "--scale", "1"), picture(shop, "--scale", "3")
    assert once.width() > 400
    assert abs(thrice.width() - 3 * once.width()) <= 3


def test_transparent_leaves_the_background_out(shop: Path) -> None:
    assert picture(shop).pixelColor(0, 0).alpha() == 255
    assert picture(shop, "--transparent").pixelColor(0, 0).alpha() == 0


def test_themes_have_their_own_background(shop: Path) -> None:
    grounds = {picture(shop, "--theme", name).pixelColor(0, 0).name() for name in ("light", "dark", "high-contrast")}
    assert len(grounds) == 3


def test_no_screen_is_needed(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not picture(shop).isNull()


def test_an_older_picture_is_replaced_and_the_result_said_as_json(shop: Path) -> None:
    output = shop.with_name("picture.png")
    output.write_text("old")
    outcome = infrasketch("render", shop, "-o", output, "--json")
    assert json.loads(outcome.out) == {"output": str(output), "bytes": output.stat().st_size}


def test_an_unknown_theme_is_answered_with_the_known_ones(cli: Cli, shop: Path) -> None:
    outcome = cli("render", shop, "-o", "x.png", "--theme", "pink")
    assert outcome.code == ExitCode.USAGE
    assert "light, dark, high-contrast" in outcome.err


def test_other_kinds_of_picture_are_refused_before_any_work(cli: Cli) -> None:
    outcome = cli("render", "none.infrasketch", "-o", "x.jpg")
    assert outcome.code == ExitCode.USAGE
    assert "“x.jpg” is not the name of a PNG picture" in outcome.err


def test_a_folder_that_is_missing_is_said(shop: Path) -> None:
    outcome = infrasketch("render", shop, "-o", shop.parent / "none" / "x.png")
    assert outcome.code == ExitCode.FAILED
    assert "Nothing was written." in outcome.err
