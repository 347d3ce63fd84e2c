"""What the first paint does not wait for."""

from __future__ import annotations

from tests.support.programs import python

LATE = (
    "requests",
    "keyring",
    "cryptography",
    "joserfc",
    "sqlite_utils",
    "infrasketch_desktop.wallet.service",
    "infrasketch_desktop.wallet.local_server",
    "infrasketch_desktop.credits.prices",
    "infrasketch_desktop.ui.credits.wallet_dialog",
    "infrasketch_desktop.ui.exporting.dialog",
    "infrasketch_desktop.ui.code.panel",
    "infrasketch_desktop.codegen.updating",
    "jinja2",
    "pygments",
)


def test_the_window_is_there_before_what_signs_and_what_sends() -> None:
    outcome = python(f"import sys, infrasketch_desktop.app; print([name for name in {LATE!r} if name in sys.modules])")
    assert outcome.out.strip() == "[]", outcome.err
