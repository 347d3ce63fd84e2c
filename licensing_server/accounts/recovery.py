"""Changes of the password: by who knows the old one, and by who can read the mail of the address."""

from __future__ import annotations

from sqlalchemy.orm import Session

from licensing_server import audit
from licensing_server.accounts import mails
from licensing_server.accounts.post import Post, Purpose, lock_address, open_link
from licensing_server.accounts.sign_up import find_user
from licensing_server.models.accounts import User
from licensing_server.tokens import end_sign_ins


def ask(session: Session, post: Post, email: str) -> None:
    """Mail a link to choose a new password, or that there is no account; the caller sees no difference."""
    lock_address(session, email)
    user = find_user(session, email)
    if user is None:
        post.send(email, mails.no_account())
    else:
        post.send(email, mails.reset_password(post.link(Purpose.RESET, email, user_id=user.id)))


def use_link(session: Session, post: Post, secret: str, password_hash: str) -> bool:
    """Set the password of the user behind a link, once; False when the link is not good any more."""
    link = open_link(session, Purpose.RESET, secret, post.now)
    if link is None or link.user_id is None:
        return False
    link.used_at = post.now
    set_password(session, post, session.get_one(User, link.user_id), password_hash)
    return True


def set_password(session: Session, post: Post, user: User, password_hash: str) -> None:
    """Give a user a new password, end every sign-in of the user, and say so by mail."""
    user.password_hash = password_hash
    end_sign_ins(session, post.now, user_id=user.id)
    audit.record(
        session,
        account_id=user.account_id,
        actor=f"user:{user.id}",
        action="password changed",
        now=post.now,
    )
    post.send(user.email, mails.password_changed())
