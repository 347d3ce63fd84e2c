"""Pictures to look at are free; files that leave are paid for, and only as far as was allowed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from infrasketch_desktop.mcp.drawing import LONGEST_SIDE
from infrasketch_desktop.storage import sketches
from tests.mcp.conftest import Caller
from tests.support.large_diagrams import large_diagram


def balance(tools: Caller) -> int:
    with tools.workplace.wallet() as wallet:
        return wallet.balance().spendable


@pytest.mark.usefixtures("qapp")
def test_a_picture_is_at_the_size_of_a_screen_and_free(tools: Caller, shop: Path) -> None:
    outcome = tools.raw("render", {"theme": "dark"})
    image = QImage.fromData(outcome.answer.png)
    assert not image.isNull()
    sketches.save(shop, large_diagram(400))
    large = QImage.fromData(tools.raw("render", {}).answer.png)
    assert LONGEST_SIDE - 2 <= max(large.width(), large.height()) <= LONGEST_SIDE
    assert balance(tools) == 5


def test_without_consent_nothing_is_exported(tools: Caller, folder: Path) -> None:
    assert "--spend N" in tools.refused("export", to="mermaid", name="shop")
    assert "--spend N" in tools.refused("export", to="json", name="shop")
    assert [path.name for path in folder.iterdir()] == ["shop.infrasketch"]


def test_an_export_is_paid_and_says_what_is_left(tools: Caller, folder: Path) -> None:
    told = tools.with_rights(spend=2)("export", to="mermaid", name="shop")
    assert (folder / "shop.mmd").is_file()
    assert (told["price"], told["charged"], told["left_to_spend"], told["credits_in_the_wallet"]) == (1, 1, 1, 4)


def test_no_more_is_spent_than_was_allowed(tools: Caller, folder: Path) -> None:
    spender = tools.with_rights(spend=1)
    spender("export", to="mermaid", name="one")
    assert "0 credits may still be spent" in spender.refused("export", to="d2", name="two")
    assert balance(tools) == 4
    assert not (folder / "two.d2").exists()
    assert spender("export", to="json", name="free")["charged"] == 0


def test_the_price_can_be_asked_for_alone(tools: Caller, folder: Path) -> None:
    told = tools.with_rights(spend=5)("export", to="document", name="shop", only_price=True)
    assert (told["price"], told["left_to_spend"]) == (5, 5)
    assert [path.name for path in folder.iterdir()] == ["shop.infrasketch"]


def test_a_file_that_is_there_is_never_replaced(tools: Caller, folder: Path) -> None:
    (folder / "package.json").write_text("{}")
    told = tools.with_rights(spend=5).refused("export", to="json", name="package.json")
    assert "there already" in told
    assert (folder / "package.json").read_text() == "{}"


def test_an_empty_wallet_makes_nothing(tools: Caller, folder: Path) -> None:
    spender = tools.with_rights(spend=50)
    for number in range(5):
        spender("export", to="mermaid", name=f"m{number}")
    assert "0 credits can be spent here" in spender.refused("export", to="mermaid", name="last")
    assert not (folder / "last.mmd").exists()


def test_an_unknown_form_is_refused_with_the_nearest(tools: Caller) -> None:
    assert "Did you mean mermaid?" in tools.with_rights(spend=5).refused("export", to="mermaidd", name="x")
