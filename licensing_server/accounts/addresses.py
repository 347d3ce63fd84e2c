"""Mail addresses: which are taken, and when two are the same."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"

EmailAddress = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        max_length=254,
        pattern=rf"^{_WORD}(?:\.{_WORD})*@(?:{_LABEL}\.)+{_LABEL}$",
    ),
    AfterValidator(str.lower),
]
"""A dot-atom and a domain of at least two labels (RFC 5322, 3.4.1). Lower case throughout: no service of note tells
addresses apart by case, and a person who typed it another way must not end up with two accounts.
"""


def words_of(email: str) -> list[str]:
    """What an address tells of its owner, for judging passwords."""
    local, _, domain = email.partition("@")
    return [email, local, *local.replace(".", " ").split(), domain.partition(".")[0]]
