"""Many paid pages, and processes that deliver their events in any order, again and again."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from licensing_server.database import Database
from licensing_server.models.accounts import Account
from licensing_server.models.purchases import Purchase, ShopCheckout
from licensing_server.parts import Parts
from licensing_server.purchases import endpoints, rows
from licensing_server.shop.gateway import SandboxGateway
from licensing_server.shop.till import checkout_object
from tests.support.cashiers import sandbox_cashier, with_gateway
from tests.support.licensing import START, Clock, make_parts

PACKAGES = (("starter", 100, 500), ("pro", 500, 2000), ("business", 1500, 5000))


@dataclass(frozen=True)
class Delivery:
    """One POST to the webhook."""

    body: bytes
    signature: str


@dataclass(frozen=True)
class LateRow:
    """The request that began a purchase, come to its end only now."""

    values: dict[str, Any]


def sandbox_parts(url: str, folder: Path) -> Parts:
    """A server of the sandbox over the database at `url`, with a clock that stands still."""
    parts = make_parts(Database(url), folder, Clock())
    return with_gateway(parts, sandbox_cashier(parts))


def paid_pages(
    parts: Parts, count: int, *, accounts: int = 100, without_row: int = 0
) -> tuple[list[Any], list[LateRow]]:
    """`count` paid pages of purchases; the rows of the first `without_row` of them are left to be written later."""
    owners = [f"ACCOUNT{number:019}" for number in range(accounts)]
    pages = [_page(number, owners[number % accounts]) for number in range(count)]
    purchases = [_purchase(page) for page in pages]
    with parts.database.transaction() as session:
        session.execute(insert(Account), [{"id": owner, "created_at": START} for owner in owners])
        session.execute(insert(ShopCheckout), pages)
        if purchases[without_row:]:
            session.execute(insert(Purchase), purchases[without_row:])
    return [ShopCheckout(**page) for page in pages], [LateRow(values) for values in purchases[:without_row]]


def news_of(parts: Parts, page: ShopCheckout, event_id: str) -> Delivery:
    """The event that says a page was gone through, signed."""
    shop: SandboxGateway = parts.gateway
    event = {
        "id": event_id,
        "object": "event",
        "type": "checkout.session.completed",
        "created": START,
        "livemode": False,
        "data": {"object": checkout_object(page)},
    }
    body = json.dumps(event).encode()
    return Delivery(body, shop.sign(body))


def repeated_news(parts: Parts, pages: Iterable[ShopCheckout], times: int) -> list[Delivery]:
    """Each page's event `times` times, every second one under an id of its own."""
    return [
        news_of(parts, page, f"evt_{page.id}" if time % 2 else f"evt_{page.id}_{time}")
        for page in pages
        for time in range(times)
    ]


def deliver_in_processes(
    url: str, folder: Path, work: Sequence[Delivery | LateRow], processes: int, seed: int = 1
) -> Counter[str]:
    """Deal the work out to processes in random order, let them do it at the same time, and count the results."""
    shuffled = list(work)
    random.Random(seed).shuffle(shuffled)
    shares = [shuffled[start::processes] for start in range(processes)]
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])  # everything is imported once, and not by each process
    results: Counter[str] = Counter()
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        for counted in pool.map(_work, [url] * processes, [folder] * processes, shares):
            results += counted
    return results


def _work(url: str, folder: Path, share: Sequence[Delivery | LateRow]) -> Counter[str]:
    parts = sandbox_parts(url, folder / str(os.getpid()))
    try:
        return Counter(_do(parts, task) for task in share)
    finally:
        parts.database.close()


def _do(parts: Parts, task: Delivery | LateRow) -> str:
    if isinstance(task, Delivery):
        return endpoints.receive_event(task.body, parts, task.signature).result
    with parts.database.transaction() as session:
        rows.insert_once(session, Purchase, **task.values)
    return "begun"


def _page(number: int, account: str) -> dict[str, Any]:
    package, credits_, amount = PACKAGES[number % len(PACKAGES)]
    return {
        "id": f"cs_sandbox_{number:064x}",
        "purchase": f"PURCHASE{number:018}",
        "account": account,
        "price": f"price_sandbox_{package}",
        "title": package,
        "credits": credits_,
        "amount": amount,
        "currency": "usd",
        "success_url": "http://testserver/",
        "cancel_url": "http://testserver/",
        "status": "complete",
        "payment_status": "succeeded",
        "payment_intent": f"pi_{number:024}",
        "created_at": START,
        "expires_at": START + 3600,
    }


def _purchase(page: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": page["purchase"],
        "account_id": page["account"],
        "source": rows.CHECKOUT,
        "source_id": page["id"],
        "state": "waiting",
        "package": page["title"],
        "price": page["price"],
        "credits": page["credits"],
        "amount": page["amount"],
        "currency": "usd",
        "taken_back": 0,
        "reversals": 0,
        "created_at": START,
        "updated_at": START,
        "expires_at": START + 3600,
    }
