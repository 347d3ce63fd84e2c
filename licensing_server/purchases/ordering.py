"""Begins a purchase: a row of our own first, then the page where it is paid."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from infrasketch_desktop.credits.errors import PriceError
from infrasketch_desktop.credits.prices import Package
from licensing_server import limits
from licensing_server.database import lock_heir
from licensing_server.errors import ApiError
from licensing_server.gateway import CheckoutOrder, GatewayError, GatewayUnavailableError
from licensing_server.models.purchases import Purchase
from licensing_server.parts import Parts
from licensing_server.purchases import rows
from licensing_server.purchases.rules import PurchaseState
from licensing_server.purchases.tariff import Tariff, current_tariff

CHECKOUT_SECONDS = 3600
_RULE = limits.Rule("purchase", most=30, seconds=3600)


def begin(parts: Parts, account_id: str, package_id: str, key: str | None) -> Purchase:
    """A purchase of one package with its open checkout page.

    The purchase is committed before the payment service is asked and is the idempotency key there, so a request that
    broke off anywhere may be sent again with the same `key` and finds the same page.

    Raises:
        ApiError: 404 for a package that is not for sale, 409 for a key that named another package, 429 for too many
            pages in an hour, 502 and 503 when the payment service does not play along.
    """
    tariff = current_tariff(parts)
    package, price = _offer(tariff, package_id)
    limits.admit(parts.database, parts.now(), limits.Claim(_RULE, account_id))
    row = _row(account_id, package, price, tariff.prices.currency, key=key) | {"id": parts.new_id()}
    purchase = parts.database.run(lambda session: _write_down(session, row, parts.now()))
    if purchase.package != package.id:
        raise ApiError(
            409,
            "idempotency_key_reused",
            "This Idempotency-Key has been used for another package. Nothing was bought; use a new key.",
        )
    return purchase if purchase.url else _open_page(parts, purchase, package)


def _offer(tariff: Tariff, package_id: str) -> tuple[Package, str]:
    try:
        package = tariff.prices.package(package_id)
        return package, tariff.price_of(package)
    except PriceError:
        names = [package.id for package in tariff.prices.packages if package.id in tariff.ids]
        raise ApiError(
            404, "unknown_package", f"This package is not for sale. Choose one of: {', '.join(names)}.", packages=names
        ) from None


def _row(account_id: str, package: Package, price: str, currency: str, *, key: str | None) -> dict[str, Any]:
    return {
        "account_id": account_id,
        "source": rows.CHECKOUT,
        "state": PurchaseState.WAITING.value,
        "package": package.id,
        "price": price,
        "credits": package.credits,
        "amount": package.amount,
        "currency": currency,
        "taken_back": 0,
        "reversals": 0,
        "key": key,
    }


def _write_down(session: Session, row: dict[str, Any], now: int) -> Purchase:
    """The purchase in `row`, or the one that was begun under its key before; of the account's heir by now."""
    account = lock_heir(session, row["account_id"])
    row = row if account is None else row | {"account_id": account.id}
    expires_at = now + CHECKOUT_SECONDS
    rows.insert_once(session, Purchase, **row, created_at=now, updated_at=now, expires_at=expires_at)
    same_key = (Purchase.account_id == row["account_id"]) & (Purchase.key == row["key"])
    mine = Purchase.id == row["id"] if row["key"] is None else same_key
    return session.scalars(select(Purchase).where(mine)).one()


def _open_page(parts: Parts, purchase: Purchase, package: Package) -> Purchase:
    try:
        checkout = parts.gateway.create_checkout(_order(parts, purchase, package))
    except GatewayUnavailableError:
        raise ApiError(
            503,
            "payments_unavailable",
            "The payment service cannot be reached. Nothing was charged; try again in a few minutes.",
            headers={"Retry-After": "60"},
        ) from None
    except GatewayError as error:
        parts.log.exception("checkout refused", purchase=purchase.id)
        raise ApiError(
            502, "payments_refused", "The payment service refused the purchase. Nothing was charged; tell support."
        ) from error
    return parts.database.run(lambda session: _attach(session, purchase.id, checkout.id, checkout.url, parts.now()))


def _order(parts: Parts, purchase: Purchase, package: Package) -> CheckoutOrder:
    base = f"{parts.settings.public_url}/purchases/{purchase.id}"
    return CheckoutOrder(
        purchase=purchase.id,
        account=purchase.account_id,
        price=str(purchase.price),
        title=package.name,
        credits=purchase.credits,
        amount=purchase.amount,
        currency=purchase.currency,
        success_url=f"{base}/success?checkout={{CHECKOUT_SESSION_ID}}",
        cancel_url=f"{base}/cancelled",
        expires_at=purchase.expires_at or 0,
    )


def _attach(session: Session, purchase_id: str, checkout: str, url: str | None, now: int) -> Purchase:
    purchase = rows.lock_purchase(session, purchase_id)
    purchase.source_id, purchase.url, purchase.updated_at = checkout, url, now
    return purchase
