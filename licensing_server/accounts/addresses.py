"""Mail addresses: which are taken, and when two are the same."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

EmailAddress = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        max_length=254,
        pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*\.)+[A-Za-z0-9-]{2,63}$",
    ),
    AfterValidator(str.lower),
]
"""As HTML's `<input type=email>` takes it, with a dot in the domain. Lower case throughout: no service of note tells
addresses apart by case, and a person who typed it another way must not end up with two accounts.
"""


def words_of(email: str) -> list[str]:
    """What an address tells of its owner, for judging passwords."""
    local, _, domain = email.partition("@")
    return [email, local, *local.replace(".", " ").split(), domain.partition(".")[0]]
