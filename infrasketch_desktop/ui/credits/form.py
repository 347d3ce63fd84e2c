"""What somebody types to sign up or log in, and what is wrong with it before a server is asked."""

from __future__ import annotations

import re

from infrasketch_desktop.language import tr

SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 200
_ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+\Z")


def email_trouble(email: str) -> str:
    """Empty when this can be an address; whether it is one, only a mail to it tells."""
    if not email.strip():
        return tr("Type your e-mail address.")
    return (
        "" if _ADDRESS.match(email.strip()) else tr("That is not an e-mail address: it has the form name@example.com.")
    )


def password_trouble(password: str, *, new: bool) -> str:
    """Empty when the password can be tried; a `new` one has to be long enough, and the server judges its strength."""
    if not password:
        return tr("Type a password.") if new else tr("Type your password.")
    if new and len(password) < SHORTEST_PASSWORD:
        return tr("Use at least {count} characters.", count=SHORTEST_PASSWORD)
    if len(password) > LONGEST_PASSWORD:
        return tr("Use at most {count} characters.", count=LONGEST_PASSWORD)
    return ""
