"""The endpoints about accounts, for programs."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy import select

from licensing_server.accounts import recovery, rules, sign_up
from licensing_server.accounts.addresses import words_of
from licensing_server.accounts.dependencies import WithPasswords, WithPost
from licensing_server.accounts.mailbox import look_for_mail
from licensing_server.accounts.passwords import check_strength
from licensing_server.accounts.schemas import (
    AddressBody,
    ChangePasswordBody,
    CredentialsBody,
    LogoutBody,
    MeAnswer,
    RefreshBody,
    UserAnswer,
)
from licensing_server.accounts.sign_in import admit_user, recognise, sign_in
from licensing_server.dependencies import (
    ClientAddress,
    CurrentCaller,
    OptionalCaller,
    ReadingSession,
    Seconds,
    WithMint,
    WithParts,
    WritingSession,
)
from licensing_server.errors import ApiError, answers
from licensing_server.limits import admit, forget
from licensing_server.merging import is_anonymous
from licensing_server.models.accounts import User
from licensing_server.schemas import MessageAnswer, TokensAnswer
from licensing_server.tokens import end_sign_in, family_of, missing_token

router = APIRouter(tags=["accounts"])


@router.post("/api/auth/signup", status_code=202, responses=answers(401, 409, 429))
def ask_for_account(
    *,
    body: CredentialsBody,
    post: WithPost,
    session: WritingSession,
    passwords: WithPasswords,
    caller: OptionalCaller,
    parts: WithParts,
    now: Seconds,
    network: ClientAddress,
) -> MessageAnswer:
    """Sign up. The link in the mail makes the user; the anonymous account of the calling device becomes its account.

    The answer is the same for every address: only its owner learns, by mail, that there is an account already.
    """
    password = body.password.get_secret_value()
    check_strength(password, words_of(body.email))
    admit(parts.database, now, *rules.mail_claims(network, body.email))
    password_hash = passwords.hash(password)
    if caller is not None and not is_anonymous(session, caller.account_id):
        raise ApiError(409, "already_signed_up", "This device belongs to a user already. Sign out there first.")
    sign_up.ask(session, post, body.email, password_hash, caller.account_id if caller else None)
    return look_for_mail(parts)


@router.post("/api/auth/verification", status_code=202, responses=answers(429))
def ask_for_confirmation(
    *,
    body: AddressBody,
    post: WithPost,
    session: WritingSession,
    parts: WithParts,
    now: Seconds,
    network: ClientAddress,
) -> MessageAnswer:
    """Mail the link of a sign-up again; the earlier one stops working."""
    admit(parts.database, now, *rules.mail_claims(network, body.email))
    sign_up.ask_again(session, post, body.email)
    return look_for_mail(parts)


@router.post("/api/auth/login", responses=answers(401, 409, 429))
def log_in(
    *,
    body: CredentialsBody,
    session: WritingSession,
    passwords: WithPasswords,
    mint: WithMint,
    caller: OptionalCaller,
    parts: WithParts,
    now: Seconds,
    network: ClientAddress,
) -> TokensAnswer:
    """Sign in. With the access token of a device, the device and what its anonymous account has come along."""
    admit(parts.database, now, *rules.login_claims(network, body.email))
    password = body.password.get_secret_value()
    recognised = recognise(parts.database, passwords, User.email == body.email, password)
    new_hash = passwords.hash(password) if passwords.is_outdated(recognised.known_hash) else None
    user = admit_user(session, recognised)
    user.password_hash = new_hash or user.password_hash
    forget(session, rules.address_claim(body.email))
    return TokensAnswer.of(sign_in(session, mint, user, caller, now))


@router.post("/api/auth/refresh", responses=answers(401, 429))
def refresh(
    *, body: RefreshBody, mint: WithMint, parts: WithParts, now: Seconds, network: ClientAddress
) -> TokensAnswer:
    """The next pair of tokens. A refresh token is good for one use; used again, it ends its sign-in."""
    admit(parts.database, now, *rules.refresh_claims(network))
    pair = parts.database.run(lambda session: mint.refresh(session, body.refresh_token, now))
    if pair is None:
        message = "The refresh token is not valid any more. Sign in again, or enrol the device again."
        raise ApiError(401, "invalid_refresh_token", message, headers={"WWW-Authenticate": "Bearer"})
    return TokensAnswer.of(pair)


@router.post("/api/auth/logout", status_code=204, responses=answers(401))
def log_out(*, body: LogoutBody | None = None, session: WritingSession, caller: OptionalCaller, now: Seconds) -> None:
    """End the sign-in of the access token, and that of the refresh token in the body; nothing of them works again."""
    family = family_of(session, body.refresh_token) if body and body.refresh_token else None
    sign_ins = {sign_in_id for sign_in_id in (family, caller.sign_in_id if caller else None) if sign_in_id}
    if not sign_ins and not (body and body.refresh_token):
        raise missing_token()
    for sign_in_id in sorted(sign_ins):
        end_sign_in(session, sign_in_id, now)


@router.get("/api/auth/me", responses=answers(401))
@router.get("/me", responses=answers(401), summary="Show Me, by its short path")
def show_me(session: ReadingSession, caller: CurrentCaller, parts: WithParts) -> MeAnswer:
    """Whom the access token speaks for."""
    user = session.scalars(select(User).where(User.account_id == caller.account_id)).one_or_none()
    return MeAnswer(
        account_id=caller.account_id,
        env=parts.settings.env,
        user=UserAnswer(id=user.id, email=user.email) if user else None,
        device_id=caller.device_id,
        signed_in=caller.user_id is not None,
    )


@router.post("/api/auth/password", responses=answers(401, 403, 429))
def change_password(
    *,
    body: ChangePasswordBody,
    session: WritingSession,
    post: WithPost,
    passwords: WithPasswords,
    mint: WithMint,
    caller: CurrentCaller,
    parts: WithParts,
    now: Seconds,
    network: ClientAddress,
) -> TokensAnswer:
    """Change the password. Every sign-in of the user ends; the answer is a new one."""
    if caller.user_id is None:
        raise ApiError(403, "no_user", "Nobody is signed in here. Sign in first.")
    admit(parts.database, now, *rules.login_claims(network, caller.user_id))
    mine = User.id == caller.user_id
    recognised = recognise(parts.database, passwords, mine, body.current_password.get_secret_value())
    with parts.database.reading() as reading:
        email = reading.get_one(User, caller.user_id).email
    check_strength(body.new_password.get_secret_value(), words_of(email))
    new_hash = passwords.hash(body.new_password.get_secret_value())
    user = admit_user(session, recognised)
    recovery.set_password(session, post, user, new_hash)
    pair = mint.sign_in(session, user.account_id, user_id=user.id, device_id=caller.device_id, now=now)
    return TokensAnswer.of(pair)


@router.post("/api/auth/password/forgot", status_code=202, responses=answers(429))
def ask_for_new_password(
    *,
    body: AddressBody,
    post: WithPost,
    session: WritingSession,
    parts: WithParts,
    now: Seconds,
    network: ClientAddress,
) -> MessageAnswer:
    """Mail a link to choose a new password. The answer is the same for every address."""
    admit(parts.database, now, *rules.mail_claims(network, body.email))
    recovery.ask(session, post, body.email)
    return look_for_mail(parts)
