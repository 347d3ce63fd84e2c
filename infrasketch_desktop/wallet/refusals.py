"""What the licensing server refuses, in the language of the window: it speaks English, with a code for each refusal.

Where the window speaks English too, and for codes that are newer than this program, the words of the server stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from infrasketch_desktop.language import ENGLISH, in_force, later, tr, tr_count

_MINUTE = 60
_WORDS = {
    "already_signed_up": later("This computer belongs to an account already. Log out there first."),
    "bad_proof": later("The server does not accept the key of this computer."),
    "busy": later("The server is busy. Nothing was changed; try again in a moment."),
    "clock_differs": later("The clock of this computer differs from the server's. Set it, and try again."),
    "device_not_found": later("The account has no such device."),
    "internal": later("The server made a mistake. Nothing was changed; try again, and tell support if it stays."),
    "invalid_refresh_token": later("The sign-in of this computer is no longer valid. Sign in again."),
    "no_user": later("Nobody is signed in here. Sign in first."),
    "password_length": later("The password is too short or too long. Choose another one."),
    "payments_refused": later("The payment service refused the purchase. Nothing was charged; tell support."),
    "payments_unavailable": later(
        "The payment service cannot be reached. Nothing was charged; try again in a few minutes."
    ),
    "revoked_device": later("This computer was removed from its account."),
    "unknown_package": later("This package is not for sale any more. Sync, and choose another one."),
    "unknown_purchase": later("There is no such purchase in this account. Begin a new one."),
    "weak_password": later("Choose a stronger password: longer, and without names, dates and common words."),
    "wrong_account": later("The file belongs to another account or to another server."),
    "wrong_credentials": later(
        "Address or password is wrong, or the address is not confirmed yet. Look for our mail, try again, or ask for a "
        "new password."
    ),
}


def in_words(code: str, said: str, extra: Mapping[str, Any]) -> str:
    """What a refusal with this code says to the person; `said` is what the server says."""
    if in_force().code == ENGLISH:
        return said
    wait = extra.get("retry_after")
    if code == "too_many_attempts" and isinstance(wait, int):
        minutes = -(-wait // _MINUTE)
        return tr_count(
            "Too many attempts. Wait %n minute and try again.",
            "Too many attempts. Wait %n minutes and try again.",
            minutes,
        )
    return tr(_WORDS[code]) if code in _WORDS else said


def look_for_mail(said: str, mailbox: str) -> str:
    """What is told to somebody who has to open a link now; `mailbox` is where a sandbox shows its mails, or ""."""
    if in_force().code == ENGLISH:
        return said
    if mailbox:
        return tr("In the sandbox no mail is sent. Open {address} and follow the link there.", address=mailbox)
    return tr("We have sent a mail to this address. Open the link in it to go on.")
