"""From an address and a password to a user: asked for, mailed, confirmed."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from licensing_server import audit
from licensing_server.accounts import mails
from licensing_server.accounts.post import Post, Purpose, lock_address, open_link, pending
from licensing_server.clock import NewId
from licensing_server.database import lock_heir
from licensing_server.merging import is_anonymous
from licensing_server.models.accounts import Account, User


def find_user(session: Session, email: str) -> User | None:
    return session.scalars(select(User).where(User.email == email)).one_or_none()


def ask(session: Session, post: Post, email: str, password_hash: str, account_id: str | None) -> None:
    """Mail a link that confirms the sign-up, or tell the owner of a taken address; the caller sees no difference.

    The account of the device that asked becomes the account of the user.
    """
    lock_address(session, email)
    user = find_user(session, email)
    if user is None:
        link = post.link(Purpose.CONFIRM, email, account_id=account_id, password_hash=password_hash)
        post.send(email, mails.confirm_address(link))
    else:
        post.send(email, mails.address_taken(post.link(Purpose.RESET, email, user_id=user.id)))


def ask_again(session: Session, post: Post, email: str) -> None:
    """Mail a new link for a sign-up that waits, or say to the owner of the address how things are."""
    lock_address(session, email)
    waiting, user = pending(session, email, post.now), find_user(session, email)
    if user is not None:
        post.send(email, mails.address_taken(post.link(Purpose.RESET, email, user_id=user.id)))
    elif waiting is not None:
        link = post.link(Purpose.CONFIRM, email, account_id=waiting.account_id, password_hash=waiting.password_hash)
        post.send(email, mails.confirm_address(link))
    else:
        post.send(email, mails.no_account())


def confirm(session: Session, new_id: NewId, secret: str, now: int) -> User | None:
    """Make the user behind a link; None when the link is not good any more."""
    link = open_link(session, Purpose.CONFIRM, secret, now)
    if link is None:
        return None
    link.used_at = now
    if find_user(session, link.email) is not None:
        return None
    assert link.password_hash is not None
    account_id = _account_for(session, new_id, link.account_id, now)
    user = User(id=new_id(), account_id=account_id, email=link.email, password_hash=link.password_hash, created_at=now)
    session.add(user)
    link.password_hash = None
    audit.record(
        session, account_id=account_id, actor=f"user:{user.id}", action="address confirmed", now=now, user=user.id
    )
    return user


def _account_for(session: Session, new_id: NewId, asked_from: str | None, now: int) -> str:
    """The account of the device that asked, unless somebody else has signed in to it since."""
    if asked_from is not None:
        asking = lock_heir(session, asked_from)
        if asking is not None and is_anonymous(session, asking.id):
            return asking.id
    account = Account(id=new_id(), created_at=now)
    session.add(account)
    session.flush()
    return account.id
