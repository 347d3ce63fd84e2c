"""The forms of requests and answers that several features share; all of them strict."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from infrasketch_desktop.credits.prices import PriceList
from licensing_server.tokens import ACCESS_SECONDS, TokenPair

PLAIN_TEXT = r"^[^\x00-\x1f\x7f]*$"
"""No control characters: PostgreSQL refuses NUL, and the others only serve to deceive readers of logs and lists."""

Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=PLAIN_TEXT)]
"""A name that people see."""

Thumbprint = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]
"""32 bytes as base64url: a device id, or a public key."""

SecretText = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9._~-]+$")]
"""A refresh token, or the secret of a link."""


class Body(BaseModel):
    """A request body: unknown fields are refused, so that a typing error is not an option silently left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Answer(BaseModel):
    """An answer; newer servers may add fields."""

    model_config = ConfigDict(frozen=True)


class MessageAnswer(Answer):
    """Something for the person to read; `mailbox` is where a sandbox shows the mails that it does not send."""

    message: str
    mailbox: str = ""


class PackageOffer(Answer):
    """What can be bought; `amount` is in the smallest unit of the currency."""

    id: str
    name: str
    amount: int
    currency: str
    credits: int


def packages_of(prices: PriceList) -> list[dict[str, str | int]]:
    """The packages of a price list, as the refusal of an account with too few credits offers them."""
    return [
        PackageOffer(
            id=package.id,
            name=package.name,
            amount=package.amount,
            currency=prices.currency,
            credits=package.credits,
        ).model_dump()
        for package in prices.packages
    ]


class TokensAnswer(Answer):
    """Who was signed in, and the tokens that prove it."""

    account_id: str
    user_id: str | None = Field(description="Null for a device that nobody has signed in on.")
    device_id: str | None = Field(description="Null until the device is enrolled with this access token.")
    access_token: str
    token_type: str = "Bearer"  # noqa: S105 - the name of the scheme
    expires_in: int = Field(default=ACCESS_SECONDS, description="Seconds that the access token is good for.")
    refresh_token: str = Field(description="Good for one use.")

    @classmethod
    def of(cls, pair: TokenPair) -> TokensAnswer:
        caller = pair.caller
        return cls(
            account_id=caller.account_id,
            user_id=caller.user_id,
            device_id=caller.device_id,
            access_token=pair.access_token,
            refresh_token=pair.refresh_token,
        )
