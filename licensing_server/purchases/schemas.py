"""What programs send and get about purchases."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from licensing_server.models.purchases import Purchase
from licensing_server.purchases.rules import PurchaseState

PackageId = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=r"^[a-z0-9_.-]+$")]


class PurchaseRequest(BaseModel):
    """One package of the price list."""

    model_config = ConfigDict(extra="forbid", strict=True)

    package: PackageId = Field(examples=["pro"])


class PurchaseBegun(BaseModel):
    """A purchase that waits for payment at `checkout_url`, to be opened in a browser."""

    purchase: str
    checkout_url: str
    package: str
    credits: int
    amount: int = Field(description="In the smallest unit of the currency.")
    currency: str
    expires_at: int = Field(description="When the page closes, in seconds UTC.")


class PurchaseStatus(BaseModel):
    """Where a purchase stands. `credits` is what was, or will be, granted; `taken_back` of them by refunds."""

    purchase: str
    state: PurchaseState
    package: str | None
    credits: int
    taken_back: int
    amount: int
    currency: str
    checkout_url: str | None
    expires_at: int | None
    updated_at: int


class WebhookAnswer(BaseModel):
    """What was done with an event."""

    result: str = Field(examples=["processed", "repeated", "ignored"])


def begun(purchase: Purchase) -> PurchaseBegun:
    return PurchaseBegun(
        purchase=purchase.id,
        checkout_url=str(purchase.url),
        package=str(purchase.package),
        credits=purchase.credits,
        amount=purchase.amount,
        currency=purchase.currency,
        expires_at=purchase.expires_at or 0,
    )


def status(purchase: Purchase) -> PurchaseStatus:
    state = PurchaseState(purchase.state)
    return PurchaseStatus(
        purchase=purchase.id,
        state=state,
        package=purchase.package,
        credits=purchase.credits,
        taken_back=purchase.taken_back,
        amount=purchase.amount,
        currency=purchase.currency,
        checkout_url=purchase.url if state is PurchaseState.WAITING else None,
        expires_at=purchase.expires_at,
        updated_at=purchase.updated_at,
    )
