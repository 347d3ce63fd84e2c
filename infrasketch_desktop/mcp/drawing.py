"""The tools that make pictures and files: a picture to look at for nothing, and exports that the wallet pays."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

from infrasketch_desktop.credits.quotes import Quote
from infrasketch_desktop.exchange.badges import program_badges
from infrasketch_desktop.exchange.exports import FORMS, Form, form_named, parts_of
from infrasketch_desktop.exchange.options import ExportOptions
from infrasketch_desktop.exchange.pieces import Piece, pieces_of
from infrasketch_desktop.exchange.subject import Subject
from infrasketch_desktop.mcp.answers import Answer, json_answer
from infrasketch_desktop.mcp.arguments import Exporting, Look, Rendering
from infrasketch_desktop.mcp.errors import NotAllowedError, ToolError
from infrasketch_desktop.mcp.workplace import Workplace
from infrasketch_desktop.picture.theme import Theme, themes
from infrasketch_desktop.wallet.delivery import Work, deliver
from infrasketch_desktop.wallet.errors import NOTHING_CHARGED, credits_text
from infrasketch_desktop.wallet.wallet import Wallet

LONGEST_SIDE = 1568
"""Pixels of a picture that is looked at; Anthropic's guide to vision scales larger ones down to this."""


def render(workplace: Workplace, asked: Rendering) -> Answer:
    """A picture at the size of a screen; free, as copying one in the window is. Needs a `QGuiApplication`."""
    from infrasketch_desktop.picture.qt.rendering import picture_area, render_png  # noqa: PLC0415 - Qt, only where it draws

    path, diagram = workplace.load(asked.sketch)
    theme = _theme(asked.theme)
    area = picture_area(diagram, theme)
    scale = min(1.0, (LONGEST_SIDE - 1) / max(area.width, area.height))
    png = render_png(diagram, theme, scale=scale, badge_for=program_badges())
    return json_answer({"sketch": workplace.grounds.shown(path), "pixels_per_unit": round(scale, 3)}, png)


def draws(asked: Rendering | Exporting) -> bool:
    """Whether a call needs a `QGuiApplication`. What carries its own fonts may need those of the system, by Qt."""
    if isinstance(asked, Rendering):
        return True
    return not asked.only_price and any(part.drawn_by_qt or part.carries_fonts for part in parts_of(_form(asked.to)))


def export(workplace: Workplace, asked: Exporting) -> Answer:
    """Make files beside each other and pay for them; every answer says the price and what is left.

    Raises:
        NotAllowedError: exporting was not allowed, or it costs more than is left of what was.
        OutsideError: the new file may not be there, or a file of that name is there already.
        WalletError: nothing was made or charged.
    """
    form, budget = _form(asked.to), workplace.budget
    allowed = budget.left
    path, diagram = workplace.load(asked.sketch)
    pieces = _pieces(workplace, form, Subject(diagram), asked)
    works = [Work(piece.target, piece.make, piece.item, is_folder=piece.is_folder) for piece in pieces]
    with workplace.wallet() as wallet:
        quote = wallet.quote([work.wanted for work in works])
        told: dict[str, Any] = {"sketch": workplace.grounds.shown(path), "price": quote.total}
        if asked.only_price:
            return json_answer({**told, **_left(workplace, wallet)})
        _require_budget(quote, allowed)
        delivered = deliver(wallet, quote, works)
        budget.spent += delivered.charged
        return json_answer(
            {
                **told,
                "files": [workplace.grounds.shown(file) for file in delivered.files],
                "charged": delivered.charged,
                "failed": [f"{failure.target.name}: {failure.error}" for failure in delivered.failures],
                "not_carried": [str(loss) for piece in pieces for loss in piece.losses],
                **_left(workplace, wallet),
            }
        )


def _pieces(workplace: Workplace, form: Form, subject: Subject, asked: Exporting) -> tuple[Piece, ...]:
    name = asked.name.removesuffix(form.suffix) if form.suffix else asked.name
    options = ExportOptions(theme=_theme(asked.theme), zipped=True)
    pieces = pieces_of([form], subject, options, Path(name))
    for piece in pieces:
        piece.target = workplace.grounds.new_file(str(piece.target))
    return pieces


def _require_budget(quote: Quote, allowed: int) -> None:
    if quote.total > allowed:
        raise NotAllowedError(
            f"This costs {credits_text(quote.total)}; {credits_text(allowed)} may still be spent by this server.",
            kept=f"Nothing was made. {NOTHING_CHARGED}",
            advice="A person may start it with a larger --spend.",
        )


def _left(workplace: Workplace, wallet: Wallet) -> dict[str, int]:
    return {"left_to_spend": workplace.budget.left, "credits_in_the_wallet": wallet.balance().spendable}


def _form(name: str) -> Form:
    try:
        return form_named(name.lower())
    except KeyError:
        known = [form.id for form in FORMS]
        close = difflib.get_close_matches(name, known, n=1)
        advice = f"Did you mean {close[0]}?" if close else f"One of: {', '.join(known)}."
        raise ToolError(f"There is no form “{name[:80]}”.", kept=NOTHING_CHARGED, advice=advice) from None


def _theme(look: Look) -> Theme:
    return next(theme for theme in themes() if theme.name.replace(" ", "-") == look.value)
