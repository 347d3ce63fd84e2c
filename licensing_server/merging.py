"""Lets an anonymous account go up in the account of the user who signed in on its device."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from licensing_server import audit
from licensing_server.books.mergers import merge
from licensing_server.database import lock_account, lock_accounts
from licensing_server.errors import ApiError
from licensing_server.models.accounts import Account, Device, SignIn, User
from licensing_server.models.purchases import Purchase


def is_anonymous(session: Session, account_id: str) -> bool:
    """Whether nobody signs in to the account; its credits hang on its device alone."""
    return session.scalar(select(User.id).where(User.account_id == account_id)) is None


def heir(session: Session, account_id: str) -> str:
    """The account that an account has become, by however many mergers; itself when there was none."""
    while (account := session.get(Account, account_id)) is not None and account.merged_into is not None:
        account_id = account.merged_into
    return account_id


def merge_accounts(session: Session, *, account_id: str, into: str, actor: str, now: int) -> None:
    """Move everything an anonymous account has into another one; credits, devices, purchases and sign-ins go along.

    Both accounts are locked in ascending order, and only then is looked at what they have become meanwhile. Doing it
    again changes nothing, and does not lock the account that was merged: who follows it to its heir holds it.

    Raises:
        ApiError: 409, somebody signs in to the account that was to be merged.
    """
    first = lock_account(session, min(account_id, into))
    if first is not None and _has_heir(session, account_id):
        return
    accounts = lock_accounts(session, (account_id, into))
    old, new = accounts[account_id], accounts[into]
    if new.merged_into is not None:
        merge_accounts(session, account_id=account_id, into=heir(session, into), actor=actor, now=now)
    elif old is not new and old.merged_into is None:
        if not is_anonymous(session, account_id):
            raise device_elsewhere()
        _merge(session, old, new, actor, now)


def _has_heir(session: Session, account_id: str) -> bool:
    return session.scalar(select(Account.merged_into).where(Account.id == account_id)) is not None


def _merge(session: Session, old: Account, new: Account, actor: str, now: int) -> None:
    merge(session, account_id=old.id, into=new.id, now=now)
    _free_keys(session, old.id, new.id)
    for table in (Device, SignIn, Purchase):
        session.execute(update(table).where(table.account_id == old.id).values(account_id=new.id))
    customer, old.stripe_customer = old.stripe_customer, None
    session.flush()  # one customer belongs to one account at a time
    new.stripe_customer = new.stripe_customer or customer
    old.merged_into = new.id
    for account in (old.id, new.id):
        audit.record(
            session, account_id=account, actor=actor, action="account merged", now=now, source=old.id, into=new.id
        )


def device_elsewhere() -> ApiError:
    """The refusal of a device whose account is somebody's."""
    return ApiError(
        409,
        "device_elsewhere",
        "This device belongs to another account. Remove it there, then sign in with a new device key.",
    )


def _free_keys(session: Session, account_id: str, into: str) -> None:
    """A key that both accounts have used goes on naming the purchase of the one that stays."""
    taken = select(Purchase.key).where(Purchase.account_id == into, Purchase.key.is_not(None))
    session.execute(
        update(Purchase)
        .where(Purchase.account_id == account_id, Purchase.key.in_(taken))
        .values(key=None)
        .execution_options(synchronize_session=False)
    )
