"""Actions on credits and the account."""

from __future__ import annotations

from infrasketch_desktop.language import tr
from infrasketch_desktop.ui.actions.action import Action, Category
from infrasketch_desktop.ui.actions.window import Window


def credits_actions() -> tuple[Action, ...]:
    return (
        Action(
            id="credits.wallet",
            title=tr("Wallet…"),
            category=Category.CREDITS,
            icon="credits",
            perform=lambda w: w.credits.show_wallet(),
            keywords=tr("balance history receipts money"),
        ),
        Action(
            id="credits.buy",
            title=tr("Buy credits…"),
            category=Category.CREDITS,
            perform=lambda w: w.credits.buy(),
            keywords=tr("purchase packages price pay checkout"),
        ),
        Action(
            id="credits.sync",
            title=tr("Sync credits now"),
            category=Category.CREDITS,
            icon="sync",
            perform=lambda w: w.credits.sync(),
            keywords=tr("server refresh"),
        ),
        Action(
            id="credits.account",
            title=tr("Account and devices…"),
            category=Category.CREDITS,
            icon="account",
            perform=lambda w: w.credits.show_account(),
            keywords=tr("log out computers revoke"),
        ),
        Action(
            id="credits.sign-up",
            title=tr("Sign up…"),
            category=Category.CREDITS,
            perform=lambda w: w.credits.sign_up(),
            enabled=_is_signed_out,
            keywords=tr("register create account"),
        ),
        Action(
            id="credits.log-in",
            title=tr("Log in…"),
            category=Category.CREDITS,
            perform=lambda w: w.credits.log_in(),
            enabled=_is_signed_out,
            keywords=tr("sign in account"),
        ),
    )


def _is_signed_out(window: Window) -> bool:
    return not window.credits.is_signed_in
