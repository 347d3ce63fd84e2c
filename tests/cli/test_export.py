"""`infrasketch export`: pictures for credits; whole runs are child processes, because Qt starts once in each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from infrasketch_desktop.cli.export import named, plan_stems
from infrasketch_desktop.cli.forms import chosen_forms, named_theme
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.exchange.exports import form_named
from infrasketch_desktop.exchange.options import ExportOptions
from infrasketch_desktop.exchange.pieces import Piece, pieces_of
from infrasketch_desktop.exchange.subject import Subject
from infrasketch_desktop.storage import sketches
from tests.cli.conftest import Cli
from tests.support.profiles import stock_wallet
from tests.support.programs import Outcome, infrasketch

BOLD = ("high-contrast", "high-contrast-dark")


@pytest.fixture
def purse(tmp_path: Path) -> Path:
    """A profile with ten credits."""
    return stock_wallet(tmp_path / "profile", 10)


def export(purse: Path, *words: str | Path) -> Outcome:
    return infrasketch("export", *words, "--to", "png", "--profile", purse, folder=purse.parent)


def balance(purse: Path) -> int:
    return int(json.loads(infrasketch("wallet", "balance", "--json", "--profile", purse).out)["spendable"])


# Paying


def test_a_picture_costs_a_credit_and_replaces_an_older_one(purse: Path, shop: Path) -> None:
    shop.with_suffix(".png").write_text("old")
    outcome = export(purse, shop, "--yes")
    assert outcome == Outcome(ExitCode.OK, "Saved to shop.png.\nPaid 1 credit; 9 can be spent here.\n", "")
    assert shop.with_suffix(".png").read_bytes().startswith(b"\x89PNG")
    assert balance(purse) == 9


def test_several_pictures_are_one_payment(purse: Path, shop: Path) -> None:
    other = shop.with_name("other.infrasketch")
    other.write_bytes(shop.read_bytes())
    outcome = export(purse, shop, other, "-o", "pictures", "--yes", "--json")
    told = json.loads(outcome.out)
    assert (told["charged"], told["balance"], told["failed"]) == (2, 8, [])
    assert [Path(file).name for file in told["files"]] == ["shop.png", "other.png"]
    assert all(Path(file).parent == purse.parent / "pictures" and Path(file).is_file() for file in told["files"])


def test_what_cannot_be_drawn_is_not_charged(purse: Path, shop: Path) -> None:
    huge = shop.with_name("huge.infrasketch")
    huge.write_text(shop.read_text().replace('"y": 600', '"y": 90000'))
    outcome = export(purse, shop, huge, "--yes", "--scale", "4", "--json")
    told = json.loads(outcome.out)
    assert outcome.code == ExitCode.FAILED
    assert (told["charged"], told["balance"]) == (1, 9)
    assert [Path(failure["file"]).name for failure in told["failed"]] == ["huge.png"]


def test_a_folder_that_cannot_be_made_costs_nothing(purse: Path, shop: Path) -> None:
    outcome = export(purse, shop, "-o", "shop.infrasketch/x.png", "--yes")
    assert outcome.code == ExitCode.FAILED
    assert "Nothing was charged." in outcome.err
    assert balance(purse) == 10


# Asking


def test_without_a_terminal_and_without_yes_the_price_is_the_answer(cli: Cli, purse: Path, shop: Path) -> None:
    outcome = cli("export", shop, "--to", "png", "--profile", purse)
    assert outcome.code == ExitCode.NEEDS_ANSWER
    assert outcome.err == (
        "infrasketch: Picture (PNG): 1 credit. Pay? 9 of 10 are left then. Say --yes to pay. "
        "Nothing was made or charged.\n"
    )
    assert not shop.with_suffix(".png").exists()


def test_with_json_the_price_is_a_result(cli: Cli, purse: Path, shop: Path) -> None:
    outcome = cli("export", shop, "--to", "png", "--profile", purse, "--json")
    told = json.loads(outcome.out)
    assert outcome.code == ExitCode.NEEDS_ANSWER
    assert (told["asked"], told["price"], told["spendable"], told["prices_version"]) == (True, 1, 10, 1)


@pytest.mark.parametrize("answer", ["n\n", "", "perhaps\n"])
def test_at_a_terminal_anything_but_yes_pays_nothing(cli: Cli, purse: Path, shop: Path, answer: str) -> None:
    outcome = cli("export", shop, "--to", "png", "--profile", purse, typed=answer, at_terminal=True)
    assert outcome.code == ExitCode.NEEDS_ANSWER
    assert "Pay? 9 of 10 are left then. [y/N]" in outcome.err
    assert not shop.with_suffix(".png").exists()


def test_a_dry_run_says_the_price_and_does_nothing(cli: Cli, purse: Path, shop: Path) -> None:
    outcome = cli("export", shop, "--to", "png", "--profile", purse, "--dry-run", "--yes")
    assert outcome == Outcome(ExitCode.OK, "Picture (PNG): 1 credit. 10 credits can be spent here.\n", "")
    assert not shop.with_suffix(".png").exists()


def test_too_few_credits_lead_to_the_packages(cli: Cli, tmp_path: Path, shop: Path, offline: None) -> None:
    poor = stock_wallet(tmp_path / "poor", 1)
    files = [shop, shop.with_name("b.infrasketch")]
    files[1].write_bytes(shop.read_bytes())
    outcome = cli("export", *files, "--to", "png", "--profile", poor, "--yes", "--json")
    told = json.loads(outcome.err)["error"]
    assert outcome.code == ExitCode.FAILED
    assert (told["code"], told["required"], told["credits_remaining"]) == ("insufficient_credits", 2, 1)
    assert [package["id"] for package in told["packages"]] == ["starter", "pro", "business", "enterprise"]
    assert told["kept"] == "Nothing was charged."


def test_a_wallet_that_met_no_server_says_how_to_meet_one(cli: Cli, tmp_path: Path, shop: Path, offline: None) -> None:
    outcome = cli("export", shop, "--to", "png", "--profile", tmp_path / "new", "--yes")
    assert outcome.code == ExitCode.FAILED
    assert "This costs 1 credit; 0 credits can be spent here." in outcome.err
    assert "Connect once" in outcome.err


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """A licensing server that nobody can reach."""
    monkeypatch.setenv("INFRASKETCH_LICENSING_SERVER", "http://127.0.0.1:9")
    monkeypatch.setenv("INFRASKETCH_SANDBOX_ROOT", "none.json")


# Pictures


def picture(shop: Path, theme: str = "light", scale: float = 2.0, *, transparent: bool = False) -> QImage:
    output = shop.with_name("picture.png")
    options = ExportOptions(named_theme(theme), scale, transparent)
    Piece(form_named("png"), output, Subject(sketches.load(shop)), options).make(output)
    return QImage(str(output))


@pytest.mark.usefixtures("qapp")
def test_scale_is_pixels_per_unit(shop: Path) -> None:
    once, thrice = picture(shop, scale=1), picture(shop, scale=3)
    assert once.width() > 400
    assert abs(thrice.width() - 3 * once.width()) <= 3


@pytest.mark.usefixtures("qapp")
def test_transparent_leaves_the_background_out(shop: Path) -> None:
    assert picture(shop).pixelColor(0, 0).alpha() == 255
    assert picture(shop, transparent=True).pixelColor(0, 0).alpha() == 0


@pytest.mark.usefixtures("qapp")
def test_themes_have_their_own_background(shop: Path) -> None:
    grounds = {picture(shop, name).pixelColor(0, 0).name() for name in ("light", "dark", *BOLD)}
    assert len(grounds) == 4


def test_the_options_of_a_picture_are_understood(purse: Path, shop: Path) -> None:
    outcome = export(purse, shop, "--yes", "--theme", "dark", "--scale", "1", "--transparent")
    assert outcome.code == ExitCode.OK
    assert QImage(str(shop.with_suffix(".png"))).pixelColor(0, 0).alpha() == 0


def test_no_screen_is_needed(purse: Path, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert export(purse, shop, "--yes").code == ExitCode.OK


def test_a_diagram_may_come_from_standard_input(purse: Path, shop: Path) -> None:
    words = ("export", "-", "--to", "png", "--yes", "--profile", purse)
    outcome = infrasketch(*words, typed=shop.read_text(), folder=shop.parent)
    assert outcome.out.startswith("Saved to diagram.png.")


# Wrong usage


def test_an_unknown_theme_is_answered_with_the_known_ones(cli: Cli, shop: Path) -> None:
    outcome = cli("export", shop, "--to", "png", "--theme", "pink")
    assert outcome.code == ExitCode.USAGE
    assert "light, dark, high-contrast, high-contrast-dark" in outcome.err


def test_a_name_that_does_not_suit_the_form_is_refused_before_any_payment(cli: Cli, shop: Path) -> None:
    outcome = cli("export", shop, "--to", "png", "-o", "x.jpg")
    assert outcome.code == ExitCode.USAGE
    assert "“x.jpg” is neither a folder nor the name of a file for “Picture (PNG)”" in outcome.err


@pytest.mark.parametrize(
    ("wanted", "advice"),
    [("pgn", "Did you mean png?"), ("png,mermiad", "Did you mean mermaid?"), (",", "Choose among png,")],
)
def test_an_unknown_form_is_answered_with_the_nearest(cli: Cli, shop: Path, wanted: str, advice: str) -> None:
    outcome = cli("export", shop, "--to", wanted)
    assert outcome.code == ExitCode.USAGE
    assert advice in outcome.err


def test_a_form_named_twice_is_made_once() -> None:
    assert [form.id for form in chosen_forms("mmd,png, .PNG,mermaid")] == ["mermaid", "png"]


@pytest.mark.parametrize(
    ("files", "output", "targets"),
    [
        (["a/shop.infrasketch"], None, ["a/shop.png"]),
        (["shop.infrasketch"], "out", ["out/shop.png"]),
        (["shop.infrasketch"], "x.PNG", ["x.PNG"]),
        (["v1.2.infrasketch"], "out", ["out/v1.2.png"]),
        (["a/one.infrasketch", "b/two.infrasketch"], "out", ["out/one.png", "out/two.png"]),
        (["-"], None, ["diagram.png"]),
    ],
)
def test_where_results_go(files: list[str], output: str | None, targets: list[str]) -> None:
    folder = Path(output) if output else None
    assert [piece.target for piece in planned(files, folder)] == [Path(target) for target in targets]


def planned(files: list[str], output: Path | None) -> list[Piece]:
    stems = plan_stems(files, output)
    pieces = [
        piece for stem in stems for piece in pieces_of([form_named("png")], Subject(Diagram()), ExportOptions(), stem)
    ]
    return named(pieces, output)


@pytest.mark.parametrize(
    ("files", "output"),
    [(["a/shop.infrasketch", "b/shop.infrasketch"], "out"), (["a.infrasketch", "b.infrasketch"], "x.png")],
)
def test_two_diagrams_never_become_one_file(files: list[str], output: str) -> None:
    with pytest.raises(CommandError, match="would become one file") as refused:
        plan_stems(files, Path(output))
    assert refused.value.code is ExitCode.USAGE
